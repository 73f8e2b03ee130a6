"""What is left of somebody's comments when they are erased, and what an archive says of them."""

from uuid import UUID

import pytest

from accounts.jobs import leaving as jobs
from accounts.leaving.sections import sections
from posts import services
from tests import mailboxes
from tests.deeds import comment_on, leave_for_good, like, post_by


@pytest.fixture(autouse=True)
def _mails(settings, tmp_path):
    mailboxes.use(settings, f"filemail://{tmp_path / 'mail'}")


def held(person, name):
    """The items of a section of somebody's archive."""
    (section,) = [s for s in sections() if s.name == name]
    return [row["item"] for page in section.pages(person.id) for row in page]


def listed(api, post, query=""):
    return api().get(f"/api/engagement/comments/{post}{query}").json["items"]


def erase(superuser, person):
    leave_for_good(superuser, person)
    assert jobs.erase_deleted_accounts() == 1


def test_comments_go_or_leave_tombstones_and_counts_stay_exact(api, alice, bob, charlie, superuser):
    post = post_by(alice)
    plain, answered = comment_on(post, bob, "Bob was here"), comment_on(post, bob, "Bob asked")
    reply = comment_on(post, charlie, parent=answered)
    comment_on(post, bob, "Bob answered", parent=reply)
    liked = comment_on(post, alice)
    like(liked, bob, charlie)
    like(answered, charlie)
    erase(superuser, bob)
    shown = {UUID(item["id"]): item for item in listed(api, post)}
    assert set(shown) == {answered, liked}, plain
    grave = shown[answered]
    assert (grave["deleted"], grave["author"], grave["text"]) == (True, None, None)
    assert grave["counts"] == {"likes": 0, "replies": 1}
    assert shown[liked]["counts"]["likes"] == 1
    (left,) = listed(api, post, f"?parent={answered}")
    assert (left["id"], left["counts"]["replies"]) == (str(reply), 0)
    assert api().get(f"/api/posts/{post}").json["counts"]["comments"] == 2
    assert superuser.execute("select count(*) from comments where text like 'Bob%%'").fetchone() == (0,)


def test_a_thread_of_theirs_alone_leaves_nothing(api, alice, bob, superuser):
    post = post_by(alice)
    first = comment_on(post, bob)
    second = comment_on(post, bob, parent=first)
    comment_on(post, bob, parent=second)
    grave = comment_on(post, alice)
    comment_on(post, bob, parent=grave)
    services.delete_comment(alice.viewer, grave)
    erase(superuser, bob)
    assert superuser.execute("select count(*) from comments").fetchone() == (0,)
    assert api().get(f"/api/posts/{post}").json["counts"]["comments"] == 0


def test_others_comments_go_with_an_erased_member_s_posts(alice, bob, charlie, superuser):
    post = post_by(bob)
    comment = comment_on(post, alice, "Hello @charlie")
    comment_on(post, bob, parent=comment)
    like(comment, charlie)
    erase(superuser, bob)
    for table in ("comments", "mentions", "likes", "posts"):
        assert superuser.execute(f"select count(*) from {table}").fetchone() == (0,), table


def test_an_archive_holds_own_comments_and_likes_of_comments(alice, bob):
    post = post_by(alice)
    mine = comment_on(post, bob, "Well said, @alice")
    theirs = comment_on(post, alice, "Thank you", parent=mine)
    like(mine, alice)
    like(theirs, bob)
    like(post, bob)
    (item,) = held(bob, "comments")
    assert (item["id"], item["post_id"], item["text"]) == (str(mine), str(post), "Well said, @alice")
    assert (item["parent_id"], item["likes"], item["replies"], item["hidden"]) == (None, 1, 1, False)
    likes = {(item["post_id"], item["comment_id"]) for item in held(bob, "likes")}
    assert likes == {(str(post), None), (None, str(theirs))}
    assert "Thank you" not in str([held(bob, section.name) for section in sections()])
