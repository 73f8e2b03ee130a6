"""Links into circles: whoever has one comes in, as often as it says and no longer than it says."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from social import circle_services as circles
from tests.at_once import at_once
from tests.deeds import circle_of, set_profile
from topin.errors import Conflict, Gone, NotFound

MINE = "/api/circles/invites"


@pytest.fixture
def circle(superuser, alice):
    return circle_of(superuser, alice, name="Gardeners of Kent", join_policy="invite")


def link(person, circle, **fields):
    return circles.create_circle_link(person.viewer, circle, **fields)["code"]


def accept(api, person, code):
    return api(person).post(f"{MINE}/{code}/accept")


def members(superuser, circle):
    """The count that is kept and the one that is true."""
    return superuser.execute(
        "select members_count, (select count(*) from circle_members where circle_id = c.id)"
        " from circles c where id = %s",
        [circle],
    ).fetchone()


def uses(superuser):
    return [row[0] for row in superuser.execute("select uses from circle_invites where code_hash is not null")]


def without_id(answer):
    return {key: value for key, value in answer.json.items() if key != "request_id"}


def test_a_link_is_said_once_and_kept_as_a_hash(api, superuser, alice, circle, settings):
    answer = api(alice).post(f"/api/circles/{circle}/invites", {"max_uses": 5, "expires_at": None})
    assert (answer.status, set(answer.json)) == (200, {"code", "url"})
    code = answer.json["code"]
    assert answer.json["url"] == f"{settings.SITE_URL}/circles/invites/{code}"
    assert len(code) >= 32
    kept = superuser.execute("select code_hash, max_uses, uses, expires_at from circle_invites").fetchone()
    assert (len(kept[0]), *kept[1:]) == (32, 5, 0, None)
    assert code.encode() not in bytes(kept[0])


def test_a_link_leads_in_whatever_the_policy(api, superuser, alice, bob, circle):
    code = link(alice, circle)
    shown = api(bob).get(f"{MINE}/{code}")
    assert (shown.status, shown.json["name"], shown.json["viewer"]["role"]) == (200, "Gardeners of Kent", None)
    answer = accept(api, bob, code)
    assert (answer.status, answer.json) == (200, {"role": "member", "requested": False})
    assert members(superuser, circle) == (2, 2)
    assert api(bob).get(f"{MINE}/{code}").json["viewer"]["role"] == "member"


def test_who_is_in_already_gets_the_same_answer_and_no_use_is_counted(api, superuser, alice, bob, circle):
    code = link(alice, circle, max_uses=1)
    assert accept(api, bob, code).json == accept(api, bob, code).json == {"role": "member", "requested": False}
    assert accept(api, alice, code).json == {"role": "owner", "requested": False}
    assert (uses(superuser), members(superuser, circle)) == ([1], (2, 2))


def test_an_unknown_code_leads_nowhere(api, alice, bob, circle):
    link(alice, circle)
    for code in ("x" * 32, "%C3%A9", str(uuid4())[:20], "null"):
        assert (accept(api, bob, code).status, api(bob).get(f"{MINE}/{code}").status) == (404, 404)
    assert api().get(f"{MINE}/{link(alice, circle)}").status == 401
    assert api().post(f"{MINE}/{link(alice, circle)}/accept").status == 401


def test_a_link_ends_by_time(api, superuser, alice, bob, charlie, circle):
    code = link(alice, circle, expires_at=datetime.now(UTC) + timedelta(hours=1))
    assert accept(api, charlie, code).status == 200
    superuser.execute("update circle_invites set expires_at = now()")
    absent = api(bob).get(f"{MINE}/{'x' * 32}")
    assert without_id(api(bob).get(f"{MINE}/{code}")) == without_id(absent)
    assert (accept(api, bob, code).status, accept(api, bob, code).code) == (410, "invite_ended")
    assert (members(superuser, circle), uses(superuser)) == ((2, 2), [1])
    assert accept(api, charlie, code).json["role"] == "member", "in already"


def test_a_link_ends_by_use(api, superuser, alice, bob, charlie, circle):
    code = link(alice, circle, max_uses=1)
    assert accept(api, bob, code).status == 200
    assert (accept(api, charlie, code).status, accept(api, charlie, code).code) == (410, "invite_ended")
    assert api(charlie).get(f"{MINE}/{code}").status == 404
    assert members(superuser, circle) == (2, 2)


def test_a_full_circle_takes_nobody_and_counts_no_use(api, superuser, alice, bob, charlie):
    circle = circle_of(superuser, alice, charlie, member_limit=2)
    code = link(alice, circle, max_uses=1)
    assert (accept(api, bob, code).status, accept(api, bob, code).code) == (409, "circle_full")
    assert uses(superuser) == [0]
    circles.ban_from_circle(alice.viewer, circle, charlie.id)
    assert accept(api, bob, code).status == 200
    assert (uses(superuser), members(superuser, circle)) == ([1], (2, 2))


def test_the_banned_stay_out(api, superuser, alice, bob, circle):
    code = link(alice, circle)
    circles.ban_from_circle(alice.viewer, circle, bob.id)
    assert (accept(api, bob, code).status, accept(api, bob, code).code) == (403, "banned")
    assert (uses(superuser), members(superuser, circle)) == ([0], (1, 1))
    circles.unban_from_circle(alice.viewer, circle, bob.id)
    assert accept(api, bob, code).status == 200


def test_a_link_opens_a_secret_circle(api, superuser, alice, bob):
    circle = circle_of(superuser, alice, visibility="secret")
    code = link(alice, circle)
    assert api(bob).get(f"{MINE}/{code}").json["visibility"] == "secret"
    assert accept(api, bob, code).json["role"] == "member"


def test_coming_in_by_a_link_settles_what_waited(api, superuser, alice, bob, circle):
    superuser.execute("insert into circle_requests (circle_id, user_id) values (%s, %s)", [circle, bob.id])
    circles.invite_to_circle(alice.viewer, circle, [bob.id])
    accept(api, bob, link(alice, circle))
    assert superuser.execute("select count(*) from circle_requests").fetchone() == (0,)
    assert superuser.execute("select count(invitee_id) from circle_invites").fetchone() == (0,)


def test_open_links_are_listed_and_ended_by_owner_and_moderators(api, superuser, join, alice, bob, charlie):
    circle, other = circle_of(superuser, alice, charlie, moderators=[bob]), circle_of(superuser, charlie, slug="cooks")
    outsider = join("outsider")
    first, second = link(alice, circle, max_uses=3), link(bob, circle)
    ended = link(bob, circle)
    superuser.execute("update circle_invites set expires_at = now() where max_uses is null and inviter_id = %s"
                      " and created_at = (select max(created_at) from circle_invites)", [bob.id])  # fmt: skip
    doors = f"/api/circles/{circle}/invites"
    items = api(bob).get(doors).json["items"]
    assert [(i["inviter"]["handle"], i["max_uses"], i["uses"]) for i in items] == [("bob", None, 0), ("alice", 3, 0)]
    assert set(items[0]) == {"id", "inviter", "max_uses", "uses", "expires_at", "created_at"}
    for person, status in ((charlie, 403), (outsider, 403)):
        assert api(person).get(doors).status == status
        assert api(person).delete(f"{doors}/{items[0]['id']}").status == status
    assert api(charlie).delete(f"/api/circles/{other}/invites/{items[0]['id']}").status == 404, "of another circle"
    assert api(alice).delete(f"{doors}/{items[0]['id']}").status == 204
    assert api(alice).delete(f"{doors}/{items[0]['id']}").status == 404
    assert accept(api, outsider, second).status == 404
    assert accept(api, outsider, ended).status == 410
    assert accept(api, outsider, first).status == 200
    superuser.execute("update circles set visibility = 'secret'")
    absent = api(join("stranger")).get(f"/api/circles/{uuid4()}/invites")
    assert (absent.status, without_id(api(join("passer")).get(doors))) == (404, without_id(absent))


def test_a_personal_invite_is_no_link(api, superuser, alice, bob, circle):
    circles.invite_to_circle(alice.viewer, circle, [bob.id])
    (invite,) = superuser.execute("select id from circle_invites").fetchone()
    assert api(alice).get(f"/api/circles/{circle}/invites").json["items"] == []
    assert api(alice).delete(f"/api/circles/{circle}/invites/{invite}").status == 404


def test_a_link_stays_manageable_when_its_maker_is_out_of_sight(api, superuser, alice, bob):
    circle = circle_of(superuser, alice, moderators=[bob])
    link(bob, circle)
    set_profile(superuser, bob, "is_hidden", True)
    (item,) = api(alice).get(f"/api/circles/{circle}/invites").json["items"]
    assert item["inviter"] is None
    assert api(alice).delete(f"/api/circles/{circle}/invites/{item['id']}").status == 204


def test_only_so_many_links_are_open_at_a_time(api, superuser, alice, bob, circle, settings):
    settings.CIRCLE_LINKS = 2
    link(alice, circle, max_uses=1)
    code = link(alice, circle, max_uses=1)
    answer = api(alice).post(f"/api/circles/{circle}/invites", {"max_uses": 1})
    assert (answer.status, answer.code) == (409, "link_limit")
    accept(api, bob, code)
    assert api(alice).post(f"/api/circles/{circle}/invites", {"max_uses": 1}).status == 200


def test_exactly_so_many_come_in_by_a_link(superuser, join, alice, circle):
    code = link(alice, circle, max_uses=5)
    people = [join(f"guest_{n}") for n in range(40)]

    def accepting(person):
        def deed():
            try:
                return circles.accept_circle_invite(person.viewer, code).loads()["role"]
            except Gone as refusal:
                return refusal.code

        return deed

    answers = at_once(*map(accepting, people))
    assert (answers.count("member"), answers.count("invite_ended")) == (5, 35)
    assert (members(superuser, circle), uses(superuser)) == ((6, 6), [5])


def test_a_link_ended_while_people_come_in_admits_nobody_after(superuser, join, alice, circle):
    code = link(alice, circle)
    (invite,) = superuser.execute("select id from circle_invites").fetchone()
    people = [join(f"guest_{n}") for n in range(8)]

    def accepting(person):
        def deed():
            try:
                return circles.accept_circle_invite(person.viewer, code).loads()["role"]
            except NotFound:
                return "none"

        return deed

    answers = at_once(*map(accepting, people), lambda: circles.end_circle_link(alice.viewer, circle, invite))
    admitted = answers.count("member")
    assert admitted + answers.count("none") == 8
    assert members(superuser, circle) == (1 + admitted, 1 + admitted)
    with pytest.raises(NotFound):
        circles.accept_circle_invite(join("late").viewer, code)


def test_the_limit_of_members_holds_when_two_links_race(superuser, join, alice):
    circle = circle_of(superuser, alice, member_limit=4)
    codes = [link(alice, circle), link(alice, circle)]
    people = [join(f"guest_{n}") for n in range(10)]

    def accepting(person, code):
        def deed():
            try:
                return circles.accept_circle_invite(person.viewer, code).loads()["role"]
            except Conflict as refusal:
                return refusal.code

        return deed

    answers = at_once(*[accepting(person, codes[n % 2]) for n, person in enumerate(people)])
    assert (answers.count("member"), answers.count("circle_full")) == (3, 7)
    assert (members(superuser, circle), sum(uses(superuser))) == ((4, 4), 3)
