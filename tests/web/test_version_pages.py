"""The edit history of a post."""

from posts import services
from tests.web.conftest import HTMX, Tags
from web.versions import differences


def test_what_came_in_and_what_went_out_is_marked(alice, bob, browser, post_by):
    post = post_by(alice, "Low tide at six this morning.")
    services.update_post(alice.viewer, post["id"], text="High tide at six this <evening>.")
    html = browser(bob).text(f"/posts/{post['id']}/versions")
    assert "<del>Low</del><ins>High</ins> tide at six this" in html
    assert "&lt;evening&gt;" in html
    assert "Low tide at six this morning." in html


def test_a_post_that_was_never_edited_says_so(alice, browser, post_by):
    html = browser().text(f"/posts/{post_by(alice)['id']}/versions")
    assert "never edited" in html


def test_the_history_of_a_post_that_is_not_for_the_viewer_is_not_there(alice, bob, browser, post_by):
    post = post_by(alice, audience="private")
    assert browser(bob).get(f"/posts/{post['id']}/versions").status_code == 404
    assert browser(alice).get(f"/posts/{post['id']}/versions").status_code == 200


def test_a_long_history_comes_page_by_page(alice, browser, post_by):
    post = post_by(alice, "version 0")
    for number in range(1, 4):
        services.update_post(alice.viewer, post["id"], text=f"version {number}")
    first = browser(alice).text(f"/posts/{post['id']}/versions?limit=2")
    link = next(a["href"] for a in Tags(first).all("a") if "cursor=" in a.get("href", ""))
    rest = browser(alice).text(link, **HTMX)
    assert "version <del>2</del><ins>3</ins>" in first
    assert "version 0" in rest
    assert "<html" not in rest


def test_differences_turn_the_one_text_into_the_other():
    for before, after in [("a b c", "a x c"), ("", "new"), ("gone", ""), ("same", "same"), ("潮が引く", "潮が満ちる")]:
        found = differences(before, after)
        assert "".join(text for kind, text in found if kind != "added") == before
        assert "".join(text for kind, text in found if kind != "removed") == after


def test_a_space_between_two_changes_changes_with_them():
    assert differences("go see it", "come feel it") == [("removed", "go see"), ("added", "come feel"), ("kept", " it")]


def test_texts_that_differ_all_over_are_not_compared_word_by_word():
    before, after = " ".join(map(str, range(400))), " ".join(map(str, range(1000, 1400)))
    assert differences(before, after) == [("removed", before), ("added", after)]
