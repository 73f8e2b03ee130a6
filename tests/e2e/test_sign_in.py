"""Coming in, as people do: their browser, their mailbox, their authenticator app, all processes."""

import re
import time

import pyotp
import pytest
from playwright.sync_api import expect

from tests import mailboxes
from tests.e2e.conftest import go_back, let_in, wait_until_live
from tests.people import PASSWORD
from tests.processes import eventually

pytestmark = pytest.mark.needs_chromium
NEW = "a quite new password"


@pytest.fixture
def service_workers():
    return "allow"


@pytest.fixture
def next_mail(running):
    """`next_mail("dora@topin.test")` → the text of the newest mail to her that was not read yet."""
    mails = running.folder / "mail"
    read = set(mails.glob("*.eml"))

    def wait_for_mail(to, holding):
        def arrived():
            for path in sorted(set(mails.glob("*.eml")) - read):
                mail = mailboxes.read(path)
                text = mail.get_body(("plain",)).get_content()
                if mail["To"] == to and holding in text:
                    read.add(path)
                    return text
            return None

        return eventually(arrived)

    return wait_for_mail


def code_of(text):
    return re.search(r"^\s*(\d{6})\s*$", text, re.M)[1]


def link_of(text):
    return re.search(r"http\S+/(?:confirm|api/auth/verify)\?\S+", text)[0]


@pytest.fixture
def dora(open_tab, join):
    """Dora's browser, where she is signed in and home."""
    page = let_in(open_tab(), join("dora"))
    page.goto("/home")
    return page


def test_an_account_is_made_by_whoever_has_the_code_from_its_mailbox(open_tab, next_mail):
    page = open_tab()
    page.goto("/signup")
    page.get_by_label("Name").fill("Dora")
    page.get_by_label("Handle").fill("dora")
    expect(page.get_by_text("@dora is free.")).to_be_visible()
    page.get_by_label("E-mail").fill("dora@topin.test")
    page.get_by_label("Password").fill("password1")
    expect(page.get_by_text("Too many people use this password")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    expect(page.get_by_text("Good.")).to_be_visible()
    page.get_by_role("button", name="Create account").click()
    page.get_by_label("Code").fill(code_of(next_mail("dora@topin.test", "/confirm")))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Home")).to_be_attached()


def sign_in(page, password):
    page.goto("/signin")
    page.get_by_label("E-mail").fill("dora@topin.test")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_forgotten_password_is_replaced_and_every_other_browser_is_signed_out(dora, open_tab, next_mail):
    other = open_tab()
    other.goto("/signin?next=/notifications")
    other.get_by_role("link", name="Forgot your password?").click()
    other.get_by_label("E-mail").fill("dora@topin.test")
    other.get_by_role("button", name="Send the code").click()
    other.goto(link_of(next_mail("dora@topin.test", "type=recovery")))
    other.get_by_role("button", name="Go on").click()
    other.get_by_label("New password").fill(NEW)
    other.get_by_role("button", name="Show what was typed").click()
    expect(other.get_by_label("New password")).to_have_attribute("type", "text")
    other.get_by_role("button", name="Save the new password").click()
    expect(other.get_by_text("Everywhere else you were signed out.")).to_be_visible()
    expect(other).to_have_url(re.compile("/notifications$"))
    dora.goto("/home")
    expect(dora.get_by_role("heading", name="Welcome back")).to_be_visible()
    sign_in(dora, NEW)
    expect(dora.get_by_role("heading", name="Home")).to_be_attached()


def test_signing_out_ends_on_the_first_page_though_the_socket_hears_of_it_earlier(dora):
    wait_until_live(dora)

    def answer_late(route):
        answer = route.fetch(max_redirects=0)
        dora.wait_for_timeout(1500)  # the socket is closed meanwhile
        route.fulfill(response=answer)

    dora.route("**/signout", answer_late)
    dora.goto("/settings")
    wait_until_live(dora)
    dora.get_by_role("button", name="Sign out").click()
    expect(dora.get_by_role("link", name="Create your account")).to_be_visible()


def test_the_second_factor_is_asked_for_before_anything_else(dora, open_tab):
    app = enrol(dora)
    other = open_tab()
    sign_in(other, PASSWORD)
    expect(other.get_by_role("heading", name="One more step")).to_be_visible()
    other.goto("/notifications")
    expect(other.get_by_role("heading", name="One more step")).to_be_visible()
    next_code = app.at(time.time(), counter_offset=1)  # the code that enrolled the app is used up
    other.get_by_label("Code").fill(next_code)
    other.get_by_role("button", name="Go on").click()
    expect(other).to_have_url(re.compile("/notifications$"))


def test_a_link_of_the_api_signs_the_browser_in_and_leaves_no_token_in_its_address(dora, open_tab, next_mail):
    other = open_tab()
    other.goto("/")
    other.request.post("/api/auth/otp", data={"email": "dora@topin.test"})
    other.goto(link_of(next_mail("dora@topin.test", "/api/auth/verify")))
    expect(other.get_by_text("dora@topin.test")).to_be_visible()  # whose it is, before it counts
    assert "access_token" not in other.evaluate("location.href")
    other.get_by_role("button", name="Yes, go on").click()
    expect(other.get_by_role("heading", name="Home")).to_be_attached()
    assert "access_token" not in other.evaluate("location.href")
    go_back(other)
    assert "access_token" not in other.url


def test_an_error_behind_the_hash_is_said_in_our_words(open_tab):
    page = open_tab()
    page.goto("/#error=access_denied&error_code=otp_expired&error_description=Call+0900")
    expect(page.get_by_role("heading", name="This link does not work any more")).to_be_visible()
    assert "error" not in page.evaluate("location.hash")
    expect(page.get_by_text("0900")).to_have_count(0)


def enrol(page):
    """Dora sets up an authenticator app, which then shows codes to her."""

    def ask(path, body, **headers):
        return page.request.post(f"/api/auth{path}", data=body, headers=headers).json()

    token = ask("/token?grant_type=password", {"email": "dora@topin.test", "password": PASSWORD})["access_token"]
    hers = {"Authorization": f"Bearer {token}"}
    factor = ask("/factors", {"factor_type": "totp"}, **hers)
    app = pyotp.TOTP(factor["totp"]["secret"])
    challenge = ask(f"/factors/{factor['id']}/challenge", {}, **hers)["id"]
    assert ask(f"/factors/{factor['id']}/verify", {"challenge_id": challenge, "code": app.now()}, **hers)[
        "access_token"
    ]
    return app
