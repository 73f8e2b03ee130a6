"""Whose account a provider's word opens, and what is left of whoever was there before."""

from uuid import uuid4

import pytest

from accounts import services
from tests.accounts.factor_tools import app_of, enrol, protect
from tests.accounts.gotrue import call, get_user, sign_in, sign_up, verify
from tests.accounts.letters import delivered
from tests.accounts.providers import authorize, challenge_of, come_back, fragment_of, query_of
from tests.accounts.test_factor_races import at_once
from tests.people import PASSWORD


@pytest.fixture
def mails_wanted(settings):
    """Addresses count only when a mail proved them."""
    settings.MAILER_AUTOCONFIRM = False


def go(mock, email, *, subject=None, verified=True, **query):
    subject = mock.set_person(subject or uuid4().hex, email=email, email_verified=verified, name="Dora D.")
    return come_back(mock.agree(authorize("example_id", **query).headers["location"], subject))


def providers_of(session):
    return get_user(session).json["app_metadata"]["providers"]


def delete_identity(session, identity_id):
    return call("DELETE", f"/user/identities/{identity_id}", token=session["access_token"])


def test_a_proved_address_opens_the_account_that_proved_it_too(mock, alice, superuser):
    session = fragment_of(go(mock, alice.email.upper()))
    user = get_user(session).json
    assert user["id"] == str(alice.id)
    assert user["app_metadata"] == {"provider": "email", "providers": ["email", "example_id"]}
    assert sign_in(alice.email).status == 200, "the password stays"
    assert call("GET", "/user", token=alice.token).status == 200, "and so do sessions"
    acts = superuser.execute("select action from audit_log where subject_id = %s", [alice.id]).fetchall()
    assert acts == [("identity_linked",)]


def test_once_linked_it_is_the_identity_that_counts_not_the_address(mock, alice, bob):
    subject = uuid4().hex
    go(mock, alice.email, subject=subject)
    for changed in ({"verified": False}, {"verified": True}):
        session = fragment_of(go(mock, bob.email, subject=subject, **changed))
        assert get_user(session).json["id"] == str(alice.id)


@pytest.mark.parametrize("autoconfirm", [True, False])
def test_an_unproved_address_opens_nobody_s_account(mock, alice, settings, superuser, autoconfirm):
    settings.MAILER_AUTOCONFIRM = autoconfirm
    for query in ({}, {"code_challenge": challenge_of(), "code_challenge_method": "s256"}):
        said = query_of(go(mock, alice.email, verified=False, **query))
        assert said["error_code"] == "provider_email_needs_verification"
    assert superuser.execute("select count(*) from identities where provider = 'example_id'").fetchone() == (0,)


def test_an_unproved_address_is_written_to_whether_or_not_somebody_has_it(mock, alice, mails_wanted, superuser):
    for email in (alice.email, "new@topin.test"):
        said = fragment_of(go(mock, email, verified=False))
        assert said["error_code"] == "provider_email_needs_verification"
        assert "example_id" in said["error_description"]
    asked = superuser.execute("select count(*) from events where kind = 'mail_asked'").fetchone()
    assert asked == (2,)
    assert superuser.execute("select count(*) from users").fetchone() == (1,), "who reads the mail makes the account"


def test_who_reads_that_mail_comes_in_by_it_and_the_provider_s_word_stays_nothing(mock, mails_wanted, superuser):
    subject = uuid4().hex
    go(mock, "dora@topin.test", subject=subject, verified=False)
    [letter] = delivered(superuser)
    assert letter.to == "dora@topin.test"
    user = verify("email", email="dora@topin.test", token=letter.code).json["user"]
    assert user["app_metadata"]["providers"] == ["email"]
    said = fragment_of(go(mock, "dora@topin.test", subject=subject, verified=False))
    assert said["error_code"] == "provider_email_needs_verification"
    session = fragment_of(go(mock, "dora@topin.test", subject=subject, verified=True))
    assert providers_of(session) == ["email", "example_id"], "once the provider proves it too, they are one"


def test_nobody_is_written_to_on_and_on(mock, mails_wanted, superuser, settings):
    settings.GOTRUE_MAIL_INTERVAL = 60
    for _ in range(3):
        said = fragment_of(go(mock, "dora@topin.test", verified=False))
        assert said["error_code"] == "provider_email_needs_verification"
    assert len(delivered(superuser)) == 1


def test_where_no_address_is_proved_the_provider_s_word_is_enough_for_a_new_one(mock):
    session = fragment_of(go(mock, "new@topin.test", verified=False))
    assert get_user(session).json["email"] == "new@topin.test"


@pytest.mark.parametrize("email", [None, "", "no address", 7, "x" * 250 + "@topin.test"])
def test_without_an_address_nobody_new_is_made(mock, superuser, email):
    assert fragment_of(go(mock, email))["error_code"] == "validation_failed"
    assert superuser.execute("select count(*) from users").fetchone() == (0,)


# -- Pre-hijacking: somebody signed up with the victim's address before, and waits inside ------------------


@pytest.fixture
def squatter(mails_wanted, superuser):
    """An account with dora's address that nobody ever confirmed: {id, email}."""
    assert (
        sign_up("dora@topin.test", data={"role": "planted", "full_name": "Not Dora", "display_name": "Not Dora"}).status
        == 200
    )
    [user_id] = superuser.execute("select id from users where email = 'dora@topin.test'").fetchone()
    return user_id


def test_the_password_of_whoever_came_before_opens_nothing(mock, squatter):
    session = fragment_of(go(mock, "dora@topin.test"))
    user = get_user(session).json
    assert user["id"] == str(squatter)
    assert user["email_confirmed_at"]
    answer = sign_in("dora@topin.test", PASSWORD)
    assert (answer.status, answer.code) == (400, "invalid_credentials")


