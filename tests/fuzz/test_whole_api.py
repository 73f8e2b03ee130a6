"""Whatever the written schema allows, and much that it does not, at every door of the API, by five kinds of callers.

Each request is sent by each of them: no answer is a 5xx, none differs from what the schema promises, none shows what
goes on inside. The suite makes a few for each door; with `FUZZ_EXAMPLES=25` they are more than 20,000, with
`FUZZ_EXAMPLES=400` more than 300,000.
"""

import os
import re
from random import Random

import pytest
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks
from schemathesis.core import NotSet
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.fuzz import sense
from tests.fuzz.doors import operations, part_of
from tests.fuzz.world import make_world
from tests.people import sign_in

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "2"))  # of each door; each is a request of every caller
CHECKS = [
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
INSIDE = re.compile(rb"Traceback|\.py\b|psycopg|django|rest_framework|PL/pgSQL|SQLSTATE|search_path|internal\.")
#: What is done first leaves the most for the others: deletions come last, and leaving at the very end.
ORDER = ("get", "put", "post", "delete")
LEAVING = ("/api/users/me", "/api/auth/logout")
PARTS = sorted({part_of(operation) for operation in operations()})
CHANCE = Random()  # not the one that Hypothesis begins anew for each case; what failed is told whole


@pytest.fixture(autouse=True)
def _no_waiting(_no_limits, settings):
    """Neither for limits nor for pictures that no worker makes."""
    settings.PICTURE_WAIT = 0.01


@pytest.fixture
def callers(alice, bob, charlie, mona):
    """Who asks, by what they are to alice, whose most of the world is."""
    return {"a visitor": None, "a member": alice, "a blocked member": bob, "a stranger": charlie, "a moderator": mona}


@pytest.fixture
def world(superuser, join, callers):
    friend = join("friend")
    return make_world(superuser, callers["a member"], friend, callers["a blocked member"], callers["a stranger"])


def last_things_last(operation):
    leaves = operation.path in LEAVING and operation.method == "delete"
    return leaves, ORDER.index(operation.method), -len(operation.path)  # what is in it before the whole


@pytest.mark.parametrize("part", PARTS)
def test_no_door_fails_whoever_comes_with_whatever(part, callers, world):
    doors = sorted((door for door in operations() if part_of(door) == part), key=last_things_last)
    found = {}
    for door in doors:
        knock(door, callers, world, found)
    assert not found, "\n\n".join(found.values())


def knock(door, callers, world, found):
    """Sends what the schema allows and what it does not; notes what each answer is blamed for in `found`."""
    allowed = door.as_strategy(generation_mode=GenerationMode.POSITIVE)
    wrong = door.as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), phases=[Phase.generate], database=None)
    @given(case=allowed | wrong)
    def call(case):
        sense.bring(case, world, CHANCE.randrange(1_000))
        for name, person in callers.items():
            answer = ask(case, person)
            if person is not None and is_signed_out(answer):  # by something before
                callers[name] = person = sign_in(person.id, person.handle, person.email)
                answer = ask(case, person)
            for blame in blames(case, answer):
                found.setdefault((door.label, blame), f"{door.label}, {name}: {blame}\n{told(case, answer)}")

    call()


def is_signed_out(answer):
    return answer.status_code == 401 or b"session_not_found" in answer.content


def ask(case, person):
    headers = {"Authorization": f"Bearer {person.token}"} if person else {}
    return case.call(app=APPLICATION, headers=headers)


def blames(case, answer):
    try:
        case.validate_response(answer, checks=CHECKS)
    except FailureGroup as failures:
        yield from (f"{failure.title}: {failure.message[:500]}" for failure in failures.exceptions)
    shown = INSIDE.search(answer.content)
    if shown:
        yield f"shows {shown[0]!r}"


def told(case, answer):
    body = "" if isinstance(case.body, NotSet) else f" {case.body!r}"
    sent = f"{case.method} {case.formatted_path} {case.query or ''} {case.headers or ''}{body}"
    return f"  {sent[:1000]}\n  {answer.status_code} {answer.content[:1000]!r}"


APPLICATION = WSGIHandler()
