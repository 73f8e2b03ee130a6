"""Where Python spends a feed request: `python -m bench.profile_feed` prints µs of CPU, by part, and what is hot.

The least and the median of many small batches: on a machine that others use only the least says something.
"""

import cProfile
import io
import pstats
import statistics
import sys
import time

from bench.feed import _sign_in
from bench.rig import rig

REQUESTS = 2_000
BATCH = 20
READERS = 300  # each has come before: a token is verified once
#: Part → what the file of its functions has in its path; the first that fits counts.
PARTS = {
    "trip to PostgreSQL": ("topin/trip.py", "topin/sql.py", "psycopg"),
    "trip to Valkey, limits": ("topin/limits.py", "redis/"),
    "REST door, DRF": ("topin/rest.py", "rest_framework/", "topin/bodies.py", "topin/etags.py", "/api/"),
    "sign-in": ("topin/authentication.py", "topin/tokens.py", "topin/presence.py"),
    "middleware, metrics, log": (
        "topin/wsgi.py",
        "topin/middleware.py",
        "topin/cors.py",
        "topin/addresses.py",
        "topin/headers.py",
        "prometheus",
        "structlog",
    ),
    "Django: request and response": ("django/http/", "django/core/handlers/", "django/template/", "django/views/"),
    "Django: signals, settings, rest": ("django/", "asgiref/"),
    "everything else": ("",),
}


def main():
    with rig(2_000) as machine:
        tokens = _sign_in(machine)
        from topin.wsgi import application

        def get(token):
            environ = {
                "REQUEST_METHOD": "GET", "PATH_INFO": "/api/posts", "QUERY_STRING": "", "SERVER_NAME": "127.0.0.1",
                "SERVER_PORT": "80", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "REMOTE_ADDR": "127.0.0.1",
                "wsgi.url_scheme": "http", "HTTP_HOST": "127.0.0.1", "HTTP_AUTHORIZATION": f"Bearer {token}",
            }  # fmt: skip
            status = []
            body = b"".join(application(environ, lambda s, h: status.append(s)))
            assert status == ["200 OK"], (status, body)

        chosen = [tokens[i % READERS] for i in range(REQUESTS)]
        for token in chosen[:READERS]:
            get(token)
        least, median = _measure(get, chosen)
        print(f"{least:.0f} µs of CPU a request at least, {median:.0f} µs in the median")
        _print_parts(_profiled(get, chosen, builtins=False), least)
        _profiled(get, chosen).sort_stats(sys.argv[1] if sys.argv[1:] else "tottime").print_stats(40)


def _measure(get, chosen):
    seconds = []
    for at in range(0, len(chosen), BATCH):
        before = time.process_time()
        for token in chosen[at : at + BATCH]:
            get(token)
        seconds.append((time.process_time() - before) / BATCH * 1e6)
    return min(seconds), statistics.median(seconds)


def _profiled(get, chosen, **options):
    profile = cProfile.Profile(time.process_time, **options)
    profile.enable()
    for token in chosen:
        get(token)
    profile.disable()
    return pstats.Stats(profile)


def _print_parts(stats, whole):
    """Shares of the profile, in µs of the measured whole: what stands in the profile itself is slowed down by it."""
    spent = dict.fromkeys(PARTS, 0.0)
    for (file, _, _), (_, _, own, _, _) in stats.stats.items():
        part = next(name for name, marks in PARTS.items() if any(mark in file for mark in marks))
        spent[part] += own
    for part, seconds in spent.items():
        print(f"{part:<34}{seconds / sum(spent.values()) * whole:6.0f} µs")


if __name__ == "__main__":
    main()
