from uuid import uuid4

import pytest

from tests.accounts.gotrue import call, get_user, refresh, sign_in


@pytest.fixture
def phone(alice):
    return sign_in(alice.email).json


@pytest.fixture
def laptop(alice):
    return sign_in(alice.email).json


def log_out(session, scope=None, method="POST"):
    return call(method, "/logout" + (f"?scope={scope}" if scope else ""), token=session["access_token"])


def is_signed_in(session):
    answer = get_user(session)
    if answer.status == 200:
        return True
    assert (answer.status, answer.code) == (403, "session_not_found")
    assert refresh(session["refresh_token"]).code == "refresh_token_not_found"
    return False


@pytest.mark.parametrize("method", ["POST", "DELETE"])
@pytest.mark.parametrize(
    ("scope", "left"),
    [(None, (False, False)), ("global", (False, False)), ("local", (False, True)), ("others", (True, False))],
)
def test_signing_out_ends_access_tokens_at_once(phone, laptop, scope, left, method):
    answer = log_out(phone, scope, method)
    assert (answer.status, answer.body) == (204, b"")
    assert (is_signed_in(phone), is_signed_in(laptop)) == left


def test_signing_out_touches_nobody_else(phone, bob):
    log_out(phone)
    assert call("GET", "/user", token=bob.token).status == 200


def test_an_unknown_scope_is_refused(phone):
    answer = log_out(phone, "everything")
    assert (answer.status, answer.code) == (400, "validation_failed")
    assert is_signed_in(phone)


def test_a_session_that_ended_opens_no_other_door_either(phone, api):
    log_out(phone)
    answer = api(Authorization=f"Bearer {phone['access_token']}").get("/api/users/me")
    assert (answer.status, answer.code) == (401, "not_authenticated")


def test_a_member_sees_the_own_sessions_newest_first(alice, phone, bob):
    first = call("GET", "/sessions?limit=1", token=alice.token, User_Agent="tests").json
    rest = call("GET", f"/sessions?cursor={first['next_cursor']}", token=alice.token).json
    items = first["items"] + rest["items"]
    assert [item["current"] for item in items] == [False, True]
    assert items[1]["id"] == str(alice.session_id)
    assert set(items[0]) == {"id", "created_at", "last_seen_at", "ip", "user_agent", "current"}
    assert rest["next_cursor"] is None


def test_a_member_ends_one_of_the_own_sessions_only(alice, phone, bob):
    listed = call("GET", "/sessions", token=alice.token).json["items"]
    [other] = [item["id"] for item in listed if not item["current"]]
    assert call("DELETE", f"/sessions/{other}", token=alice.token).status == 204
    assert not is_signed_in(phone)
    foreign = call("DELETE", f"/sessions/{bob.session_id}", token=alice.token)
    absent = call("DELETE", f"/sessions/{uuid4()}", token=alice.token)
    assert (foreign.status, foreign.json) == (404, absent.json)
    assert call("GET", "/user", token=bob.token).status == 200


def test_an_ended_session_is_told_to_the_member_s_stream(alice, superuser):
    call("POST", "/logout?scope=local", token=alice.token)
    query = "select kind, payload ->> 'session_id' from user_events where user_id = %s"
    assert superuser.execute(query, [alice.id]).fetchall() == [("session.ended", str(alice.session_id))]
