"""The only cursor of the product, and the only way to become somebody in the database.

`acting_as(viewer)` is one transaction: role and identity are set for it alone, so that nothing
leaks through a pooled connection. Inside it, `call` runs one SQL function by its plain name.
"""

import json
import re
import select
import threading
from contextlib import contextmanager
from functools import cache
from time import perf_counter
from typing import NamedTuple
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.utils import Error as DjangoDatabaseError
from django.db.utils import InterfaceError, OperationalError
from psycopg.adapt import Loader
from psycopg.pq import TransactionStatus
from psycopg.types.json import Jsonb

from topin import errors, metrics, tracing, trip

NAME = re.compile(r"[a-z_][a-z0-9_]*\Z")
#: One statement sets who acts, for this transaction alone, and refuses whose session does not let them in.
SETTINGS = (
    *("role", "topin.user_id", "topin.session_id", "topin.request_id"),
    *("statement_timeout", "transaction_read_only"),
)
_PARTS = [f"set_config('{name}', ${place}, true)" for place, name in enumerate(SETTINGS, 1)]
ENTER_FREELY = f"select {', '.join(_PARTS)}"
ENTER_BY_SESSION = f"{ENTER_FREELY}, require_session($7, $8, $9)"
HOLE = re.compile(r"\$[0-9]+")


class Viewer(NamedTuple):
    """Who looks or acts: a database role, a member and the session they came by."""

    role: str
    user_id: UUID | None = None
    session_id: UUID | None = None
    #: A session that still owes its second factor is enough.
    may_wait: bool = False

    @classmethod
    def user(cls, user_id, session_id=None):
        return cls("topin_user", user_id, session_id)

    @classmethod
    def staff(cls, user_id, session_id=None):
        return cls("topin_staff", user_id, session_id)

    @property
    def is_member(self):
        return self.user_id is not None

    def though_waiting(self):
        """The same, for the few deeds that a session may do before its second factor was given."""
        return self._replace(may_wait=True)


ANONYMOUS = Viewer("topin_anon")
SYSTEM = Viewer("topin_worker")  # jobs, readers, and sign-in before anybody is known


class Json(bytes):
    """JSON as PostgreSQL built it: passed on as it is, or read with `loads()`."""

    def loads(self):
        return json.loads(self)


#: Type → how its text becomes a value, where that is not psycopg's way.
LOADERS = {psycopg.adapters.types[name].oid: Json for name in ("json", "jsonb")}


class _JsonLoader(Loader):
    def load(self, data):
        return Json(data)


class _Acting(threading.local):
    stack = ()
    cursor = None
    request_id = ""
    calls = 0
    seconds = 0.0


_acting = _Acting()


def viewer_now():
    """The innermost viewer of this thread, or None outside of `acting_as`."""
    return _acting.stack[-1][0] if _acting.stack else None


def begin_request(request_id):
    """Events recorded by this thread from now on carry this request id; its database use starts at zero."""
    _acting.request_id = request_id
    _acting.calls, _acting.seconds = 0, 0.0


def request_use():
    """Functions called and seconds spent in them by this thread since `begin_request`."""
    return _acting.calls, _acting.seconds


@contextmanager
def acting_as(viewer, *, read_only=False, timeout_ms=None):
    """One transaction as `viewer`. Nested, it is a savepoint, and the outer identity comes back.

    Raises NotSignedIn when the viewer's session was ended, SecondFactorMissing when it waits for that,
    and whatever refusal a database error stands for (`topin/errors.py`).
    """
    outer = _acting.stack
    if outer:  # PostgreSQL cannot leave read-only mode again: the outermost decides
        read_only = outer[0][1]
    frame = (viewer, read_only, timeout_ms or settings.STATEMENT_TIMEOUT_MS)
    if not outer:
        _drop_if_dead(connections[DEFAULT_DB_ALIAS])
    with _refusals(), transaction.atomic():
        _enter(*frame)
        _acting.stack = (*outer, frame)
        try:
            yield
        finally:
            _acting.stack = outer
        if outer:  # a released savepoint keeps its settings, a rolled back one does not
            _enter(*outer[-1], check=False)


@contextmanager
def _refusals():
    """Turns database errors into the refusals they stand for."""
    try:
        yield
    except (psycopg.Error, DjangoDatabaseError) as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error


def _drop_if_dead(connection):
    """Lets go of a kept connection whose server went away, or on which something was cut off midway.

    An idle PostgreSQL connection has nothing to read; one that can be read was closed (or is
    about to say that it is closing). Asking the socket costs a microsecond, a query fifty.
    """
    raw = connection.connection
    if raw is None or connection.in_atomic_block:
        return
    idle = not raw.closed and raw.pgconn.transaction_status == TransactionStatus.IDLE
    if not idle or select.select([raw.fileno()], [], [], 0)[0]:
        connection.close()


def _enter(viewer, read_only, timeout_ms, check=True):
    statement, params = _entrance(viewer, read_only, timeout_ms, check)
    _cursor().execute(_for_cursor(statement), params)


