"""Brings sense into what chance made, so that doors are not only found shut: ids of what is there, and whole bodies."""

import re

from tests.fuzz.samples import BODIES, QUERIES

#: How the schema calls what the world calls by another name.
ALSO = {"recipient": "user", "a": "user", "b": "user", "parent": "comment", "reply_to": "message", "quote": "post"}


def bring(case, world, draw):
    """Of ten cases three stay as they came, two get names of what is there, and five what their door takes besides."""
    if draw % 10 < 3:
        return
    values = {kind: str(kept[draw // 10 % len(kept)]) for kind, kept in world.items()}
    values["draw"] = str(draw)
    case.path_parameters = {name: named(name, value, values) for name, value in (case.path_parameters or {}).items()}
    case.body = with_names(case.body, values)
    if draw % 10 >= 5:
        whole(case, values, changes=draw % 2)


def with_names(body, values):
    """The same with the ids of what is there, where fields are called after it: `post_in`, `circle_id`, `post_ids`."""
    if isinstance(body, dict):
        return {name: named(name, with_names(value, values), values) for name, value in body.items()}
    if isinstance(body, list):
        return [with_names(value, values) for value in body]
    return body


def named(name, value, values):
    kind = re.sub(r"_(ids?|in)$", "", str(name))
    kind = ALSO.get(kind, kind)
    if kind not in values:
        return value
    return [values[kind]] if isinstance(value, list) else values[kind]


def whole(case, values, changes):
    """What the door takes; with `changes` together with what chance made of its other fields."""
    body, query = (filled(kept.get(case.operation.label, {}), values) for kept in (BODIES, QUERIES))
    if changes:
        case.query = {**(case.query or {}), **query}
        body = {**(case.body if isinstance(case.body, dict) else {}), **body}
    else:
        case.query, case.headers = query, {}
    if body:
        case.body = body


def filled(sample, values):
    if isinstance(sample, dict):
        return {name: filled(value, values) for name, value in sample.items()}
    if isinstance(sample, list):
        return [filled(value, values) for value in sample]
    if isinstance(sample, str):
        return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), sample)
    return sample
