"""What is sent to circles by mistake or malice is refused in words, and what they answer fits the schema."""

from base64 import urlsafe_b64encode
from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from social import circle_services as circles
from tests.at_once import at_once
from tests.openapi import schema
from tests.social.circles.test_circles_at_once import new_circle

URL = "/api/circles"


def fits(answer, method, path):
    described = schema()["paths"][path][method]["responses"][str(answer.status)]["content"]["application/json"]
    whole = described["schema"] | {"components": schema()["components"]}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(answer.json)


def cursor(name, micros):
    return urlsafe_b64encode(f"{name}.{micros}.{uuid4()}".encode()).decode().rstrip("=")


def slugs(answer):
    return [item["slug"] for item in answer.json["items"]]


@pytest.mark.parametrize("micros", [2_147_483_647_000_000, 2_147_483_648_000_000, 99_999_999_999_999_999])
def test_a_cursor_beyond_every_circle_begins_at_the_largest(api, alice, micros):
    new_circle(alice)
    answer = api(alice).get(f"{URL}?discover=1&cursor={cursor('circles_to_discover', micros)}")
    assert (answer.status, slugs(answer)) == (200, ["gardeners"])
    assert api(alice).get(f"{URL}?discover=1&cursor={cursor('circles', micros)}").code == "bad_cursor"


@pytest.mark.parametrize("name", ["%00", "a%00b", "%F0%9F%98%80", "%ff", "%2e%2e", "%E2%84%AA", "x" * 5000])
def test_no_address_breaks_the_door(api, alice, name):
    for answer in (api(alice).get(f"{URL}/{name}"), api(alice).put(f"{URL}/{name}", {"name": "New"})):
        assert answer.status == (400 if "%00" in name else 404)


@pytest.mark.parametrize("q", ["%5C", "'", "%F0%9F%98%80", "%ff", "gardeners%20gardeners", "%25", "_"])
def test_no_question_finds_what_does_not_hold_it(api, alice, q):
    new_circle(alice)
    for discover in ("", "&discover=1"):
        answer = api(alice).get(f"{URL}?q={q}{discover}")
        assert (answer.status, slugs(answer)) == (200, [])
        assert api(alice).get(f"{URL}?q=%00{discover}").status == 400


@pytest.mark.parametrize(
    "name", ["e\u0301", "\U0001f600" * 80, "\u05d0\u05d1", "\U0001f468\u200d\U0001f469\u200d\U0001f467"]
)
def test_names_of_every_script_come_back(api, alice, name):
    answer = api(alice).post(URL, {"name": name, "slug": "gardeners"})
    assert answer.status == 201
    assert api(alice).get(f"{URL}/gardeners").json["name"] == answer.json["name"] != ""


def test_what_nobody_may_set_is_not_set(api, superuser, alice):
    circle = new_circle(alice)
    before = superuser.execute("select * from circles").fetchall()
    wishes = {
        "closed_at": "2020-01-01T00:00:00Z",
        "avatar": "x",
        "created_at": "2020-01-01T00:00:00Z",
        "id": str(uuid4()),
    }
    assert api(alice).put(f"{URL}/{circle}", wishes).status == 200
    assert superuser.execute("select * from circles").fetchall() == before


def test_changes_by_id_and_by_slug_wait_for_each_other(api, alice):
    """Both read the same: one of them is told that it changed meanwhile, whatever address they used."""
    for number in range(8):
        circle = new_circle(alice, slug=f"circle-{number}")
        seen = {"If-Match": api(alice).get(f"{URL}/{circle}").headers["etag"]}
        addresses = (circle, f"circle-{number}", circle.upper())
        changes = [(api(alice), a, {"name": f"Name {n}"}) for n, a in enumerate(addresses)]
        answers = at_once(*[lambda c=c, h=seen: c[0].put(f"{URL}/{c[1]}", c[2], headers=h).status for c in changes])
        assert sorted(answers) == [200, 412, 412]


def test_answers_fit_the_schema(api, superuser, alice, bob, charlie):
    answer = api(alice).post(URL, {"name": "Gardeners", "slug": "gardeners"})
    fits(answer, "post", URL)
    circle = answer.json["id"]
    fits(api(bob).post(f"{URL}/{circle}/join"), "post", f"{URL}/{{circle_id}}/join")
    fits(api(alice).get(f"{URL}/{circle}/requests"), "get", f"{URL}/{{circle_id}}/requests")
    circles.approve_circle_request(alice.viewer, circle, bob.id)
    fits(api(bob).get(f"{URL}/{circle}/members"), "get", f"{URL}/{{circle_id}}/members")
    role = api(alice).put(f"{URL}/{circle}/members/{bob.id}", {"role": "moderator"})
    fits(role, "put", f"{URL}/{{circle_id}}/members/{{user_id}}")
    fits(api(alice).put(f"{URL}/{circle}", {"visibility": "public"}), "put", f"{URL}/{{circle}}")
    for person in (api(alice), api(charlie), api()):
        fits(person.get(f"{URL}/{circle}"), "get", f"{URL}/{{circle}}")
    for path in (URL, f"{URL}?discover=1"):
        fits(api(alice).get(path), "get", URL)
