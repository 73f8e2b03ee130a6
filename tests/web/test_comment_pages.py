"""Writing, changing, liking and deleting comments, with and without a script."""

import pytest

from posts import selectors, services
from tests.web.conftest import HTMX, Tags


@pytest.fixture
def post(alice, post_by):
    return post_by(alice)


@pytest.fixture
def said(bob, post):
    """Bob's comment on Alice's post."""
    return services.create_comment(bob.viewer, post["id"], text="Said by Bob").loads()


def comments_of(person, post):
    return selectors.get_comments(person.viewer, post["id"], sort="old").loads()["items"]


def test_a_comment_without_a_script_leads_to_its_page(alice, bob, browser, post):
    his = browser(bob)
    answer = his.post(f"/posts/{post['id']}/comments", {"text": "Hello, tide."})
    (comment,) = comments_of(bob, post)
    assert answer["Location"] == f"/comments/{comment['id']}#comment-{comment['id']}"
    assert "Hello, tide." in his.text(answer["Location"])


def test_a_comment_comes_first_in_the_list(bob, browser, post):
    answer = browser(bob).htmx_post(f"/posts/{post['id']}/comments", {"text": "Hello, tide."})
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#comment-list", "afterbegin")
    assert "Hello, tide." in answer.content.decode()


def test_a_reply_stands_last_below_what_it_answers(alice, browser, post, said):
    words = {"text": "And I say", "parent_id": said["id"]}
    answer = browser(alice).htmx_post(f"/posts/{post['id']}/comments", words)
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == (f"#replies-{said['id']}", "beforeend")


def test_a_reply_to_the_deepest_stands_beside_it(alice, bob, browser, post, said):
    second = services.create_comment(alice.viewer, post["id"], text="2", parent_id=said["id"]).loads()
    third = services.create_comment(bob.viewer, post["id"], text="3", parent_id=second["id"]).loads()
    words = {"text": "4", "parent_id": third["id"]}
    answer = browser(alice).htmx_post(f"/posts/{post['id']}/comments", words)
    assert answer["HX-Retarget"] == f"#replies-{second['id']}"


@pytest.mark.parametrize("text", ["", "  ", "a" * 2001])
def test_a_refused_comment_keeps_its_words(text, bob, browser, post):
    plain = browser(bob).post(f"/posts/{post['id']}/comments", {"text": text})
    fragment = browser(bob).htmx_post(f"/posts/{post['id']}/comments", {"text": text})
    assert plain.status_code == fragment.status_code == 400
    assert text.strip() in plain.content.decode()
    assert 'class="error"' in plain.content.decode()
    assert fragment["HX-Retarget"] == "#comment-error"


def test_a_refused_reply_keeps_its_words_below_the_comment(alice, browser, post, said):
    words = {"text": "b" * 2001, "parent_id": said["id"]}
    plain = browser(alice).post(f"/posts/{post['id']}/comments", words).content.decode()
    assert "b" * 2001 in plain
    assert f'id="answer-{said["id"]}"' in plain
    part = browser(alice).htmx_post(f"/posts/{post['id']}/comments", words)
    assert part["HX-Retarget"] == f"#answer-{said['id']}-error"


def test_who_may_not_reply_is_refused_in_words(alice, bob, browser, post_by):
    post = post_by(alice, reply_policy="nobody")
    answer = browser(bob).htmx_post(f"/posts/{post['id']}/comments", {"text": "Still."})
    assert answer.status_code == 403
    assert "does not let you" in answer.content.decode()
    assert browser(bob).post(f"/posts/{post['id']}/comments", {"text": "Still."}).status_code == 403
    assert comments_of(alice, post) == []


@pytest.mark.parametrize("parent", ["nonsense", "01a21b91-0000-7000-8000-000000000000"])
def test_a_reply_to_nothing_is_no_page(parent, bob, browser, post):
    answer = browser(bob).post(f"/posts/{post['id']}/comments", {"text": "x", "parent_id": parent})
    assert answer.status_code == 404


