"""Sessions, blue tick, taking everything along, leaving."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import selectors, services
from tests.accounts.letters import delivered
from tests.people import PASSWORD, sign_in
from tests.web.conftest import Tags
from topin.authentication import COOKIE

PDF = b"%PDF-1.7\nA passport."


@pytest.fixture
def elsewhere(alice):
    """Alice once more, in another browser."""
    return sign_in(alice.id, alice.handle, alice.email)


def test_sessions_are_listed_with_this_one_first(alice, elsewhere, browser):
    page = browser(alice).text("/settings/sessions")
    items = [item["id"] for item in Tags(page).all("li") if item.get("class") == "device"]
    assert items == [f"session-{alice.session_id}", f"session-{elsewhere.session_id}"]
    assert page.count(">This device<") == 1


@pytest.mark.parametrize("by", ["post", "htmx_post"])
def test_a_session_is_ended_and_its_browser_is_out(by, alice, elsewhere, browser):
    mine, other = browser(alice), browser(elsewhere)
    assert other.get("/home").status_code == 200
    answer = getattr(mine, by)(f"/settings/sessions/{elsewhere.session_id}/end")
    assert answer.status_code == (302 if by == "post" else 200)
    assert other.get("/home").status_code == 302
    assert mine.get("/home").status_code == 200


def test_all_other_sessions_end_at_once(alice, elsewhere, browser):
    mine = browser(alice)
    assert mine.post("/settings/sessions/end-others")["Location"] == "/settings/sessions"
    assert browser(elsewhere).get("/home").status_code == 302
    assert "All other sessions" not in mine.text("/settings/sessions")


def test_somebody_elses_session_is_not_there(alice, bob, browser):
    assert browser(bob).post(f"/settings/sessions/{alice.session_id}/end").status_code == 404
    assert browser(alice).get("/home").status_code == 200


def test_devices_are_said_in_words(alice, superuser, browser):
    firefox = "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0"
    superuser.execute("update user_sessions set user_agent = %s where id = %s", [firefox, alice.session_id])
    assert "Firefox on Android" in browser(alice).text("/settings/sessions")


def ask(mine, **changes):
    data = {
        "category": "creator",
        "legal_name": "Alice Liddell",
        "links": "https://tides.example\n\nhttps://press.example/alice",
        "document": SimpleUploadedFile("passport.pdf", PDF, content_type="application/pdf"),
    }
    return mine.post("/settings/blue-tick", data | changes)


def test_the_blue_tick_is_asked_for_once(alice, browser):
    mine = browser(alice)
    assert ask(mine)["Location"] == "/settings/blue-tick"
    page = mine.text("/settings/blue-tick")
    assert "Being looked at" in page
    assert not [field for field in Tags(page).all("input") if field.get("name") == "legal_name"]
    assert ask(mine).status_code == 422


def test_a_refusal_is_told_with_its_reason_and_one_may_ask_again(alice, mona, browser):
    mine = browser(alice)
    ask(mine)
    request_id = selectors.get_verification(alice.viewer).loads()["id"]
    services.refuse_verification(mona.viewer._replace(role="topin_staff"), request_id, "The photo is too dark.")
    page = mine.text("/settings/blue-tick")
    assert "The photo is too dark." in page
    assert "Ask again" in page
    assert ask(mine).status_code == 302


def test_a_document_that_is_none_and_links_that_are_none_are_said_at_their_fields(alice, browser):
    mine = browser(alice)
    script = SimpleUploadedFile("passport.pdf", b"<script>", content_type="application/pdf")
    assert "id_document_error" in ask(mine, document=script).content.decode()
    assert "id_links_error" in ask(mine, links="javascript:alert(1)").content.decode()
    assert selectors.get_verification(alice.viewer) is None


def test_an_archive_is_asked_for_and_its_progress_is_shown(alice, browser):
    mine = browser(alice)
    assert "Make my archive" in mine.text("/settings/data")
    fragment = mine.htmx_post("/settings/data/export").content.decode()
    [asked] = selectors.get_exports(alice.viewer)
    [box] = [a for _, a in Tags(fragment).found if a.get("id") == "export"]
    assert box["hx-get"] == f"/settings/data/export/{asked['id']}"
    assert "Waiting for its turn" in mine.text(box["hx-get"])
    assert mine.post("/settings/data/export")["Location"] == "/settings/data"
    assert len(selectors.get_exports(alice.viewer)) == 1


def test_a_ready_archive_is_offered_and_asked_about_no_more(alice, browser, superuser):
    mine = browser(alice)
    mine.post("/settings/data/export")
    superuser.execute(
        """update data_exports
              set status = 'ready', name = 'x', ready_at = now(), expires_at = now() + interval '7 days'
            where user_id = %s""",
        [alice.id],
    )
    page = mine.text("/settings/data")
    [export] = selectors.get_exports(alice.viewer)
    assert [link for link in Tags(page).all("a") if link.get("href") == export["url"]]
    [box] = [a for _, a in Tags(page).found if a.get("id") == "export"]
    assert "hx-get" not in box


def test_somebody_elses_archive_is_not_there(alice, bob, browser):
    browser(alice).post("/settings/data/export")
    [asked] = selectors.get_exports(alice.viewer)
    assert browser(bob).get(f"/settings/data/export/{asked['id']}").status_code == 404


def test_an_account_is_deleted_with_password_and_yes(alice, bob, browser):
    mine = browser(alice)
    page = mine.text("/settings/data/delete")
    assert "14 days" in page
    assert mine.post("/settings/data/delete", {"current_password": PASSWORD}).status_code == 422
    wrong = {"current_password": "wrong horse", "sure": "on"}
    assert mine.post("/settings/data/delete", wrong).status_code == 422
    assert browser(bob).get("/@alice").status_code == 200
    answer = mine.post("/settings/data/delete", {"current_password": PASSWORD, "sure": "on"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert answer.cookies[COOKIE].value == ""
    assert "Your account will be erased on" in mine.text("/")
    assert browser(bob).get("/@alice").status_code == 404


def test_an_account_is_deleted_with_a_mailed_code(alice, browser, superuser):
    mine = browser(alice)
    page = mine.post("/settings/account/mail-code", {"next": "/settings/data/delete"})["Location"]
    [letter] = delivered(superuser)
    assert mine.post(page, {"proof": letter.code, "sure": "on"})["Location"] == "/"
    assert browser().get("/@alice").status_code == 404
