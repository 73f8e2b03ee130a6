"""Circles of the demo: made, joined and written in through the front door, while the demo is loaded."""

import csv
from typing import NamedTuple
from uuid import UUID

from posts import services as posts
from posts.demo.world import FOLDER
from social import circle_services as services
from topin import sql

MEMBER_LIMIT = 50


class Circle(NamedTuple):
    slug: str
    name: str
    visibility: str
    join_policy: str
    topic: str
    owner: str  # handle
    description: str


def read_circles():
    with (FOLDER / "circles.csv").open(encoding="utf-8", newline="") as file:
        return [Circle(**row) for row in csv.DictReader(file)]


def fill_circles(people, ids):
    """Makes the circles with whoever shares their topic, and returns them. `ids`: handle → id."""
    circles = read_circles()
    for circle in circles:
        owner = sql.Viewer.user(ids[circle.owner])
        others = [sql.Viewer.user(ids[p.handle]) for p in people if circle.topic in p.topics]
        others.remove(owner)
        circle_id = _make(circle, owner)
        members = [owner, *ENTRANCES[circle.join_policy](circle_id, owner, others)]
        _write(circle, circle_id, members)
    return circles


def _make(circle, owner):
    facts = circle._asdict()
    del facts["topic"], facts["owner"]
    return UUID(services.create_circle(owner, **facts, member_limit=MEMBER_LIMIT).loads()["id"])


def _all_join(circle_id, owner, others):
    for other in others:
        services.join_circle(other, circle_id)
    return others


def _all_but_the_last_are_let_in(circle_id, owner, others):
    """One request waits for its answer."""
    _all_join(circle_id, owner, others)
    for other in others[:-1]:
        services.approve_circle_request(owner, circle_id, other.user_id)
    return others[:-1]


def _all_but_the_first_accept(circle_id, owner, others):
    """One invite waits for its answer."""
    services.invite_to_circle(owner, circle_id, [other.user_id for other in others])
    return _all_join(circle_id, owner, others[1:])


ENTRANCES = {"open": _all_join, "approval": _all_but_the_last_are_let_in, "invite": _all_but_the_first_accept}


def _write(circle, circle_id, members):
    """Everybody in turn; each post is liked by every third of the others."""
    texts = (FOLDER / f"circle-{circle.slug}.txt").read_text(encoding="utf-8").splitlines()
    for place, text in enumerate(texts):
        author = members[place % len(members)]
        made = posts.create_post(author, text=text, audience="circle", circle_id=circle_id, language="en").loads()
        for liker in members[place % 3 :: 3]:
            if liker != author:
                posts.like_post(liker, UUID(made["id"]))
