"""Topics of presence: who comes and goes, told to whoever may know."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.topics import presences
from tests.deeds import block, follow, set_profile
from tests.realtime.topics import NOT_FOUND, lost, refused, subscribed, until_pong
from topin import sql

pytestmark = pytest.mark.processes
HERE = {"online": True, "last_seen_at": None}


@pytest.fixture
def mutuals(alice, bob):
    """By default mutuals see each other's status."""
    follow(alice, bob)
    follow(bob, alice)
    return alice, bob


@pytest.fixture
def seen(superuser):
    """`seen(alice, 90)`: she was last seen so many seconds ago."""

    def seen_ago(person, seconds):
        superuser.execute(
            "update user_sessions set last_seen_at = now() - %s where user_id = %s",
            [timedelta(seconds=seconds), person.id],
        )
        return sql.ask(sql.SYSTEM, "get_presences", [person.id], [person.id], timedelta(seconds=60))

    return seen_ago


def watching(enter, viewer, person):
    """A socket with the topic; the first thing it hears is how things stand."""
    phone = enter(viewer)
    phone.hello()
    subscribed(phone, f"presence:{person.id}")
    return phone, presence(phone, person)


def presence(phone, person, seconds=5):
    message = phone.receive(seconds)
    payload = message.pop("payload")
    assert message == {"type": "topic", "topic": f"presence:{person.id}", "kind": "presence"}
    return payload


def test_it_tells_who_comes_and_goes_and_since_when(mutuals, enter, seen, api):
    alice, bob = mutuals
    seen(alice, 3600)
    phone, now = watching(enter, bob, alice)
    gone = api(bob).get(f"/api/users/{alice.id}").json["active"]
    assert now == gone
    assert not gone["online"]
    assert gone["last_seen_at"].endswith("Z")
    seen(alice, 0)
    assert presence(phone, alice) == HERE
    seen(alice, 100)
    left = presence(phone, alice)
    assert not left["online"]
    assert left == api(bob).get(f"/api/users/{alice.id}").json["active"]


def test_heartbeats_of_somebody_who_is_here_are_no_news(mutuals, enter, seen):
    alice, bob = mutuals
    seen(alice, 20)
    phone, now = watching(enter, bob, alice)
    assert now == HERE
    for seconds in (10, 0):
        seen(alice, seconds)
        assert until_pong(phone, 1.5) == []


def test_a_socket_makes_its_member_be_here(mutuals, enter, seen, serve):
    from topin.embedded import ports

    alice, bob = mutuals
    port = ports.free(1)[0]
    serve(port, HEARTBEAT_SECONDS="0.2")
    seen(alice, 3600)
    phone, _ = watching(enter, bob, alice)
    hers = enter(alice, at=port)
    hers.hello()
    assert presence(phone, alice, seconds=10) == HERE


def test_whoever_may_not_know_has_no_topic_as_if_nobody_were_there(alice, bob, charlie, mutuals, enter, superuser):
    stranger = enter(charlie)
    stranger.hello()
    set_status(superuser, bob, "nobody")
    hiding = enter(bob)
    hiding.hello()
    friend = enter(alice)
    friend.hello()
    answers = [
        refused(stranger, f"presence:{alice.id}"),  # a stranger, where mutuals may know
        refused(stranger, f"presence:{uuid4()}"),  # nobody at all
        refused(hiding, f"presence:{alice.id}"),  # who hides theirs does not see others'
        refused(friend, f"presence:{bob.id}"),
    ]
    assert answers == [NOT_FOUND] * 4


def set_status(superuser, person, audience):
    superuser.execute(
        "update user_settings set active_status_visibility = %s where user_id = %s", [audience, person.id]
    )


@pytest.mark.parametrize("way", ["she hides hers", "he hides his", "she blocks him", "no mutuals", "suspended"])
def test_it_is_taken_away_within_two_seconds(mutuals, enter, seen, superuser, way):
    alice, bob = mutuals
    seen(alice, 20)
    phone, now = watching(enter, bob, alice)
    assert now == HERE
    if way == "she blocks him":
        block(superuser, alice, bob)
    elif way == "no mutuals":
        superuser.execute("delete from followers where follower_id = %s", [alice.id])
    elif way == "suspended":
        set_profile(superuser, alice, "is_hidden", True)
    else:
        set_status(superuser, alice if way == "she hides hers" else bob, "nobody")
    assert until_pong(phone, 2) == [lost(f"presence:{alice.id}")], "the same whatever the reason"
    seen(alice, 3600)  # which would be news
    assert until_pong(phone, 1.5) == []
    assert refused(phone, f"presence:{alice.id}") == NOT_FOUND


def test_one_s_own_is_that_one_is_here(alice, enter):
    _, now = watching(enter, alice, alice)
    assert now == HERE


def test_pairs_are_answered_together_each_by_the_rule(alice, bob, charlie, mutuals):
    pairs = [(alice.id, bob.id), (bob.id, alice.id), (charlie.id, alice.id), (alice.id, uuid4())]
    assert presences(pairs) == {pairs[0]: HERE, pairs[1]: HERE}
