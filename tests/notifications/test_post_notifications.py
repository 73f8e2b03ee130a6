"""What people are told about posts and comments: each once, in true words, and only what they may see."""

import pytest

from notifications import services as notifications
from posts import services as posts
from social import services as social
from tests.deeds import approve, block, comment_on, follow, like, post_by, set_profile
from topin import sql

LIST = "/api/notifications"


@pytest.fixture
def told(api, run_events):
    """`told(alice)`: her notifications once all events are read."""

    def told_to(person):
        run_events()
        return api(person).get(LIST).json["items"]

    return told_to


@pytest.fixture
def heard(told):
    """`heard(alice)`: [(kind, text)] of those."""
    return lambda person: [(item["kind"], item["text"]) for item in told(person)]


def unread(api, person):
    return api(person).get(f"{LIST}/unread-count").json["count"]


def poll_by(superuser, author, *voters):
    """The rows of a closed poll with its voters; returns its post."""
    post = post_by(author, "Tea or coffee?")
    superuser.execute(
        "insert into post_polls (post_id, seconds, closes_at, closed_at) values (%s, 300, now(), now())", [post]
    )
    (option,) = superuser.execute(
        "insert into post_poll_options (post_id, place, text) values (%s, 0, 'Tea') returning id", [post]
    ).fetchone()
    for voter in voters:
        superuser.execute(
            "insert into post_poll_votes (option_id, user_id, post_id) values (%s, %s, %s)", [option, voter.id, post]
        )
    superuser.execute("update posts set has_poll = true where id = %s", [post])
    return post


def close(post):
    with sql.acting_as(sql.SYSTEM):
        sql.rows("select internal.event_record('poll_closed', %s)", [post])


def test_the_author_is_told_of_comments_in_one_group(alice, bob, charlie, told, api):
    post = post_by(alice)
    comment_on(post, bob)
    comment_on(post, charlie)
    (item,) = told(alice)
    assert (item["kind"], item["text"]) == ("comment", "Charlie and 1 other commented on your post")
    assert (item["subject"], item["url"]) == ({"type": "post", "id": str(post)}, f"/posts/{post}")
    assert unread(api, alice) == 1
    assert told(bob) == told(charlie) == []


def test_another_comment_after_the_first_was_read_is_told_again(api, alice, bob, told):
    post = post_by(alice)
    comment_on(post, bob)
    (first,) = told(alice)
    comment_on(post, bob)
    assert [i["id"] for i in told(alice)] == [first["id"]], "unread, it is still true"
    api(alice).put(f"{LIST}/{first['id']}/read")
    comment_on(post, bob)
    assert [(i["text"], i["read"]) for i in told(alice)] == [
        ("Bob commented on your post", False),
        ("Bob commented on your post", True),
    ]


def test_an_answer_is_a_reply_to_the_commenter_and_a_comment_to_the_author(alice, bob, charlie, told):
    post = post_by(alice)
    comment = comment_on(post, bob)
    comment_on(post, charlie, parent=comment)
    (reply,) = told(bob)
    assert (reply["kind"], reply["text"]) == ("reply", "Charlie replied to your comment")
    assert (reply["subject"], reply["url"]) == (
        {"type": "comment", "id": str(comment)},
        f"/comments/{comment}#comment-{comment}",
    )
    assert [i["text"] for i in told(alice)] == ["Charlie and 1 other commented on your post"]
    assert told(charlie) == []


def test_an_author_who_is_answered_hears_of_it_once(alice, bob, heard):
    post = post_by(alice)
    comment_on(post, bob, "Yes, @alice", parent=comment_on(post, alice))
    assert heard(alice) == [("reply", "Bob replied to your comment")]


def test_an_answer_below_the_third_step_is_told_to_whom_it_answers(alice, bob, charlie, join, heard):
    dora = join("dora")
    post = post_by(alice)
    second = comment_on(post, bob, parent=comment_on(post, alice))
    third = comment_on(post, charlie, parent=second)
    heard(alice)
    made = comment_on(post, dora, "What would @bob say?", parent=third)
    assert heard(charlie) == [("reply", "Dora replied to your comment")]
    assert heard(bob) == [
        ("mention", "Dora mentioned you in a comment"),
        ("reply", "Charlie replied to your comment"),
    ]
    posts.delete_comment(dora.viewer, made)
    assert heard(charlie) == []
    assert heard(bob) == [("reply", "Charlie replied to your comment")]