def test_nor_do_their_identities_or_what_they_planted(mock, squatter, superuser):
    user = get_user(fragment_of(go(mock, "dora@topin.test"))).json
    shown = superuser.execute("select display_name, handle_is_chosen from profiles where user_id = %s", [squatter])
    assert shown.fetchone() == ("Dora D.", False)
    assert [identity["provider"] for identity in user["identities"]] == ["example_id"]
    assert user["app_metadata"] == {"provider": "example_id", "providers": ["example_id"]}
    assert "role" not in user["user_metadata"]
    assert user["user_metadata"]["full_name"] == "Dora D."


def test_nor_sessions_factors_codes_and_flows_that_are_out(mock, squatter, superuser, settings):
    superuser.execute("update users set email_confirmed_at = now() where id = %s", [squatter])
    inside = sign_in("dora@topin.test").json
    app_of(enrol(inside))
    superuser.execute("update users set email_confirmed_at = null, new_email = 'thief@topin.test'")
    superuser.execute(
        """insert into one_time_tokens (user_id, slot, address, code_hash, link_hash)
           values (%s, 'confirmation', 'dora@topin.test', 'code', 'link')""",
        [squatter],
    )
    superuser.execute(
        """insert into flow_states (user_id, provider, method, code_hash, code_made_at)
           values (%s, 'email', 'otp', 'flow', now())""",
        [squatter],
    )
    session = fragment_of(go(mock, "dora@topin.test"))
    assert get_user(inside).code == "session_not_found"
    user = get_user(session).json
    assert "factors" not in user
    assert "new_email" not in user
    left = "select (select count(*) from one_time_tokens) + (select count(*) from flow_states)"
    assert superuser.execute(left).fetchone() == (0,)


def test_nor_through_a_code_instead_of_tokens(mock, squatter):
    target = go(mock, "dora@topin.test", code_challenge=challenge_of(), code_challenge_method="s256")
    assert "code" in query_of(target)
    assert sign_in("dora@topin.test").code == "invalid_credentials"


def test_a_stranger_s_provider_does_not_take_it_over(mock, squatter, superuser):
    said = fragment_of(go(mock, "dora@topin.test", verified=False))
    assert said["error_code"] == "provider_email_needs_verification"
    kept = superuser.execute("select password_hash is not null, email_confirmed_at from users").fetchone()
    assert kept == (True, None)


def test_a_sign_up_beside_the_way_back_makes_one_account(mock, mails_wanted, superuser):
    answers = at_once(lambda: go(mock, "dora@topin.test"), lambda: sign_up("dora@topin.test"))
    assert "access_token" in fragment_of(answers[0])
    assert superuser.execute("select count(*) from users").fetchone() == (1,)
    assert sign_in("dora@topin.test").status == 400


# -- Taking identities away ---------------------------------------------------------------------------


def test_linking_by_hand_is_off(alice):
    answer = call("GET", "/user/identities/authorize?provider=example_id&skip_http_redirect=true", token=alice.token)
    assert (answer.status, answer.code) == (404, "manual_linking_disabled")
    assert call("GET", "/user/identities/authorize?provider=example_id").code == "no_authorization"


def test_a_member_takes_an_identity_away(mock, alice, superuser):
    session = fragment_of(go(mock, alice.email))
    [identity] = [i for i in get_user(session).json["identities"] if i["provider"] == "example_id"]
    answer = delete_identity(session, identity["identity_id"])
    assert (answer.status, answer.json) == (200, {})
    assert providers_of(session) == ["email"]
    [last] = superuser.execute("select action from audit_log order by id desc limit 1").fetchone()
    assert last == "identity_removed"


def test_with_the_address_goes_the_password(mock, alice):
    session = fragment_of(go(mock, alice.email))
    [identity] = [i for i in get_user(session).json["identities"] if i["provider"] == "email"]
    assert delete_identity(session, identity["identity_id"]).status == 200
    assert providers_of(session) == ["example_id"]
    assert sign_in(alice.email).code == "invalid_credentials"
    assert "access_token" in fragment_of(go(mock, alice.email))


def test_the_last_identity_stays(alice):
    session = sign_in(alice.email).json
    [identity] = get_user(session).json["identities"]
    answer = delete_identity(session, identity["identity_id"])
    assert (answer.status, answer.code) == (422, "single_identity_not_deletable")


def test_of_two_removals_at_once_one_is_refused(mock, alice):
    session = fragment_of(go(mock, alice.email))
    ids = [identity["identity_id"] for identity in get_user(session).json["identities"]]
    answers = at_once(*[lambda i=i: delete_identity(session, i) for i in ids])
    assert sorted(answer.status for answer in answers) == [200, 422]


def test_a_stranger_s_identity_is_as_if_it_were_none(alice, bob):
    session = sign_in(bob.email).json
    [identity] = get_user(sign_in(alice.email).json).json["identities"]
    foreign = delete_identity(session, identity["identity_id"])
    absent = delete_identity(session, str(uuid4()))
    assert (foreign.status, foreign.code, foreign.json) == (422, "identity_not_found", absent.json)


def test_a_session_without_the_second_factor_takes_nothing_away(mock, alice):
    protect(alice)
    waiting = fragment_of(go(mock, alice.email))
    for identity in get_user(waiting).json["identities"]:
        answer = delete_identity(waiting, identity["identity_id"])
        assert (answer.status, answer.code) == (403, "insufficient_aal")


def test_services_say_it_too(alice):
    [identity] = get_user(sign_in(alice.email).json).json["identities"]
    with pytest.raises(Exception, match="at least 1 identity"):
        services.remove_identity(alice.viewer, identity["identity_id"])
