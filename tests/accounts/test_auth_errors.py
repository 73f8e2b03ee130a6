import pytest

from tests.accounts.gotrue import call

BODY = {"email": "nobody@topin.test", "password": "some password"}


@pytest.mark.parametrize("version", ["2024-01-01", "2025-06-30"])
def test_current_clients_get_the_new_format_with_the_version_echoed(api, version):
    answer = api().post("/api/auth/token?grant_type=password", BODY, headers={"X-Supabase-Api-Version": version})
    assert answer.json == {"code": "invalid_credentials", "message": "Invalid login credentials"}
    assert answer.headers["x-supabase-api-version"] == "2024-01-01"


@pytest.mark.parametrize("version", [None, "2023-12-31", "yesterday"])
def test_others_get_the_old_format(api, version):
    headers = {"X-Supabase-Api-Version": version} if version else {}
    answer = api().post("/api/auth/token?grant_type=password", BODY, headers=headers)
    assert (answer.json["code"], answer.json["error_code"]) == (400, "invalid_credentials")
    assert answer.json["msg"] == "Invalid login credentials"
    assert "x-supabase-api-version" not in answer.headers


@pytest.mark.parametrize(
    "body", ["{", "", "[]", '"x"', "null", '{"email": "\\ud800"}', '{"email": "\\u0000"}', b"\xff", "[" * 99_999]
)
def test_bodies_that_are_no_json_object(body):
    answer = call("POST", "/signup", body or None)
    assert (answer.status, answer.code) == (400, "bad_json")


def test_a_body_above_the_limit_is_not_read(settings):
    answer = call("POST", "/signup", "x" * (settings.JSON_BODY_BYTES + 1))
    assert (answer.status, answer.code) == (413, "request_entity_too_large")


@pytest.mark.parametrize("path", ["", "/", "/nowhere", "/signup/", "/v1/nowhere", "/sessions/x", "/v1"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_unknown_addresses_are_told_in_json(method, path):
    answer = call(method, path)
    assert answer.status == 404
    assert answer.json == {"code": "unknown", "message": "There is nothing here"}


def test_wrong_methods_are_told_in_json():
    answer = call("PUT", "/token")
    assert (answer.status, answer.code, answer.headers["allow"]) == (405, "unknown", "POST, OPTIONS")


def test_every_content_type_is_read_as_json(api):
    for kind in ("application/json;charset=UTF-8", "text/plain", "application/x-www-form-urlencoded"):
        answer = api().post("/api/auth/signup", {}, content_type=kind)
        assert answer.json["error_code"] == "anonymous_provider_disabled"


def test_pages_of_other_origins_may_call():
    preflight = call("OPTIONS", "/user", Origin="https://app.example", Access_Control_Request_Method="PUT")
    assert preflight.status == 204
    assert preflight.headers["access-control-allow-origin"] == "https://app.example"
    assert "PUT" in preflight.headers["access-control-allow-methods"]
    allowed = preflight.headers["access-control-allow-headers"].lower()
    for name in ("apikey", "authorization", "content-type", "x-client-info", "x-supabase-api-version"):
        assert name in allowed
    answer = call("GET", "/user", Origin="https://app.example")
    assert answer.status == 401
    assert "X-Supabase-Api-Version" in answer.headers["access-control-expose-headers"]


def test_origins_can_be_restricted(settings):
    settings.CORS_ORIGINS = ["https://app.example"]
    assert "access-control-allow-origin" not in call("GET", "/health", Origin="https://evil.example").headers
    answer = call("GET", "/health", Origin="https://app.example")
    assert answer.headers["access-control-allow-origin"] == "https://app.example"


@pytest.mark.parametrize("field", ["email", "password"])
def test_half_a_character_is_no_text_however_it_is_written(field):
    answer = call("POST", "/token?grant_type=password", b'{"email": "a@b.de", "%s": "\xed\xa0\x80"}' % field.encode())
    assert (answer.status, answer.code) == (400, "bad_json")