def test_a_mention_in_a_comment_leads_to_the_comment(alice, bob, charlie, told):
    post = post_by(alice)
    comment = comment_on(post, bob, "Look, @charlie and @alice")
    (item,) = told(charlie)
    assert (item["kind"], item["text"]) == ("mention", "Bob mentioned you in a comment")
    assert (item["subject"], item["url"]) == (
        {"type": "comment", "id": str(comment)},
        f"/comments/{comment}#comment-{comment}",
    )
    assert [i["kind"] for i in told(alice)] == ["comment"], "the author is not told twice"


def test_whom_an_edit_mentions_is_told_and_the_others_not_again(alice, bob, charlie, join, api, heard, told):
    dora = join("dora")
    post = post_by(alice)
    comment = comment_on(post, bob, "Look, @charlie")
    (item,) = told(charlie)
    api(charlie).put(f"{LIST}/{item['id']}/read")
    posts.update_comment(bob.viewer, comment, text="Look, @charlie, @dora and @alice")
    assert heard(dora) == [("mention", "Bob mentioned you in a comment")]
    assert heard(charlie) == [("mention", "Bob mentioned you in a comment")]
    assert heard(alice) == [("comment", "Bob commented on your post")]
    posts.update_comment(bob.viewer, comment, text="Look")
    assert heard(dora) == heard(charlie) == []
    assert unread(api, dora) == 0


def test_a_mention_in_a_post_is_told_to_those_who_see_it(alice, bob, charlie, told):
    follow(bob, alice)
    post = post_by(alice, "Hello @bob and @charlie", audience="followers")
    (item,) = told(bob)
    assert (item["kind"], item["text"], item["url"]) == ("mention", "Alice mentioned you in a post", f"/posts/{post}")
    assert told(charlie) == []


def test_likes_of_posts_and_comments_are_told_apart(alice, bob, charlie, told):
    post = post_by(alice)
    comment = comment_on(post, alice)
    like(comment, bob, charlie)
    like(post, bob)
    items = {item["subject"]["type"]: item for item in told(alice)}
    assert items["post"]["text"] == "Bob liked your post"
    assert items["comment"]["text"] == "Charlie and 1 other liked your comment"
    assert items["comment"]["url"] == f"/comments/{comment}#comment-{comment}"
    posts.unlike_content(charlie.viewer, comment)
    posts.unlike_content(bob.viewer, post)
    assert [i["text"] for i in told(alice)] == ["Bob liked your comment"]


def test_a_repost_is_told_and_taken_back(alice, bob, charlie, heard):
    post = post_by(alice)
    posts.repost_post(bob.viewer, post)
    posts.repost_post(charlie.viewer, post)
    assert heard(alice) == [("repost", "Charlie and 1 other reposted your post")]
    posts.unrepost_post(bob.viewer, post)
    posts.unrepost_post(charlie.viewer, post)
    assert heard(alice) == []


def test_a_quote_leads_to_what_was_made_of_it(alice, bob, told):
    post = post_by(alice)
    quote = post_by(bob, "As @alice says", quote_id=post)
    (item,) = told(alice)
    assert (item["kind"], item["text"], item["url"]) == ("quote", "Bob quoted your post", f"/posts/{quote}")
    posts.delete_post(bob.viewer, quote)
    assert told(alice) == []


def test_a_quote_that_the_quoted_cannot_see_is_not_told(alice, bob, told):
    post = post_by(alice)
    post_by(bob, "Among us", quote_id=post, audience="private")
    assert told(alice) == []


def test_deleted_comments_are_taken_back(api, alice, bob, charlie, heard):
    post = post_by(alice)
    first = comment_on(post, alice)
    made = [comment_on(post, bob, "Look, @charlie"), comment_on(post, bob, parent=first), comment_on(post, charlie)]
    assert {kind for kind, _ in heard(alice)} == {"comment", "reply"}
    assert unread(api, charlie) == 1
    for comment in made[:2]:
        posts.delete_comment(alice.viewer, comment)
    assert heard(alice) == [("comment", "Charlie commented on your post")]
    assert (heard(charlie), unread(api, charlie)) == ([], 0)


def test_a_comment_deleted_before_its_event_is_never_told(alice, bob, charlie, heard):
    post = post_by(alice)
    comment = comment_on(post, bob, "Hello @charlie", parent=comment_on(post, charlie))
    posts.delete_comment(bob.viewer, comment)
    assert heard(charlie) == []
    assert heard(alice) == [("comment", "Charlie commented on your post")]


def test_news_of_a_post_goes_and_comes_with_the_post(api, alice, bob, charlie, heard):
    post = post_by(alice, "Hello @charlie")
    comment = comment_on(post, bob)
    like(comment, alice)
    assert len(heard(bob)) == len(heard(charlie)) == 1
    posts.delete_post(alice.viewer, post)
    assert heard(alice) == heard(bob) == heard(charlie) == []
    assert unread(api, bob) == unread(api, charlie) == 0
    posts.restore_post(alice.viewer, post)
    assert len(heard(bob)) == len(heard(charlie)) == 1


