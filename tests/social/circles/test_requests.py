"""Who asks to join a circle, and what owner and moderators answer."""

from social import circle_services as circles
from tests.at_once import at_once
from tests.deeds import block, circle_of
from tests.social.circles.test_circles_at_once import outcome, state

URL = "/api/circles"


def answer(api, person, circle, asker, verdict="approve"):
    return api(person).post(f"{URL}/{circle}/requests/{asker.id}/{verdict}")


def waiting(api, person, circle):
    return [item["handle"] for item in api(person).get(f"{URL}/{circle}/requests").json["items"]]


def test_who_is_let_in_belongs_and_the_request_is_gone(api, superuser, alice, bob):
    circle = circle_of(superuser, alice)
    circles.join_circle(bob.viewer, circle)
    assert waiting(api, alice, circle) == ["bob"]
    done = answer(api, alice, circle, bob)
    assert (done.status, done.body) == (204, b"")
    assert api(bob).get(f"{URL}/{circle}").json["viewer"] == {"role": "member", "requested": False, "banned": False}
    assert (waiting(api, alice, circle), state(superuser, circle)) == ([], (2, 2, 1))
    assert answer(api, alice, circle, bob).status == answer(api, alice, circle, bob, "decline").status == 404


def test_who_was_declined_stays_out_and_may_ask_again(api, superuser, alice, bob):
    circle = circle_of(superuser, alice)
    for _ in range(2):
        assert api(bob).post(f"{URL}/{circle}/join").json == {"role": None, "requested": True}
        assert answer(api, alice, circle, bob, "decline").status == 204
        assert answer(api, alice, circle, bob, "decline").status == 404
    assert (waiting(api, alice, circle), state(superuser, circle)) == ([], (1, 1, 1))


def test_nobody_is_let_in_who_did_not_ask_or_withdrew(api, superuser, alice, bob, charlie):
    circle = circle_of(superuser, alice)
    circles.join_circle(bob.viewer, circle)
    circles.leave_circle(bob.viewer, circle)
    for person in (bob, charlie):
        assert answer(api, alice, circle, person).status == 404
    assert state(superuser, circle) == (1, 1, 1)


def test_a_full_circle_lets_nobody_in_and_the_request_keeps_waiting(api, superuser, alice, bob, charlie):
    circle = circle_of(superuser, alice, charlie, member_limit=2)
    circles.join_circle(bob.viewer, circle)
    refused = answer(api, alice, circle, bob)
    assert (refused.status, refused.code) == (409, "circle_full")
    assert (waiting(api, alice, circle), state(superuser, circle)) == (["bob"], (2, 2, 1))
    circles.leave_circle(charlie.viewer, circle)
    assert answer(api, alice, circle, bob).status == 204


def test_a_request_ends_with_the_circle_and_with_a_ban(api, superuser, alice, bob):
    banned_from = circle_of(superuser, alice)
    circles.join_circle(bob.viewer, banned_from)
    circles.ban_from_circle(alice.viewer, banned_from, bob.id)
    assert answer(api, alice, banned_from, bob).status == 404
    closed = circle_of(superuser, alice, slug="cooks")
    circles.join_circle(bob.viewer, closed)
    circles.close_circle(alice.viewer, closed)
    assert answer(api, alice, closed, bob).status == 404
    assert api(bob).post(f"{URL}/{closed}/leave").status == api(bob).post(f"{URL}/{closed}/join").status == 404
    assert superuser.execute("select count(*) from circle_requests").fetchone() == (0,)


def test_a_moderator_answers_as_the_owner_does_but_sees_with_their_own_eyes(api, superuser, alice, bob, charlie, join):
    dora = join("dora")
    circle = circle_of(superuser, alice, moderators=[bob])
    for person in (charlie, dora):
        circles.join_circle(person.viewer, circle)
    block(superuser, charlie, bob)
    assert (waiting(api, bob, circle), waiting(api, alice, circle)) == (["dora"], ["dora", "charlie"])
    assert answer(api, bob, circle, charlie, "decline").status == 404
    assert answer(api, bob, circle, dora).status == answer(api, alice, circle, charlie).status == 204


def test_requests_come_newest_first_page_by_page(api, superuser, join, alice):
    circle = circle_of(superuser, alice)
    for number in range(5):
        circles.join_circle(join(f"asker_{number}").viewer, circle)
    door, seen, cursor = f"{URL}/{circle}/requests", [], ""
    while cursor is not None:
        page = api(alice).get(f"{door}?limit=2&cursor={cursor}").json
        seen += [item["handle"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert seen == [f"asker_{number}" for number in (4, 3, 2, 1, 0)]
    assert api(alice).get(f"{door}?cursor=broken").code == "bad_cursor"
    of_members = api(alice).get(f"{URL}/{circle}/requests?limit=1").json["next_cursor"]
    assert api(alice).get(f"{URL}/{circle}/members?cursor={of_members}").code == "bad_cursor"


def test_whatever_two_moderators_and_the_asker_do_at_once_has_one_outcome(superuser, alice, bob, charlie):
    for number in range(5):
        circle = circle_of(superuser, alice, moderators=[bob], slug=f"circle-{number}")
        circles.join_circle(charlie.viewer, circle)
        answers = at_once(
            outcome(circles.approve_circle_request, alice.viewer, circle, charlie.id),
            outcome(circles.decline_circle_request, bob.viewer, circle, charlie.id),
        )
        assert sorted(a or "done" for a in answers) == ["done", "not_found"]
        kept, true, _ = state(superuser, circle)
        assert kept == true == (3 if answers[0] is None else 2)
    assert superuser.execute("select count(*) from circle_requests").fetchone() == (0,)


def test_who_is_banned_while_being_let_in_is_out(superuser, alice, bob, charlie):
    for number in range(5):
        circle = circle_of(superuser, alice, moderators=[bob], slug=f"circle-{number}")
        circles.join_circle(charlie.viewer, circle)
        at_once(
            outcome(circles.approve_circle_request, bob.viewer, circle, charlie.id),
            outcome(circles.ban_from_circle, alice.viewer, circle, charlie.id),
        )
        assert state(superuser, circle) == (2, 2, 1)
