"""Whatever is sent to the API: a problem+json that says what is wrong, and never a 5xx."""

import json
from base64 import urlsafe_b64encode

import pytest

from posts import selectors

POST = "/api/posts"
OF_ANOTHER_LIST = urlsafe_b64encode(b"elsewhere.1.00000000-0000-0000-0000-000000000000").decode().rstrip("=")


def assert_problem(answer, status, code):
    assert (answer.status, answer.code) == (status, code), answer.body
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json) == {"type", "title", "status", "detail", "code", "errors", "request_id"}
    assert answer.json["status"] == status
    assert answer.headers["x-request-id"] == answer.json["request_id"]
    assert answer.headers["x-api-version"] == "v1"


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"\xff\xfe",
        b'{"text": NaN}',
        b'{"text": 1e400}',
        b'{"text": "\\ud800"}',
        b'{"text": "\xed\xa0\x80"}',
        b'{"text": "a\\u0000b"}',
        b"[" * 100_000,
        b'{"text": "hello", "poll": ' + b"[" * 101 + b"]" * 101 + b"}",
        b'{"text": ' + b"9" * 5_000 + b"}",
    ],
    ids=lambda body: repr(body[:20]),
)
def test_a_body_that_is_no_json_object(api, alice, body):
    answer = api(alice).request("POST", POST, body)
    assert answer.status == 400
    assert_problem(answer, 400, answer.code)
    assert answer.code in ("malformed", "invalid")


@pytest.mark.parametrize("text", [5, None, {}, [], True, "", "   ", "x" * 2001], ids=repr)
def test_a_field_of_the_wrong_kind_is_named(api, alice, text):
    answer = api(alice).post(POST, {"text": text})
    assert_problem(answer, 400, "invalid")
    assert "text" in [error["field"] for error in answer.json["errors"]]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        (POST, {"text": "x", "media_ids": [[]] * 100_000}, "media_ids"),
        (POST, {"text": "x", "poll": {"options": [[]] * 100_000, "closes_in": 3600}}, "poll.options"),
        (f"{POST}/views", {"post_ids": [[]] * 100_000}, "post_ids"),
        ("/api/batch", {"requests": [[]] * 100_000}, "requests"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_list_that_is_far_too_long_is_one_error(api, alice, path, body, field):
    answer = api(alice).post(path, body)
    assert_problem(answer, 400, "invalid")
    assert [(error["field"], error["code"]) for error in answer.json["errors"]] == [(field, "max_length")]


def test_of_very_many_errors_the_first_are_told(api, alice):
    answer = api(alice).post("/api/rpc/like_post", {f"name{n}": n for n in range(1_000)})
    assert_problem(answer, 400, "invalid")
    assert len(answer.json["errors"]) == 100


def test_a_field_that_is_unknown_is_ignored(api, alice):
    answer = api(alice).post(POST, {"text": "hello", "likes": 5, "author": "me", "id": 1})
    assert answer.status == 201
    assert answer.json["counts"]["likes"] == 0


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/nothing", "/api/posts/", "/api/posts/not-a-uuid", "/api/users/me/", "/api/%00"]
)
def test_an_unknown_route(api, alice, method, path):
    assert_problem(api(alice).request(method, path, {} if method != "GET" else None), 404, "not_found")


def test_a_method_that_does_not_work_here(api, alice):
    answer = api(alice).request("PATCH", POST, {})
    assert_problem(answer, 405, "method_not_allowed")
    assert "POST" in answer.headers["allow"]
    assert_problem(api(alice).request("BREW", POST), 405, "method_not_allowed")


def test_a_body_of_another_kind(api, alice):
    answer = api(alice).request("POST", POST, b"text=hello", content_type="application/x-www-form-urlencoded")
    assert_problem(answer, 415, "unsupported_media_type")


def test_a_body_that_is_too_large(api, alice, settings):
    body = json.dumps({"text": "x" * settings.JSON_BODY_BYTES})
    assert_problem(api(alice).request("POST", POST, body), 413, "too_large")


@pytest.mark.parametrize("limit", ["0", "101", "-1", "ten", "1.5", "", "٣", "9" * 5_000])
def test_a_limit_out_of_range(api, alice, limit):
    answer = api(alice).get(f"{POST}?limit={limit}")
    assert_problem(answer, 400, "invalid")
    assert answer.json["errors"][0]["field"] == "limit"


@pytest.mark.parametrize(
    "cursor",
    ["x", "AAAA", "%00", "a" * 5_000, OF_ANOTHER_LIST, "' or 1=1 --"],
)
def test_a_broken_cursor(api, alice, cursor):
    answer = api(alice).get(f"{POST}?cursor={cursor}")
    assert_problem(answer, 400, answer.code)
    assert answer.code in ("bad_cursor", "invalid")


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer x", "Bearer a.b.c", "Basic YTpi", "Bearer " + "x" * 5_000, "bearer é"]
)
def test_a_bad_token(api, header):
    answer = api(Authorization=header).get("/api/users/me")
    assert_problem(answer, 401, "not_authenticated")


def test_no_token(api):
    assert_problem(api().get("/api/users/me"), 401, "not_authenticated")


def test_an_unknown_version(api, alice):
    answer = api(alice).get(POST, headers={"X-API-Version": "v9"})
    assert_problem(answer, 400, "unsupported_version")
    assert api(alice).get(POST, headers={"X-API-Version": "v1"}).headers["x-api-version"] == "v1"


def test_a_hostile_request_id_is_replaced(api, alice):
    answer = api(alice).get(POST, headers={"X-Request-ID": "<script>"})
    assert answer.headers["x-request-id"] != "<script>"
    assert api(alice).get(POST, headers={"X-Request-ID": "abc-1"}).headers["x-request-id"] == "abc-1"


def test_a_fault_of_ours_tells_nothing(api, alice, monkeypatch, caplog):
    def fail(*args):
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(selectors, "get_visible_posts_for_user", fail)
    answer = api(alice).get(POST)
    assert_problem(answer, 500, "internal_error")
    assert b"secret" not in answer.body
    assert "a secret detail" in caplog.text


def test_too_many_requests(api, rate_limits):
    rate_limits("anonymous=2/1m")
    answers = [api().get("/api/nothing") for _ in range(3)]
    assert [a.headers["ratelimit-remaining"] for a in answers] == ["1", "0", "0"]
    assert_problem(answers[2], 429, "rate_limited")
    assert int(answers[2].headers["retry-after"]) >= 1
