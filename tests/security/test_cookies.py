"""Cookies of a site with TLS: for its own pages, over TLS alone, and out of reach for scripts."""

import pytest
from django.conf import settings as configured
from django.test import Client

from tests.people import PASSWORD

#: What a script of a page has to read: it sends it along, and it opens nothing.
FOR_SCRIPTS = {"csrftoken"}


@pytest.fixture
def _with_tls(settings):
    settings.SECURE_SITE = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


@pytest.mark.usefixtures("_with_tls")
def test_every_cookie_keeps_to_this_site_and_to_tls(alice, mona):
    browser = Client()
    browser.get("/signin")
    browser.post("/recover", {"email": alice.email})
    browser.post("/signin", {"email": alice.email, "password": PASSWORD})
    browser.get("/admin/login/")
    browser.post("/admin/login/", {"username": mona.email, "password": PASSWORD})
    cookies = browser.cookies
    assert {"sb-web-auth", "csrftoken", "topin-staff"} <= set(cookies)
    for name, cookie in cookies.items():
        if cookie["max-age"] == 0:
            continue  # taken back
        assert cookie["secure"], name
        assert cookie["samesite"] in ("Lax", "Strict"), name
        assert bool(cookie["httponly"]) == (name not in FOR_SCRIPTS), name
        assert not cookie["domain"], name


def test_cookies_need_tls_wherever_the_site_has_it():
    assert configured.SESSION_COOKIE_SECURE == configured.CSRF_COOKIE_SECURE == configured.SECURE_SITE


def test_no_answer_but_its_cookie_tells_the_web_clients_session(alice):
    browser = Client()
    answer = browser.post("/signin", {"email": alice.email, "password": PASSWORD})
    value = browser.cookies["sb-web-auth"].value
    assert value.encode() not in answer.content + browser.get("/home").content
