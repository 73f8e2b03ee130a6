"""The second factor in the browser."""

import pytest

from tests.accounts.factor_tools import app_of, enrol, forget_step, protect, verify
from tests.accounts.gotrue import sign_in
from tests.people import PASSWORD
from tests.web.conftest import HTMX, Tags
from tests.web.test_recovery_pages import recovering
from topin.authentication import COOKIE


@pytest.fixture
def app(alice, superuser):
    """Alice's authenticator app."""
    _, app = protect(alice)
    forget_step(superuser, app)
    return app


@pytest.fixture
def waiting(alice, app, browser):
    """Her browser, after the password."""
    tab = browser()
    tab.post("/signin", {"email": alice.email, "password": PASSWORD})
    assert tab.cookies[COOKIE].value
    return tab


def test_after_the_password_alice_gives_her_code_and_is_where_she_wanted_to_be(waiting, app):
    answer = waiting.get("/notifications?unread=1")
    page = answer["Location"]
    assert page == "/signin/factor?next=%2Fnotifications%3Funread%3D1"
    fields = {f["name"]: f.get("value") for f in Tags(waiting.text(page)).all("input")}
    answer = waiting.post("/signin/factor", fields | {"code": app.code()})
    assert (answer.status_code, answer["Location"]) == (302, "/notifications?unread=1")
    assert "@alice" in waiting.text("/home")


@pytest.mark.parametrize("path", ["/home", "/@alice", "/notifications", "/posts/new", "/password/new"])
def test_until_then_every_page_leads_there(path, waiting):
    assert waiting.get(path)["Location"].startswith(("/signin/factor", "/recover"))


def test_until_then_nothing_can_be_done(waiting, superuser):
    assert waiting.post("/posts", {"text": "Not yet."})["Location"] == "/signin/factor"
    assert waiting.get("/notifications/bell", headers=HTMX)["HX-Redirect"] == "/signin/factor"
    assert superuser.execute("select count(*) from posts").fetchone() == (0,)


def test_a_wrong_code_is_said_at_its_field_and_another_may_follow(waiting, app):
    answer = waiting.post("/signin/factor", {"factor": app.id, "code": app.wrong()})
    assert answer.status_code == 422
    assert "This code is wrong" in answer.content.decode()
    assert waiting.post("/signin/factor", {"factor": app.id, "code": app.code()})["Location"] == "/home"


def test_codes_are_not_to_be_guessed(waiting, app, rate_limits):
    rate_limits("mfa=1/1m")
    wrong = {"factor": app.id, "code": app.wrong()}
    assert waiting.post("/signin/factor", wrong).status_code == 422
    refused = waiting.post("/signin/factor", wrong)
    assert refused.status_code == 429
    assert "Try again in" in refused.content.decode()


def test_a_factor_of_somebody_else_does_not_help(waiting, app, bob):
    _, his = protect(bob)
    assert waiting.post("/signin/factor", {"factor": his.id, "code": his.code(1)}).status_code == 422
    assert waiting.get("/home")["Location"].startswith("/signin/factor")


def test_of_several_apps_one_is_chosen(alice, app, browser, superuser):
    other = protect_again(alice, app, superuser)
    tab = browser()
    tab.post("/signin", {"email": alice.email, "password": PASSWORD})
    choices = [o["value"] for o in Tags(tab.text("/signin/factor")).all("option")]
    assert sorted(choices) == sorted([app.id, other.id])
    assert tab.post("/signin/factor", {"factor": app.id, "code": other.code()}).status_code == 422
    assert tab.post("/signin/factor", {"factor": other.id, "code": other.code()})["Location"] == "/home"


def protect_again(person, app, superuser):
    """A second app, which takes the first one's code to add."""
    session = sign_in(person.email).json
    session = verify(session, app).json
    other = app_of(enrol(session, friendly_name="Tablet"))
    verify(session, other)
    forget_step(superuser, app)
    forget_step(superuser, other)
    return other


def test_alice_can_leave_and_come_as_somebody_else(waiting):
    assert waiting.post("/signout")["Location"] == "/"
    assert waiting.get("/home")["Location"].startswith("/signin?")


def test_who_waits_for_nothing_is_sent_on(bob, browser):
    assert browser(bob).get("/signin/factor?next=/@bob")["Location"] == "/@bob"
    assert browser().get("/signin/factor")["Location"].startswith("/signin?")


def test_a_recovery_wants_the_factor_too(alice, app, browser, superuser):
    hers, page = recovering(browser, superuser, alice)
    assert hers.get(page)["Location"].startswith("/signin/factor?next=%2Fpassword%2Fnew")
    hers.post("/signin/factor", {"factor": app.id, "code": app.code()})
    assert hers.post(page, {"password": "a quite new password"})["Location"] == "/home"
