"""Is this process alive, and can it serve? `/health/live` and `/health/ready`."""

import redis
from django.conf import settings
from django.http import JsonResponse

from topin import sql


def live(request):
    return JsonResponse({"status": "live"})


def ready(request):
    """200 when a commit works; `degraded` says that the broker or the cache is away, 503 that we cannot serve."""
    checks = {
        "database": _outcome(lambda: sql.do(sql.SYSTEM, "try_commit")),
        "broker": _outcome(lambda: _ping(settings.BROKER_URL)),
        "cache": _outcome(lambda: _ping(settings.CACHE_URL)),
    }
    if checks["database"] != "ok":
        status, code = "down", 503
    else:
        status, code = ("ready" if set(checks.values()) == {"ok"} else "degraded"), 200
    headers = {"Retry-After": "2"} if code == 503 else {}
    return JsonResponse({"status": status, "checks": checks}, status=code, headers=headers)


def _outcome(probe):
    try:
        probe()
    except Exception as error:  # whatever it is, the probe failed; its kind is enough for a stranger
        return type(error).__name__
    return "ok"


def _ping(url):
    timeouts = {"socket_timeout": settings.VALKEY_TIMEOUT, "socket_connect_timeout": settings.VALKEY_TIMEOUT}
    with redis.Redis.from_url(url, **timeouts) as client:
        client.ping()
