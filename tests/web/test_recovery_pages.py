"""A forgotten password, from the question to a new one."""

from accounts import services
from tests.accounts.letters import delivered
from tests.people import PASSWORD
from tests.web.conftest import Tags
from topin.authentication import COOKIE

NEW = "a quite new password"


def recovering(browser, superuser, person, **more):
    """A browser that just typed the code of a recovery, and the address it was sent to."""
    tab = browser()
    tab.post("/recover", {"email": person.email, **more})
    [letter] = [letter for letter in delivered(superuser) if "/confirm?" in letter.text]
    return tab, tab.post("/code", {"code": letter.code})["Location"]


def test_alice_forgot_her_password_and_chooses_another(alice, browser, superuser):
    elsewhere = browser(alice)
    hers, page = recovering(browser, superuser, alice, next="/notifications")
    assert page == "/password/new?next=%2Fnotifications"
    html = hers.text(page)
    assert [f["value"] for f in Tags(html).all("input") if f.get("autocomplete") == "username"] == [alice.email]
    answer = hers.post(page, {"password": NEW, "next": "/notifications"})
    assert answer["Location"] == "/notifications"
    assert "Everywhere else you were signed out" in hers.text("/notifications")
    assert elsewhere.get("/home")["Location"].startswith("/signin")
    assert browser().post("/signin", {"email": alice.email, "password": PASSWORD}).status_code == 422
    assert browser().post("/signin", {"email": alice.email, "password": NEW}).status_code == 302


def test_mails_speak_the_browsers_language_though_pages_do_not(alice, browser, superuser):
    page = browser().post("/recover", {"email": alice.email}, headers={"Accept-Language": "de-AT,en;q=0.5"})
    assert page["Location"] == "/code"
    [letter] = delivered(superuser)
    assert letter.subject == "Neues Passwort wählen"


def test_the_language_that_a_member_chose_goes_before_the_browsers(alice, browser, superuser):
    services.update_accessibility(alice.viewer, {"language": "fr"})
    browser().post("/recover", {"email": alice.email}, headers={"Accept-Language": "de"})
    [letter] = delivered(superuser)
    assert letter.text.startswith("Bonjour")


def test_a_weak_or_the_same_password_is_said_at_its_field(alice, browser, superuser):
    hers, page = recovering(browser, superuser, alice)
    for password, words in (
        ("short", "too short"),
        ("password1", "Too many people"),
        (PASSWORD, "your password already"),
    ):
        answer = hers.post(page, {"password": password})
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_a_password_is_set_without_the_old_one_only_right_after_a_mail(alice, browser, superuser):
    unlocked = browser(alice)
    for answer in (unlocked.get("/password/new"), unlocked.post("/password/new", {"password": NEW})):
        assert (answer.status_code, answer["Location"]) == (302, "/recover")
    hers, page = recovering(browser, superuser, alice)
    hers.post(page, {"password": NEW})
    assert hers.get(page)["Location"] == "/recover"


def test_the_right_to_set_a_password_is_of_one_session_only(alice, bob, browser, superuser):
    hers, page = recovering(browser, superuser, alice)
    his = browser(bob)
    his.cookies["topin-new-password"] = hers.cookies["topin-new-password"].value
    assert his.get(page)["Location"] == "/recover"


def test_visitors_are_asked_to_sign_in(browser):
    assert browser().get("/password/new")["Location"].startswith("/signin")


def test_the_cookies_of_the_way_are_out_of_reach_for_scripts(alice, browser, superuser):
    tab = browser()
    asked = tab.post("/recover", {"email": alice.email}).cookies["topin-asked"]
    [letter] = delivered(superuser)
    cookies = tab.post("/code", {"code": letter.code}).cookies
    for cookie in (asked, cookies[COOKIE], cookies["topin-new-password"]):
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
    assert cookies["topin-asked"].value == ""
