"""Changing what proves who one is: with a proof, never without."""

import pyotp
import pytest

from accounts import selectors
from tests.accounts.letters import delivered
from tests.people import PASSWORD, sign_in
from tests.web.conftest import Tags

NEW = "a quite new password"


def errors_at(answer):
    """Names of the fields that came back as wrong."""
    fields = Tags(answer.content.decode()).all("input")
    return {field["name"] for field in fields if field.get("aria-invalid") == "true"}


def mailed_code(mine, superuser, back):
    """Asks for a code on a page, and reads it in the mail: (where the page went, code)."""
    answer = mine.post("/settings/account/mail-code", {"next": back})
    [letter] = delivered(superuser)
    return answer["Location"], letter.code


def test_the_password_is_changed_with_the_old_one_and_other_browsers_are_out(alice, browser):
    mine, other = browser(alice), browser(sign_in(alice.id, alice.handle, alice.email))
    data = {"current_password": PASSWORD, "password": NEW}
    assert mine.post("/settings/account/password", data)["Location"] == "/settings/account"
    assert "Everywhere else you were signed out" in mine.text("/settings/account")
    assert other.get("/home")["Location"].startswith("/signin")
    assert browser().post("/signin", {"email": alice.email, "password": NEW}).status_code == 302


def test_a_wrong_password_changes_nothing_and_is_said_at_its_field(alice, browser):
    answer = browser(alice).post("/settings/account/password", {"current_password": "wrong horse", "password": NEW})
    assert answer.status_code == 422
    assert errors_at(answer) == {"current_password"}
    assert NEW not in answer.content.decode()
    assert browser().post("/signin", {"email": alice.email, "password": PASSWORD}).status_code == 302


def test_a_weak_password_is_said_at_its_field(alice, browser):
    answer = browser(alice).post("/settings/account/password", {"current_password": PASSWORD, "password": "short"})
    assert errors_at(answer) == {"password"}


def test_guesses_at_the_password_run_out(alice, browser, rate_limits):
    rate_limits("signin=2/15m")
    mine = browser(alice)
    guess = {"current_password": "wrong horse", "password": NEW}
    assert [mine.post("/settings/account/password", guess).status_code for _ in range(3)] == [422, 422, 429]
    right = {"current_password": PASSWORD, "password": NEW}
    assert mine.post("/settings/account/password", right).status_code == 429


def test_whoever_has_no_password_sets_one_with_a_mailed_code(alice, browser, superuser):
    superuser.execute("update users set password_hash = null where id = %s", [alice.id])
    mine = browser(alice)
    names = {field.get("name") for field in Tags(mine.text("/settings/account/password")).all("input")}
    assert "proof" in names
    assert "current_password" not in names
    page, code = mailed_code(mine, superuser, "/settings/account/password")
    assert page == "/settings/account/password?by=code"
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert errors_at(mine.post(page, {"proof": wrong, "password": NEW})) == {"proof"}
    assert errors_at(mine.post(page, {"proof": code, "password": "short"})) == {"password"}
    assert mine.post(page, {"proof": f"{code[:3]} {code[3:]}", "password": NEW}).status_code == 302
    assert browser().post("/signin", {"email": alice.email, "password": NEW}).status_code == 302


def test_a_code_is_mailed_to_local_pages_only_and_not_twice_at_once(alice, browser, superuser):
    mine = browser(alice)
    assert mailed_code(mine, superuser, "//evil.example/x")[0] == "/settings/account?by=code"
    assert mine.post("/settings/account/mail-code", {"next": "/settings/data/delete"}).status_code == 302
    assert delivered(superuser) == []


@pytest.fixture
def confirmed_mails(settings):
    settings.MAILER_AUTOCONFIRM = False


def test_a_new_address_waits_until_both_said_yes(alice, browser, superuser, confirmed_mails):
    mine = browser(alice)
    data = {"email": "alice@elsewhere.test", "current_password": PASSWORD}
    assert mine.post("/settings/account/email", data)["Location"] == "/settings/account"
    assert "Changing to <bdi>alice@elsewhere.test</bdi>" in mine.text("/settings/account")
    letters = delivered(superuser)
    assert {letter.to for letter in letters} == {alice.email, "alice@elsewhere.test"}
    for letter in letters:
        browser().post("/confirm", letter.query)
    assert selectors.get_auth_user(alice.id).loads()["email"] == "alice@elsewhere.test"


def test_the_new_address_is_confirmed_without_leaving_the_second_factor_behind(alice, browser, superuser):
    mine = browser(alice)
    ticket, secret = enrolled(mine)
    mine.post("/settings/account/factors/verify", {"ticket": ticket, "code": pyotp.TOTP(secret).now()})
    mine.post("/settings/account/email", {"email": "alice@elsewhere.test", "current_password": PASSWORD})
    [letter] = [letter for letter in delivered(superuser) if letter.to == "alice@elsewhere.test"]
    assert mine.post("/confirm", letter.query)["Location"] == "/home"
    assert "new e-mail address counts" in mine.text("/settings/account")
    assert len(selectors.get_sessions(alice.viewer, 10, None).loads()["items"]) == 1


