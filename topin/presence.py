"""Who is here: each process notes the sessions it saw, and one thread of it passes them on every few seconds.

Noting is a word in a dictionary: no request and no socket ever waits for it. The moments go to Valkey, which says
what PostgreSQL has to be told (topin/seen.py); without Valkey PostgreSQL is told all of it. What was seen while
PostgreSQL is away is kept (as much as MOST) and written when it is back, with the true times. There is no thread
while nobody comes.
"""

import atexit
import logging
import os
from contextlib import suppress
from threading import Event, Lock, Thread
from time import monotonic

from django.conf import settings
from django.db import connections

from topin import errors, seen, sql
from topin.lean import late
from topin.outage import Outage

redis = late("redis")  # for who sees people
log = logging.getLogger(__name__)
MOST = 20_000  # sessions kept in memory; whoever is one too many is noted when they come again
LAST_WRITE_SECONDS = 2  # that the end of the process waits for the last of it


class Heartbeats:
    def __init__(self):
        self.seen = {}  # session id → when, by this process's clock
        self.lock = Lock()
        self.thread = None
        self.ending = Event()
        self.waiting = 0  # moments in Valkey, of any process
        self.outage = Outage("PostgreSQL")
        self.valkey = Outage("Valkey")

    def note(self, viewer):
        """This session was seen now. Visitors, and readers of the house, have none."""
        if viewer.session_id is None:
            return
        with self.lock:
            self._keep(viewer.session_id, monotonic())
            if self.thread is None and not self.ending.is_set():
                self._begin()

    def stop(self):
        """Writes what is left, and ends the thread."""
        self.ending.set()
        thread = self.thread
        if thread is not None:
            thread.join(LAST_WRITE_SECONDS)

    def _keep(self, session_id, at):
        if session_id in self.seen or len(self.seen) < MOST:
            self.seen[session_id] = max(at, self.seen.get(session_id, at))

    def _begin(self):
        thread = Thread(target=self._run, name="heartbeats", daemon=True)
        with suppress(RuntimeError):  # no thread to be had: the next one seen tries again
            thread.start()
            self.thread = thread

    def _run(self):
        """Writes at once, then every HEARTBEAT_SECONDS until a pause passes in which nobody came."""
        try:
            while True:
                self._write(self._due(self._take()))
                self.ending.wait(settings.HEARTBEAT_SECONDS)
                if self.ending.is_set():
                    self._write(self._take())
                    return
                with self.lock:
                    if not self.seen and not self.waiting:
                        self.thread = None
                        return
        finally:
            connections.close_all()  # this thread's own

    def _take(self):
        """{session id: seconds ago} of what was seen since the last time."""
        with self.lock:
            taken, self.seen = self.seen, {}
        now = monotonic()
        return {session_id: now - at for session_id, at in taken.items()}

    def _due(self, taken):
        """What PostgreSQL is to be told now, of what this process and all others saw."""
        try:
            due, self.waiting = seen.exchange(taken)
        except redis.RedisError as error:
            self.valkey.began(error)
            due, self.waiting = taken, 0
        else:
            self.valkey.ended()
        return due

    def _write(self, due):
        if not due:
            return
        now = monotonic()
        try:
            sql.do(sql.SYSTEM, "touch_sessions", list(due), list(due.values()))
        except errors.Unavailable as error:
            self.outage.began(error)
            with self.lock:
                for session_id, ago in due.items():
                    self._keep(session_id, now - ago)
        except Exception:
            log.exception("Heartbeats were lost")
        else:
            self.outage.ended()


heartbeats = Heartbeats()
note = heartbeats.note
atexit.register(heartbeats.stop)
os.register_at_fork(after_in_child=heartbeats.__init__)  # threads do not live on in a child
