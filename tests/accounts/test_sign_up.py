from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connections

from tests.accounts.gotrue import call, new_email, sign_in, sign_up
from tests.people import PASSWORD


def test_a_sign_up_gives_a_session_with_the_user():
    email = new_email()
    answer = sign_up(email.upper(), data={"display_name": "Dora", "colour": {"dark": None}})
    assert answer.status == 200
    session, user = answer.json, answer.json["user"]
    assert session["token_type"] == "bearer"
    assert session["expires_in"] == 3600
    assert session["access_token"]
    assert session["refresh_token"]
    assert (user["email"], user["phone"], user["role"], user["aud"]) == (email, "", "authenticated", "authenticated")
    assert user["app_metadata"] == {"provider": "email", "providers": ["email"]}
    assert user["user_metadata"] == {
        "display_name": "Dora", "colour": {"dark": None}, "sub": user["id"],
        "email": email, "email_verified": True, "phone_verified": False,
    }  # fmt: skip
    [identity] = user["identities"]
    assert identity["id"] == user["id"] != identity["identity_id"]


def test_a_profile_exists_the_moment_the_account_does(api):
    made = sign_up(data={"handle": "Dora_9", "display_name": "Do\u202era"}).json
    me = api(Authorization=f"Bearer {made['access_token']}").get("/api/users/me").json
    assert (me["handle"], me["display_name"]) == ("dora_9", "Dora")


def test_a_wish_for_a_taken_or_reserved_handle_gets_one_like_it(alice, api):
    for wish in ("alice", "admin", "no!"):
        made = sign_up(data={"handle": wish}).json
        handle = api(Authorization=f"Bearer {made['access_token']}").get("/api/users/me").json["handle"]
        assert handle not in ("alice", "admin")


def at_once(deeds):
    def run(deed):
        try:
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_members_who_wish_for_one_handle_at_once_all_get_in(superuser):
    answers = at_once([lambda: sign_up(data={"handle": "dora"})] * 4)
    assert [a.status for a in answers] == [200] * 4
    handles = [handle for (handle,) in superuser.execute("select handle from profiles").fetchall()]
    assert "dora" in handles
    assert len(set(handles)) == 4


def test_of_sign_ups_with_one_address_at_once_one_makes_the_account():
    email = new_email()
    answers = at_once([lambda: sign_up(email)] * 4)
    assert sorted(a.status for a in answers) == [200, 422, 422, 422]


def test_a_second_sign_up_with_a_confirmed_address_is_refused(alice):
    answer = sign_up(alice.email)
    assert (answer.status, answer.code) == (422, "user_already_exists")


def test_with_confirmation_a_new_member_waits_for_the_mail(settings):
    settings.MAILER_AUTOCONFIRM = False
    email = new_email()
    user = sign_up(email).json
    assert "access_token" not in user
    assert user["confirmation_sent_at"]
    assert "email_confirmed_at" not in user
    assert len(user["identities"]) == 1
    answer = sign_in(email)
    assert (answer.status, answer.code) == (400, "email_not_confirmed")
    assert sign_in(email, "wrong password here").code == "invalid_credentials"


def test_a_repeated_sign_up_changes_neither_password_nor_data(settings):
    settings.MAILER_AUTOCONFIRM = False
    settings.GOTRUE_MAIL_INTERVAL = 0
    email = new_email()
    first = sign_up(email, data={"colour": "red"}).json
    again = sign_up(email, "another good password", data={"colour": "blue"}).json
    assert again["id"] == first["id"]
    assert again["user_metadata"]["colour"] == "red"
    assert sign_in(email).code == "email_not_confirmed"
    assert sign_in(email, "another good password").code == "invalid_credentials"


def test_mails_of_repeated_sign_ups_keep_their_distance(settings):
    settings.MAILER_AUTOCONFIRM = False
    email = new_email()
    sign_up(email)
    answer = sign_up(email)
    assert (answer.status, answer.code) == (429, "over_email_send_rate_limit")
    assert 1 <= int(answer.headers["retry-after"]) <= 60


def test_with_confirmation_a_confirmed_address_is_not_told(settings, alice):
    settings.MAILER_AUTOCONFIRM = False
    new, known = sign_up().json, sign_up(alice.email, data={"colour": "red"}).json
    assert known["identities"] == []
    assert known["role"] == ""
    assert known["user_metadata"] == {"colour": "red"}
    assert known["id"] != str(alice.id)
    assert UUID(known["id"]).version == 7
    assert set(known) == set(new)


def test_a_sign_up_without_confirmation_confirms_one_that_waited(settings):
    settings.MAILER_AUTOCONFIRM = False
    email = new_email()
    sign_up(email)
    settings.MAILER_AUTOCONFIRM = True
    user = sign_up(email).json["user"]
    assert user["email_confirmed_at"]
    assert user["user_metadata"]["email_verified"] is True
    assert user["identities"][0]["identity_data"]["email_verified"] is True


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "anonymous_provider_disabled"),
        ({"email": "dora@topin.test"}, 400, "validation_failed"),
        ({"email": "dora@topin.test", "password": ""}, 400, "validation_failed"),
        ({"email": "no address", "password": PASSWORD}, 400, "validation_failed"),
        ({"email": f"{'d' * 250}@topin.test", "password": PASSWORD}, 400, "validation_failed"),
        ({"email": "dora@topin.test", "phone": "4912345", "password": PASSWORD}, 400, "validation_failed"),
        ({"phone": "4912345", "password": PASSWORD}, 400, "phone_provider_disabled"),
        ({"email": "dora@topin.test", "password": "ü" * 37}, 400, "validation_failed"),
        ({"email": 5, "password": PASSWORD}, 400, "bad_json"),
        ({"email": "dora@topin.test", "password": PASSWORD, "data": []}, 400, "bad_json"),
        ({"email": "dora@topin.test", "password": PASSWORD, "code_challenge": "x"}, 400, "validation_failed"),
    ],
)  # fmt: skip
def test_sign_ups_that_are_refused(body, status, code):
    answer = call("POST", "/signup", body)
    assert (answer.status, answer.code) == (status, code)


@pytest.mark.parametrize(
    ("password", "reasons"),
    [("Xk9!q", ["length"]), ("iloveyou", ["pwned"]), ("PASSWORD1", ["pwned"]), ("dragon", ["length", "pwned"])],
)
def test_weak_passwords_are_refused_with_their_reasons(password, reasons):
    answer = sign_up(password=password)
    assert (answer.status, answer.code) == (422, "weak_password")
    assert answer.json["weak_password"]["reasons"] == reasons


def test_sign_ups_can_be_closed(settings):
    settings.GOTRUE_DISABLE_SIGNUP = True
    answer = sign_up()
    assert (answer.status, answer.code) == (422, "signup_disabled")


def test_sign_ups_from_one_address_are_limited():
    answers = [call("POST", "/signup", {}) for _ in range(31)]
    assert [a.status for a in answers[:30]] == [422] * 30
    assert (answers[30].status, answers[30].code) == (429, "over_request_rate_limit")
    assert answers[30].headers["retry-after"]


def test_data_that_would_not_fit_into_tokens_is_refused(settings):
    settings.GOTRUE_METADATA_BYTES = 100
    for path, body in (("/signup", {"password": PASSWORD}), ("/otp", {}), ("/magiclink", {})):
        answer = call("POST", path, {"email": new_email(), "data": {"bio": "ü" * 60}, **body})
        assert (answer.status, answer.code) == (400, "validation_failed")
        assert call("POST", path, {"email": new_email(), "data": {"bio": "ü" * 20}, **body}).status == 200
