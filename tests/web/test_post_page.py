"""A post on its own page: its thread, its likers, changing it, taking it away and bringing it back."""

import pytest

from posts import selectors, services
from tests.web.circles import open_circle
from tests.web.conftest import HTMX, Tags, without_tokens

POLL = {"options": ["Pier", "Lighthouse"], "multiple": False, "closes_in": 3600}


def comment(person, post, text="Said.", **more):
    return services.create_comment(person.viewer, post["id"], text=text, **more).loads()


def test_the_thread_stands_in_as_deep_as_it_goes(alice, bob, browser, post_by):
    post = post_by(alice)
    first = comment(bob, post, "First word")
    second = comment(alice, post, "Second word", parent_id=first["id"])
    comment(bob, post, "Third word", parent_id=second["id"])
    html = browser().text(f"/posts/{post['id']}")
    assert html.index("First word") < html.index("Second word") < html.index("Third word")
    assert html.count("chip-author") == 1


def test_many_answers_come_on_demand(alice, bob, browser, post_by):
    post = post_by(alice)
    first = comment(bob, post)
    for number in range(5):
        comment(alice, post, f"answer {number}", parent_id=first["id"])
    html = browser(bob).text(f"/posts/{post['id']}")
    more = next(a["href"] for a in Tags(html).all("a") if "/replies" in a.get("href", ""))
    rest = browser(bob).text(more, **HTMX)
    assert "answer 2" in html
    assert "answer 3" not in html
    assert "answer 3" in rest
    assert "<html" not in rest
    assert "answer 4" in browser(bob).text(more)  # as a page, without a script


def test_only_so_many_lists_of_answers_are_open_from_the_beginning(alice, bob, browser, post_by):
    post = post_by(alice)
    for _ in range(14):
        comment(alice, post, "an answer", parent_id=comment(bob, post)["id"])
    html = browser().text(f"/posts/{post['id']}?sort=new")
    assert html.count("an answer") == 12
    assert html.count("Show 1 reply") == 2


@pytest.mark.parametrize(("sort", "first"), [("new", "second"), ("old", "first"), ("best", "first")])
def test_comments_are_sorted_as_asked(sort, first, alice, bob, browser, post_by):
    post = post_by(alice)
    liked = comment(bob, post, "the first comment")
    comment(bob, post, "the second comment")
    services.like_content(alice.viewer, liked["id"])
    html = browser().text(f"/posts/{post['id']}?sort={sort}")
    other = {"first": "second", "second": "first"}[first]
    assert html.index(f"the {first} comment") < html.index(f"the {other} comment")


def test_older_comments_are_a_plain_link_away(alice, bob, browser, post_by):
    post = post_by(alice)
    for number in range(3):
        comment(bob, post, f"comment {number}")
    html = browser().text(f"/posts/{post['id']}?sort=old&limit=2")
    link = next(a["href"] for a in Tags(html).all("a") if "cursor=" in a.get("href", ""))
    assert "comment 2" not in html
    assert "comment 2" in browser().text(link)
    assert "<html" not in browser().text(link, **HTMX)


def test_a_deleted_comment_with_answers_leaves_its_place(alice, bob, browser, post_by):
    post = post_by(alice)
    gone = comment(bob, post, "Regretted")
    comment(alice, post, "Never mind", parent_id=gone["id"])
    services.delete_comment(bob.viewer, gone["id"])
    html = browser().text(f"/posts/{post['id']}")
    assert "This comment was deleted." in html
    assert "Never mind" in html
    assert "Regretted" not in html


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("followers", "Only followers of @alice can reply."),
        ("mutuals", "Only people whom @alice follows back can reply."),
        ("mentioned", "Only people named in the post can reply."),
        ("nobody", "Only @alice can reply."),
    ],
)
def test_who_may_not_reply_is_told_why(policy, words, alice, bob, browser, post_by):
    post = post_by(alice, reply_policy=policy)
    html = browser(bob).text(f"/posts/{post['id']}")
    assert words in html
    assert 'id="comment-text"' not in html
    assert 'id="comment-text"' in browser(alice).text(f"/posts/{post['id']}")


def test_visitors_are_asked_in(alice, browser, post_by):
    post = post_by(alice)
    html = browser().text(f"/posts/{post['id']}")
    assert "Sign in to reply" in html
    assert f"/signin?next=/posts/{post['id']}" in html


def test_a_draft_is_its_authors_alone_and_has_no_thread(alice, bob, browser):
    draft = services.create_post(alice.viewer, text="Not yet", status="draft").loads()
    html = browser(alice).text(f"/posts/{draft['id']}")
    assert "Publish now" in html
    assert 'id="comments"' not in html
    assert browser(bob).get(f"/posts/{draft['id']}").status_code == 404


@pytest.mark.parametrize("page", ["", "/likes", "/versions", "/edit", "/delete"])
def test_every_page_of_a_post_that_is_not_for_the_viewer_looks_like_none(page, alice, bob, browser, post_by):
    private = post_by(alice, audience="private")
    hidden, absent = (browser(bob).get(f"/posts/{p}{page}") for p in (private["id"], alice.id))
    assert hidden.status_code == absent.status_code == 404
    assert without_tokens(hidden.content.decode()) == without_tokens(absent.content.decode())


