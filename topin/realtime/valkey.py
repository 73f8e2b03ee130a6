"""The client of the cache's Valkey for what Django's cache cannot say (GETDEL, sorted sets)."""

from functools import cache

import redis
from django.conf import settings


@cache
def valkey():
    """One client a process, safe in threads; raises redis.RedisError after VALKEY_TIMEOUT."""
    return redis.Redis.from_url(
        settings.CACHE_URL,
        socket_timeout=settings.VALKEY_TIMEOUT,
        socket_connect_timeout=settings.VALKEY_TIMEOUT,
    )
