"""Circles are made, found, changed and closed."""

from uuid import uuid4

import pytest

from social import circle_services as circles
from tests.deeds import circle_of, post_by
from tests.social.circles.test_circles_at_once import new_circle

URL = "/api/circles"
GARDENERS = {"name": "Gardeners", "slug": "gardeners"}


def slugs(answer):
    return [item["slug"] for item in answer.json["items"]]


def fields(answer):
    return {error["field"]: error["code"] for error in answer.json["errors"]}


def test_a_circle_is_made_with_its_owner_and_careful_defaults(api, alice):
    answer = api(alice).post(URL, GARDENERS)
    assert answer.status == 201
    made = answer.json
    assert (made["visibility"], made["join_policy"], made["member_limit"]) == ("private", "approval", 50)
    assert (made["members_count"], made["viewer"]) == (1, {"role": "owner", "requested": False, "banned": False})
    assert api(alice).get(f"{URL}/{made['id']}").body == api(alice).get(f"{URL}/GARDENERS").body == answer.body
    assert slugs(api(alice).get(URL)) == ["gardeners"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"slug": "no"}, "slug"),
        ({"slug": "a" * 41}, "slug"),
        ({"slug": "with space"}, "slug"),
        ({"slug": "ümlaut"}, "slug"),
        ({"slug": "discover"}, "slug"),
        ({"slug": "Invites"}, "slug"),
        ({"slug": str(uuid4())}, "slug"),
        ({"slug": None}, "slug"),
        ({"name": ""}, "name"),
        ({"name": "\u202eevil"}, "name"),
        ({"name": "\u2800"}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"description": "x" * 1001}, "description"),
        ({"visibility": "hidden"}, "visibility"),
        ({"join_policy": "money"}, "join_policy"),
        ({"member_limit": 1}, "member_limit"),
        ({"member_limit": 10_001}, "member_limit"),
        ({"member_limit": "many"}, "member_limit"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_made(api, alice, superuser, wrong, field):
    answer = api(alice).post(URL, GARDENERS | wrong)
    assert (answer.status, list(fields(answer))) == (400, [field])
    assert superuser.execute("select count(*) from circles").fetchone() == (0,)


def test_upper_case_in_slugs_is_lowered_and_the_largest_circle_fits(api, alice):
    answer = api(alice).post(
        URL, {"name": "x" * 80, "slug": "GARDEN-2", "member_limit": 10_000, "description": "x" * 1000}
    )
    assert (answer.status, answer.json["slug"]) == (201, "garden-2")


def test_a_slug_is_taken_also_by_a_secret_circle_and_free_after_closing(api, alice, bob):
    circle = new_circle(bob, visibility="secret")
    answer = api(alice).post(URL, GARDENERS)
    assert (answer.status, answer.code) == (409, "slug_taken")
    circles.close_circle(bob.viewer, circle)
    assert api(alice).post(URL, GARDENERS).status == 201


def test_one_may_own_so_many_circles_and_no_more(api, alice, bob, settings):
    settings.CIRCLES_OWNED = 1
    circle = new_circle(alice, slug="first-one")
    answer = api(alice).post(URL, GARDENERS)
    assert (answer.status, answer.code) == (409, "circle_limit")
    circles.close_circle(alice.viewer, circle)
    assert api(alice).post(URL, GARDENERS).status == 201


def test_the_owner_changes_what_they_name_and_nothing_else(api, alice, bob):
    circle = new_circle(alice)
    circles.join_circle(bob.viewer, circle)
    answer = api(alice).put(f"{URL}/gardeners", {"name": "Growers", "members_count": 7, "id": str(uuid4())})
    assert (answer.status, answer.json["name"], answer.json["slug"]) == (200, "Growers", "gardeners")
    assert (answer.json["id"], answer.json["members_count"]) == (circle, 2)
    moved = api(alice).put(f"{URL}/{circle}", {"slug": "growers", "member_limit": 2})
    assert (moved.json["slug"], moved.json["member_limit"]) == ("growers", 2)
    assert api(alice).get(f"{URL}/gardeners").status == 404


def test_a_limit_below_the_members_there_are_is_refused(api, alice, bob, charlie):
    circle = new_circle(alice)
    for person in (bob, charlie):
        circles.join_circle(person.viewer, circle)
    answer = api(alice).put(f"{URL}/{circle}", {"member_limit": 2})
    assert (answer.status, fields(answer)) == (400, {"member_limit": "member_limit"})
    assert api(alice).put(f"{URL}/{circle}", {"member_limit": 3}).status == 200


def test_a_change_of_something_older_is_refused(api, alice):
    circle = new_circle(alice)
    etag = api(alice).get(f"{URL}/{circle}").headers["etag"]
    assert api(alice).put(f"{URL}/{circle}", {"name": "One"}, headers={"If-Match": etag}).status == 200
    assert api(alice).put(f"{URL}/{circle}", {"name": "Two"}, headers={"If-Match": etag}).status == 412
    assert api(alice).get(f"{URL}/{circle}").json["name"] == "One"


def test_a_slug_of_another_circle_is_not_taken_by_a_change(api, alice, bob):
    new_circle(bob, slug="growers")
    circle = new_circle(alice)
    answer = api(alice).put(f"{URL}/{circle}", {"slug": "growers"})
    assert (answer.status, answer.code) == (409, "slug_taken")
    assert api(alice).put(f"{URL}/{circle}", {"slug": "gardeners"}).status == 200  # its own


def test_a_closed_circle_is_there_for_nobody_and_its_posts_for_their_authors(api, alice, bob):
    circle = new_circle(alice)
    circles.join_circle(bob.viewer, circle)
    post = post_by(bob, audience="circle", circle_id=circle)
    assert api(alice).get(f"/api/posts/{post}").status == 200
    assert api(alice).delete(f"{URL}/{circle}").status == 204
    for person in (alice, bob):
        assert api(person).get(f"{URL}/{circle}").status == 404
        assert slugs(api(person).get(URL)) == []
    assert api(alice).get(f"/api/posts/{post}").status == 404
    assert api(bob).get(f"/api/posts/{post}").json["circle"] is None


def test_discovering_shows_what_is_not_secret_largest_first_and_not_to_the_banned(api, superuser, alice, bob, join):
    small = circle_of(superuser, alice, slug="small", visibility="public")
    large = circle_of(superuser, alice, bob, slug="large", visibility="private")
    circle_of(superuser, alice, bob, slug="unseen", visibility="secret")
    dora = join("dora")
    assert slugs(api(dora).get(f"{URL}?discover=1")) == ["large", "small"]
    circles.ban_from_circle(alice.viewer, large, dora.id)
    assert slugs(api(dora).get(f"{URL}?discover=1")) == ["small"]
    circles.close_circle(alice.viewer, small)
    assert slugs(api(dora).get(f"{URL}?discover=1")) == []
    assert slugs(api(dora).get(URL)) == []


def test_pages_of_discovering_repeat_and_skip_nothing(api, superuser, alice, bob):
    expected = []
    for n in range(7):
        circle_of(superuser, alice, *([bob] if n % 2 else []), slug=f"circle-{n}", visibility="public")
        expected.append(f"circle-{n}")
    seen, cursor = [], ""
    while cursor is not None:
        page = api(bob).get(f"{URL}?discover=1&limit=2&cursor={cursor}").json
        seen += [item["slug"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert (sorted(seen), len(seen)) == (expected, 7)
    assert [s for s in seen if int(s[-1]) % 2] == seen[:3]  # two members before one
    first = api(bob).get(f"{URL}?discover=1&limit=2").json["next_cursor"]
    answer = api(bob).get(f"{URL}?cursor={first}")
    assert (answer.status, answer.code) == (400, "bad_cursor")


def test_q_narrows_by_name_and_slug_as_it_is_written(api, superuser, alice):
    circle_of(superuser, alice, slug="percent", name="100% Wool")
    circle_of(superuser, alice, slug="under-score", name="Snake_Case")
    assert slugs(api(alice).get(f"{URL}?q=100%25")) == ["percent"]
    assert slugs(api(alice).get(f"{URL}?q=E_C")) == ["under-score"]
    assert slugs(api(alice).get(f"{URL}?q=SCORE")) == ["under-score"]
    assert slugs(api(alice).get(f"{URL}?q=%25%25")) == []
    assert api(alice).get(f"{URL}?q={'x' * 101}").status == 400
    assert api(alice).get(f"{URL}?discover=perhaps").status == 400


def test_visitors_read_public_circles_and_no_others(api, superuser, alice):
    for visibility, status in (("public", 200), ("private", 404), ("secret", 404)):
        circle = circle_of(superuser, alice, slug=visibility, visibility=visibility)
        assert api().get(f"{URL}/{circle}").status == api().get(f"{URL}/{visibility}").status == status
        assert api().get(f"{URL}/{circle}/members").status == 401
    assert api().get(f"{URL}/public").json["viewer"] == {"role": None, "requested": False, "banned": False}
    assert api().get(URL).status == 401


def test_where_there_are_no_circles_none_is_found(api, alice, superuser):
    superuser.execute("analyze circles")  # the planner knows that the table is empty
    for name in ("nothing", uuid4()):
        assert api(alice).get(f"{URL}/{name}").status == api().get(f"{URL}/{name}").status == 404
