"""The second factor: enrolled, asked for, given, removed."""

from uuid import uuid4

import pytest

from accounts import second_factor
from tests.accounts.factor_tools import App, app_of, challenge, claims, enrol, forget_step, me, protect, remove, verify
from tests.accounts.gotrue import call, get_user, refresh, sign_in
from topin import sealed


@pytest.fixture
def phone(alice):
    return sign_in(alice.email).json


def acts(superuser, person):
    found = superuser.execute("select action from audit_log where actor_id = %s order by id", [person.id]).fetchall()
    return [action for (action,) in found if action.startswith("second_factor")]


def test_a_member_enrols_an_app_by_a_bare_picture(phone):
    answer = enrol(phone, friendly_name="Phone", issuer="TOPiN at home", stranger=[1])
    assert answer.status == 200, answer.body
    totp = answer.json["totp"]
    assert (answer.json["type"], answer.json["friendly_name"]) == ("totp", "Phone")
    assert totp["qr_code"].startswith("<svg ")
    assert "#" not in totp["qr_code"], "clients put it into a data: address as it is"
    assert totp["uri"].startswith("otpauth://totp/TOPiN%20at%20home:alice%40topin.test?secret=")
    [listed] = get_user(phone).json["factors"]
    assert (listed["id"], listed["status"], listed["friendly_name"]) == (answer.json["id"], "unverified", "Phone")
    assert listed["factor_type"] == "totp"
    assert "secret" not in listed


def test_an_account_without_factors_has_no_word_of_them(phone):
    assert "factors" not in get_user(phone).json


def test_a_verified_code_raises_the_same_session(alice, phone):
    app = app_of(enrol(phone, friendly_name=None))
    answer = verify(phone, app)
    assert answer.status == 200, answer.body
    before, after = claims(phone), claims(answer.json)
    assert (before["aal"], after["aal"]) == ("aal1", "aal2")
    assert after["session_id"] == before["session_id"]
    assert [proof["method"] for proof in after["amr"]] == ["totp", "password"]
    [factor] = answer.json["user"]["factors"]
    assert factor["status"] == "verified"
    assert "friendly_name" not in factor


def test_the_refresh_token_of_before_is_worth_nothing_and_the_new_one_goes_on(phone):
    raised = verify(phone, app_of(enrol(phone))).json
    old = refresh(phone["refresh_token"])
    assert (old.status, old.code) == (400, "refresh_token_not_found")
    again = refresh(raised["refresh_token"])
    assert again.status == 200, again.body
    assert claims(again.json)["aal"] == "aal2"


def test_verifying_ends_other_sessions_below_and_unfinished_factors(alice, bob, phone, superuser):
    laptop = sign_in(alice.email).json
    app = app_of(enrol(phone, friendly_name="Phone"))
    enrol(phone, friendly_name="Never finished")
    raised = verify(phone, app).json
    assert get_user(laptop).code == "session_not_found"
    assert call("GET", "/user", token=bob.token).status == 200
    assert [factor["id"] for factor in get_user(raised).json["factors"]] == [app.id]


def test_a_session_at_the_same_height_stays(alice, superuser):
    phone, app = protect(alice)
    laptop = sign_in(alice.email).json
    forget_step(superuser, app)
    assert verify(laptop, app).status == 200
    assert get_user(phone).status == 200


@pytest.mark.parametrize("body", [{"factor_type": None}, {"factor_type": "sms"}, {"factor_type": ""}])
def test_an_unknown_kind_of_factor_is_refused(phone, body):
    answer = call("POST", "/factors", body, token=phone["access_token"])
    assert (answer.status, answer.code) == (400, "validation_failed")


@pytest.mark.parametrize("kind", ["phone", "webauthn"])
def test_other_kinds_of_factors_are_off(phone, kind):
    answer = call("POST", "/factors", {"factor_type": kind, "phone": "49123"}, token=phone["access_token"])
    assert (answer.status, answer.code) == (422, f"mfa_{kind}_enroll_not_enabled")


def test_visitors_enrol_nothing():
    assert call("POST", "/factors", {"factor_type": "totp"}).code == "no_authorization"


def test_odd_bodies_are_refused(phone):
    assert enrol(phone, friendly_name=7).code == "bad_json"
    assert enrol(phone, friendly_name="x" * 101).code == "validation_failed"
    app = app_of(enrol(phone))
    for body in ({}, {"challenge_id": None, "code": "123456"}, {"challenge_id": "no id", "code": "123456"}):
        answer = call("POST", f"/factors/{app.id}/verify", body, token=phone["access_token"])
        assert (answer.status, answer.code) == (400, "validation_failed")


