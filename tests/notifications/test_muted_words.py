"""Muted words in notifications.

Mentions are about somebody else's post; here they are told by hand, without waiting for their events.
"""

import pytest

from notifications import services
from social import services as social
from tests.deeds import like, post_by
from topin import sql

LIST = "/api/notifications"


def mention(receiver, post, by):
    """As a reader of events will tell it; None when the receiver is not to be told."""
    return services.notify(kind="mention", user=receiver.id, actor=by.id, subject_type="post", subject=post)


def listed(api, person):
    return [item["kind"] for item in api(person).get(LIST).json["items"]]


def unread(api, person):
    return api(person).get(f"{LIST}/unread-count").json["count"]


def test_nobody_is_told_of_a_post_with_a_word_that_they_hide(api, alice, bob, superuser):
    social.mute_word(alice.viewer, "spoiler")
    mention(alice, post_by(bob, "@alice: spoiler"), by=bob)
    assert superuser.execute("select count(*) from notifications").fetchone() == (0,)
    assert superuser.execute("select count(*) from user_events where user_id = %s", [alice.id]).fetchone() == (0,)
    mention(alice, post_by(bob, "@alice: calm"), by=bob)
    assert (listed(api, alice), unread(api, alice)) == (["mention"], 1)


def test_what_was_told_before_the_word_was_muted_hides_and_comes_back(api, alice, bob):
    mention(alice, post_by(bob, "@alice: spoiler"), by=bob)
    assert (listed(api, alice), unread(api, alice)) == (["mention"], 1)
    word = social.mute_word(alice.viewer, "spoiler").loads()
    assert (listed(api, alice), unread(api, alice)) == ([], 0)
    social.unmute_word(alice.viewer, word["id"])
    assert (listed(api, alice), unread(api, alice)) == (["mention"], 1)


@pytest.mark.parametrize("how", ["warned of", "expired", "somebody else's"])
def test_other_words_hide_no_notification(api, alice, bob, superuser, how):
    by, action = (bob if how == "somebody else's" else alice), ("warn" if how == "warned of" else "hide")
    social.mute_word(by.viewer, "spoiler", action=action)
    if how == "expired":
        superuser.execute("update muted_words set expires_at = now()")
    mention(alice, post_by(bob, "@alice: spoiler"), by=bob)
    assert listed(api, alice) == ["mention"]


def test_likes_of_ones_own_posts_are_told_whatever_they_say(api, alice, bob, run_events):
    social.mute_word(alice.viewer, "spoiler")
    like(post_by(alice, "my own spoiler"), bob)
    run_events()
    assert listed(api, alice) == ["like"]


def test_the_rule_itself(alice, bob, superuser):
    def is_muted(viewer, post):
        return superuser.execute("select internal.is_muted_post(%s, %s)", [viewer.id, post]).fetchone()[0]

    post = post_by(bob, "calm", content_warning="Spoiler")
    assert not is_muted(alice, post)
    for person in (alice, bob):
        social.mute_word(person.viewer, "spoiler")
    assert (is_muted(alice, post), is_muted(bob, post)) == (True, False)
    with sql.acting_as(alice.viewer), pytest.raises(Exception, match="permission denied"):
        sql.rows("select internal.is_muted_post(%s, %s)", [bob.id, post])
