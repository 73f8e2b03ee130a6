"""Signing up where addresses have to be confirmed."""

import pytest

from tests.accounts.gotrue import call, follow, get_user, new_email, sign_in, sign_up, verify
from tests.accounts.letters import deliver_again, delivered
from tests.people import PASSWORD


@pytest.fixture(autouse=True)
def _with_confirmation(settings):
    settings.MAILER_AUTOCONFIRM = False
    settings.GOTRUE_MAIL_INTERVAL = 0


@pytest.fixture
def waiting(superuser):
    """Somebody who signed up and got the mail: (address, letter)."""
    email = new_email()
    assert sign_up(email, data={"handle": "nora"}).status == 200
    [letter] = delivered(superuser)
    assert letter.to == email
    return email, letter


def test_the_code_of_the_mail_confirms_and_signs_in(waiting):
    email, letter = waiting
    answer = verify("signup", email=email.upper(), token=f" {letter.code} ")
    assert answer.status == 200
    user = get_user(answer.json).json
    assert user["email_confirmed_at"]
    assert user["user_metadata"]["email_verified"] is True
    assert user["identities"][0]["identity_data"]["email_verified"] is True
    assert sign_in(email).status == 200


def test_the_session_remembers_that_a_code_began_it(waiting, superuser):
    email, letter = waiting
    verify("signup", email=email, token=letter.code)
    [(amr,)] = superuser.execute("select amr from user_sessions").fetchall()
    assert [entry["method"] for entry in amr] == ["otp"]


def test_the_hash_of_the_link_does_the_same(waiting):
    _, letter = waiting
    assert letter.query["type"] == "signup"
    assert verify("signup", token_hash=letter.query["token"]).json["user"]["email_confirmed_at"]


def test_a_code_works_once_and_its_link_goes_with_it(waiting):
    email, letter = waiting
    assert verify("signup", email=email, token=letter.code).status == 200
    again = verify("signup", email=email, token=letter.code)
    assert (again.status, again.code) == (403, "otp_expired")
    assert again.json["message"] == "Token has expired or is invalid"
    by_link = verify("signup", token_hash=letter.query["token"])
    assert (by_link.status, by_link.code) == (403, "otp_expired")
    assert by_link.json["message"] == "Email link is invalid or has expired"


def test_the_answer_to_a_code_does_not_tell_whether_an_account_exists(waiting):
    wrong = verify("signup", email=waiting[0], token="000000" if waiting[1].code != "000000" else "000001")
    unknown = verify("signup", email=new_email(), token="000000")
    assert (wrong.status, wrong.json) == (unknown.status, unknown.json)


def test_an_expired_code_and_link_are_refused(waiting, settings):
    settings.GOTRUE_OTP_EXP = 0
    email, letter = waiting
    assert verify("signup", email=email, token=letter.code).code == "otp_expired"
    assert verify("signup", token_hash=letter.query["token"]).code == "otp_expired"


def test_a_code_of_one_kind_is_none_of_another(waiting):
    email, letter = waiting
    for kind in ("recovery", "magiclink", "email_change"):
        assert verify(kind, email=email, token=letter.code).code == "otp_expired"
        assert verify(kind, token_hash=letter.query["token"]).code == "otp_expired"
    assert verify("email", email=email, token=letter.code).status == 200


def test_wrong_tries_are_counted_though_they_are_refused_until_code_and_link_are_void(waiting, settings):
    settings.GOTRUE_OTP_TRIES = 3
    email, letter = waiting
    wrong = f"{(int(letter.code) + 1) % 10**6:06}"
    for _ in range(3):
        assert verify("signup", email=email, token=wrong).code == "otp_expired"
    assert verify("signup", email=email, token=letter.code).code == "otp_expired"
    assert verify("signup", token_hash=letter.query["token"]).code == "otp_expired"


def test_codes_of_one_account_are_not_guessed_from_many_addresses(waiting, settings):
    settings.GOTRUE_OTP_TRIES = 1000
    answers = [
        call("POST", "/verify", {"type": "signup", "email": waiting[0], "token": "x"}, X_Forwarded_For=f"10.0.0.{i}")
        for i in range(31)
    ]
    assert [a.status for a in answers[:30]] == [403] * 30
    assert (answers[30].status, answers[30].code) == (429, "over_request_rate_limit")


def test_one_client_does_not_guess_codes_of_many_accounts():
    answers = [verify("signup", email=new_email(), token="123456") for _ in range(31)]
    assert [a.status for a in answers[29:]] == [403, 429]


def test_a_second_sign_up_mails_again_and_the_older_code_is_void(waiting, superuser):
    email, first = waiting
    assert sign_up(email, "another good password", data={"colour": "red"}).status == 200
    [second] = delivered(superuser)
    assert verify("signup", email=email, token=first.code).code == "otp_expired"
    session = verify("signup", email=email, token=second.code).json
    assert "colour" not in session["user"]["user_metadata"]
    assert sign_in(email, "another good password").code == "invalid_credentials"
    assert sign_in(email, PASSWORD).status == 200


