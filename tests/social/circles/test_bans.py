"""Who is kept out of a circle, by whom, and what a ban ends."""

from uuid import uuid4

from social import circle_services as circles
from tests.deeds import block, circle_of, set_profile


def ban(api, person, circle, other):
    return api(person).post(f"/api/circles/{circle}/bans/{other}")


def unban(api, person, circle, other):
    return api(person).delete(f"/api/circles/{circle}/bans/{other}")


def banned(api, person, circle):
    return [item["handle"] for item in api(person).get(f"/api/circles/{circle}/bans").json["items"]]


def members(superuser, circle):
    (kept,) = superuser.execute("select members_count from circles where id = %s", [circle]).fetchone()
    found = superuser.execute("select count(*) from circle_members where circle_id = %s", [circle]).fetchone()
    assert (kept,) == found
    return kept


def without_id(answer):
    return {key: value for key, value in answer.json.items() if key != "request_id"}


def test_a_ban_ends_membership_once(api, superuser, alice, bob):
    circle = circle_of(superuser, alice, bob)
    for _ in range(2):
        answer = ban(api, alice, circle, bob.id)
        assert (answer.status, answer.body) == (204, b"")
    assert members(superuser, circle) == 1
    (item,) = api(alice).get(f"/api/circles/{circle}/bans").json["items"]
    assert (item["handle"], item["banned_at"][-1]) == ("bob", "Z")


def test_a_ban_ends_what_waits(api, superuser, alice, bob, charlie):
    circle = circle_of(superuser, alice)
    superuser.execute("insert into circle_requests (circle_id, user_id) values (%s, %s)", [circle, bob.id])
    circles.invite_to_circle(alice.viewer, circle, [charlie.id])
    for person in (bob, charlie):
        assert ban(api, alice, circle, person.id).status == 204
    assert superuser.execute("select count(*) from circle_requests").fetchone() == (0,)
    assert superuser.execute("select count(*) from circle_invites").fetchone() == (0,)
    assert api(charlie).get("/api/circles/invites").json["items"] == []


def test_the_owner_bans_everybody_else(api, superuser, join, alice, bob, charlie):
    outsider = join("outsider")
    circle = circle_of(superuser, alice, charlie, moderators=[bob])
    assert (ban(api, alice, circle, alice.id).status, members(superuser, circle)) == (400, 3)
    assert [ban(api, alice, circle, p.id).status for p in (bob, charlie, outsider)] == [204, 204, 204]
    assert (members(superuser, circle), banned(api, alice, circle)) == (1, ["outsider", "charlie", "bob"])


def test_a_moderator_bans_plain_members_and_outsiders(api, superuser, join, alice, bob, charlie):
    outsider, other = join("outsider"), join("other_mod")
    circle = circle_of(superuser, alice, charlie, moderators=[bob, other])
    assert [ban(api, bob, circle, p.id).status for p in (alice, other, bob)] == [403, 403, 400]
    assert (members(superuser, circle), banned(api, bob, circle)) == (4, [])
    assert [ban(api, bob, circle, p.id).status for p in (charlie, outsider)] == [204, 204]
    assert (members(superuser, circle), banned(api, bob, circle)) == (3, ["outsider", "charlie"])


def test_nobody_else_bans_or_reads_bans(api, superuser, join, alice, bob, charlie):
    outsider = join("outsider")
    circle = circle_of(superuser, alice, bob)
    circles.ban_from_circle(alice.viewer, circle, charlie.id)
    for person, code in ((bob, "forbidden"), (outsider, "not_a_member"), (charlie, "not_a_member")):
        for answer in (
            ban(api, person, circle, outsider.id),
            unban(api, person, circle, charlie.id),
            api(person).get(f"/api/circles/{circle}/bans"),
        ):
            assert (answer.status, answer.code) == (403, code)
    assert (
        api().get(f"/api/circles/{circle}/bans").status
        == api().post(f"/api/circles/{circle}/bans/{bob.id}").status
        == 401
    )
    superuser.execute("update circles set visibility = 'secret'")
    absent = api(outsider).get(f"/api/circles/{uuid4()}/bans")
    for answer in (
        ban(api, outsider, circle, bob.id),
        unban(api, outsider, circle, charlie.id),
        api(outsider).get(f"/api/circles/{circle}/bans"),
        api(charlie).get(f"/api/circles/{circle}/bans"),
    ):
        assert (answer.status, without_id(answer)) == (404, without_id(absent))
    assert banned(api, alice, circle) == ["charlie"]


def test_an_outsider_has_to_exist_for_whoever_bans(api, superuser, join, alice, bob, charlie):
    hidden = join("hidden_one")
    circle = circle_of(superuser, alice)
    block(superuser, bob, alice)
    set_profile(superuser, hidden, "is_hidden", True)
    absent = ban(api, alice, circle, uuid4())
    assert absent.status == 404
    for person in (bob, hidden):
        assert without_id(ban(api, alice, circle, person.id)) == without_id(absent)
        assert without_id(unban(api, alice, circle, person.id)) == without_id(absent)
    assert ban(api, alice, circle, charlie.id).status == 204


def test_blocking_the_owner_is_no_shelter_from_a_ban(api, superuser, alice, bob):
    circle = circle_of(superuser, alice, bob)
    block(superuser, bob, alice)
    assert ban(api, alice, circle, bob.id).status == 204
    assert members(superuser, circle) == 1
    assert unban(api, alice, circle, bob.id).status == 204


def test_a_ban_is_ended_once_and_restores_nothing(api, superuser, alice, bob):
    circle = circle_of(superuser, alice, bob)
    ban(api, alice, circle, bob.id)
    for _ in range(2):
        assert unban(api, alice, circle, bob.id).status == 204
    assert unban(api, alice, circle, uuid4()).status == 404
    assert (members(superuser, circle), banned(api, alice, circle)) == (1, [])
    kinds = superuser.execute("select kind from events where kind like 'circle%' order by id").fetchall()
    assert kinds == [("circle_banned",), ("circle_unbanned",)]


def test_bans_come_newest_first_page_by_page(api, superuser, join, alice):
    circle = circle_of(superuser, alice)
    for number in range(5):
        ban(api, alice, circle, join(f"fan_{number}").id)
    doors, seen, cursor = f"/api/circles/{circle}/bans", [], ""
    while cursor is not None:
        page = api(alice).get(f"{doors}?limit=2&cursor={cursor}").json
        seen += [item["handle"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert seen == ["fan_4", "fan_3", "fan_2", "fan_1", "fan_0"]
    assert api(alice).get(f"{doors}?cursor=broken").code == "bad_cursor"
