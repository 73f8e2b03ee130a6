"""Leaving: asked for with a proof, taken back by signing in, and unseen meanwhile."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from accounts import errors, one_time, services
from accounts.leaving import erasing
from accounts.services.sessions import start_session
from tests import mailboxes
from tests.accounts.gotrue import refresh, sign_in
from tests.at_once import at_once
from tests.deeds import follow, post_by
from tests.people import PASSWORD
from topin import sql

ME = "/api/users/me"


@pytest.fixture(autouse=True)
def _mails(settings, tmp_path):
    mailboxes.use(settings, f"filemail://{tmp_path / 'mail'}")


def leave(api, person, **proof):
    return api(person).delete(ME, proof or {"password": PASSWORD})


def is_there(api, person, viewer=None):
    return api(viewer).get(f"/api/users/{person.id}").status == 200


def code_for(person):
    """The code that GET /reauthenticate would have mailed."""
    proof = one_time.Proof(uuid4(), person.email)
    issued = sql.do(
        sql.SYSTEM, "issue_code", proof.id, person.id, "reauthentication", person.email, proof.code_hash,
        proof.link_hash, datetime.now(UTC), None, None,
    )  # fmt: skip
    assert issued
    return proof.code


def test_a_member_leaves_with_the_password(api, alice, bob, settings):
    phone = sign_in(alice.email).json
    post = post_by(alice)
    answer = leave(api, alice)
    assert answer.status == 202
    grace = datetime.fromisoformat(answer.json["erases_at"]) - datetime.now(UTC)
    assert timedelta(days=settings.DELETION_GRACE_DAYS) - timedelta(minutes=1) < grace
    assert grace <= timedelta(days=settings.DELETION_GRACE_DAYS)
    assert api(alice).get(ME).status == 401
    assert refresh(phone["refresh_token"]).code == "refresh_token_not_found"
    assert not is_there(api, alice)
    assert not is_there(api, alice, bob)
    assert api(bob).get(f"/api/posts/{post}").status == 404


def test_a_member_leaves_with_a_mailed_code(api, alice):
    assert leave(api, alice, code=code_for(alice)).status == 202
    assert not is_there(api, alice)


def test_a_code_is_good_once(api, alice):
    code = code_for(alice)
    leave(api, alice, code=code)
    again = sign_in(alice.email).json
    answer = api(Authorization=f"Bearer {again['access_token']}").delete(ME, {"code": code})
    assert (answer.status, answer.code) == (403, "wrong_code")


@pytest.mark.parametrize(
    ("proof", "status", "code"),
    [
        ({"password": "not the password"}, 403, "wrong_password"),
        ({"code": "000000"}, 403, "wrong_code"),
        ({"password": ""}, 400, "invalid"),
        ({"password": 5}, 403, "wrong_password"),
        ({"password": ["x"]}, 400, "invalid"),
        ({"code": None}, 400, "invalid"),
        ({"reason": "none"}, 400, "invalid"),
    ],
)
def test_without_the_right_proof_nothing_happens(api, alice, proof, status, code):
    code_for(alice)
    answer = leave(api, alice, **proof)
    assert (answer.status, answer.code) == (status, code)
    assert is_there(api, alice)
    assert api(alice).get(ME).status == 200


def test_nobody_guesses_a_password_here(api, alice):
    for _ in range(5):
        assert leave(api, alice, password="wrong").code == "wrong_password"
    answer = leave(api, alice)
    assert (answer.status, answer.code) == (429, "rate_limited")
    assert sign_in(alice.email).status == 429, "it counts as a failed sign-in"


def test_guesses_at_the_same_moment_do_not_overshoot(api, alice):
    answers = at_once(*[lambda: leave(api, alice, password="wrong")] * 12)
    codes = [answer.code for answer in answers]
    assert (codes.count("wrong_password"), codes.count("rate_limited")) == (5, 7)


def test_nobody_guesses_a_code_here(api, alice, settings):
    settings.GOTRUE_OTP_TRIES = 2
    code = code_for(alice)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(2):
        assert leave(api, alice, code=wrong).code == "wrong_code"
    assert leave(api, alice, code=code).code == "wrong_code", "it is void by now"
    assert is_there(api, alice)


def test_an_account_without_a_password_needs_a_code(api, alice, superuser):
    superuser.execute("update users set password_hash = null where id = %s", [alice.id])
    assert leave(api, alice).code == "wrong_password"
    assert leave(api, alice, code=code_for(alice)).status == 202


def test_visitors_have_nothing_to_delete(api):
    assert api().delete(ME, {"password": PASSWORD}).status == 401


def test_staff_give_up_their_role_first(api, mona, superuser):
    answer = leave(api, mona)
    assert (answer.status, answer.code) == (409, "staff_cannot_leave")
    superuser.execute("update users set staff_role = null where id = %s", [mona.id])
    assert leave(api, mona).status == 202


def test_signing_in_brings_the_account_back(api, alice, bob):
    follow(bob, alice)
    leave(api, alice)
    assert sign_in(alice.email).status == 200
    assert is_there(api, alice, bob)
    assert api(bob).get(f"/api/social/followers/{alice.id}").json["items"][0]["handle"] == "bob"
    assert erasing.erase_due() == 0


def test_who_was_suspended_stays_out_of_sight(api, alice, superuser):
    leave(api, alice)
    superuser.execute("update users set banned_until = now() + interval '1 day' where id = %s", [alice.id])
    assert sign_in(alice.email).code == "user_banned"
    assert open_deletions(superuser, alice) == 1
    with sql.acting_as(sql.SYSTEM):
        sql.call("start_session", uuid4(), alice.id, "otp", None, "", "")
    assert not is_there(api, alice)


def open_deletions(superuser, person):
    query = "select count(*) from account_deletions where user_id = %s and cancelled_at is null and erased_at is null"
    return superuser.execute(query, [person.id]).fetchone()[0]


def test_where_a_second_factor_is_due_it_has_to_be_given(api, alice, superuser):
    leave(api, alice)
    superuser.execute("insert into mfa_factors (user_id, secret, verified_at) values (%s, 'sealed', now())", [alice.id])
    sign_in(alice.email)
    assert open_deletions(superuser, alice) == 1
    assert not is_there(api, alice)


def test_leaving_and_coming_back_can_be_repeated(api, alice, superuser):
    for _ in range(2):
        person = api(Authorization=f"Bearer {sign_in(alice.email).json['access_token']}")
        assert person.delete(ME, {"password": PASSWORD}).status == 202
    rows = superuser.execute("select cancelled_at is null from account_deletions order by id").fetchall()
    assert rows == [(False,), (True,)]


def test_a_mail_says_when_and_how_to_come_back(api, alice, run_events, tmp_path):
    leave(api, alice)
    run_events()
    (path,) = (tmp_path / "mail").glob("*.eml")
    message = mailboxes.read(path)
    assert message["To"] == alice.email
    assert "/signin" in message.get_body(("plain",)).get_content()


def test_it_is_written_down(api, alice, superuser):
    leave(api, alice)
    sign_in(alice.email)
    query = "select action from audit_log where actor_id = %s or subject_id = %s order by id"
    actions = [action for (action,) in superuser.execute(query, [alice.id, alice.id])]
    assert [a for a in actions if a.startswith("deletion")] == ["deletion_asked", "deletion_cancelled"]


def test_nobody_else_signs_anybody_out(api, alice, bob):
    leave(api, alice)
    assert api(bob).get(ME).status == 200


def test_leaving_and_signing_in_at_the_same_moment_is_one_or_the_other(api, alice, superuser):
    """Either the session came first and is ended, or it came after and has cancelled."""
    for number in range(4):
        person = _session(alice)

        def come(person=person):
            return start_session(alice.id, "password", ip="", user_agent="").session_id

        def go(person=person, number=number):
            return services.ask_deletion(person, password=PASSWORD, ip=str(number))

        session, _ = at_once(come, go)
        lives = superuser.execute("select count(*) from user_sessions where id = %s", [session]).fetchone()[0]
        assert lives == 1 - open_deletions(superuser, alice)


def _session(person):
    session = start_session(person.id, "password", ip="", user_agent="")
    return sql.Viewer.user(person.id, UUID(str(session.session_id)))


def test_the_deed_refuses_without_a_proof(alice):
    with pytest.raises(errors.Invalid):
        services.ask_deletion(alice.viewer)
