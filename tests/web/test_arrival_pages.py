"""Links of the API that end in the browser: what stands behind the `#` is taken in by a page of ours."""

import pytest

from tests.web.conftest import Tags
from topin.authentication import COOKIE


def test_a_token_signs_the_browser_in_to_the_same_session(alice, browser):
    visitor = browser()
    answer = visitor.post("/signin/adopt", {"access_token": alice.token, "type": "magiclink"})
    assert answer["Location"] == "/home"
    assert "@alice" in visitor.text("/home")
    browser(alice).post("/signout")
    assert visitor.get("/home")["Location"].startswith("/signin")


def test_after_a_recovery_the_way_leads_to_a_new_password(alice, browser):
    visitor = browser()
    assert (
        visitor.post("/signin/adopt", {"access_token": alice.token, "type": "recovery"})["Location"] == "/password/new"
    )
    assert visitor.get("/password/new").status_code == 200


@pytest.mark.parametrize("token", ["", "no.token.atall"])
def test_what_is_no_token_signs_nobody_in(token, browser):
    answer = browser().post("/signin/adopt", {"access_token": token})
    assert answer.status_code == 403
    assert COOKIE not in answer.cookies


def test_a_token_of_an_ended_session_signs_nobody_in(alice, browser):
    browser(alice).post("/signout")
    answer = browser().post("/signin/adopt", {"access_token": alice.token})
    assert answer.status_code == 403
    assert COOKIE not in answer.cookies


def test_a_token_cannot_be_sent_in_from_elsewhere(alice, browser):
    forged = browser(enforce_csrf_checks=True)
    assert forged.post("/signin/adopt", {"access_token": alice.token}).status_code == 403


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_link_never_changes_who_is_signed_in_without_being_asked_by_name(alice, bob, browser, signed_in):
    tab = browser(bob) if signed_in else browser()
    [button] = [b for b in Tags(tab.text("/signin/arrive")).all("button") if "formaction" in b]
    assert button["formaction"] == "/signin/arrive", "what the page's script presses only asks"
    before = tab.cookies.output()
    answer = tab.post("/signin/arrive", {"access_token": alice.token, "type": "magiclink"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert alice.email in page
    assert tab.cookies.output(header="").count(COOKIE) == before.count(COOKIE)
    given = {f["name"]: f.get("value", "") for f in Tags(page).all("input") if f["name"] != "csrfmiddlewaretoken"}
    assert given == {"access_token": alice.token, "type": "magiclink", "next": ""}
    assert "data-arrival" not in page
    assert tab.post("/signin/adopt", given)["Location"] == "/home"
    assert "@alice" in tab.text("/home")


@pytest.mark.parametrize("token", ["", "no.token.atall"])
def test_nobody_is_named_by_what_is_no_token(token, browser):
    assert browser().post("/signin/arrive", {"access_token": token}).status_code == 403


def test_nobody_is_named_to_another_site(alice, browser):
    forged = browser(enforce_csrf_checks=True)
    assert forged.post("/signin/arrive", {"access_token": alice.token}).status_code == 403


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ("otp_expired", 403, "does not work any more"),
        ("message", 200, "One address to go"),
        ("access_denied", 400, "You did not let TOPiN in there"),
        ("<b>call 0900", 400, "Please try once more"),
    ],
)
def test_messages_and_errors_are_said_in_words_of_ours_only(said, status, words, browser):
    answer = browser().get("/signin/arrive", {"said": said})
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "0900" not in answer.content.decode()
