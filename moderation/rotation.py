"""Copies of reported messages follow the master key (`manage.py rotate_message_keys`)."""

from base64 import b64decode
from uuid import UUID

from django.conf import settings

from messaging import sealing
from topin import sql


def _count():
    with sql.acting_as(sql.SYSTEM, read_only=True, timeout_ms=settings.CODE_STATEMENT_TIMEOUT_MS):
        return sql.call("count_sealed_reports").loads()


def _batch(master, after, limit):
    found = sql.ask(sql.SYSTEM, "get_sealed_reports", master, after, limit).loads()
    return [sealing.Row(UUID(copy["id"]), None, copy["master"], b64decode(copy["sealed"])) for copy in found]


def _renew(row):
    return sealing.seal_report(sealing.open_report(row.master, row.sealed))


def _store(row, master, sealed):
    return sql.do(sql.SYSTEM, "store_sealed_report", row.id, row.sealed, master, sealed)


sealing.rotate_too(sealing.Rotated("reported messages", _count, _count, _batch, _renew, _store))
