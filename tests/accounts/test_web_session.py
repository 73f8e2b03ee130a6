import pytest
from django.http import HttpResponse
from django.test import Client

from accounts import services, web_session
from tests.people import PASSWORD
from topin.authentication import COOKIE


@pytest.fixture
def session(alice):
    return services.sign_in(alice.email, PASSWORD, ip="127.0.0.1", user_agent="browser")


@pytest.fixture
def browser(session):
    """A browser that is signed in as Alice and was given a page's CSRF token."""
    response = HttpResponse()
    web_session.sign_in(response, session)
    client = Client(enforce_csrf_checks=True)
    client.cookies[COOKIE] = response.cookies[COOKIE].value
    client.cookies["csrftoken"] = "a" * 32
    return client


def change_bio(browser, **headers):
    return browser.put("/api/users/me", {"bio": "hi"}, content_type="application/json", headers=headers)


def test_the_cookie_is_kept_from_scripts_and_other_sites(session):
    response = HttpResponse()
    web_session.sign_in(response, session)
    cookie = response.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 30 * 24 * 3600)


def test_the_cookie_signs_in(browser, alice):
    assert browser.get("/api/users/me").json()["id"] == str(alice.id)


def test_unsafe_methods_by_cookie_need_the_page_s_token(browser):
    refused = change_bio(browser)
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed")
    assert change_bio(browser, **{"X-CSRFToken": "a" * 32}).status_code == 200


def test_a_forged_or_foreign_cookie_is_nobody(browser):
    browser.cookies[COOKIE] = browser.cookies[COOKIE].value[:-1] + "~"
    assert browser.get("/api/users/me").status_code == 401


def test_ending_the_session_elsewhere_signs_the_browser_out(browser, alice, session):
    services.end_session(alice.viewer, session.session_id)
    assert browser.get("/api/users/me").status_code == 401


def test_a_bad_token_is_told_also_where_visitors_may_come(alice, api):
    answer = api(Authorization="Bearer nonsense").get(f"/api/users/{alice.id}")
    assert (answer.status, answer.code) == (401, "not_authenticated")
