import pytest
from django.conf import settings

from posts import jobs, services
from tests.crash import never_half_done
from tests.deeds import circle_of, follow, post_by
from tests.notifications.conftest import run_events  # noqa: F401  (a fixture)
from topin import sql

FEED = "/api/posts"


@pytest.fixture
def followers(join, bob):
    made = [join(f"follower_{n}") for n in range(7)]
    for person in made:
        follow(person, bob)
        services.build_timeline(sql.SYSTEM, person.id)
    return made


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(settings, "FANOUT_CHUNK", 3)


def having(superuser, post):
    """Whose timelines have a post."""
    return {user for (user,) in superuser.execute("select user_id from timelines where post_id = %s", [post])}


def pending(superuser):
    return superuser.execute("select count(*) from fanouts").fetchone()[0]


def texts(api, person):
    return [item["text"] for item in api(person).get(FEED).json["items"]]


def test_a_post_reaches_the_timelines_of_all_followers_in_chunks(
    api,
    bob,
    charlie,
    followers,
    superuser,
    small_chunks,
    run_events,  # noqa: F811
):
    follow(charlie, bob)  # has no timeline
    post = post_by(bob, "to all")
    run_events()
    assert having(superuser, post) == {person.id for person in followers}
    assert pending(superuser) == 0
    continued = superuser.execute("select count(*) from events where kind = 'fanout_continued'")
    assert continued.fetchone() == (2,)
    assert all(texts(api, person) == ["to all"] for person in [*followers, charlie])


def test_before_and_between_the_chunks_everybody_reads_it_already(api, bob, followers, superuser, small_chunks):
    post = post_by(bob, "to all")
    for reached in (0, 3, 6, 7):
        assert len(having(superuser, post)) == reached
        assert all(texts(api, person) == ["to all"] for person in followers)
        services.fan_out(sql.SYSTEM, post)
    assert pending(superuser) == 0


def test_who_follows_and_who_leaves_between_two_chunks_changes_nothing_for_the_others(
    api, bob, charlie, followers, superuser, small_chunks
):
    post = post_by(bob, "to all")
    services.fan_out(sql.SYSTEM, post)
    reached = having(superuser, post)
    superuser.execute("delete from followers where follower_id = any(%s)", [list(reached)])
    services.build_timeline(sql.SYSTEM, charlie.id)
    follow(charlie, bob)
    while services.fan_out(sql.SYSTEM, post):
        pass
    assert having(superuser, post) >= {person.id for person in followers}
    assert texts(api, charlie) == ["to all"]
    assert [texts(api, person) for person in followers if person.id in reached] == [[], [], []]


def test_a_crash_at_any_statement_leaves_a_whole_chunk_or_none(bob, followers, superuser, small_chunks):
    post = post_by(bob)

    def prepare():
        superuser.execute("delete from timelines")
        superuser.execute("update fanouts set reached = null")

    never_half_done(superuser, lambda: services.fan_out(sql.SYSTEM, post), prepare)


def test_a_fan_out_that_was_left_behind_is_finished_by_the_clock(bob, followers, superuser, small_chunks):
    post = post_by(bob)
    services.fan_out(sql.SYSTEM, post)
    assert jobs.continue_fanouts() == 0  # it is young, a worker may have it in hand
    superuser.execute("update fanouts set created_at = now() - interval '2 minutes'")
    assert jobs.continue_fanouts() == 1
    assert having(superuser, post) == {person.id for person in followers}
    assert pending(superuser) == 0


def test_a_repost_reaches_the_followers_of_who_reposts(
    api,
    alice,
    bob,
    followers,
    superuser,
    run_events,  # noqa: F811
):
    post = post_by(alice, "handed on")
    services.repost_post(bob.viewer, post)
    run_events()
    assert having(superuser, post) == {person.id for person in followers}
    assert all(texts(api, person) == ["handed on"] for person in followers)


def test_whoever_has_too_many_followers_is_merged_when_pages_are_read(
    api,
    bob,
    followers,
    superuser,
    monkeypatch,
    run_events,  # noqa: F811
):
    monkeypatch.setattr(settings, "WIDE_AUTHOR_FOLLOWERS", 6)
    post = post_by(bob, "wide")
    run_events()
    assert having(superuser, post) == set()
    assert superuser.execute("select user_id from wide_authors").fetchall() == [(bob.id,)]
    post_by(bob, "wider")
    assert pending(superuser) == 0
    assert all(texts(api, person) == ["wider", "wide"] for person in followers)


def test_at_the_limit_nobody_is_wide_yet(bob, followers, superuser, monkeypatch, run_events):  # noqa: F811
    monkeypatch.setattr(settings, "WIDE_AUTHOR_FOLLOWERS", 7)
    post = post_by(bob)
    run_events()
    assert len(having(superuser, post)) == 7


def test_a_circles_post_reaches_its_members_however_wide_its_author_is(
    api,
    bob,
    charlie,
    followers,
    superuser,
    monkeypatch,
    run_events,  # noqa: F811
):
    monkeypatch.setattr(settings, "WIDE_AUTHOR_FOLLOWERS", 1)
    circle = circle_of(superuser, bob, charlie)
    services.build_timeline(sql.SYSTEM, charlie.id)
    first = post_by(bob, "inside", audience="circle", circle_id=circle)
    run_events()
    second = post_by(bob, "inside again", audience="circle", circle_id=circle)
    run_events()
    assert (having(superuser, first), having(superuser, second)) == ({charlie.id}, {charlie.id})
    assert texts(api, charlie) == ["inside again", "inside"]
    assert texts(api, followers[0]) == []


def test_a_private_post_goes_to_nobody(bob, followers, superuser, run_events):  # noqa: F811
    post = post_by(bob, audience="private")
    run_events()
    assert having(superuser, post) == set()


def test_a_restored_post_comes_back_though_timelines_were_built_without_it(
    api,
    bob,
    followers,
    run_events,  # noqa: F811
):
    post = post_by(bob, "back again")
    run_events()
    services.delete_post(bob.viewer, post)
    services.build_timeline(sql.SYSTEM, followers[0].id)
    services.restore_post(bob.viewer, post)
    assert all(texts(api, person) == ["back again"] for person in followers)
    run_events()
    assert all(texts(api, person) == ["back again"] for person in followers)
