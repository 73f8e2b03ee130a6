"""How many sockets a member has open over all realtime servers: a sorted set each in Valkey.

An entry is named `<milliseconds when opened>.<id>`, so names sort by age; its score is when its
server last said that it lives. Erased, the set fills again with the next round of `renew`.
"""

import time

import redis
from django.conf import settings

from topin.realtime.valkey import valkey

RENEW_SECONDS = 20
FORGET_SECONDS = 60  # a server that was silent for so long is gone, and its sockets with it


def name_of(socket_id):
    return f"{time.time_ns() // 1_000_000:013d}.{socket_id}"


def enter(user_id, name):
    """Adds a socket. Returns the names of those that are too many, oldest first."""
    return renew({user_id: [name]})[user_id]


def leave(user_id, name):
    valkey().zrem(_key(user_id), name)


def renew(sockets):
    """Says that these (user id → names) are open. Returns by user id the names that are too many, oldest first."""
    now = time.time()
    with valkey().pipeline(transaction=False) as pipeline:
        for user_id, names in sockets.items():
            key = _key(user_id)
            pipeline.zadd(key, dict.fromkeys(names, now))
            pipeline.zremrangebyscore(key, 0, now - FORGET_SECONDS)
            pipeline.expire(key, FORGET_SECONDS)
            pipeline.zrange(key, 0, -1)
        listed = pipeline.execute()[3::4]
    return {user_id: _too_many(names) for user_id, names in zip(sockets, listed, strict=True)}


def _too_many(names):
    return sorted(name.decode() for name in names)[: -settings.SOCKETS_PER_MEMBER]


def _key(user_id):
    return f"sockets:{user_id}"


Unreachable = redis.RedisError