def test_two_factors_have_two_names_but_none_needs_one(phone):
    assert enrol(phone, friendly_name="Phone").status == 200
    answer = enrol(phone, friendly_name="Phone")
    assert (answer.status, answer.code) == (422, "mfa_factor_name_conflict")
    assert [enrol(phone, friendly_name=name).status for name in ("", None, "")] == [200] * 3


def test_two_members_may_name_theirs_alike(phone, bob):
    assert enrol(phone, friendly_name="Phone").status == 200
    assert enrol(sign_in(bob.email).json, friendly_name="Phone").status == 200


def test_there_are_only_so_many_factors(phone, settings):
    settings.GOTRUE_MFA_FACTORS = 2
    assert [enrol(phone).status for _ in range(3)] == [200, 200, 422]
    assert enrol(phone).code == "too_many_enrolled_mfa_factors"


def test_a_factor_never_verified_gives_its_place_away(phone, settings, superuser):
    settings.GOTRUE_MFA_FACTORS = 1
    app = app_of(enrol(phone, friendly_name="Phone"))
    superuser.execute("update mfa_factors set created_at = now() - interval '301 seconds'")
    assert challenge(phone, app).code == "mfa_factor_not_found"
    assert enrol(phone, friendly_name="Phone").status == 200


def test_a_challenge_says_when_it_ends(phone):
    answer = challenge(phone, app_of(enrol(phone)), User_Agent="tests")
    assert answer.status == 200
    assert answer.json["type"] == "totp"
    assert isinstance(answer.json["expires_at"], int)
    assert abs(answer.json["expires_at"] - phone["expires_at"] + 3600 - 300) < 60


def test_a_challenge_that_ended_is_answered_no_more(phone, settings, superuser):
    app = app_of(enrol(phone))
    asked = challenge(phone, app).json["id"]
    settings.GOTRUE_MFA_EXP = 60
    superuser.execute("update mfa_challenges set created_at = now() - interval '61 seconds'")
    answer = verify(phone, app, challenge_id=asked)
    assert (answer.status, answer.code) == (422, "mfa_challenge_expired")


def test_a_challenge_is_answered_from_where_it_was_asked(phone):
    app = app_of(enrol(phone))
    asked = challenge(phone, app, X_Forwarded_For="203.0.113.1").json["id"]
    answer = verify(phone, app, challenge_id=asked, X_Forwarded_For="203.0.113.2")
    assert (answer.status, answer.code) == (422, "mfa_ip_address_mismatch")
    assert verify(phone, app, challenge_id=asked, X_Forwarded_For="203.0.113.1").status == 200


def test_a_challenge_belongs_to_its_factor(phone):
    first, second = app_of(enrol(phone)), app_of(enrol(phone))
    answer = verify(phone, second, challenge_id=challenge(phone, first).json["id"])
    assert (answer.status, answer.code) == (422, "mfa_factor_not_found")
    assert verify(phone, first, challenge_id=str(uuid4())).code == "mfa_factor_not_found"


def test_a_challenge_is_answered_once(alice, superuser):
    session, app = protect(alice)
    asked = challenge(session, app).json["id"]
    forget_step(superuser, app)
    assert verify(session, app, challenge_id=asked).status == 200
    assert verify(session, app, app.code(1), challenge_id=asked).code == "mfa_factor_not_found"


def test_strangers_factors_are_as_if_they_were_none(phone, bob):
    app = app_of(enrol(phone))
    thief = sign_in(bob.email).json
    nobody = App(str(uuid4()), app.secret)
    asked = challenge(phone, app).json["id"]
    for deed in (challenge, remove, lambda session, app: verify(session, app, challenge_id=asked)):
        foreign, absent = deed(thief, app), deed(thief, nobody)
        assert (foreign.status, foreign.code, foreign.json) == (404, "mfa_factor_not_found", absent.json)
    assert "factors" not in get_user(thief).json


@pytest.mark.parametrize("odd", ["12345", "abcdef", "١٢٣٤٥٦", "000 000 000"])
def test_a_wrong_code_is_refused_and_written_down(alice, phone, superuser, odd):
    app = app_of(enrol(phone))
    answer = verify(phone, app, odd)
    assert (answer.status, answer.code) == (422, "mfa_verification_failed")
    assert claims(refresh(phone["refresh_token"]).json)["aal"] == "aal1"
    assert acts(superuser, alice) == ["second_factor_failed"]


def test_a_code_works_once(alice, superuser):
    session, app = protect(alice)
    answer = verify(session, app)
    assert (answer.status, answer.code) == (422, "mfa_verification_failed")
    assert verify(session, app, app.code(1)).status == 200, "the step after it is another"
    assert verify(session, app, app.code(-1)).status == 422, "one before it was overtaken"


