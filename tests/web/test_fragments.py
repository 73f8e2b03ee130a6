"""What HTMX gets: parts of pages, and refusals as toasts."""

from uuid import uuid4

from social.services import follow_member
from tests.web.conftest import HTMX, Tags


def test_a_new_post_comes_back_as_its_card(alice, browser):
    answer = browser(alice).htmx_post("/posts", {"text": "Fresh.", "audience": "public"}, target="feed")
    (card,) = Tags(answer.content.decode()).all("article")
    assert "post-new" in card["class"]


def test_a_post_written_in_the_dialog_leads_home(alice, browser):
    answer = browser(alice).htmx_post("/posts", {"text": "Fresh.", "audience": "public"}, target="new-post")
    assert answer["HX-Redirect"] == "/home"


def test_a_refused_post_says_why_below_the_composer(alice, browser):
    answer = browser(alice).htmx_post("/posts", {"text": "a" * 2001, "audience": "public"}, target="feed")
    assert answer.status_code == 400
    assert answer["HX-Retarget"] == "#composer-error"
    assert 'class="error"' in answer.content.decode()


def test_a_like_changes_the_row_below_the_post(alice, bob, browser, post_by):
    post = post_by(alice)
    his = browser(bob)
    liked = his.htmx_post(f"/posts/{post['id']}/like").content.decode()
    unliked = his.htmx_post(f"/posts/{post['id']}/unlike").content.decode()
    assert 'aria-pressed="true"' in liked
    assert "<span data-likes>1</span>" in liked
    assert "<span data-likes>0</span>" in unliked


def test_a_follow_on_the_profile_brings_the_new_counts(alice, bob, browser):
    header = browser(bob).htmx_post(f"/members/{alice.id}/follow", target="profile").content.decode()
    button = browser(bob).htmx_post(f"/members/{alice.id}/unfollow").content.decode()
    assert "<strong>1</strong> follower" in header
    assert "follower" not in button
    assert "Follow" in button


def test_a_private_account_is_asked_first(alice, bob, browser, superuser):
    superuser.execute("update profiles set is_private = true where user_id = %s", [alice.id])
    answer = browser(bob).htmx_post(f"/members/{alice.id}/follow", target="profile").content.decode()
    assert "Requested" in answer
    assert "These posts are protected" in browser(bob).text("/@alice")


def test_a_refusal_is_shown_as_a_toast(alice, browser):
    answer = browser(alice).htmx_post(f"/posts/{uuid4()}/like")
    assert answer.status_code == 404
    assert answer["HX-Retarget"] == "#toasts"
    assert "<html" not in answer.content.decode()


def test_a_visitor_who_likes_is_led_to_sign_in(alice, browser, post_by):
    answer = browser().htmx_post(f"/posts/{post_by(alice)['id']}/like")
    assert answer["HX-Redirect"].startswith("/signin")


def test_a_deleted_post_leaves_the_page_and_its_own_page_is_left(alice, browser, post_by):
    first, second = post_by(alice), post_by(alice)
    mine = browser(alice)
    in_feed = mine.htmx_post(f"/posts/{first['id']}/delete")
    on_page = mine.post(
        f"/posts/{second['id']}/delete",
        headers={**HTMX, "HX-Current-URL": f"http://testserver/posts/{second['id']}"},
    )
    assert in_feed["HX-Reswap"] == "outerHTML"
    assert not Tags(in_feed.content.decode()).all("article")
    assert on_page["HX-Redirect"] == "/home"


def test_the_bell_counts_what_is_unread(alice, browser):
    (badge,) = [a for t, a in Tags(browser(alice).text("/notifications/bell")).found if a.get("id") == "bell"]
    assert badge["data-count"] == "0"
    assert "hidden" in badge


def test_somebody_elses_notification_is_not_there(alice, bob, browser):
    follow_member(bob.viewer, alice.id)
    assert browser(bob).get(f"/notifications/{uuid4()}").status_code == 404
