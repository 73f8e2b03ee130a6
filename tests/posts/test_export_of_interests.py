"""What an archive says of what a member likes to read."""

import pytest

from posts import services
from tests.accounts.test_export_social import held
from tests.posts.engine import featured_post
from topin import sql


def test_interests_are_in_it_as_topics_and_as_a_vector(superuser, alice, bob):
    services.note_interest(sql.SYSTEM, bob.id, featured_post(alice, "Planting roses in the garden #garden"), "like")
    (item,) = held(bob, "interests")
    assert [(t["topic"], t["weight"]) for t in item["topics"]] == [("garden", 1)]
    assert len(item["vector"]["values"]) == 256
    assert (item["vector"]["model"], item["vector"]["weight"]) == ("wordllama-l2-supercat-256", pytest.approx(1))
    assert held(alice, "interests") == []


def test_topics_that_one_chose_are_in_it(alice, bob):
    services.follow_topic(alice.viewer, "garden")
    services.mute_topic(alice.viewer, "weather")
    (topics,) = held(alice, "topics")
    assert [(t["topic"], t["choice"]) for t in topics] == [("garden", "follow"), ("weather", "mute")]
    assert held(bob, "topics") == []


def test_more_and_less_are_in_it(superuser, alice, bob):
    posts = [featured_post(alice, text) for text in ("One", "Two")]
    for post, kind in zip(posts, ("more", "less"), strict=True):
        superuser.execute(
            "insert into feed_feedback (user_id, post_id, kind) values (%s, %s, %s)", [bob.id, post, kind]
        )
    assert [(i["post_id"], i["kind"]) for i in held(bob, "feed_feedback")] == [
        (str(posts[0]), "more"),
        (str(posts[1]), "less"),
    ]
    assert held(alice, "feed_feedback") == []
