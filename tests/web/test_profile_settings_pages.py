"""Pictures, handle, words about oneself."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import selectors
from tests.accounts.pictures import encoded, media_worker, quarters, work
from tests.web.conftest import Tags


def me(person):
    return selectors.get_me(person.viewer).loads()


def picture(content=None):
    return SimpleUploadedFile("me.png", content or encoded(quarters()), content_type="image/png")


@pytest.fixture(autouse=True)
def _stores(settings, tmp_path):
    settings.PICTURE_WAIT = 5


@pytest.mark.parametrize("kind", ["avatar", "banner"])
def test_a_picture_is_changed_and_taken_away(kind, alice, browser):
    mine = browser(alice)
    with media_worker():
        answer = mine.post(f"/settings/profile/{kind}", {"file": picture()})
    assert answer["Location"] == "/settings/profile"
    url = me(alice)[f"{kind}_url"]
    page = mine.text("/settings/profile")
    assert "Saved" in page
    assert [image for image in Tags(page).all("img") if image["src"] == url]
    mine.post(f"/settings/profile/{kind}/remove")
    assert me(alice)[f"{kind}_url"] is None


def test_a_picture_that_takes_longer_is_announced(alice, browser, settings):
    settings.PICTURE_WAIT = 0.1
    mine = browser(alice)
    mine.post("/settings/profile/avatar", {"file": picture()})
    assert "it appears in a moment" in mine.text("/settings/profile")
    assert work()
    assert me(alice)["avatar_url"]


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"GIF89a broken", b" "])
def test_what_is_no_picture_is_refused_with_a_reason(content, alice, browser):
    answer = browser(alice).post("/settings/profile/avatar", {"file": picture(content)})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert me(alice)["avatar_url"] is None


def test_a_form_without_a_file_is_said_so(alice, browser):
    assert browser(alice).post("/settings/profile/avatar").status_code == 422


def test_a_kind_of_picture_that_is_none_is_not_there(alice, browser):
    assert browser(alice).post("/settings/profile/tattoo", {"file": picture()}).status_code == 404


def test_a_handle_is_changed_once_and_the_rule_is_told(alice, browser):
    mine = browser(alice)
    assert "once in 14 days" in mine.text("/settings/profile")
    assert mine.post("/settings/profile/handle", {"handle": "@Alice_L"}).status_code == 302
    assert me(alice)["handle"] == "alice_l"
    assert "You are @alice_l now." in mine.text("/settings/profile")
    answer = mine.post("/settings/profile/handle", {"handle": "alice_again"})
    assert answer.status_code == 429
    assert "It may change again in 14 days." in answer.content.decode()
    assert me(alice)["handle"] == "alice_l"


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ("alice", "This is your handle now."),
        ("@Alice", "your handle now"),
        ("bob", "Somebody else"),
        ("al_l", "is free"),
    ],
)
def test_a_handle_is_looked_up_while_it_is_typed_by_whom_it_is(wish, words, alice, bob, browser):
    assert words in browser(alice).text(f"/settings/profile/handle/hint?handle={wish}")


def test_the_hint_of_a_handle_is_asked_for_where_it_knows_the_member(alice, browser):
    [field] = [f for f in Tags(browser(alice).text("/settings/profile")).all("input") if f.get("name") == "handle"]
    assert field["hx-get"] == "/settings/profile/handle/hint"


@pytest.mark.parametrize(("handle", "words"), [("bob", "Somebody else"), ("admin", "kept for TOPiN"), ("a", "3 to 30")])
def test_a_handle_that_cannot_be_had_is_said_at_its_field(handle, words, alice, bob, browser):
    answer = browser(alice).post("/settings/profile/handle", {"handle": handle})
    fields = {field["name"]: field for field in Tags(answer.content.decode()).all("input") if "name" in field}
    assert answer.status_code == 422
    assert fields["handle"]["aria-invalid"] == "true"
    assert words in answer.content.decode()


def test_a_birthday_is_kept_and_taken_back(alice, browser):
    mine = browser(alice)
    mine.post("/settings/profile", {"display_name": "Alice", "birthday": "1990-02-28"})
    assert me(alice)["birthday"] == "1990-02-28"
    assert 'value="1990-02-28"' in mine.text("/settings/profile")
    mine.post("/settings/profile", {"display_name": "Alice", "birthday": ""})
    assert me(alice)["birthday"] is None


def test_a_birthday_to_come_is_said_at_its_field(alice, browser):
    answer = browser(alice).post("/settings/profile", {"display_name": "Alice", "birthday": "2999-01-01"})
    assert answer.status_code == 422
    assert "A day from 1900 to today" in answer.content.decode()