def test_likers_are_listed_and_kept_where_the_author_keeps_them(alice, bob, browser, post_by, superuser):
    post = post_by(alice)
    services.like_post(bob.viewer, post["id"])
    assert "@bob" in browser().text(f"/posts/{post['id']}/likes")
    superuser.execute("update user_settings set show_likes = false where user_id = %s", [alice.id])
    kept = browser().get(f"/posts/{post['id']}/likes")
    assert kept.status_code == 403
    assert "This stays with the author" in kept.content.decode()
    assert "@bob" not in kept.content.decode()
    assert "@bob" in browser(alice).text(f"/posts/{post['id']}/likes")


def test_an_edit_changes_words_warning_replies_and_audience(alice, bob, browser, post_by):
    post = post_by(alice, "Before")
    changed = {"text": "After", "with_warning": "on", "content_warning": "Mud", "reply_policy": "nobody"}
    answer = browser(alice).post(f"/posts/{post['id']}/edit", changed | {"audience": "followers"})
    assert answer["Location"] == f"/posts/{post['id']}"
    now = selectors.get_post(alice.viewer, post["id"]).loads()
    told = (now["text"], now["content_warning"], now["reply_policy"], now["audience"])
    assert told == ("After", "Mud", "nobody", "followers")
    assert now["edited_at"]


def test_saving_without_a_change_makes_no_version(alice, browser, post_by):
    post = post_by(alice, "One\nTwo", poll=POLL)
    form = {"text": "One\r\nTwo", "audience": "public", "reply_policy": "everyone", "poll_part": "1"}
    form |= {"with_poll": "on", "poll_option": ["Pier", "Lighthouse"], "poll_length": ""}
    browser(alice).post(f"/posts/{post['id']}/edit", form)
    now = selectors.get_post(alice.viewer, post["id"]).loads()
    assert now["edited_at"] is None
    assert now["poll"] == selectors.get_post(alice.viewer, post["id"]).loads()["poll"]
    assert [o["id"] for o in now["poll"]["options"]] == [o["id"] for o in post["poll"]["options"]]


def test_only_smaller_audiences_are_offered_and_a_larger_one_is_refused(alice, browser, post_by):
    post = post_by(alice, audience="followers")
    hers = browser(alice)
    values = [option["value"] for option in Tags(hers.text(f"/posts/{post['id']}/edit")).all("option")]
    assert "public" not in values
    assert {"followers", "mutuals", "private"} <= set(values)
    answer = hers.post(f"/posts/{post['id']}/edit", {"text": "Words that stay", "audience": "public"})
    assert answer.status_code == 400
    assert "Words that stay" in answer.content.decode()


def test_a_circles_post_can_become_private_and_nothing_else(alice, browser):
    circle = open_circle(alice)
    post = services.create_post(alice.viewer, text="Ebb", audience="circle", circle_id=circle["id"]).loads()
    hers = browser(alice)
    html = hers.text(f"/posts/{post['id']}/edit")
    audiences = html[html.index('name="audience"') : html.index('name="reply_policy"')]
    assert [option["value"] for option in Tags(audiences).all("option")] == [f"circle:{circle['id']}", "private"]
    hers.post(f"/posts/{post['id']}/edit", {"text": "Ebb", "audience": "private"})
    assert selectors.get_post(alice.viewer, post["id"]).loads()["audience"] == "private"


def test_a_poll_changes_until_somebody_votes(alice, bob, browser, post_by):
    post = post_by(alice, poll=POLL)
    hers = browser(alice)
    form = {
        "text": post["text"],
        "poll_part": "1",
        "with_poll": "on",
        "poll_option": ["Pier", "Dune"],
        "poll_length": "",
    }
    assert hers.post(f"/posts/{post['id']}/edit", form)["Location"] == f"/posts/{post['id']}"
    changed = selectors.get_post(alice.viewer, post["id"]).loads()["poll"]
    assert [option["text"] for option in changed["options"]] == ["Pier", "Dune"]
    services.vote_in_poll(bob.viewer, post["id"], [changed["options"][0]["id"]])
    assert "the poll stays as it is" in hers.text(f"/posts/{post['id']}/edit")
    late = hers.post(f"/posts/{post['id']}/edit", form | {"poll_option": ["Nowhere", "Dune"]})
    assert late.status_code == 409


def test_others_posts_are_not_edited(alice, bob, browser, post_by):
    post = post_by(alice)
    for answer in (
        browser(bob).get(f"/posts/{post['id']}/edit"),
        browser(bob).post(f"/posts/{post['id']}/edit", {"text": "Mine now"}),
    ):
        assert answer.status_code == 403
    assert selectors.get_post(alice.viewer, post["id"]).loads()["text"] == post["text"]


def test_a_deleted_post_can_be_brought_back_into_its_place(alice, browser, post_by):
    post = post_by(alice, "Back again")
    hers = browser(alice)
    gone = hers.htmx_post(f"/posts/{post['id']}/delete").content.decode()
    assert f'id="gone-{post["id"]}"' in gone
    assert f'hx-post="/posts/{post["id"]}/restore"' in gone
    card = hers.htmx_post(f"/posts/{post['id']}/restore", target=f"gone-{post['id']}").content.decode()
    assert Tags(card).all("article")[0]["id"] == f"post-{post['id']}"


def test_after_deleting_without_a_script_the_way_back_is_a_link(alice, browser, post_by):
    post = post_by(alice, "Back again")
    hers = browser(alice)
    assert hers.post(f"/posts/{post['id']}/delete")["Location"] == "/home"
    home = hers.text("/home")
    assert 'href="/posts/deleted"' in home
    assert "Post deleted." in home
    assert "Back again" in hers.text("/posts/deleted")
    assert hers.post(f"/posts/{post['id']}/restore")["Location"] == f"/posts/{post['id']}"
    assert "Back again" in hers.text(f"/posts/{post['id']}")
