"""What every answer tells browsers not to do with it, whoever asks for what."""

import pytest
from django.test import Client, override_settings

from tests.people import PASSWORD

PAGES = ("/", "/signin", "/nothing-there")
DOCS = ("/api/docs",)  # opens a window of its own to sign in
DATA = ("/api/users/check-handle/anybody", "/api/nothing", "/api/settings", "/health/live", "/manifest.webmanifest")
SCRIPTS = ("/sw.js",)  # asks for pages by the policy that it came with: it has none


def answers(*paths, method="GET", **headers):
    client = Client(raise_request_exception=False)
    return {path: client.generic(method, path, headers=headers) for path in paths}


def test_nothing_is_sniffed_and_no_address_is_handed_on():
    for path, answer in answers(*PAGES, *DOCS, *DATA, *SCRIPTS).items():
        assert answer["X-Content-Type-Options"] == "nosniff", path
        assert answer["Referrer-Policy"] in ("strict-origin-when-cross-origin", "same-origin"), path


def test_nothing_is_framed_and_nothing_runs_that_is_not_ours():
    for path, answer in answers(*PAGES, *DOCS, *DATA).items():
        policy = answer["Content-Security-Policy"]
        assert {"object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= set(policy.split("; ")), path
        assert "unsafe" not in policy, path


def test_data_that_is_opened_as_a_page_loads_nothing():
    for path, answer in answers(*DATA).items():
        assert "default-src 'none'" in answer["Content-Security-Policy"], path


def test_pages_share_no_window_with_others():
    assert {answer["Cross-Origin-Opener-Policy"] for answer in answers(*PAGES).values()} == {"same-origin"}


def test_a_site_with_tls_asks_browsers_never_to_come_without():
    everything = (*PAGES, *DOCS, *DATA, *SCRIPTS)
    assert not any("Strict-Transport-Security" in answer for answer in answers(*everything).values())
    with override_settings(SECURE_HSTS_SECONDS=31_536_000):
        told = {answer["Strict-Transport-Security"] for answer in answers(*everything).values()}
    assert told == {"max-age=31536000; includeSubDomains"}


def test_every_answer_says_what_it_is_and_in_which_letters():
    for path, answer in answers(*PAGES, *DOCS, *DATA, *SCRIPTS).items():
        kind = answer.get("Content-Type", "")
        assert bool(kind) == bool(answer.content), path
        assert not kind.startswith("text/") or "charset=utf-8" in kind.lower(), path


def test_nobody_has_a_request_sent_back():
    for path, answer in answers(*PAGES, *DOCS, *DATA, *SCRIPTS, method="TRACE", **{"X-Secret": "rhubarb"}).items():
        assert b"rhubarb" not in answer.content, path


@pytest.mark.parametrize("path", ["/api/notifications", "/api/messages/conversations", "/api/auth/user"])
def test_what_is_ones_own_is_kept_by_no_cache(path, alice, api):
    assert "no-store" in api(alice).get(path).headers["cache-control"]


@pytest.mark.parametrize("path", ["/api/settings", "/api/posts"])
def test_what_is_asked_again_by_its_etag_is_kept_by_its_readers_browser_alone(path, alice, api):
    assert api(alice).get(path).headers["cache-control"] == "private, max-age=0"


def test_pages_of_ones_own_are_kept_by_no_shared_cache(alice):
    browser = Client()
    browser.post("/signin", {"email": alice.email, "password": PASSWORD})
    for path in ("/home", "/messages", "/settings/account"):
        answer = browser.get(path)
        assert answer.status_code == 200
        assert "public" not in answer.get("Cache-Control", "")
        assert "Cookie" in answer["Vary"]


@pytest.mark.parametrize("path", ["/api/schema", "/api/docs"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_the_schema_and_its_page_are_read_only(api, method, path):
    assert api().request(method, path).status == 405
