"""What trends: topics that more people than usual write about, and never few enough to know who."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from posts import engine_jobs, services
from social import services as social
from tests.at_once import at_once
from tests.deeds import post_by, set_profile
from tests.posts.engine import featured_post
from topin import sql

TRENDING = "/api/posts/tags/trending"
NOW = datetime.now(UTC)


@pytest.fixture
def people(join):
    """Twelve members, each able to write."""
    return [join(f"writer{n}") for n in range(12)]


@pytest.fixture
def written(superuser):
    """`written(people, "#tea", hours=3)` → each of them wrote it so long ago."""

    def write(authors, text, hours=1.0, **fields):
        for author in authors:
            post = featured_post(author, text, **fields)
            at = NOW - timedelta(hours=hours)
            superuser.execute("update posts set published_at = %s where id = %s", [at, post])
            superuser.execute("update post_features set published_at = %s where post_id = %s", [at, post])

    return write


@pytest.fixture
def trending(api):
    """`trending(viewer)` → the topics that trend for them, after ranking at a moment."""

    def rank(viewer=None, now=NOW):
        services.refresh_topic_trends(sql.SYSTEM, now)
        return [item["tag"] for item in api(viewer).get(TRENDING).json["items"]]

    return rank


def velocity(superuser, people, usual):
    return superuser.execute("select internal.velocity_of(%s, %s)", [people, usual]).fetchone()[0]


def test_what_many_write_about_trends(api, people, written, trending):
    written(people[:6], "Look at this #Eclipse")
    written(people[:5], "And at that #comet")
    assert trending() == ["eclipse", "comet"]
    (first, _) = api().get(TRENDING).json["items"]
    assert first == {
        "tag": "eclipse", "posts_count": 6, "people_count": 6, "velocity": pytest.approx(3.83, abs=0.01),
        "trending": True,
    }  # fmt: skip


def test_velocity_counts_and_not_volume(people, written, trending):
    # Eight people write of the weather at this hour every day; six write of the eclipse, and nobody did before.
    for day in range(8):
        written(people[:8], "What a day #weather", hours=24 * day + 2)
    written(people[:6], "Look at this #eclipse")
    assert trending() == ["eclipse"]
    # The next day the eclipse is over, and the weather is as ever.
    assert trending(now=NOW + timedelta(days=1)) == []


def test_velocity_is_anscombes_root(superuser):
    assert velocity(superuser, 5, 0) == pytest.approx(2 * ((5 + 3 / 8) ** 0.5 - (3 / 8) ** 0.5))
    assert velocity(superuser, 9, 9) == 0
    assert velocity(superuser, 110, 100) < velocity(superuser, 10, 2)


def test_the_same_hours_of_the_days_before_are_what_is_usual(people, written, trending):
    # Every morning five write of coffee, twelve hours away from now: this evening's five are unusual.
    for day in range(1, 8):
        written(people[:5], "Good morning #coffee", hours=24 * day - 12)
    written(people[:5], "So late #coffee", hours=1)
    assert trending() == ["coffee"]


def test_an_author_counts_once_however_much_they_write(people, written, trending):
    for _ in range(3):
        written(people[:4], "Buy it #spam")
    assert trending() == []
    written(people[4:5], "Buy it #spam")
    assert trending() == ["spam"]


@pytest.mark.parametrize("setting", ["TREND_PEOPLE", "TREND_VELOCITY", "TRENDS"])
def test_the_limits_are_settings(setting, people, written, trending, monkeypatch):
    written(people[:7], "#one #two")
    written(people[:6], "#three")
    assert len(trending()) == 3
    monkeypatch.setattr(settings, setting, {"TREND_PEOPLE": 7, "TREND_VELOCITY": 4, "TRENDS": 2}[setting])
    assert trending() == ["one", "two"]


def test_the_windows_are_settings(people, written, trending, monkeypatch):
    written(people[:5], "#now", hours=2)
    for day in (1, 2):
        written(people[:5], "#now", hours=24 * day + 2)
    assert trending() == []
    monkeypatch.setattr(settings, "TREND_DAYS", 30)
    assert trending() == ["now"]
    monkeypatch.setattr(settings, "TREND_HOURS", 1)
    assert trending() == []


def test_only_public_posts_of_people_whom_everyone_may_see_count(people, written, trending, superuser):
    written(people[:4], "#tea")
    for audience in ("followers", "mutuals", "private"):
        written(people[4:5], "#tea", audience=audience)
    assert trending() == []
    set_profile(superuser, people[5], "is_private", True)
    set_profile(superuser, people[6], "visibility", "followers")
    set_profile(superuser, people[7], "is_hidden", True)
    written(people[5:8], "#tea")
    assert trending() == []
    written(people[8:9], "#tea")
    assert trending() == ["tea"]
    superuser.execute("update posts set hidden_at = now() where author_id = %s", [people[8].id])
    assert trending() == []


def test_deleted_posts_do_not_count(people, written, trending, superuser):
    written(people[:5], "#tea")
    (post,) = superuser.execute("select id from posts where author_id = %s", [people[0].id]).fetchone()
    services.delete_post(people[0].viewer, post)
    assert trending() == []


def test_what_one_muted_does_not_trend_for_them(api, alice, bob, people, written, trending):
    written(people[:5], "#tea #coffee #cocoa")
    services.mute_topic(alice.viewer, "tea")
    social.mute_word(alice.viewer, phrase="#coffee")
    social.mute_word(alice.viewer, phrase="cocoa")
    assert trending(alice) == []
    assert trending(bob) == ["cocoa", "coffee", "tea"]


def test_hidden_topics_trend_no_more(mona, people, written, trending, superuser):
    written(people[:5], "#tea #coffee")
    assert trending() == ["coffee", "tea"]
    for _ in range(2):
        services.hide_topic(sql.Viewer.staff(mona.id), "#Tea")
    assert [row[0] for row in superuser.execute("select topic from topic_trends")] == ["coffee"]
    assert trending() == ["coffee"]
    for _ in range(2):
        services.unhide_topic(sql.Viewer.staff(mona.id), "tea")
    assert trending() == ["coffee", "tea"]
    acts = "select action, data ->> 'topic' from audit_log where actor_id = %s order by id"
    assert superuser.execute(acts, [mona.id]).fetchall() == [("topic_hidden", "tea"), ("topic_unhidden", "tea")]


def test_members_hide_no_topics(alice):
    for deed in (services.hide_topic, services.unhide_topic):
        with pytest.raises(Exception, match="permission denied"):
            deed(alice.viewer, "tea")


def test_the_clock_ranks_and_two_clocks_at_once_do_no_harm(people, superuser, api):
    for person in people[:5]:
        featured_post(person, "#tea")
    superuser.execute("update post_features set published_at = published_at - interval '1 second'")
    assert at_once(engine_jobs.refresh_topic_trends, engine_jobs.refresh_topic_trends) == [1, 1]
    assert [item["tag"] for item in api().get(TRENDING).json["items"]] == ["tea"]


def test_a_page_of_trends_has_the_length_one_asks_for(api, people, written, trending):
    written(people[:5], "#a1 #b1 #c1")
    trending()
    assert [item["tag"] for item in api().get(f"{TRENDING}?limit=2").json["items"]] == ["a1", "b1"]
    assert api().get(f"{TRENDING}?limit=0").status == 400
    assert api().get(TRENDING).json["next_cursor"] is None


def test_nothing_trends_in_silence(api, alice, trending):
    post_by(alice, "#alone")
    assert trending() == []
    assert api().get(TRENDING).json == {"items": [], "next_cursor": None}
