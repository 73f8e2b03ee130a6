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
    key, now = _key(user_id), time.time()
    with valkey().pipeline() as pipeline:
        pipeline.zremrangebyscore(key, 0, now - FORGET_SECONDS)
        pipeline.zadd(key, {name: now})
        pipeline.expire(key, FORGET_SECONDS)
        pipeline.zrange(key, 0, -1)
        names = sorted(entry.decode() for entry in pipeline.execute()[-1])
    return names[: -settings.SOCKETS_PER_MEMBER]


def leave(user_id, name):
    valkey().zrem(_key(user_id), name)


def renew(pairs):
    """Says that these (user id, name) are still open."""
    now = time.time()
    with valkey().pipeline(transaction=False) as pipeline:
        for user_id, name in pairs:
            pipeline.zadd(_key(user_id), {name: now})
            pipeline.expire(_key(user_id), FORGET_SECONDS)
        pipeline.execute()


def _key(user_id):
    return f"sockets:{user_id}"


Unreachable = redis.RedisError
