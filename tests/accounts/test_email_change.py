"""Another address for an account."""

import pytest

from tests.accounts.gotrue import call, follow, get_user, new_email, sign_in, sign_up, verify
from tests.accounts.letters import deliver_again, delivered
from topin import sealed


@pytest.fixture(autouse=True)
def _with_confirmation(settings):
    settings.MAILER_AUTOCONFIRM = False


def change(person, **body):
    return call("PUT", "/user", body, token=person.token)


def letters(superuser):
    """Those with a code, by the address they went to."""
    return {letter.to: letter for letter in delivered(superuser) if "type=email_change" in letter.text}


@pytest.fixture
def asked(alice, superuser):
    """Alice asked for a new address: (new address, letter to the old one, letter to the new one)."""
    new = new_email()
    user = change(alice, email=new.upper()).json
    assert (user["email"], user["new_email"]) == (alice.email, new)
    assert user["email_change_sent_at"]
    found = letters(superuser)
    return new, found[alice.email], found[new]


@pytest.mark.parametrize("old_first", [True, False])
def test_both_addresses_have_to_agree(asked, alice, superuser, old_first):
    new, old_letter, new_letter = asked
    steps = [(alice.email, old_letter), (new, new_letter)]
    first, second = steps if old_first else steps[::-1]
    half = verify("email_change", email=first[0], token=first[1].code)
    assert half.status == 200
    assert half.json["code"] == "200"
    assert half.json["msg"].startswith("Confirmation link accepted")
    assert call("GET", "/user", token=alice.token).json["email"] == alice.email
    whole = verify("email_change", email=second[0], token=second[1].code)
    assert whole.status == 200
    user = whole.json["user"]
    assert (user["email"], user["user_metadata"]["email"]) == (new, new)
    assert "new_email" not in user
    assert user["identities"][0]["identity_data"]["email"] == user["identities"][0]["email"] == new
    assert sign_in(new).status == 200
    assert sign_in(alice.email).code == "invalid_credentials"


def test_neither_address_agrees_twice_in_the_place_of_the_other(asked, alice):
    new, old_letter, _ = asked
    assert verify("email_change", email=alice.email, token=old_letter.code).json["code"] == "200"
    assert verify("email_change", email=alice.email, token=old_letter.code).code == "otp_expired"
    assert verify("email_change", token_hash=old_letter.query["token"]).code == "otp_expired"
    assert call("GET", "/user", token=alice.token).json["email"] == alice.email


def test_a_code_counts_only_for_the_address_that_it_went_to(asked, alice):
    new, old_letter, new_letter = asked
    assert verify("email_change", email=alice.email, token=new_letter.code).code == "otp_expired"
    assert verify("email_change", email=new, token=new_letter.code).status == 200


def test_by_links_the_first_leads_back_with_a_message_and_the_second_with_a_session(asked):
    new, old_letter, new_letter = asked
    first = follow(old_letter.link)
    assert first.status == 303
    assert first.fragment["message"].startswith("Confirmation link accepted")
    assert "access_token" not in first.fragment
    second = follow(new_letter.link)
    assert second.fragment["type"] == "email_change"
    assert get_user(second.fragment).json["email"] == new


@pytest.mark.parametrize("how", ["autoconfirm", "not secure"])
def test_where_one_suffices_it_is_the_new_address(alice, superuser, settings, how):
    settings.MAILER_AUTOCONFIRM = how == "autoconfirm"
    settings.GOTRUE_SECURE_EMAIL_CHANGE = how == "autoconfirm"
    new = new_email()
    assert change(alice, email=new).json["new_email"] == new
    found = letters(superuser)
    assert list(found) == [new]
    assert verify("email_change", email=new, token=found[new].code).json["user"]["email"] == new


def test_an_address_that_somebody_has_is_refused_at_once(alice, bob, superuser):
    answer = change(alice, email=bob.email, data={"colour": "red"})
    assert (answer.status, answer.code) == (422, "email_exists")
    assert "colour" not in call("GET", "/user", token=alice.token).json["user_metadata"]
    assert letters(superuser) == {}


def test_an_address_that_somebody_took_meanwhile_is_refused_and_nothing_is_half_done(asked, alice, superuser):
    new, old_letter, new_letter = asked
    verify("email_change", email=alice.email, token=old_letter.code)
    sign_up(new)
    answer = verify("email_change", email=new, token=new_letter.code)
    assert (answer.status, answer.code) == (422, "email_exists")
    followed = follow(new_letter.link)  # it was not used up
    assert followed.fragment["error_code"] == "email_exists"
    user = call("GET", "/user", token=alice.token).json
    assert (user["email"], user["new_email"]) == (alice.email, new)
    assert superuser.execute("select count(*) from one_time_tokens where user_id = %s", [alice.id]).fetchone() == (1,)


