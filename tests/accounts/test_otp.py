"""Coming in with a one-time code."""

import pytest

from tests.accounts.gotrue import call, get_user, new_email, sign_up, verify
from tests.accounts.letters import deliver_again, delivered


def ask(email, **body):
    return call("POST", "/otp", {"email": email, **body})


@pytest.mark.parametrize("autoconfirm", [True, False])
def test_an_unknown_address_gets_an_account_with_its_first_code(settings, superuser, autoconfirm):
    settings.MAILER_AUTOCONFIRM = autoconfirm
    email = new_email()
    answer = ask(email, data={"handle": "nora", "colour": "red"})
    assert (answer.status, answer.json) == (200, {})
    [letter] = delivered(superuser)
    assert letter.query["type"] == ("magiclink" if autoconfirm else "signup")
    user = verify("email", email=email, token=letter.code).json["user"]
    assert (user["email"], user["user_metadata"]["colour"]) == (email, "red")
    assert user["email_confirmed_at"]


def test_a_known_address_gets_a_code_and_keeps_its_data(superuser, alice):
    ask(alice.email, data={"colour": "red"})
    [letter] = delivered(superuser)
    assert letter.query["type"] == "magiclink"
    session = verify("email", email=alice.email, token=letter.code).json
    assert session["user"]["id"] == str(alice.id)
    assert "colour" not in session["user"]["user_metadata"]
    assert get_user(session).status == 200


def test_an_account_that_waits_for_its_confirmation_is_not_overwritten(settings, superuser):
    settings.MAILER_AUTOCONFIRM = False
    settings.GOTRUE_MAIL_INTERVAL = 0
    email = new_email()
    made = sign_up(email, data={"colour": "red"}).json
    delivered(superuser)
    ask(email, data={"colour": "blue"})
    [letter] = delivered(superuser)
    user = verify("email", email=email, token=letter.code).json["user"]
    assert (user["id"], user["user_metadata"]["colour"]) == (made["id"], "red")


def test_a_second_code_voids_the_first(settings, superuser, alice):
    settings.GOTRUE_MAIL_INTERVAL = 0
    ask(alice.email)
    [first] = delivered(superuser)
    ask(alice.email)
    [second] = delivered(superuser)
    assert verify("email", email=alice.email, token=first.code).code == "otp_expired"
    assert verify("email", email=alice.email, token=second.code).status == 200


def test_known_and_unknown_addresses_are_answered_alike(settings, alice):
    settings.MAILER_AUTOCONFIRM = False
    answers = [(ask(email), ask(email)) for email in (alice.email, new_email())]
    [(known, known_again), (unknown, unknown_again)] = answers
    assert (known.status, known.body) == (unknown.status, unknown.body)
    assert (known_again.status, known_again.code) == (unknown_again.status, unknown_again.code)
    assert known_again.code == "over_email_send_rate_limit"


def test_a_client_that_wants_no_new_account_is_told_that_there_is_none(superuser, alice):
    answer = ask(new_email(), create_user=False)
    assert (answer.status, answer.code) == (422, "otp_disabled")
    assert answer.json["message"] == "Signups not allowed for otp"
    assert ask(alice.email, create_user=False).status == 200
    assert [letter.to for letter in delivered(superuser)] == [alice.email]


def test_closed_sign_ups_are_closed_for_codes_too(settings, superuser, alice):
    settings.GOTRUE_DISABLE_SIGNUP = True
    assert ask(new_email()).json == ask(alice.email).json == {}
    assert [letter.to for letter in delivered(superuser)] == [alice.email]


def test_an_older_client_asks_for_a_magic_link(superuser, alice):
    assert call("POST", "/magiclink", {"email": alice.email, "data": None}).json == {}
    [letter] = delivered(superuser)
    assert verify("magiclink", token_hash=letter.query["token"]).json["user"]["id"] == str(alice.id)


def test_an_account_is_made_once_though_its_mail_is_tried_twice(superuser):
    email = new_email()
    ask(email)
    [first] = delivered(superuser)
    [second] = deliver_again(superuser)
    assert first.code == second.code
    assert superuser.execute("select count(*) from users where email = %s", [email]).fetchone() == (1,)


def test_two_members_cannot_use_each_others_codes(superuser, alice, bob):
    ask(alice.email)
    [letter] = delivered(superuser)
    assert verify("email", email=bob.email, token=letter.code).code == "otp_expired"
    assert verify("email", email=alice.email, token=letter.code).json["user"]["id"] == str(alice.id)


def test_of_many_who_type_one_code_at_once_one_comes_in(superuser, alice):
    from tests.accounts.test_sign_up import at_once

    ask(alice.email)
    [letter] = delivered(superuser)
    answers = at_once([lambda: verify("email", email=alice.email, token=letter.code)] * 5)
    assert sorted(a.status for a in answers) == [200, 403, 403, 403, 403]


def test_nobody_learns_codes_or_addresses_from_the_database(superuser, alice):
    ask(alice.email)
    [letter] = delivered(superuser)
    stored = superuser.execute(
        """select coalesce(string_agg(e::text, ''), '') || (select string_agg(t::text, '') from one_time_tokens t)
                  || (select string_agg(m::text, '') from mail_requests m) from events e where kind = 'mail_asked'"""
    ).fetchone()[0]
    assert letter.code not in stored.replace("-", "")
    assert letter.query["token"] not in stored
    events = superuser.execute("select string_agg(e::text, '') from events e where kind = 'mail_asked'").fetchone()[0]
    assert alice.email not in events


def test_data_that_nothing_can_keep_is_refused_at_the_door(superuser):
    answer = call("POST", "/otp", b'{"email": "nora@topin.test", "data": {"height": 1e400}}')
    assert (answer.status, answer.code) == (400, "bad_json")
    assert delivered(superuser) == []
