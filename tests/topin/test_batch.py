"""Several requests in one: each as if it had come alone."""

from urllib.parse import quote
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client, override_settings

from accounts.jobs import leaving as jobs
from tests.deeds import post_by
from topin.authentication import COOKIE, cookie_signer

BATCH = "/api/batch"


def entry(method, path, body=None, id="one", **headers):
    return {"id": id, "method": method, "path": path, "body": body, "headers": headers}


def send(api, person, *entries, **kwargs):
    return api(person).post(BATCH, {"requests": list(entries)}, **kwargs)


def responses(api, person, *entries, **kwargs):
    answer = send(api, person, *entries, **kwargs)
    assert answer.status == 200, answer.body
    return answer.json["responses"]


def test_requests_are_answered_in_order_each_as_if_it_came_alone(api, alice, bob):
    post = post_by(alice)
    answers = responses(
        api, bob,
        entry("POST", f"/api/engagement/like/{post}", id="like"),
        entry("GET", f"/api/posts/{post}", id=2),
        entry("DELETE", f"/api/posts/{post}/bookmark", id="none"),
    )  # fmt: skip
    assert [(a["id"], a["status"]) for a in answers] == [("like", 200), (2, 200), ("none", 204)]
    assert answers[0]["body"] == {"liked": True, "likes": 1}
    assert answers[1]["body"] == api(bob).get(f"/api/posts/{post}").json
    assert answers[2]["body"] is None
    assert answers[1]["headers"]["ETag"] == api(bob).get(f"/api/posts/{post}").headers["etag"]


def test_queries_and_escapes_in_paths_come_through(api, alice):
    posts = [post_by(alice) for _ in range(2)]
    answers = responses(
        api, alice,
        entry("GET", f"/api/posts?ids={posts[0]},{posts[1]}"),
        entry("GET", "/api/users/by-handle/%61lice"),
        entry("GET", f"/api/posts/bookmarks?folder={quote('Été')}"),
    )  # fmt: skip
    assert [item["id"] for item in answers[0]["body"]["items"]] == [str(post) for post in posts]
    assert answers[1]["body"]["handle"] == "alice"
    assert answers[2]["status"] == 404


def test_each_is_a_transaction_of_its_own(api, alice, superuser):
    answers = responses(
        api, alice,
        entry("POST", "/api/posts", {"text": "First"}),
        entry("POST", "/api/posts", {"text": ""}),
        entry("GET", f"/api/posts/{uuid4()}"),
        entry("POST", "/api/posts", {"text": "Second"}),
    )  # fmt: skip
    assert [a["status"] for a in answers] == [201, 400, 404, 201]
    assert answers[1]["headers"]["Content-Type"] == "application/problem+json"
    assert answers[1]["body"]["code"] == "invalid"
    texts = superuser.execute("select text from posts order by id").fetchall()
    assert texts == [("First",), ("Second",)]


def test_one_that_fails_on_our_side_leaves_the_others_alone(api, alice, monkeypatch):
    def fail(*args):
        raise ZeroDivisionError

    monkeypatch.setattr("accounts.selectors.check_handle", fail)
    answers = responses(
        api, alice,
        entry("GET", "/api/users/check-handle/somebody"),
        entry("POST", "/api/posts", {"text": "Still here"}),
    )  # fmt: skip
    assert [a["status"] for a in answers] == [500, 201]
    assert answers[0]["body"]["code"] == "internal_error"
    assert "ZeroDivision" not in str(answers[0])


def test_visitors_may_ask_what_visitors_may_see(api, alice):
    post = post_by(alice)
    answers = responses(api, None, entry("GET", f"/api/posts/{post}"), entry("POST", f"/api/engagement/like/{post}"))
    assert [a["status"] for a in answers] == [200, 401]


def test_a_token_that_counts_for_nothing_is_told_at_once(api, alice):
    answer = api(None, Authorization="Bearer x").post(BATCH, {"requests": [entry("GET", "/api/users/me")]})
    assert (answer.status, answer.code) == (401, "not_authenticated")