def test_asking_for_the_present_address_changes_nothing(alice, superuser):
    assert "new_email" not in change(alice, email=alice.email.upper()).json
    assert letters(superuser) == {}


def test_a_second_wish_voids_the_first(asked, alice, superuser, settings):
    settings.GOTRUE_MAIL_INTERVAL = 0
    new, old_letter, new_letter = asked
    other = new_email()
    assert change(alice, email=other).json["new_email"] == other
    assert verify("email_change", email=new, token=new_letter.code).code == "otp_expired"
    assert verify("email_change", email=alice.email, token=old_letter.code).code == "otp_expired"
    found = letters(superuser)
    verify("email_change", email=other, token=found[other].code)
    assert verify("email_change", email=alice.email, token=found[alice.email].code).json["user"]["email"] == other


def test_mails_keep_their_distance_and_what_came_with_the_wish_is_not_done(asked, alice):
    answer = change(alice, email=new_email(), data={"colour": "red"})
    assert (answer.status, answer.code) == (429, "over_email_send_rate_limit")
    assert answer.headers["retry-after"]
    assert "colour" not in call("GET", "/user", token=alice.token).json["user_metadata"]


def test_the_mails_are_sent_once_more_and_both_have_to_agree_anew(asked, alice, superuser, settings):
    settings.GOTRUE_MAIL_INTERVAL = 0
    new, old_letter, _ = asked
    verify("email_change", email=alice.email, token=old_letter.code)
    answer = call("POST", "/resend", {"type": "email_change", "email": alice.email})
    assert (answer.status, answer.json) == (200, {})
    found = letters(superuser)
    assert set(found) == {alice.email, new}
    assert verify("email_change", email=new, token=found[new].code).json["code"] == "200"
    assert verify("email_change", email=alice.email, token=found[alice.email].code).json["user"]["email"] == new


def test_nothing_is_mailed_when_no_change_is_pending(alice, superuser):
    call("POST", "/resend", {"type": "email_change", "email": alice.email})
    call("POST", "/resend", {"type": "email_change", "email": new_email()})
    assert letters(superuser) == {}


def test_a_word_that_was_given_is_not_asked_for_again_by_a_second_try_of_the_mail(asked, alice, superuser):
    new, old_letter, new_letter = asked
    verify("email_change", email=alice.email, token=old_letter.code)
    [again] = [letter for letter in deliver_again(superuser) if "type=email_change" in letter.text]
    assert (again.to, again.code) == (new, new_letter.code)
    assert verify("email_change", email=new, token=again.code).json["user"]["email"] == new


def test_a_change_voids_every_other_code_and_is_told(asked, alice, superuser):
    new, old_letter, new_letter = asked
    call("POST", "/recover", {"email": alice.email})
    [recovery] = [letter for letter in delivered(superuser) if "type=recovery" in letter.text]
    verify("email_change", email=alice.email, token=old_letter.code)
    verify("email_change", email=new, token=new_letter.code)
    assert verify("recovery", email=alice.email, token=recovery.code).code == "otp_expired"
    [(data,)] = superuser.execute("select data from events where kind = 'email_changed'").fetchall()
    assert sealed.unseal("email_changed", data["sealed"]) == {"old": alice.email, "new": new}
    [(action,)] = superuser.execute("select action from audit_log where action = 'email_changed'").fetchall()
    assert action


def test_mails_of_one_member_are_limited(alice, settings):
    settings.GOTRUE_MAIL_INTERVAL = 0
    answers = [change(alice, email=new_email()) for _ in range(31)]
    assert [a.status for a in answers[:30]] == [200] * 30
    assert (answers[30].status, answers[30].code) == (429, "over_email_send_rate_limit")


def test_what_is_no_address_is_refused(alice):
    answer = change(alice, email="no address")
    assert (answer.status, answer.code) == (400, "validation_failed")


def test_an_account_without_an_address_gets_its_first(alice, superuser):
    superuser.execute("delete from identities where user_id = %s", [alice.id])
    superuser.execute("update users set email = null, email_confirmed_at = null where id = %s", [alice.id])
    new = new_email()
    assert change(alice, email=new).json["new_email"] == new
    found = letters(superuser)
    assert list(found) == [new]
    user = verify("email_change", email=new, token=found[new].code).json["user"]
    assert (user["email"], user["identities"][0]["provider"], user["identities"][0]["email"]) == (new, "email", new)
    assert user["email_confirmed_at"]
