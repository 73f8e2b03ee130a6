"""A session that gave the password and owes its second factor."""

import pytest

from accounts import services
from accounts.errors import InsufficientAal
from tests.accounts.factor_tools import claims, forget_step, me, protect, verify
from tests.accounts.gotrue import call, get_user, refresh, sign_in
from topin import authentication, errors, sql
from topin.realtime import admission, tickets


def test_who_signs_in_later_waits_for_the_second_factor(alice, superuser):
    _, app = protect(alice)
    later = sign_in(alice.email).json
    assert me(later) == (403, "insufficient_aal")
    assert get_user(later).status == 200
    forget_step(superuser, app)
    raised = verify(later, app).json
    assert me(raised) == (200, None)
    assert me(later) == (200, None), "the session was raised, not the token"


def test_waiting_holds_across_a_refresh(alice):
    protect(alice)
    later = refresh(sign_in(alice.email).json["refresh_token"]).json
    assert claims(later)["aal"] == "aal1"
    assert me(later) == (403, "insufficient_aal")


def test_a_waiting_session_asks_nothing_and_does_nothing_elsewhere(alice, bob, api):
    protect(alice)
    waiting = api(Authorization=f"Bearer {sign_in(alice.email).json['access_token']}")
    for answer in (
        waiting.get("/api/notifications"),
        waiting.post("/api/posts", {"text": "Hello", "audience": "public"}),
        waiting.post(f"/api/social/follow/{bob.id}"),
        waiting.get(f"/api/users/{bob.id}"),
    ):
        assert (answer.status, answer.code) == (403, "insufficient_aal")


def test_a_waiting_session_gets_no_socket(alice):
    protect(alice)
    session_id = claims(sign_in(alice.email).json)["session_id"]
    ticket = tickets.issue(sql.Viewer.user(alice.id, session_id))
    scope = {"headers": [], "query_string": f"ticket={ticket}".encode()}
    with pytest.raises(errors.SecondFactorMissing) as refusal:
        admission.admit(scope)
    assert refusal.value.close_code == 4403


def test_a_refusal_to_wait_uses_up_no_idempotency_key(alice, api, superuser):
    _, app = protect(alice)
    later = sign_in(alice.email).json
    hers = api(Authorization=f"Bearer {later['access_token']}", Idempotency_Key="once")
    post = {"text": "Hello", "audience": "public"}
    assert hers.post("/api/posts", post).code == "insufficient_aal"
    forget_step(superuser, app)
    verify(later, app)
    assert hers.post("/api/posts", post).status == 201


def test_a_waiting_session_may_leave(alice):
    protect(alice)
    later = sign_in(alice.email).json
    assert call("POST", "/logout?scope=local", token=later["access_token"]).status == 204
    assert get_user(later).code == "session_not_found"


def test_a_page_s_cookie_waits_like_a_token(alice):
    protect(alice)
    session_id = claims(sign_in(alice.email).json)["session_id"]
    cookie = authentication.cookie_signer().sign(f"{alice.id.hex}.{session_id.replace('-', '')}")
    viewer = authentication.viewer_of_cookie(cookie)
    with pytest.raises(errors.SecondFactorMissing), sql.acting_as(viewer, read_only=True):
        pass
    with sql.acting_as(viewer.though_waiting(), read_only=True):
        pass


def test_a_session_that_ended_is_not_said_to_wait(alice):
    protect(alice)
    later = sign_in(alice.email).json
    viewer = sql.Viewer.user(alice.id, claims(later)["session_id"])
    services.sign_out(viewer, "local")
    with pytest.raises(errors.NotSignedIn), sql.acting_as(viewer):
        pass
    with pytest.raises(errors.NotSignedIn), sql.acting_as(viewer.though_waiting()):
        pass


def test_deeds_of_weight_ask_for_the_second_factor(alice, bob):
    session, _ = protect(alice)
    waiting = sign_in(alice.email).json
    services.require_aal2(sql.Viewer.user(alice.id, claims(session)["session_id"]))
    services.require_aal2(bob.viewer)
    with pytest.raises(InsufficientAal):
        services.require_aal2(sql.Viewer.user(alice.id, claims(waiting)["session_id"]))


def test_a_password_is_not_changed_without_the_second_factor(alice):
    session, _ = protect(alice)
    new = {"password": "another fine long password"}
    refused = call("PUT", "/user", new, token=sign_in(alice.email).json["access_token"])
    assert (refused.status, refused.code) == (401, "insufficient_aal")
    assert call("PUT", "/user", new, token=session["access_token"]).status == 200


def test_a_waiting_session_neither_sees_nor_ends_other_sessions(alice):
    session, _ = protect(alice)
    token = sign_in(alice.email).json["access_token"]
    for answer in (
        call("GET", "/sessions", token=token),
        call("DELETE", f"/sessions/{claims(session)['session_id']}", token=token),
    ):
        assert (answer.status, answer.code) == (403, "insufficient_aal")
    assert get_user(session).status == 200
    assert call("GET", "/sessions", token=session["access_token"]).status == 200
