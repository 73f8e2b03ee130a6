"""Making an account in the browser, with the proof that one reads its mail."""

import re

import pytest

from tests.accounts.letters import delivered
from tests.people import PASSWORD
from tests.web.conftest import HTMX, Tags, without_tokens
from topin.authentication import COOKIE

NEW = {"display_name": "Dora", "handle": "dora", "email": "dora@topin.test", "password": PASSWORD}


@pytest.fixture(autouse=True)
def _addresses_are_confirmed(settings):
    settings.MAILER_AUTOCONFIRM = False


def test_dora_signs_up_types_the_mailed_code_and_is_where_she_wanted_to_be(browser, superuser):
    hers = browser()
    answer = hers.post("/signup", NEW | {"next": "/@dora?x=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/code")
    assert COOKIE not in hers.cookies
    assert "dora@topin.test" in hers.text("/code")
    [letter] = delivered(superuser)
    answer = hers.post("/code", {"code": f" {letter.code[:3]} {letter.code[3:]}"})
    assert (answer.status_code, answer["Location"]) == (302, "/@dora?x=1")
    assert "@dora" in hers.text("/home")


def test_a_wrong_code_is_said_at_its_field(browser, superuser):
    hers = browser()
    hers.post("/signup", NEW)
    [letter] = delivered(superuser)
    wrong = f"{(int(letter.code) + 1) % 10**6:06}"
    answer = hers.post("/code", {"code": wrong})
    assert answer.status_code == 422
    assert "wrong or too old" in answer.content.decode()
    [field] = [f for f in Tags(answer.content.decode()).all("input") if f["name"] == "code"]
    assert field["aria-invalid"] == "true"
    assert (field["autocomplete"], field["inputmode"]) == ("one-time-code", "numeric")


def test_what_is_no_code_is_not_tried(browser, superuser):
    hers = browser()
    hers.post("/signup", NEW)
    assert "six digits" in hers.post("/code", {"code": "12345"}).content.decode()


def test_the_page_of_the_code_is_only_for_who_waits_for_one(browser):
    for answer in (browser().get("/code"), browser().post("/code/again")):
        assert (answer.status_code, answer["Location"]) == (302, "/signin")


def test_another_mail_can_be_asked_for_after_a_while(browser, superuser, settings):
    hers = browser()
    hers.post("/signup", NEW)
    [first] = delivered(superuser)
    refused = hers.post("/code/again")
    assert refused.status_code == 429
    assert "We wrote to you just now" in refused.content.decode()
    assert 1 <= int(refused["Retry-After"]) <= 60
    settings.GOTRUE_MAIL_INTERVAL = 0
    assert hers.post("/code/again")["Location"] == "/code"
    [second] = delivered(superuser)
    assert second.code != first.code
    assert "Another mail is on its way" in hers.text("/code")
    assert hers.post("/code", {"code": second.code})["Location"] == "/home"


def test_the_page_counts_the_seconds_until_another_mail(browser):
    hers = browser()
    hers.post("/signup", NEW)
    [button] = [b for b in Tags(hers.text("/code")).all("button") if "data-wait" in b]
    assert 55 <= int(button["data-wait"]) <= 60
    assert "disabled" not in button  # without JavaScript it is the server that says how long


def test_somebody_who_has_an_account_cannot_be_told_from_somebody_new(alice, browser, superuser):
    pages = []
    for email in (alice.email, "dora@topin.test"):
        visitor = browser()
        answer = visitor.post("/signup", NEW | {"email": email})
        assert answer["Location"] == "/code"
        pages.append(without_tokens(re.sub('data-wait="[0-9]+"', "", visitor.text("/code").replace(email, ""))))
    assert pages[0] == pages[1]
    assert [letter.to for letter in delivered(superuser)] == ["dora@topin.test"]


def test_signing_up_again_leads_to_the_mailbox_too(browser):
    for _ in range(2):
        assert browser().post("/signup", NEW | {"handle": ""})["Location"] == "/code"


def test_signing_in_before_the_address_is_confirmed_mails_another_code(browser, superuser, settings):
    settings.GOTRUE_MAIL_INTERVAL = 0
    browser().post("/signup", NEW)
    delivered(superuser)
    hers = browser()
    assert hers.post("/signin", {"email": NEW["email"], "password": PASSWORD})["Location"] == "/code"
    [letter] = delivered(superuser)
    assert hers.post("/code", {"code": letter.code})["Location"] == "/home"


def test_a_forged_cookie_of_the_mailbox_page_is_none(browser):
    visitor = browser()
    visitor.cookies["topin-asked"] = "WyJzaWdudXAiLCJhQGIuYyIsIiIsMF0:1vN:forged"
    assert visitor.get("/code")["Location"] == "/signin"


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ("dora", "@dora is free."),
        ("@Dora", "@dora is free."),
        ("alice", "Somebody else has this handle."),
        ("al", "3 to 30 of a-z"),
        ("admin", "kept for TOPiN"),
        ("", "Leave it empty"),
    ],
)
def test_a_handle_is_looked_up_while_it_is_typed(wish, words, alice, browser):
    assert words in browser().get("/signup/handle", {"handle": wish}, headers=HTMX).content.decode()


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", "3 more characters"),
        ("password1", "Too many people use this password"),
        ("ä" * 40, "at most 72 bytes"),
        (PASSWORD, "Good."),
        ("", "At least 8 characters"),
    ],
)
def test_a_password_is_judged_while_it_is_typed_by_the_rules_that_count_in_the_end(password, words, browser):
    assert words in browser().htmx_post("/password/hint", {"password": password}).content.decode()
    refused = browser().post("/signup", NEW | {"password": password}).status_code == 422
    assert refused == (words != "Good.")


def test_where_nobody_may_join_the_page_says_so(browser, settings):
    settings.GOTRUE_DISABLE_SIGNUP = True
    assert "cannot be made at the moment" in browser().post("/signup", NEW).content.decode()
