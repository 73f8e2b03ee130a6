"""Coming in by the browser: with a password, with a mailed code, and what is said when it does not work."""

import re

import pytest

from accounts import services
from tests.accounts.letters import delivered
from tests.people import PASSWORD
from tests.web.conftest import Tags, without_tokens
from topin.authentication import COOKIE

PAGES = ["/signin", "/signup", "/signin/code", "/recover"]


def test_alice_signs_in_with_a_mailed_code(alice, browser, superuser):
    hers = browser()
    assert hers.post("/signin/code", {"email": alice.email, "next": "/@bob"})["Location"] == "/code"
    [letter] = delivered(superuser)
    assert hers.post("/code", {"code": letter.code})["Location"] == "/@bob"
    assert "@alice" in hers.text("/home")


def test_after_a_wrong_password_it_is_the_password_that_is_typed_again(alice, browser):
    page = browser().post("/signin", {"email": alice.email, "password": "wrong horse"}).content.decode()
    assert [field["name"] for field in Tags(page).all("input") if "autofocus" in field] == ["password"]


def test_a_code_is_good_once(alice, browser, superuser):
    hers = browser()
    hers.post("/signin/code", {"email": alice.email})
    [letter] = delivered(superuser)
    asked = hers.cookies["topin-asked"].value
    assert hers.post("/code", {"code": letter.code}).status_code == 302
    again = browser()
    again.cookies["topin-asked"] = asked
    assert again.post("/code", {"code": letter.code}).status_code == 422


@pytest.mark.parametrize("page", ["/signin/code", "/recover"])
def test_nobody_learns_who_has_an_account(page, alice, browser, superuser):
    seen = []
    for email in (alice.email, "nobody@topin.test"):
        visitor = browser()
        answer = visitor.post(page, {"email": email})
        again = visitor.post(page, {"email": email})
        mailbox = without_tokens(re.sub('data-wait="[0-9]+"', "", visitor.text("/code").replace(email, "")))
        wrong = visitor.post("/code", {"code": "123456"})
        seen.append((answer.status_code, answer["Location"], again.status_code, mailbox, wrong.status_code))
    assert seen[0] == seen[1]
    assert [letter.to for letter in delivered(superuser)] == [alice.email]


def test_signing_in_by_code_makes_no_account(browser, superuser):
    browser().post("/signin/code", {"email": "nobody@topin.test"})
    assert delivered(superuser) == []
    assert superuser.execute("select count(*) from users").fetchone() == (0,)


def test_the_button_for_a_code_takes_the_typed_address_along(browser):
    [button] = [b for b in Tags(browser().text("/signin")).all("button") if "formaction" in b]
    assert button["formaction"] == "/signin/code"
    assert "formnovalidate" in button


def test_what_is_no_address_is_said_at_its_field(browser):
    answer = browser().post("/signin/code", {"email": "nobody"})
    assert answer.status_code == 422
    assert "no e-mail address" in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_the_page_that_was_wanted_is_kept_on_every_way_through(page, browser):
    tags = Tags(browser().text(f"{page}?next=/notifications%3Funread%3D1"))
    assert {f["value"] for f in tags.all("input") if f["name"] == "next"} == {"/notifications?unread=1"}
    ways = [a["href"] for a in tags.all("a") if a["href"].split("?")[0] in PAGES]
    assert ways
    assert all(way.endswith("?next=%2Fnotifications%3Funread%3D1") for way in ways)


@pytest.mark.parametrize("page", PAGES)
def test_the_way_on_never_leaves_the_site(page, browser):
    html = browser().text(f"{page}?next=https://evil.example/")
    assert "evil.example" not in html


def test_too_many_wrong_passwords_are_answered_with_the_time_to_wait(alice, browser, rate_limits):
    rate_limits("signin=1/10m")
    answers = {"email": alice.email, "password": "wrong horse"}
    assert browser().post("/signin", answers).status_code == 422
    refused = browser().post("/signin", answers)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 540
    assert "Try again in 10 minutes." in refused.content.decode()


@pytest.mark.parametrize("page", ["/signin/code", "/recover"])
@pytest.mark.parametrize("rule", ["mail", "signup"])
def test_mails_asked_for_from_one_address_are_limited(page, rule, browser, rate_limits, settings):
    settings.MAILER_AUTOCONFIRM = False
    rate_limits(f"{rule}=1/1h")
    assert browser().post(page, {"email": "dora@topin.test"}).status_code == 302
    refused = browser().post(page, {"email": "erik@topin.test"})
    assert refused.status_code == 429
    assert "Too many tries. Try again in 60 minutes." in refused.content.decode()


def test_codes_tried_from_one_address_are_limited(alice, browser, rate_limits):
    rate_limits("verify=1/5m")
    hers = browser()
    hers.post("/signin/code", {"email": alice.email})
    assert hers.post("/code", {"code": "123456"}).status_code == 422
    refused = hers.post("/code", {"code": "123456"})
    assert refused.status_code == 429
    assert "Try again in" in refused.content.decode()


def test_a_suspended_member_is_told_so(join, browser):
    erik = join("erik", banned_until="2099-01-01")
    answer = browser().post("/signin", {"email": erik.email, "password": PASSWORD})
    assert "suspended" in answer.content.decode()
    assert COOKIE not in answer.cookies


def test_coming_back_in_the_time_of_grace_is_welcomed(alice, browser, superuser):
    services.ask_deletion(alice.viewer, password=PASSWORD)
    hers = browser()
    hers.post("/signin", {"email": alice.email, "password": PASSWORD})
    assert "Your account stays." in hers.text("/home")
    assert "Your account stays." not in hers.text("/home")