def test_nobody_hears_of_the_blocked_or_the_muted(alice, bob, charlie, superuser, heard):
    post, other = post_by(alice), post_by(charlie)
    comment = comment_on(other, alice)
    social.mute_member(alice.viewer, bob.id)
    comment_on(post, bob)
    comment_on(other, bob, "Hello @alice", parent=comment)
    like(comment, bob)
    posts.repost_post(bob.viewer, post)
    post_by(bob, "Hear, @alice", quote_id=post)
    assert heard(alice) == []
    social.unmute_member(alice.viewer, bob.id)
    comment_on(post, bob)
    assert heard(alice) == [("comment", "Bob commented on your post")]
    block(superuser, alice, bob)
    assert heard(alice) == []


def test_nobody_is_told_what_they_may_not_see(alice, bob, charlie, superuser, heard):
    set_profile(superuser, alice, "is_private", True)
    approve(superuser, bob, alice)
    approve(superuser, charlie, alice)
    post = post_by(alice)
    comment = comment_on(post, bob)
    comment_on(post, charlie, parent=comment)
    superuser.execute("delete from followers where follower_id = %s", [bob.id])
    assert heard(bob) == []
    approve(superuser, bob, alice)
    comment_on(post, charlie, parent=comment)
    assert heard(bob) == [("reply", "Charlie replied to your comment")]
    superuser.execute("delete from followers where follower_id = %s", [bob.id])
    assert heard(bob) == []


def test_a_comment_with_a_word_that_one_hides_is_not_told(alice, bob, charlie, heard):
    post = post_by(alice)
    comment = comment_on(post, charlie)
    for person in (alice, charlie):
        social.mute_word(person.viewer, phrase="spoiler", match="word", action="hide", expires_at=None)
    comment_on(post, bob, "A spoiler", parent=comment)
    assert heard(charlie) == []
    assert heard(alice) == [("comment", "Charlie commented on your post")]
    comment_on(post, bob, "No such thing", parent=comment)
    assert heard(charlie) == [("reply", "Bob replied to your comment")]


def test_nobody_is_told_of_their_own_deeds(alice, heard):
    post = post_by(alice, "Hello @alice")
    comment = comment_on(post, alice, "Me, @alice")
    comment_on(post, alice, parent=comment)
    like(comment, alice)
    assert heard(alice) == []


def test_a_kind_switched_off_is_not_told(alice, bob, superuser, heard):
    superuser.execute(
        "update user_settings set notifications = %s where user_id = %s",
        ['{"kinds": {"comment": {"in_app": false}, "poll_closed": {"in_app": false}}}', alice.id],
    )
    comment_on(post_by(alice), bob)
    close(poll_by(superuser, alice, bob))
    assert heard(alice) == []
    assert heard(bob) == [("poll_closed", "A poll you voted in has ended")]


def test_author_and_voters_are_told_that_a_poll_ended(alice, bob, charlie, superuser, told, api, settings):
    settings.NOTIFIED_AT_ONCE = 1
    post = poll_by(superuser, alice, bob, charlie)
    close(post)
    texts = {person.handle: [i["text"] for i in told(person)] for person in (alice, bob, charlie)}
    ended = ["A poll you voted in has ended"]
    assert texts == {"alice": ["Your poll has ended"], "bob": ended, "charlie": ended}
    (item,) = told(bob)
    assert (item["kind"], item["actors"], item["url"]) == ("poll_closed", [], f"/posts/{post}")
    block(superuser, alice, bob)
    assert (told(bob), unread(api, bob)) == ([], 0)
    social.mute_member(charlie.viewer, alice.id)
    assert (told(charlie), unread(api, charlie)) == ([], 0)


def test_voters_who_lost_sight_of_a_poll_are_not_told(alice, bob, charlie, superuser, told):
    post = poll_by(superuser, alice, bob, charlie)
    block(superuser, alice, bob)
    social.mute_member(charlie.viewer, alice.id)
    close(post)
    assert told(bob) == told(charlie) == []
    assert superuser.execute("select user_id from notifications").fetchall() == [(alice.id,)]


def test_an_event_read_twice_tells_once(alice, bob, charlie, run_events, told):
    post = post_by(alice)
    comment = comment_on(post, bob, "Hello @charlie")
    run_events()
    for user, kind, subject_type, subject in (
        (alice, "comment", "post", post), (charlie, "mention", "comment", comment),
    ):  # fmt: skip
        notifications.notify(kind=kind, user=user.id, actor=bob.id, subject_type=subject_type, subject=subject)
    assert len(told(alice)) == len(told(charlie)) == 1
