"""One transaction in one round trip: what `topin/sql.py` sends for a deed that is one function.

Through psycopg's cursors the four statements of such a transaction (begin, identity, function, commit) cost ten times
as much of Python's time, and four waits. Here two go out together, in libpq's pipeline mode, which is a transaction
by itself: the server runs them one after the other, skips what follows one that failed, and commits at the end of the
pipeline, where it also checks what was deferred, or undoes all of it.
"""

import threading
from itertools import count
from select import POLLIN, POLLOUT, poll

from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus

FAILED = (ExecStatus.FATAL_ERROR, ExecStatus.BAD_RESPONSE)

_numbers = count()


class _Kept(threading.local):
    """What a thread keeps for the connection it used last: to make it anew would take longer than the trip."""

    connection = transformer = None
    known = {}  # (statement, types of its parameters) → the name it is prepared by there

    def of(self, connection):
        if self.connection is not connection:
            self.connection, self.transformer, self.known = connection, Transformer(connection), {}
        return self


_kept = _Kept()


def run(connection, enter, call, loaders):
    """Runs `enter` and `call`, each (statement with $1…, values), in a transaction; returns the one value of `call`.

    `connection` is idle and in autocommit mode; `loaders`: type name → how its text is loaded, besides psycopg's.
    Raises what the database refused with, and then nothing was done. Whatever else goes wrong in between closes the
    connection, for nobody knows how far it came.
    """
    try:
        kept = _kept.of(connection)
        statements = [_Statement(kept, *part) for part in (enter, call)]
        results = _exchange(connection.pgconn, statements)
        refused = next((result for result in results if result.status in FAILED), None)
        if refused is None:
            return _loaded(kept.transformer, results[-1], loaders)
    except BaseException:
        connection.close()
        raise
    raise error_from_result(refused, encoding="utf-8")


class _Statement:
    """A statement with its parameters as the server takes them, prepared once for each connection."""

    def __init__(self, kept, text, values):
        self.known, self.text = kept.known, text
        self.values = kept.transformer.dump_sequence(values, [PyFormat.TEXT] * len(values))
        self.types = tuple(kept.transformer.types or ()) if values else ()

    def send(self, pgconn):
        """Returns how many results it will have."""
        name = self.known.get((self.text, self.types))
        if name is not None:
            pgconn.send_query_prepared(name, self.values)
            return 1
        name = f"trip_{next(_numbers)}".encode()
        pgconn.send_prepare(name, self.text.encode(), self.types)
        pgconn.send_query_prepared(name, self.values)
        self.name = name
        return 2

    def note(self, results):
        """Remembers that it is prepared now."""
        if len(results) == 2 and results[0].status == ExecStatus.COMMAND_OK:
            self.known[self.text, self.types] = self.name


def _exchange(pgconn, statements):
    """Sends all at once; returns the results in their order, and last the refusal of the commit if there is one."""
    pgconn.enter_pipeline_mode()
    counts = [statement.send(pgconn) for statement in statements]
    pgconn.pipeline_sync()
    results = list(_results(pgconn))
    pgconn.exit_pipeline_mode()
    at = 0
    for statement, many in zip(statements, counts, strict=True):
        statement.note(results[at : at + many])
        at += many
    return results


def _results(pgconn):
    ready = poll()
    ready.register(pgconn.socket, POLLIN | POLLOUT)
    while pgconn.flush():  # a large body: the server may want to be heard before it takes more
        if any(events & POLLIN for _, events in ready.poll()):
            pgconn.consume_input()
    ready.modify(pgconn.socket, POLLIN)
    while True:
        while pgconn.is_busy():
            ready.poll()
            pgconn.consume_input()
        result = pgconn.get_result()
        if result is None:
            continue  # the end of one statement's results
        if result.status == ExecStatus.PIPELINE_SYNC:
            return
        yield result


def _loaded(transformer, result, loaders):
    if not result.ntuples:
        return None
    loader = loaders.get(result.ftype(0))
    if loader is not None:
        value = result.get_value(0, 0)
        return None if value is None else loader(value)
    transformer.set_pgresult(result)
    return transformer.load_row(0, tuple)[0]