def test_nobody_becomes_somebody_else_by_an_entrys_headers(api, alice, bob):
    (answer,) = responses(
        api, alice, entry("GET", "/api/users/me", Authorization=f"Bearer {bob.token}", Cookie="sb-web-auth=x")
    )
    assert answer["body"]["handle"] == "alice"
    (answer,) = responses(api, None, entry("GET", "/api/users/me", Authorization=f"Bearer {bob.token}"))
    assert answer["status"] == 401


def test_an_entry_has_headers_of_its_own(api, alice):
    path = f"/api/posts/{post_by(alice)}"
    etag = api(alice).get(path).headers["etag"]
    answers = responses(
        api, alice,
        entry("GET", path, **{"if-none-match": etag}),
        entry("GET", path, **{"X-API-Version": "v0"}),
        entry("PUT", "/api/users/me", {"bio": "new"}, **{"If-Match": '"other"'}),
        entry("POST", "/api/posts", {"text": "x"}, **{"Content-Type": "text/plain"}),
        headers={"If-None-Match": "*", "If-Match": '"none"'},
    )  # fmt: skip
    assert [a["status"] for a in answers] == [304, 400, 412, 415]
    assert (answers[0]["body"], answers[1]["body"]["code"]) == (None, "unsupported_version")


def test_an_idempotency_key_of_an_entry_is_its_own(api, alice, superuser):
    twice = entry("POST", "/api/posts", {"text": "Once"}, **{"Idempotency-Key": "k1"})
    answers = responses(api, alice, twice, twice)
    assert answers[0]["body"] == answers[1]["body"]
    assert answers[1]["headers"]["Idempotent-Replayed"] == "true"
    assert superuser.execute("select count(*) from posts").fetchone() == (1,)


def test_a_batch_that_is_sent_again_with_its_key_has_its_effects_once(api, alice, superuser):
    entries = [entry("POST", "/api/posts", {"text": text}) for text in ("One", "Two")]
    entries.append(entry("GET", "/api/users/me"))
    first = responses(api, alice, *entries, headers={"Idempotency-Key": "again"})
    second = responses(api, alice, *entries, headers={"Idempotency-Key": "again"})
    assert [a["body"] for a in first[:2]] == [a["body"] for a in second[:2]]
    assert superuser.execute("select text from posts order by id").fetchall() == [("One",), ("Two",)]
    entries[1]["body"] = {"text": "Three"}
    third = responses(api, alice, *entries, headers={"Idempotency-Key": "again"})
    assert [a["status"] for a in third] == [201, 422, 200]
    assert send(api, alice, *entries, headers={"Idempotency-Key": "x" * 256}).status == 400


def test_every_entry_counts_for_the_limits(api, alice, bob, rate_limits):
    post = post_by(alice)
    rate_limits("write=2/1m,member=1000/1m")
    likes = [entry("POST", f"/api/engagement/like/{post}") for _ in range(3)]
    answers = responses(api, bob, *likes, entry("GET", f"/api/posts/{post}"))
    assert [a["status"] for a in answers] == [200, 200, 429, 200]
    assert answers[2]["body"]["code"] == "rate_limited"
    assert int(answers[2]["headers"]["Retry-After"]) > 0
    assert answers[3]["headers"]["RateLimit-Remaining"] == "995"


def test_each_has_a_request_id_after_that_of_the_batch(api, alice, superuser):
    answer = send(
        api, alice,
        entry("POST", "/api/posts", {"text": "x"}),
        entry("GET", f"/api/posts/{uuid4()}"),
        headers={"X-Request-ID": "mine"},
    )  # fmt: skip
    assert answer.headers["x-request-id"] == "mine"
    first, second = answer.json["responses"]
    assert first["headers"]["X-Request-ID"] == "mine.0"
    assert second["body"]["request_id"] == second["headers"]["X-Request-ID"] == "mine.1"
    kept = superuser.execute("select request_id from events where kind = 'post_published'").fetchone()
    assert kept == ("mine.0",)