def test_the_form_for_a_reply_comes_alone_or_on_the_comments_page(alice, browser, said):
    hers = browser(alice)
    page, part = hers.text(f"/comments/{said['id']}/reply"), hers.text(f"/comments/{said['id']}/reply", **HTMX)
    for html in (page, part):
        assert f'name="parent_id" value="{said["id"]}"' in html
    assert "<html" not in part


def test_an_own_comment_is_edited_in_its_place(bob, browser, said):
    his = browser(bob)
    assert "Said by Bob</textarea>" in his.text(f"/comments/{said['id']}/edit")
    part = his.text(f"/comments/{said['id']}/edit", **HTMX)
    assert Tags(part).all("article")[0]["id"] == f"comment-{said['id']}"
    changed = his.htmx_post(f"/comments/{said['id']}/edit", {"text": "Said better"}).content.decode()
    assert "Said better" in changed
    assert "edited" in changed
    refused = his.post(f"/comments/{said['id']}/edit", {"text": "c" * 2001})
    assert refused.status_code == 400
    assert "c" * 2001 in refused.content.decode()


def test_others_comments_are_neither_edited_nor_deleted(charlie, browser, said):
    his = browser(charlie)
    assert his.post(f"/comments/{said['id']}/edit", {"text": "x"}).status_code == 403
    assert his.post(f"/comments/{said['id']}/delete").status_code == 403
    assert f"/comments/{said['id']}/delete" not in his.text(f"/posts/{said['post_id']}")


def test_the_author_of_the_post_may_delete_what_is_said_below_it(alice, browser, post, said):
    hers = browser(alice)
    assert "Said by Bob" in hers.text(f"/comments/{said['id']}/delete")
    answer = hers.post(f"/comments/{said['id']}/delete")
    assert answer["Location"] == f"/posts/{post['id']}#comments"
    assert comments_of(alice, post) == []


def test_a_deleted_comment_leaves_the_list_or_its_place_in_it(alice, bob, browser, post, said):
    services.create_comment(alice.viewer, post["id"], text="Mine", parent_id=said["id"])
    answered = browser(bob).htmx_post(f"/comments/{said['id']}/delete").content.decode()
    assert "This comment was deleted." in answered
    assert "Said by Bob" not in answered
    other = services.create_comment(bob.viewer, post["id"], text="Alone").loads()
    alone = browser(bob).htmx_post(f"/comments/{other['id']}/delete")
    assert (alone["HX-Retarget"], alone["HX-Reswap"]) == (f"#item-{other['id']}", "delete")


def test_a_comment_is_liked_and_unliked(alice, browser, said):
    hers = browser(alice)
    liked = hers.htmx_post(f"/comments/{said['id']}/like").content.decode()
    assert 'aria-pressed="true"' in liked
    assert "<span>1</span>" in liked
    plain = hers.post(f"/comments/{said['id']}/unlike")
    assert plain["Location"].endswith(f"#comment-{said['id']}")
    assert 'aria-pressed="false"' in hers.text(f"/comments/{said['id']}", **HTMX)


def test_a_comments_own_page_shows_what_it_answers_and_marks_it(alice, browser, post, said):
    answer = services.create_comment(alice.viewer, post["id"], text="Mine", parent_id=said["id"]).loads()
    services.create_comment(alice.viewer, post["id"], text="Beside the point")
    html = browser().text(f"/comments/{answer['id']}")
    assert html.index("Said by Bob") < html.index("Mine")
    assert "Beside the point" not in html
    assert "comment-alone" in html


@pytest.mark.parametrize("page", ["", "/replies", "/reply", "/edit", "/delete"])
def test_comments_on_what_is_not_for_the_viewer_are_not_there(page, alice, bob, browser, post_by):
    private = post_by(alice, audience="private")
    comment = services.create_comment(alice.viewer, private["id"], text="To myself").loads()
    assert browser(bob).get(f"/comments/{comment['id']}{page}").status_code == 404
    assert browser(alice).get(f"/comments/{comment['id']}{page}").status_code == 200


def test_visitors_who_want_to_reply_are_led_to_sign_in(browser, post, said):
    assert browser().get(f"/comments/{said['id']}/reply")["Location"].startswith("/signin")
    assert browser().post(f"/posts/{post['id']}/comments", {"text": "x"}).status_code in (302, 403)
