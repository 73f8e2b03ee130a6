"""When sessions were seen, kept in Valkey until PostgreSQL is told.

All processes put their moments together here, and each round one of them takes what may be written: a session's
newest moment, at most once in SEEN_SECONDS. What a process leaves behind another one writes.
"""

from uuid import UUID

from django.conf import settings

from topin.realtime.valkey import valkey

AT_ONCE = 2_000  # sessions of one call
#: By Valkey's own clock alone. A session that was taken stays in the second set until its time is over, and leaves
#: it when nothing newer came.
SCRIPT = """
local moments, times = KEYS[1], KEYS[2]
local clock = redis.call('TIME')
local now = clock[1] + clock[2] / 1000000
for i = 2, #ARGV, 2 do
    redis.call('ZADD', moments, 'GT', now - ARGV[i + 1], ARGV[i])
    redis.call('ZADD', times, 'NX', now, ARGV[i])
end
local due = {}
for _, session in ipairs(redis.call('ZRANGEBYSCORE', times, '-inf', now, 'LIMIT', 0, 2 * %d)) do
    local at = redis.call('ZSCORE', moments, session)
    if at then
        due[#due + 1], due[#due + 2] = session, tostring(now - at)
        redis.call('ZREM', moments, session)
        redis.call('ZADD', times, now + ARGV[1], session)
    else
        redis.call('ZREM', times, session)
    end
end
return {redis.call('ZCARD', moments), due}
"""
MOMENTS, TIMES = "seen:moments", "seen:times"


def exchange(seconds_ago):
    """Adds moments, as {session id: seconds ago}, and takes what is to be written now.

    Returns ({session id: seconds ago}, how many wait). Raises redis.RedisError; what was given then is the caller's.
    """
    given = list(seconds_ago.items())
    due, waiting = {}, 0
    for first in range(0, len(given) or 1, AT_ONCE):
        arguments = [part for pair in given[first : first + AT_ONCE] for part in pair]
        waiting, taken = _run(settings.SEEN_SECONDS, *map(str, arguments))
        due |= {UUID(session.decode()): float(ago) for session, ago in zip(taken[::2], taken[1::2], strict=True)}
    return due, waiting


def _run(*arguments):
    return valkey().eval(SCRIPT % AT_ONCE, 2, MOMENTS, TIMES, *arguments)
