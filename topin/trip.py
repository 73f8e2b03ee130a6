"""One transaction in one round trip: what `topin/sql.py` sends for a deed that is one function.

Through psycopg's cursors the four statements of such a transaction (begin, identity, function, commit) cost ten times
as much of Python's time, and four waits. Here they go out together, in libpq's pipeline mode: the server runs them
one after the other and, once one failed, skips the rest, the commit too.
"""

from itertools import count
from select import POLLIN, POLLOUT, poll
from weakref import WeakKeyDictionary

from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, TransactionStatus

FAILED = (ExecStatus.FATAL_ERROR, ExecStatus.BAD_RESPONSE)

_numbers = count()
#: Connection → (statement, types of its parameters) → the name it is prepared by there.
_prepared = WeakKeyDictionary()


def run(connection, enter, call, loaders):
    """Begins, runs `enter` and `call`, each (statement with $1…, values), commits; returns the one value of `call`.

    `connection` is idle and in autocommit mode; `loaders`: type name → how its text is loaded, besides psycopg's.
    Raises what the database refused with, and then nothing was done. Whatever else goes wrong in between closes the
    connection, for nobody knows how far it came.
    """
    try:
        transformer = Transformer(connection)
        statements = [_Statement(connection, transformer, *part) for part in (enter, call)]
        results = _exchange(connection.pgconn, statements)
        refused = next((result for result in results if result.status in FAILED), None)
        if refused is None:
            return _loaded(transformer, results[-2], loaders)  # the last but the commit's
        if connection.pgconn.transaction_status != TransactionStatus.IDLE:
            connection.pgconn.exec_(b"rollback")
    except BaseException:
        connection.close()
        raise
    raise error_from_result(refused, encoding="utf-8")


class _Statement:
    """A statement with its parameters as the server takes them, prepared once for each connection."""

    def __init__(self, connection, transformer, text, values):
        self.text = text
        self.values = transformer.dump_sequence(values, [PyFormat.TEXT] * len(values))
        self.types = tuple(transformer.types or ()) if values else ()
        self.known = _prepared.setdefault(connection, {})

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
    """Sends all at once; returns the results in their order."""
    pgconn.enter_pipeline_mode()
    pgconn.send_query_params(b"begin", None)
    counts = [statement.send(pgconn) for statement in statements]
    pgconn.send_query_params(b"commit", None)
    pgconn.pipeline_sync()
    results = list(_results(pgconn))
    pgconn.exit_pipeline_mode()
    at = 1
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
