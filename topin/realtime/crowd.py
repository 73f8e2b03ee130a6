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
    return renew([(user_id, name)])[user_id]


def leave(user_id, name):
    valkey().zrem(_key(user_id), name)


def renew(pairs):
    """Says that these (user id, name) are open. Returns by user id the names that are too many, oldest first."""
    now = time.time()
    users = list(dict.fromkeys(user_id for user_id, _ in pairs))
    with valkey().pipeline(transaction=False) as pipeline:
        for user_id, name in pairs:
            pipeline.zadd(_key(user_id), {name: now})
        for user_id in users:
            pipeline.zremrangebyscore(_key(user_id), 0, now - FORGET_SECONDS)
            pipeline.expire(_key(user_id), FORGET_SECONDS)
            pipeline.zrange(_key(user_id), 0, -1)
        listed = pipeline.execute()[len(pairs) + 2 :: 3]
    return {user_id: _too_many(names) for user_id, names in zip(users, listed, strict=True)}


def _too_many(names):
    return sorted(name.decode() for name in names)[: -settings.SOCKETS_PER_MEMBER]


def _key(user_id):
    return f"sockets:{user_id}"


Unreachable = redis.RedisError
