"""All that stands under an older master key follows the first one, while everybody goes on writing.

A row at a time: what is under which key stands in the row, so a run that was broken off is gone on with by the
next, and of two runs each row is moved by one (`store` asks whether it still is what was read).
"""

from base64 import b64decode
from uuid import UUID

from django.conf import settings

from messaging import sealing
from topin import sql

BATCH = 500


def rotate(rotated, tell):
    """Brings a table's rows under the first master key. Returns (how many it moved, {master: how many are closed}).

    `tell(number)` hears after each batch how many were moved so far. It goes through the table again until nothing
    moves: a process that was started before the change may have added some behind our back.
    """
    moved, gone_on = 0, True
    while gone_on:
        gone_on, closed = False, {}
        for row, renewed in _renewed(rotated, _older(rotated), closed, lambda: tell(moved)):
            gone_on = True
            moved += rotated.store(row, *renewed)
    return moved, closed


def check(rotated):
    """Opens each row. Returns ({master: how many rows}, {master: how many of them are closed})."""
    counts, closed = rotated.count(), {}
    for _ in _renewed(rotated, counts, closed, lambda: None):
        pass
    return counts, closed


def _older(rotated):
    first = sealing.first_master()
    return {name: number for name, number in rotated.count().items() if name != first}


def _renewed(rotated, counts, closed, after_batch):
    """(row, (master, bytes)) of each row under these keys that can be opened; the others are counted in `closed`."""
    for master, number in sorted(counts.items()):
        if master not in sealing.get_master_keys():
            closed[master] = number
            continue
        for row in _rows(rotated, master, after_batch):
            try:
                yield row, rotated.renew(row)
            except sealing.KeyUnavailable:
                closed[master] = closed.get(master, 0) + 1


def _rows(rotated, master, after_batch):
    last = None
    while rows := rotated.batch(master, last, BATCH):
        yield from rows
        last = rows[-1].id
        after_batch()


# -- Keys of conversations ------------------------------------------------------------------------


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


sealing.rotate_too(sealing.Rotated("conversation keys", _count, _batch, _renew, _store))