@pytest.mark.parametrize(
    "path",
    [
        "/api/auth/token?grant_type=password", "/api/auth/v1/user", "/api/%61uth/token", "/api/auth", BATCH,
        "/api/b%61tch", "/api/batch?x=1", "/api/", "/api", "/", "/health/live", "/admin/", "api/posts", "//api/posts",
        "https://elsewhere.test/api/posts", "/api//auth/token", "/api%2Fauth/token", "/api/posts x", "/api/posts#x",
        "/api\\auth", "/api/../admin/", "/api/./auth/token", "/api/x/../auth/token", "/api/%2e%2e/admin/", "", 7, None,
    ],
)  # fmt: skip
def test_paths_that_are_not_for_batches_are_refused(api, alice, path, superuser):
    before = superuser.execute("select count(*) from events").fetchone()
    answer = send(api, alice, entry("POST", "/api/posts", {"text": "never"}), entry("POST", path))
    if answer.status == 200:  # a path that leads nowhere
        assert path in ("/api/../admin/", "/api/./auth/token", "/api/x/../auth/token", "/api/%2e%2e/admin/")
        assert answer.json["responses"][1]["status"] == 404
        return
    assert (answer.status, answer.code) == (400, "invalid")
    assert answer.json["errors"][0]["field"] == "requests.1.path"
    assert superuser.execute("select count(*) from events").fetchone() == before


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"method": "TRACE"}, "method"),
        ({"method": "get"}, "method"),
        ({"method": None}, "method"),
        ({"id": None}, "id"),
        ({"id": True}, "id"),
        ({"id": "x" * 101}, "id"),
        ({"id": ["x"]}, "id"),
        ({"headers": "x"}, "headers"),
        ({"headers": {"If-Match": 'x"\r\nEvil: 1'}}, "headers"),
        ({"headers": {"If-Match": ["x"]}}, "headers"),
        ({"headers": {"If-Match": "x" * 1001}}, "headers"),
        ({"headers": {f"X-{n}": "x" for n in range(101)}}, "headers"),
    ],
)
def test_malformed_entries_are_refused_with_their_place(api, alice, change, field):
    answer = send(api, alice, entry("GET", "/api/users/me"), entry("GET", "/api/users/me") | change)
    assert (answer.status, answer.code) == (400, "invalid")
    assert answer.json["errors"][0]["field"].startswith(f"requests.1.{field}")


@pytest.mark.parametrize("body", [{}, {"requests": []}, {"requests": "x"}, {"requests": [1]}, {"requests": None}, []])
def test_what_is_no_batch_is_refused(api, alice, body):
    answer = api(alice).post(BATCH, body)
    assert (answer.status, answer.code in ("invalid", "malformed")) == (400, True)


def test_no_more_requests_than_the_limit(api, alice):
    me = entry("GET", "/api/users/me")
    assert len(responses(api, alice, *[me] * 20)) == 20
    assert send(api, alice, *[me] * 21).status == 400


def test_one_who_came_by_cookie_proves_the_page_once(alice):
    client = Client(enforce_csrf_checks=True)
    client.cookies[COOKIE] = cookie_signer().sign(f"{alice.id}.{alice.session_id}")
    client.cookies["csrftoken"] = token = "a" * 32
    body = {"requests": [entry("POST", "/api/posts", {"text": "By cookie"})]}
    refused = client.post(BATCH, body, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed")
    answer = client.post(BATCH, body, content_type="application/json", headers={"X-CSRFToken": token})
    assert [r["status"] for r in answer.json()["responses"]] == [201]


def test_text_comes_as_a_string_and_a_file_not_at_all(api, alice):
    export = api(alice).post("/api/users/me/export").json["id"]
    jobs.make_exports()
    url = api(alice).get(f"/api/users/me/export/{export}").json["url"]
    page, file, after = responses(
        api, alice,
        entry("GET", "/api/docs"),
        entry("GET", url.removeprefix(settings.SITE_URL)),
        entry("GET", "/api/users/me"),
    )  # fmt: skip
    assert page["body"].lstrip().startswith("<!DOCTYPE html>")
    assert (file["status"], file["body"]["code"]) == (400, "invalid")
    assert after["body"]["handle"] == "alice"


def test_a_batch_has_no_more_bytes_than_any_body(api, alice):
    with override_settings(JSON_BODY_BYTES=1000):
        answer = send(api, alice, entry("POST", "/api/posts", {"text": "x" * 2000}))
    assert (answer.status, answer.code) == (413, "too_large")