def _entrance(viewer, read_only, timeout_ms, check=True):
    """The statement that makes somebody `viewer`, and its parameters."""
    params = (
        viewer.role,
        str(viewer.user_id or ""),
        str(viewer.session_id or ""),
        _acting.request_id,
        str(timeout_ms),
        "on" if read_only else "off",
    )
    if not check or viewer.session_id is None:
        return ENTER_FREELY, params
    return ENTER_BY_SESSION, (*params, viewer.user_id, viewer.session_id, viewer.may_wait)


def _opened(connection):
    """psycopg's connection behind Django's."""
    connection.ensure_connection()
    return connection.connection


def _cursor():
    """The thread's cursor. One is enough: every result is fetched before the next statement."""
    connection = _opened(connections[DEFAULT_DB_ALIAS])
    cursor = _acting.cursor
    if cursor is None or cursor.connection is not connection:
        cursor = _acting.cursor = psycopg.Cursor(connection)
        cursor.adapters.register_loader("json", _JsonLoader)
        cursor.adapters.register_loader("jsonb", _JsonLoader)
    return cursor


def refusal_of(error):
    cause = error if isinstance(error, psycopg.Error) else error.__cause__
    refusal = errors.refusal_of(cause) if isinstance(cause, psycopg.Error) else None
    if refusal is None and isinstance(error, (psycopg.OperationalError, OperationalError, InterfaceError)):
        return errors.Unavailable()
    if refusal is None and isinstance(cause, psycopg.DataError) and cause.sqlstate is None:
        return errors.Invalid("The request holds text that cannot be stored")  # a NUL, before it was sent
    return refusal


def call(function, *args):
    """Runs `select function(args…)` and returns its value; json comes back as `Json`."""
    assert _acting.stack, "call() needs acting_as()"
    return _call(function, args)


def _call(function, args):
    statement = _for_cursor(_statement(function, len(args)))
    started = perf_counter()
    try:
        cursor = _cursor()
        cursor.execute(statement, [_adapt(a) for a in args], prepare=True)
        row = cursor.fetchone()
        return row[0] if row else None
    finally:
        _count_call(function, perf_counter() - started)


def _count_call(function, seconds):
    _acting.calls += 1
    _acting.seconds += seconds
    _times_of(function).observe(seconds)
    tracing.note(function, seconds)


_times_of = cache(metrics.database.labels)


@cache
def _statement(function, count):
    assert NAME.match(function), "a function is called by its plain name"
    return f"select {function}({', '.join(f'${place}' for place in range(1, count + 1))})"


@cache
def _for_cursor(statement):
    """The same with the holes that psycopg's cursors know."""
    return HOLE.sub("%s", statement)


def _adapt(value):
    return Jsonb(value) if isinstance(value, dict) else value


def rows(statement, params=()):
    """Rows of a fixed statement as dicts (administration and checks; deeds use `call`)."""
    assert _acting.stack, "rows() needs acting_as()"
    cursor = _cursor()
    cursor.execute(statement, params)
    names = [column.name for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def ask(viewer, function, *args):
    """A question: one read-only transaction, one function."""
    return _alone(viewer, True, function, args)


def do(viewer, function, *args, timeout_ms=None):
    """A deed: one transaction, one function."""
    return _alone(viewer, False, function, args, timeout_ms)


def _alone(viewer, read_only, function, args, timeout_ms=None):
    """What `acting_as` and `call` do together, in one round trip to the database."""
    connection = connections[DEFAULT_DB_ALIAS]  # asked once: it costs more than a look at a dictionary
    if _acting.stack or connection.in_atomic_block:
        with acting_as(viewer, read_only=read_only, timeout_ms=timeout_ms):
            return _call(function, args)
    entrance = _entrance(viewer, read_only, timeout_ms or settings.STATEMENT_TIMEOUT_MS)
    question = _statement(function, len(args)), [_adapt(a) for a in args]
    _drop_if_dead(connection)
    started = perf_counter()
    try:
        with _refusals():
            return trip.run(_opened(connection), entrance, question, LOADERS)
    finally:
        _count_call(function, perf_counter() - started)


@contextmanager
def listen(*channels):
    """A connection of its own that hears NOTIFY. Yields `heard(seconds)` → [(channel, payload)].

    `heard` waits for the first notice and returns with all that came. Straight to PostgreSQL, as
    notices do not pass a PgBouncer in transaction mode. Raises Unavailable when the server goes away.
    """
    try:
        options = {"keepalives_idle": 30, "application_name": "topin listen"}
        options["connect_timeout"] = settings.DATABASE_CONNECT_SECONDS
        with psycopg.connect(settings.DATABASE_URL, autocommit=True, **options) as connection:
            for channel in channels:
                assert NAME.match(channel)
                connection.execute(f"listen {channel}")

            def heard(seconds):
                return [(n.channel, n.payload) for n in connection.notifies(timeout=seconds, stop_after=1)]

            yield heard
    except psycopg.OperationalError as error:
        raise errors.Unavailable() from error
