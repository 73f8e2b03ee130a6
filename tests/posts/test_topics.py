"""Topics that members follow or mute, and explore by topic."""

from urllib.parse import quote

import pytest
from django.conf import settings

from posts import jobs
from tests.at_once import at_once
from tests.deeds import post_by
from tests.posts.engine import featured_post

TAGS = "/api/posts/tags"


def mine(api, person):
    return api(person).get(f"{TAGS}/mine").json


def explored(api, person, query=""):
    return [item["text"] for item in api(person).get(f"/api/posts?feed=explore{query}").json["items"]]


def test_a_topic_is_followed_and_let_go(api, alice, bob):
    for tag in ("Garden", "#garden", "garden"):
        answer = api(alice).post(f"{TAGS}/{quote(tag)}/follow")
        assert (answer.status, answer.body) == (204, b"")
    assert mine(api, alice) == {"followed": ["garden"], "muted": []}
    assert mine(api, bob) == {"followed": [], "muted": []}
    for _ in range(2):
        assert api(alice).delete(f"{TAGS}/GARDEN/follow").status == 204
    assert mine(api, alice) == {"followed": [], "muted": []}


def test_one_chooses_one_thing_of_a_topic(api, alice):
    api(alice).post(f"{TAGS}/tea/follow")
    api(alice).post(f"{TAGS}/tea/mute")
    assert mine(api, alice) == {"followed": [], "muted": ["tea"]}
    api(alice).delete(f"{TAGS}/tea/follow")  # which is not what was chosen
    assert mine(api, alice) == {"followed": [], "muted": ["tea"]}
    api(alice).post(f"{TAGS}/tea/follow")
    assert mine(api, alice) == {"followed": ["tea"], "muted": []}


@pytest.mark.parametrize("tag", ["東京", "Straße", "ΑΘΗΝΑ", "rock_n_roll", "2fast"])
def test_tags_of_all_scripts_are_topics(api, alice, tag):
    assert api(alice).post(f"{TAGS}/{quote(tag)}/mute").status == 204
    assert api(alice).delete(f"{TAGS}/{quote(tag.upper())}/mute").status == 204
    assert mine(api, alice)["muted"] == []


@pytest.mark.parametrize("tag", ["123", "two words", "a-b", "#", "😀", "a" * 101, "a\u0007b", "one #two", " "])
@pytest.mark.parametrize("deed", ["follow", "mute"])
def test_what_is_no_tag_is_refused(api, alice, tag, deed):
    for method in ("POST", "DELETE"):
        answer = api(alice).request(method, f"{TAGS}/{quote(tag)}/{deed}")
        assert (answer.status, answer.code) == (400, "invalid")
        assert answer.json["errors"][0]["field"] == "tag"


def test_visitors_have_no_topics(api):
    for method, path in (("POST", "tea/follow"), ("DELETE", "tea/mute"), ("GET", "mine")):
        assert api().request(method, f"{TAGS}/{path}").status == 401


def test_there_is_a_limit_to_choices(api, alice, monkeypatch):
    monkeypatch.setattr(settings, "TOPIC_CHOICES", 2)
    api(alice).post(f"{TAGS}/one/follow")
    api(alice).post(f"{TAGS}/two/mute")
    answer = api(alice).post(f"{TAGS}/three/follow")
    assert (answer.status, answer.code) == (409, "too_many_topics")
    assert api(alice).post(f"{TAGS}/two/follow").status == 204
    assert mine(api, alice) == {"followed": ["one", "two"], "muted": []}


def test_the_limit_holds_in_one_moment_too(api, alice, monkeypatch):
    monkeypatch.setattr(settings, "TOPIC_CHOICES", 3)
    answers = at_once(*(lambda n=n: api(alice).post(f"{TAGS}/t{n}/follow").status for n in range(6)))
    assert sorted(answers) == [204, 204, 204, 409, 409, 409]


def test_muted_topics_leave_explore(api, alice, bob, charlie):
    for text in ("A cup #tea", "A mug #coffee", "No drink at all"):
        featured_post(alice, text)
    post_by(alice, "Found out later #tea")  # what it is about is not known yet: its tags tell
    featured_post(bob, "My own #tea")
    jobs.refresh_trends()
    api(bob).post(f"{TAGS}/tea/mute")
    assert sorted(explored(api, bob)) == ["A mug #coffee", "My own #tea", "No drink at all"]
    assert len(explored(api, charlie)) == 5
    # Whoever asks for it by name gets it.
    assert "A cup #tea" in explored(api, bob, "&topic=tea")


def test_explore_by_topic_finds_phrases_that_others_use_as_tags(api, alice, bob, charlie, join):
    for person in (bob, charlie, join("dora")):
        post_by(person, f"{person.handle} #SolarPower")
    featured_post(alice, "They put solar power on every roof")
    featured_post(alice, "They put bread on every table")
    jobs.refresh_trends()
    assert sorted(explored(api, None, "&topic=%23SolarPower")) == [
        "They put solar power on every roof", "bob #SolarPower", "charlie #SolarPower", "dora #SolarPower"
    ]  # fmt: skip
