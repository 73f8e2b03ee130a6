"""Web apps of other origins may use the API with a bearer token, and with nothing else."""

import pytest

ORIGIN = "https://app.example"
ASK = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}


def test_a_browser_that_asks_is_told_what_it_may_send(api):
    answer = api().request("OPTIONS", "/api/posts", headers=ASK)
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    for header in ("authorization", "idempotency-key", "if-match", "x-api-version"):
        assert header in answer.headers["access-control-allow-headers"].lower()


def test_errors_can_be_read_too(api):
    answer = api().get("/api/users/me", headers={"Origin": ORIGIN})
    assert answer.status == 401
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert "retry-after" in answer.headers["access-control-expose-headers"].lower()


def test_cookies_are_never_let_in_outside_of_sign_in(api):
    answer = api().get("/api/posts", headers={"Origin": ORIGIN})
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/admin/", "/health/live"])
def test_pages_are_for_their_own_origin(api, path):
    assert "access-control-allow-origin" not in api().get(path, headers={"Origin": ORIGIN}).headers


def test_an_origin_that_is_not_on_the_list_is_not_let_in(api, settings):
    settings.CORS_ORIGINS = ["https://topin.example"]
    assert "access-control-allow-origin" not in api().get("/api/posts", headers={"Origin": ORIGIN}).headers