def test_a_clock_may_be_one_step_off_and_not_two(phone):
    app = app_of(enrol(phone))
    assert verify(phone, app, app.code(-3)).status == 422
    assert verify(phone, app, app.code(3)).status == 422
    assert verify(phone, app, app.code(-1)).status == 200


def test_wrong_codes_are_counted_whatever_the_factor_and_session(alice, phone):
    first, second = app_of(enrol(phone)), app_of(enrol(phone))
    laptop = sign_in(alice.email).json
    tries = [(phone, first), (phone, second), (laptop, first), (laptop, second), (phone, first)]
    assert [verify(session, app, app.wrong()).status for session, app in tries] == [422] * 5
    answer = verify(phone, first)
    assert (answer.status, answer.code) == (429, "over_request_rate_limit")
    assert int(answer.headers["retry-after"]) > 60


def test_right_codes_are_not_counted_against_anybody(alice, superuser):
    session, app = protect(alice)
    for _ in range(6):
        forget_step(superuser, app)
        assert verify(session, app).status == 200


def test_a_session_knocks_only_so_often(phone, bob):
    app = app_of(enrol(phone))
    assert [challenge(phone, app).status for _ in range(15)] == [200] * 14 + [429]
    assert enrol(sign_in(bob.email).json).status == 200


def test_another_factor_needs_the_first(alice, superuser):
    session, app = protect(alice, friendly_name="Phone")
    waiting = sign_in(alice.email).json
    answer = enrol(waiting, friendly_name="The thief's")
    assert (answer.status, answer.code) == (403, "insufficient_aal")
    second = app_of(enrol(session, friendly_name="Key ring"))
    assert verify(session, second).status == 200
    assert [f["friendly_name"] for f in get_user(session).json["factors"]] == ["Phone", "Key ring"]


def test_a_factor_is_removed_by_whoever_gave_it(alice):
    session, app = protect(alice)
    waiting = sign_in(alice.email).json
    answer = remove(waiting, app)
    assert (answer.status, answer.code) == (422, "insufficient_aal")
    answer = remove(session, app)
    assert (answer.status, answer.json) == (200, {"id": app.id})
    after = claims(refresh(session["refresh_token"]).json)
    assert (after["aal"], [proof["method"] for proof in after["amr"]]) == ("aal1", ["password"])
    assert "factors" not in get_user(session).json
    assert get_user(waiting).code == "session_not_found", "what it waited for is gone: it starts anew"
    assert me(sign_in(alice.email).json) == (200, None)


def test_an_unfinished_factor_needs_no_proof_to_go(phone):
    app = app_of(enrol(phone))
    assert remove(phone, app).status == 200
    assert remove(phone, app).code == "mfa_factor_not_found"


def test_with_one_of_two_factors_gone_the_other_still_guards(alice, superuser):
    session, first = protect(alice)
    second = app_of(enrol(session))
    assert verify(session, second).status == 200
    waiting = sign_in(alice.email).json
    assert remove(session, first).status == 200
    assert me(waiting) == (403, "insufficient_aal")
    assert remove(session, second).code == "insufficient_aal", "the session fell to aal1 with the first"
    forget_step(superuser, second)
    assert verify(session, second).status == 200
    assert remove(session, second).status == 200


def test_secrets_are_sealed(alice, superuser):
    _, app = protect(alice)
    [stored] = superuser.execute("select secret from mfa_factors where id = %s", [app.id]).fetchone()
    assert stored.startswith("gAAAA")
    assert app.secret not in stored
    with pytest.raises(sealed.Broken):
        sealed.unseal("another purpose", stored)


def test_a_secret_of_before_they_were_sealed_still_counts(alice, superuser):
    session, app = protect(alice)
    superuser.execute("update mfa_factors set secret = %s, last_step = 0 where id = %s", [app.secret, app.id])
    assert verify(session, app).status == 200


def test_a_broken_seal_lets_nobody_in():
    with pytest.raises(sealed.Broken):
        second_factor.step_of("gAAAA nonsense", "000000")


def test_what_happened_is_written_down_and_told(alice, superuser):
    session, app = protect(alice, friendly_name="Phone")
    forget_step(superuser, app)
    verify(session, app)
    remove(session, app)
    assert acts(superuser, alice) == ["second_factor_enrolled", "second_factor_used", "second_factor_removed"]
    query = "select data from events where kind = 'factor_changed' and subject_id = %s order by id"
    assert [data for (data,) in superuser.execute(query, [alice.id]).fetchall()] == [
        {"change": "added", "friendly_name": "Phone"},
        {"change": "removed", "friendly_name": "Phone"},
    ]
