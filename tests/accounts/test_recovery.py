"""A forgotten password."""

import pytest

from tests.accounts.gotrue import call, follow, get_user, new_email, sign_in, sign_up, verify
from tests.accounts.letters import deliver_again, delivered


def recover(email, **body):
    return call("POST", "/recover", {"email": email, **body})


@pytest.mark.parametrize("autoconfirm", [True, False])
def test_a_forgotten_password_is_replaced_by_way_of_a_code(settings, superuser, alice, autoconfirm):
    settings.MAILER_AUTOCONFIRM = autoconfirm
    answer = recover(alice.email.upper())
    assert (answer.status, answer.json) == (200, {})
    [letter] = delivered(superuser)
    assert (letter.to, letter.query["type"]) == (alice.email, "recovery")
    session = verify("recovery", email=alice.email, token=letter.code).json
    assert session["user"]["recovery_sent_at"]
    change = call("PUT", "/user", {"password": "a quite new password"}, token=session["access_token"])
    assert change.status == 200
    assert get_user(session).status == 200
    assert call("GET", "/user", token=alice.token).code == "session_not_found"
    assert sign_in(alice.email, "a quite new password").status == 200


def test_nobody_is_told_who_has_an_account(settings, superuser, alice):
    known, unknown = recover(alice.email), recover(new_email())
    assert (known.status, known.body) == (unknown.status, unknown.body)
    assert known.headers.keys() == unknown.headers.keys()
    assert [letter.to for letter in delivered(superuser)] == [alice.email]


def test_the_wait_between_two_mails_is_alike_for_known_and_unknown_addresses(alice):
    for email in (alice.email, new_email()):
        assert recover(email).status == 200
        answer = recover(email)
        assert (answer.status, answer.code) == (429, "over_email_send_rate_limit")
        assert 1 <= int(answer.headers["retry-after"]) <= 60


def test_each_kind_of_mail_has_a_clock_of_its_own_but_recovery_and_magic_link_share_one(alice):
    assert recover(alice.email).status == 200
    assert call("POST", "/magiclink", {"email": alice.email}).status == 429
    assert call("POST", "/resend", {"type": "email_change", "email": alice.email}).status == 200


def test_a_magic_link_voids_the_code_of_a_recovery(settings, superuser, alice):
    settings.GOTRUE_MAIL_INTERVAL = 0
    recover(alice.email)
    [first] = delivered(superuser)
    call("POST", "/otp", {"email": alice.email})
    [second] = delivered(superuser)
    assert verify("recovery", email=alice.email, token=first.code).code == "otp_expired"
    assert follow(first.link).fragment["error_code"] == "otp_expired"
    assert verify("magiclink", email=alice.email, token=second.code).status == 200


def test_a_used_code_stays_used_when_its_mail_is_tried_again(superuser, alice):
    recover(alice.email)
    [letter] = delivered(superuser)
    verify("recovery", email=alice.email, token=letter.code)
    assert deliver_again(superuser) == []
    assert verify("recovery", email=alice.email, token=letter.code).code == "otp_expired"


def test_a_recovery_proves_an_address_that_was_never_confirmed(settings, superuser):
    settings.MAILER_AUTOCONFIRM = False
    email = new_email()
    sign_up(email)
    delivered(superuser)
    recover(email)
    [letter] = delivered(superuser)
    assert verify("recovery", email=email, token=letter.code).json["user"]["email_confirmed_at"]


def test_a_new_password_voids_every_code_and_flow_that_is_still_out(superuser, alice):
    recover(alice.email, code_challenge="x" * 43, code_challenge_method="plain")
    [letter] = delivered(superuser)
    call("PUT", "/user", {"password": "a quite new password"}, token=alice.token)
    assert verify("recovery", email=alice.email, token=letter.code).code == "otp_expired"
    assert superuser.execute("select count(*) from flow_states").fetchone() == (0,)


def test_mails_speak_the_language_that_the_client_asks_for(superuser, alice, bob):
    headers = {"Accept_Language": "de-AT,de;q=0.9"}
    call("POST", "/recover", {"email": alice.email}, **headers)
    recover(bob.email)
    german, english = delivered(superuser)
    assert german.subject != english.subject


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/recover", {}, 400, "validation_failed"),
        ("/recover", {"email": "no address"}, 400, "validation_failed"),
        ("/recover", {"email": 5}, 400, "bad_json"),
        ("/recover", {"email": "a@topin.test", "code_challenge": "x" * 43}, 400, "validation_failed"),
        ("/magiclink", {}, 400, "validation_failed"),
        ("/otp", {}, 400, "validation_failed"),
        ("/otp", {"phone": "49123"}, 400, "phone_provider_disabled"),
        ("/otp", {"email": "a@topin.test", "phone": "49123"}, 400, "validation_failed"),
        ("/otp", {"email": "a@topin.test", "create_user": "no"}, 400, "bad_json"),
        ("/resend", {"email": "a@topin.test"}, 400, "validation_failed"),
        ("/resend", {"email": "a@topin.test", "type": "recovery"}, 400, "validation_failed"),
        ("/resend", {"type": "sms", "phone": "49123"}, 400, "phone_provider_disabled"),
    ],
)
def test_requests_for_mails_that_are_refused(path, body, status, code):
    answer = call("POST", path, body)
    assert (answer.status, answer.code) == (status, code)


def test_each_door_that_mails_is_limited_by_itself(settings):
    settings.MAILER_AUTOCONFIRM = True
    answers = [call("POST", "/recover", {}) for _ in range(31)]
    assert (answers[29].status, answers[30].status) == (400, 429)
    assert answers[30].code == "over_request_rate_limit"
    assert call("POST", "/otp", {}).status == 400


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/recover", {}),
        ("/otp", {}),
        ("/magiclink", {}),
        ("/resend", {"type": "signup"}),
        ("/resend", {"type": "email_change"}),
        ("/verify", {"type": "recovery", "token": "123456"}),
        ("/signup", {"password": "a good long password"}),
    ],
)
def test_known_and_unknown_addresses_ask_the_database_for_the_same(settings, alice, functions_asked_by, path, body):
    settings.MAILER_AUTOCONFIRM = False
    bodies = (body | {"email": email} for email in (alice.email, new_email()))
    known, unknown = (functions_asked_by(call, "POST", path, body) for body in bodies)
    assert known == unknown != []


def test_a_mail_that_was_asked_before_the_password_changed_brings_no_code_after(superuser, alice):
    recover(alice.email)
    assert call("PUT", "/user", {"password": "a quite new password"}, token=alice.token).status == 200
    assert [letter for letter in delivered(superuser) if letter.to == alice.email and "/verify" in letter.text] == []


def test_a_change_of_password_and_address_at_once_still_writes_about_the_address(settings, superuser, alice):
    settings.MAILER_AUTOCONFIRM = False
    new = new_email()
    change = {"password": "a quite new password", "email": new}
    assert call("PUT", "/user", change, token=alice.token).status == 200
    assert new in [letter.to for letter in delivered(superuser)]
