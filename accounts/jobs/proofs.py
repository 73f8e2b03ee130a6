"""Codes, flows and notes of mails that are over."""

from datetime import UTC, datetime, timedelta

from django.conf import settings

from topin import sql
from topin.clock import job

KEEP_PROOFS = timedelta(days=1)  # so that who comes late is told that it was too late


@job(every=timedelta(hours=1))
def remove_old_proofs():
    """Removes codes, flows and notes of mails that are of no use any more."""
    lifetime = max(KEEP_PROOFS, timedelta(seconds=max(settings.GOTRUE_OTP_EXP, settings.GOTRUE_FLOW_EXP)))
    before, timeout_ms = datetime.now(UTC) - lifetime, settings.CODE_STATEMENT_TIMEOUT_MS
    return sql.do(sql.SYSTEM, "remove_old_proofs", before, timeout_ms=timeout_ms)
