"""docs/security.md has every requirement of levels 1 and 2 once, and what it names is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.security.asvs import LEVELS

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"\| (\d+\.\d+\.\d+) \| (\d) \| (.+?) \| ?(.*?) ?\|")
DONE_OTHERWISE = ("Does not apply: ", "Open: ")


@pytest.fixture(autouse=True)
def _empty_afterwards():
    """Nothing is written here, so nothing needs to be wiped."""


def rows():
    """(requirement, level, what we do, what shows it) of every line."""
    lines = [line for line in (ROOT / "docs/security.md").read_text().splitlines() if re.match(r"\| \d", line)]
    found = [ROW.fullmatch(line) for line in lines]
    assert all(found), lines[found.index(None)]
    return [match.groups() for match in found]


def named(shown):
    return re.findall(r"`([^`]+)`", shown)


@cache
def defined_in(path):
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}


def is_there(name):
    path, _, test = name.partition("::")
    if not (ROOT / path).is_file():
        return False
    return not test or (test.startswith("test_") and test in defined_in(path))


def test_every_requirement_stands_there_once_with_its_level():
    told = [(requirement, int(level)) for requirement, level, *_ in rows()]
    assert told == [(requirement, level) for requirement, level in LEVELS.items() if level < 3]


def test_what_shows_it_is_there():
    gone = {name for *_, shown in rows() for name in named(shown) if not is_there(name)}
    assert gone == set()


def test_every_line_is_shown_or_says_why_not():
    bare = {what for _, _, what, shown in rows() if not named(shown) and not any(w in what for w in DONE_OTHERWISE)}
    assert bare == set()
