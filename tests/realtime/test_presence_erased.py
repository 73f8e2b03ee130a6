"""Heartbeats in Valkey are erased: whoever is here appears again with the next one."""

import os

import pytest
import redis

from tests.realtime.test_presence_topics import HERE, mutuals, presence, seen, watching  # noqa: F401  (fixtures)
from tests.realtime.topics import until_pong
from topin.embedded import ports

pytestmark = pytest.mark.processes


def test_who_is_here_appears_again_with_the_next_heartbeat_after_valkey_was_erased(mutuals, enter, seen, serve):  # noqa: F811
    alice, bob = mutuals
    port = ports.free(1)[0]
    serve(port, HEARTBEAT_SECONDS="0.2", SEEN_SECONDS="3600")  # PostgreSQL is told once an hour, as Valkey knows
    seen(alice, 3600)
    phone, _ = watching(lambda person: enter(person, at=port), bob, alice)
    hers = enter(alice, at=port)
    hers.hello()
    assert presence(phone, alice, seconds=10) == HERE
    seen(alice, 3600)  # which Valkey does not know of
    assert not presence(phone, alice)["online"]
    assert until_pong(phone, 1.5) == [], "some heartbeats later"
    with redis.Redis.from_url(os.environ["CACHE_URL"]) as client:
        client.flushdb()
    assert presence(phone, alice, seconds=10) == HERE
