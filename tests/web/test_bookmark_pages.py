"""Bookmarks: kept, sorted into folders, seen by nobody else."""

from uuid import UUID, uuid4

import pytest

from posts import services
from tests.web.conftest import HTMX, Tags


@pytest.fixture
def post(alice, post_by):
    return post_by(alice, "Low tide at six.")


def keep(person, post, folder=None):
    if folder:
        services.create_bookmark_folder(person.viewer, folder)
    services.bookmark_post(person.viewer, UUID(post["id"]), folder)


def test_a_post_is_kept_and_let_go_at_its_card(bob, browser, post):
    his = browser(bob)
    kept = his.htmx_post(f"/posts/{post['id']}/bookmark").content.decode()
    assert f"/posts/{post['id']}/unbookmark" in kept
    assert "Low tide" in his.text("/bookmarks")
    let_go = his.htmx_post(f"/posts/{post['id']}/unbookmark").content.decode()
    assert f"/posts/{post['id']}/unbookmark" not in let_go
    assert "Low tide" not in his.text("/bookmarks")


def test_nobody_sees_what_others_keep(alice, bob, browser, post):
    keep(bob, post, "Secret plans")
    html = browser(alice).text("/bookmarks")
    assert "Secret plans" not in html
    assert "Nothing saved yet" in html


def test_a_folder_is_made_and_shown(bob, browser, post):
    his = browser(bob)
    answer = his.post("/bookmarks/folders", {"name": "Tides & boats"})
    assert answer.status_code == 302
    html = his.text(answer["Location"])
    assert "Nothing in this folder" in html
    assert [a for a in Tags(html).all("a") if a.get("aria-current") == "page" and "chip-link" in a.get("class", "")]


@pytest.mark.parametrize("name", ["", "n" * 300])
def test_a_folder_needs_a_name_of_sensible_length(bob, browser, name):
    answer = browser(bob).post("/bookmarks/folders", {"name": name}, follow=True)
    assert answer.status_code == 200
    assert 'class="toast"' in answer.content.decode()
    assert "chip-count" not in answer.content.decode()


def test_a_post_is_put_into_a_folder_and_from_there_into_another(bob, browser, post):
    his = browser(bob)
    for folder in ("Tides", "Boats"):
        services.create_bookmark_folder(bob.viewer, folder)
        assert his.post(f"/posts/{post['id']}/folder", {"folder": folder}).status_code == 302
        assert "Low tide" in his.text(f"/bookmarks?folder={folder}")
    assert "Low tide" not in his.text("/bookmarks?folder=Tides")


def test_a_new_folder_is_made_while_a_post_is_put_into_it(bob, browser, post):
    his = browser(bob)
    his.post(f"/posts/{post['id']}/folder", {"folder": "", "name": "Tides"})
    assert "Low tide" in his.text("/bookmarks?folder=Tides")


def test_the_dialog_asks_and_then_says_where_the_post_went(bob, browser, post):
    services.create_bookmark_folder(bob.viewer, "Tides")
    his, address = browser(bob), f"/posts/{post['id']}/folder"
    asked = his.text(address, **HTMX)
    assert "<html" not in asked
    assert "Tides" in asked
    told = his.htmx_post(address, {"folder": "Tides"}).content.decode()
    assert "Saved to Tides" in told
    assert "hx-swap-oob" in told
    assert f"/posts/{post['id']}/unbookmark" in told


def test_what_the_folder_cannot_be_called_is_said_in_the_dialog(bob, browser, post):
    answer = browser(bob).htmx_post(f"/posts/{post['id']}/folder", {"name": "n" * 300})
    assert answer.status_code == 400
    assert answer["HX-Retarget"] == "#folders-body"
    assert 'role="alert"' in answer.content.decode()


def test_a_kept_post_that_is_gone_says_so_and_can_be_removed(alice, bob, browser, post):
    keep(bob, post)
    services.delete_post(alice.viewer, UUID(post["id"]))
    his = browser(bob)
    html = his.text("/bookmarks")
    assert "This post is not available" in html
    assert "Low tide" not in html
    answer = his.htmx_post(f"/posts/{post['id']}/unbookmark", target=f"kept-{post['id']}")
    assert (answer.status_code, answer.content) == (200, b"")
    assert "This post is not available" not in his.text("/bookmarks")


def test_without_javascript_it_is_removed_too(alice, bob, browser, post):
    keep(bob, post)
    services.delete_post(alice.viewer, UUID(post["id"]))
    answer = browser(bob).post(f"/posts/{post['id']}/unbookmark", headers={"Referer": "http://testserver/bookmarks"})
    assert (answer.status_code, answer["Location"]) == (302, "/bookmarks")


def test_a_post_that_is_not_there_is_not_put_anywhere(bob, browser):
    assert browser(bob).get(f"/posts/{uuid4()}/folder").status_code == 404
    assert browser(bob).post(f"/posts/{uuid4()}/bookmark").status_code == 404


def test_visitors_keep_nothing(browser, post):
    for path in ("/bookmarks", f"/posts/{post['id']}/folder"):
        assert browser().get(path)["Location"].startswith("/signin?next=")


def test_older_bookmarks_are_reached_by_a_plain_link(alice, bob, browser, post_by):
    for number in range(3):
        keep(bob, post_by(alice, f"number {number}"))
    first = browser(bob).text("/bookmarks?limit=2")
    link = next(a["href"] for a in Tags(first).all("a") if "cursor=" in a.get("href", ""))
    assert "number 0" not in first
    assert "number 0" in browser(bob).text(link)