def test_a_mail_about_an_address_shows_no_code_where_no_page_asks_for_one(alice, browser, superuser):
    data = {"email": "alice@elsewhere.test", "current_password": PASSWORD}
    browser(alice).post("/settings/account/email", data)
    [letter] = delivered(superuser)
    assert "/confirm?" in letter.text
    assert "code" not in letter.text.lower()


def test_the_page_that_waits_for_a_mailed_code_offers_another(alice, browser):
    mine = browser(alice)
    assert "No password, or forgotten?" in mine.text("/settings/account/email")
    assert "No mail came?" in mine.text("/settings/account/email?by=code")


def test_an_address_needs_the_password_too(alice, bob, browser):
    mine = browser(alice)
    wrong = {"email": "alice@elsewhere.test", "current_password": "wrong horse"}
    assert errors_at(mine.post("/settings/account/email", wrong)) == {"current_password"}
    taken = {"email": bob.email, "current_password": PASSWORD}
    assert errors_at(mine.post("/settings/account/email", taken)) == {"email"}
    assert errors_at(mine.post("/settings/account/email", taken | {"email": "nonsense"})) == {"email"}


def enrolled(mine, name="Phone"):
    """Sets a second factor up to the page with the QR code: (its ticket, its secret)."""
    html = mine.post("/settings/account/factors/add", {"friendly_name": name, "current_password": PASSWORD})
    tags = Tags(html.content.decode())
    [qr] = [image for image in tags.all("img") if image.get("alt") == "QR code for the authenticator app"]
    assert qr["src"].startswith("data:image/svg+xml")
    [ticket] = [field["value"] for field in tags.all("input") if field.get("name") == "ticket"]
    secret = html.content.decode().partition('class="secret"')[2].partition(">")[2].partition("<")[0]
    return ticket, secret


def test_a_second_factor_is_set_up_and_taken_away(alice, browser):
    mine = browser(alice)
    ticket, secret = enrolled(mine)
    answer = mine.post("/settings/account/factors/verify", {"ticket": ticket, "code": pyotp.TOTP(secret).now()})
    assert answer["Location"] == "/settings/account"
    page = mine.text("/settings/account")
    assert "Your second factor is on" in page
    assert "Phone" in page
    [factor] = selectors.get_factors(alice.viewer)
    remove = f"/settings/account/factors/{factor['id']}"
    assert "Phone will no longer be asked for" in mine.text(remove)
    assert errors_at(mine.post(remove, {"current_password": "wrong horse"})) == {"current_password"}
    assert mine.post(remove, {"current_password": PASSWORD}).status_code == 302
    assert selectors.get_factors(alice.viewer) == []


def test_a_wrong_code_shows_the_qr_code_again(alice, browser):
    mine = browser(alice)
    ticket, secret = enrolled(mine)
    wrong = f"{(int(pyotp.TOTP(secret).now()) + 1) % 10**6:06}"
    answer = mine.post("/settings/account/factors/verify", {"ticket": ticket, "code": wrong})
    assert errors_at(answer) == {"code"}
    assert secret in answer.content.decode()


def test_whoever_closed_the_qr_code_begins_anew_with_the_same_name(alice, browser):
    mine = browser(alice)
    enrolled(mine)
    ticket, secret = enrolled(mine)
    mine.post("/settings/account/factors/verify", {"ticket": ticket, "code": pyotp.TOTP(secret).now()})
    assert [factor["status"] for factor in selectors.get_factors(alice.viewer)] == ["verified"]
    again = mine.post("/settings/account/factors/add", {"friendly_name": "Phone", "current_password": PASSWORD})
    assert errors_at(again) == {"friendly_name"}
    assert "You have an app of this name already." in again.content.decode()


def test_an_open_browser_alone_gets_no_factor_in(alice, browser):
    mine = browser(alice)
    data = {"friendly_name": "Thief", "current_password": "wrong horse"}
    assert errors_at(mine.post("/settings/account/factors/add", data)) == {"current_password"}
    assert selectors.get_factors(alice.viewer) == []
    assert mine.post("/settings/account/factors/verify", {"ticket": "forged", "code": "123456"}).status_code == 404


def test_somebody_elses_factor_is_not_there(alice, bob, browser):
    mine = browser(alice)
    ticket, secret = enrolled(mine)
    mine.post("/settings/account/factors/verify", {"ticket": ticket, "code": pyotp.TOTP(secret).now()})
    [factor] = selectors.get_factors(alice.viewer)
    path = f"/settings/account/factors/{factor['id']}"
    assert browser(bob).get(path).status_code == 404
    assert browser(bob).post(path, {"current_password": PASSWORD}).status_code == 404
    taken = browser(bob).post("/settings/account/factors/verify", {"ticket": ticket, "code": "123456"})
    assert taken.status_code in (404, 422)


def test_a_way_to_sign_in_is_unlinked_but_never_the_last(alice, browser, superuser):
    mine = browser(alice)
    assert "Unlink" not in mine.text("/settings/account")
    identity = superuser.execute(
        """insert into identities (user_id, provider, provider_id, identity_data)
           values (%s, 'github', '4711', '{"email": "ada@hub.test"}') returning id""",
        [alice.id],
    ).fetchone()[0]
    assert "ada@hub.test" in mine.text("/settings/account")
    mine.post(f"/settings/account/identities/{identity}")
    assert "ada@hub.test" not in mine.text("/settings/account")