def test_a_resent_mail_holds_a_new_code(waiting, superuser):
    email, first = waiting
    answer = call("POST", "/resend", {"type": "signup", "email": email, "code_challenge": None})
    assert (answer.status, answer.json) == (200, {})
    [second] = delivered(superuser)
    assert verify("signup", email=email, token=first.code).code == "otp_expired"
    assert verify("signup", email=email, token=second.code).status == 200


def test_nothing_is_mailed_to_who_confirmed_before_or_never_signed_up(waiting, superuser, alice):
    email, letter = waiting
    verify("signup", email=email, token=letter.code)
    for address in (email, alice.email, new_email()):
        answer = call("POST", "/resend", {"type": "signup", "email": address})
        assert (answer.status, answer.json) == (200, {})
    sign_up(alice.email)
    assert delivered(superuser) == []


def test_the_same_wait_for_new_taken_and_unconfirmed_addresses(settings, alice):
    settings.GOTRUE_MAIL_INTERVAL = 60
    unconfirmed = new_email()
    for address in (new_email(), alice.email, unconfirmed, unconfirmed):
        sign_up(address)
        answer = sign_up(address)
        assert (answer.status, answer.code) == (429, "over_email_send_rate_limit")
        assert answer.json["message"].startswith("For security purposes, you can only request this after ")
        assert 1 <= int(answer.headers["retry-after"]) <= 60


def test_a_made_up_account_leaves_nothing_behind_and_looks_like_a_real_one(superuser, alice):
    def counts():
        tables = ("users", "profiles", "identities", "user_settings", "user_streams", "profile_counters")
        return [superuser.execute(f"select count(*) from {table}").fetchone() for table in tables]

    before = counts()
    made_up = sign_up(alice.email, data={"handle": "somebody"})
    assert counts() == before
    real = sign_up(data={"handle": "somebody"})
    assert list(made_up.json) == list(real.json)
    assert made_up.headers.keys() == real.headers.keys()
    assert (made_up.json["email"], made_up.json["identities"]) == (alice.email, [])


def test_a_second_try_of_a_mail_sends_the_same_code(waiting, superuser):
    email, letter = waiting
    [again] = deliver_again(superuser)
    assert again.code == letter.code
    assert again.link == letter.link
    assert verify("signup", email=email, token=letter.code).status == 200
    assert deliver_again(superuser) == []  # a used code is not made anew


def test_a_mail_that_was_overtaken_by_a_later_one_is_not_sent(superuser):
    email = new_email()
    sign_up(email)
    call("POST", "/resend", {"type": "signup", "email": email})
    letters = delivered(superuser)
    assert verify("signup", email=email, token=letters[-1].code).status == 200


def test_a_link_of_a_sign_up_leads_back_with_a_session(waiting):
    followed = follow(waiting[1].link)
    assert followed.status == 303
    assert followed.fragment["type"] == "signup"
    assert get_user(followed.fragment).json["email_confirmed_at"]


def test_whoever_is_banned_does_not_come_in_by_a_code(waiting, superuser):
    email, letter = waiting
    superuser.execute("update users set banned_until = now() + interval '1 day' where email = %s", [email])
    answer = verify("signup", email=email, token=letter.code)
    assert (answer.status, answer.code) == (403, "user_banned")
    superuser.execute("update users set banned_until = null")
    assert verify("signup", email=email, token=letter.code).status == 200


def test_mails_to_be_sent_for_one_client_are_limited(settings):
    settings.MAILER_AUTOCONFIRM = False
    answers = [call("POST", f"/{door}", {"email": new_email()}) for door in ("recover", "otp") for _ in range(16)]
    assert [a.status for a in answers[:30]] == [200] * 30
    assert (answers[30].status, answers[30].code) == (429, "over_email_send_rate_limit")
    assert answers[30].json["message"] == "email rate limit exceeded"
    assert sign_up().code == "over_email_send_rate_limit"


def test_where_no_address_is_confirmed_mails_have_no_common_limit(settings):
    settings.MAILER_AUTOCONFIRM = True
    answers = [call("POST", f"/{door}", {"email": new_email()}) for door in ("recover", "otp") for _ in range(16)]
    assert {a.status for a in answers} == {200}


def test_a_confirmation_drops_accounts_elsewhere_that_nobody_proved(waiting, superuser):
    email, letter = waiting
    for provider, proved in (("google", False), ("github", True)):
        superuser.execute(
            """insert into identities (user_id, provider, provider_id, identity_data)
               select id, %s, 'x', jsonb_build_object('email', 'other@topin.test', 'email_verified', %s::boolean)
                 from users where email = %s""",
            [provider, proved, email],
        )
    user = verify("signup", email=email, token=letter.code).json["user"]
    assert [identity["provider"] for identity in user["identities"]] == ["email", "github"]
    assert user["app_metadata"] == {"provider": "email", "providers": ["email", "github"]}
