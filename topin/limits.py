"""Rate limits by name, counted in Valkey in fixed windows; `RATE_LIMITS` overrides the defaults.

When Valkey is away each process counts for itself: limits become looser, never absent.
"""

import logging
import os
import re
import threading
from functools import cache
from hashlib import sha1
from math import ceil
from time import monotonic
from typing import NamedTuple

import hiredis
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from topin import errors
from topin.lean import late

redis = late("redis")  # for who counts: half of the processes only look at the rules
log = logging.getLogger(__name__)

#: What `api.md` promises; counts per window.
DEFAULTS = (
    "anonymous=100/15m,member=3000/15m,write=120/1m,sensitive=10/1m,signin=5/15m,signin_address=50/15m,"
    "signup=30/5m,token=150/5m,verify=30/5m,code=60/1h,mfa=15/1m,mail=30/1h,follow=200/1h,message=60/1m,upload=60/15m,"
    "view=600/1m,socket=30/1s"
)
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
ENTRY = re.compile(r"(\*|[a-z_]+)=([1-9][0-9]*)/([1-9][0-9]*)([smhd])\Z")
#: One round trip for all rules of a request: adds to each count, tells it and what is left of its window.
SCRIPT = """
local answer = {}
for i, key in ipairs(KEYS) do
    local count = redis.call('INCRBY', key, ARGV[2 * i - 1])
    local left = redis.call('PTTL', key)
    if left < 0 then
        redis.call('PEXPIRE', key, ARGV[2 * i])
        left = tonumber(ARGV[2 * i])
    end
    answer[2 * i - 1] = count
    answer[2 * i] = left
end
return answer
"""
SCRIPT_SHA = sha1(SCRIPT.encode(), usedforsecurity=False).hexdigest()  # the name by which Valkey knows it


class Rule(NamedTuple):
    name: str
    count: int
    period: int  # seconds


class Use(NamedTuple):
    rule: Rule
    used: int
    reset: float  # seconds

    @property
    def left(self):
        return max(0, self.rule.count - self.used)


class State(tuple):
    """The rules that a request counted for, as `Use`s."""

    def headers(self):
        """`RateLimit-*`, of the rule with the smallest share left."""
        if not self:
            return {}
        use = min(self, key=lambda use: use.left / use.rule.count)
        return {
            "RateLimit-Limit": str(use.rule.count),
            "RateLimit-Remaining": str(use.left),
            "RateLimit-Reset": str(ceil(use.reset)),
        }

    def refuse(self):
        """Raises RateLimited when one of the rules was used up before."""
        over = [use for use in self if use.used > use.rule.count]
        if over:
            seconds = max(1, ceil(max(use.reset for use in over)))
            raise errors.RateLimited(
                f"Too many requests; try again in {seconds} s", headers={"Retry-After": str(seconds)}
            )


UNKNOWN = State()


def rules(text):
    """Rule by name from `name=count/period,…`, on top of the defaults. `*` stands for all names.

    Raises ImproperlyConfigured for what is no rule.
    """
    found = {rule.name: rule for rule in _parsed(DEFAULTS)}
    for given in _parsed(text):
        if given.name != "*" and given.name not in found:
            raise ImproperlyConfigured(f"RATE_LIMITS: there is no rule {given.name!r}, only {', '.join(found)}")
        for name in list(found) if given.name == "*" else [given.name]:
            found[name] = given._replace(name=name)
    return found


def _parsed(text):
    for entry in filter(None, map(str.strip, text.split(","))):
        match = ENTRY.match(entry)
        if not match:
            raise ImproperlyConfigured(f"RATE_LIMITS: {entry!r} is no rule; write e.g. signup=30/5m")
        yield Rule(match[1], int(match[2]), int(match[3]) * UNITS[match[4]])


@cache
def _rules():
    return rules(settings.RATE_LIMITS)


class _Counter(threading.local):
    """Runs SCRIPT over a connection of the thread's own: redis-py's client takes thrice as long as the connection."""

    def __init__(self):
        timeout = settings.VALKEY_TIMEOUT
        options = {"socket_timeout": timeout, "socket_connect_timeout": timeout}
        self.connection = redis.ConnectionPool.from_url(settings.CACHE_URL, **options).make_connection()

    def add(self, keys, args):
        try:
            return self._run(keys, args)
        except redis.ConnectionError:  # Valkey was started anew since the last request: then it is there again
            return self._run(keys, args)

    def _run(self, keys, args):
        try:
            return self._command("EVALSHA", SCRIPT_SHA, len(keys), *keys, *args)
        except redis.exceptions.NoScriptError:
            return self._command("EVAL", SCRIPT, len(keys), *keys, *args)

    def _command(self, *words):
        self.connection.send_packed_command([hiredis.pack_command(words)])
        return self.connection.read_response()


@cache
def _counter():
    return _Counter()


os.register_at_fork(after_in_child=_counter.cache_clear)  # two processes would read each other's answers


def spend(pairs, cost=1):
    """Counts `cost` for each (rule name, key) and returns the State; `state.refuse()` decides."""
    counted = [(_rules()[name], f"limit:{name}:{key}") for name, key in pairs]
    args = [number for rule, _ in counted for number in (cost, rule.period * 1000)]
    answer = _ask([key for _, key in counted], args)
    return State(Use(rule, answer[2 * i], answer[2 * i + 1] / 1000) for i, (rule, _) in enumerate(counted))


def count(name, *keys):
    """Counts one for the keys together (e.g. account and address)."""
    return spend([(name, ":".join(keys))])


def check(name, *keys):
    """Raises RateLimited when the rule is used up for these keys; counts nothing."""
    for use in spend([(name, ":".join(keys))], cost=0):
        State([use._replace(used=use.used + 1)]).refuse()


def address(request):
    """The caller's address: the last one that a trusted proxy added, never what a client claims."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    if settings.TRUSTED_PROXIES and len(hops) >= settings.TRUSTED_PROXIES:
        return hops[-settings.TRUSTED_PROXIES][:64]
    return request.META.get("REMOTE_ADDR", "")


_away = {"until": 0.0}
_own = {}
_own_lock = threading.Lock()
REST = 5  # seconds without asking a Valkey that did not answer


def _ask(keys, args):
    if monotonic() >= _away["until"]:
        try:
            return _counter().add(keys, args)
        except redis.RedisError as error:
            _away["until"] = monotonic() + REST
            log.warning("Rate limits are counted per process for %s s: %s", REST, error)
    return _ask_own(keys, args)


def _ask_own(keys, args):
    """What SCRIPT does, in this process."""
    now, answer = monotonic(), []
    with _own_lock:
        if len(_own) > 10_000:
            _own.clear()
        for i, key in enumerate(keys):
            used, until = _own.get(key, (0, 0))
            if until <= now:
                used, until = 0, now + args[2 * i + 1] / 1000
            _own[key] = (used + args[2 * i], until)
            answer += [_own[key][0], int((until - now) * 1000)]
    return answer
