"""All that stands under an older master key follows the first one, while everybody goes on writing.

A row at a time: what is under which key stands in the row, so a run that was broken off is gone on with by the
next, and of two runs each row is moved by one (`store` asks whether it still is what was read).
"""

from base64 import b64decode
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from messaging import sealing
from topin import sql

BATCH = 500
SAMPLE = 20  # rows by which a master key is known: one or two may be damaged


def rotate(rotated, tell):
    """Brings a table's rows under the first master key. Returns (how many it moved, {master: how many are closed}).

    `tell(number)` hears after each batch how many were moved so far. It goes through the table again until nothing
    moves: a process that was started before the change may have added some behind our back.
    """
    moved, before = 0, -1
    while moved > before:
        before, closed = moved, {}
        for batch in _renewed(rotated, _older(rotated), closed):
            moved += sum(rotated.store(row, *renewed) for row, renewed in batch)
            tell(moved)
    return moved, closed


def check(rotated):
    """Opens each row. Returns ({master: how many rows}, {master: how many of them are closed})."""
    counts, closed = rotated.count(), {}
    for _ in _renewed(rotated, counts, closed):
        pass
    return counts, closed


def opens(master):
    """Whether a master key that is set is the one it was: it opens some of what is under its id, if anything is."""
    sample = [(rotated, row) for rotated in sealing.ROTATED.values() for row in rotated.batch(master, None, SAMPLE)]
    return not sample or any(_renewed_row(*one) for one in sample)


def prove_first_master():
    """To be asked before something new is sealed. Raises KeyUnavailable when the first master key is another one than
    it was: of one id there is one key, so what the wrong one sealed would stay closed when it is put right."""
    name = sealing.first_master()
    _prove(name, sealing.get_master_keys()[name])


@lru_cache(maxsize=8)
def _prove(name, secret):
    if not opens(name):
        raise sealing.unavailable(sealing.OTHER_MASTER, name)


def _older(rotated):
    first = sealing.first_master()
    return {name: number for name, number in rotated.count().items() if name != first}


def _renewed(rotated, counts, closed):
    """Batches of (row, (master, bytes)), of those under these keys that can be opened; `closed` counts the others."""
    for master, number in sorted(counts.items()):
        if master not in sealing.get_master_keys():
            closed[master] = number
            continue
        for rows in _batches(rotated, master):
            renewed = [(row, _renewed_row(rotated, row)) for row in rows]
            batch = [(row, new) for row, new in renewed if new]
            if len(batch) < len(rows):
                closed[master] = closed.get(master, 0) + len(rows) - len(batch)
            yield batch


def _renewed_row(rotated, row):
    try:
        return rotated.renew(row)
    except sealing.KeyUnavailable:
        return None


def _batches(rotated, master):
    last = None
    while rows := rotated.batch(master, last, BATCH):
        yield rows
        last = rows[-1].id


# -- Keys of conversations ------------------------------------------------------------------------


def _masters():
    return sql.ask(sql.SYSTEM, "get_wrapping_masters").loads()


def _count():
    with sql.acting_as(sql.SYSTEM, read_only=True, timeout_ms=settings.CODE_STATEMENT_TIMEOUT_MS):
        return sql.call("count_wrapped_keys").loads()


def _batch(master, after, limit):
    found = sql.ask(sql.SYSTEM, "get_wrapped_keys", master, after, limit).loads()
    return [
        sealing.Row(UUID(key["conversation"]), UUID(key["key"]), key["master"], b64decode(key["wrapped"]))
        for key in found
    ]


def _renew(row):
    return sealing.wrap(row.id, sealing.unwrap(row.id, row.key, row.master, row.sealed))


def _store(row, master, wrapped):
    return sql.do(sql.SYSTEM, "store_wrapped_key", row.id, row.key, row.sealed, master, wrapped)


sealing.rotate_too(sealing.Rotated("conversation keys", _masters, _count, _batch, _renew, _store))
