"""Erasing accounts whose time to come back is over. The database first, in one transaction; files and mail follow."""

import logging
from time import monotonic
from uuid import UUID

from django.conf import settings

from accounts import one_time
from topin import files, mail, sealed, sql

log = logging.getLogger(__name__)
BATCH = 1_000
AT_ONCE = 60  # seconds that one run works
SEAL = "accounts.receipt"


class NotAllErased(Exception):
    """Some who are due are still there: the slot of the clock is run again."""


def erase_due():
    """Erases all who are due, each alone, so that one that fails holds up nobody. Returns how many.

    Raises NotAllErased when some failed, or when there are more than one run can do.
    """
    due = [UUID(user_id) for user_id in sql.ask(sql.SYSTEM, "get_due_deletions", BATCH).loads()]
    until = monotonic() + AT_ONCE
    tried = [_tried(user_id) for user_id in due if monotonic() < until]
    if None in tried or len(tried) < len(due) or len(due) == BATCH:
        raise NotAllErased(f"{tried.count(True)} erased, {tried.count(None)} failed, of {len(due)}")
    return tried.count(True)


def _tried(user_id):
    """As `erase`; None when it failed."""
    try:
        return erase(user_id)
    except Exception:
        log.exception("An account could not be erased")
        return None


def erase(user_id):
    """Erases one member, or nothing of them. False when they are not due (any more)."""
    with sql.acting_as(sql.SYSTEM, timeout_ms=settings.CODE_STATEMENT_TIMEOUT_MS):
        begun = sql.call("begin_erasure", user_id)
        if begun is None:
            return False
        to = begun.loads()["mail"]
        address_hash = one_time.hash_address(to["email"]) if to else b""
        sql.call("erase_account", user_id, address_hash, sealed.seal(SEAL, to) if to else None)
    return True


def remove_files(found):
    """Deletes what `internal.files_of` named; safe to repeat."""
    files.remove(files.private, *found["private"])
    for folder in found["private_folders"]:
        files.remove_folder(files.private, folder)
    for folder in found["public_folders"]:
        files.remove_folder(files.public, folder)


def send_receipt(event):
    """Mails the receipt, then forgets the address."""
    text = event.data.get("sealed")
    if text is None:
        return
    to = sealed.unseal(SEAL, text)
    context = {"receipt": event.data["receipt"], "name": to["name"]}
    mail.send("account_erased", to["email"], context, language=to["language"], key=event.delivery_id)
    sql.do(sql.SYSTEM, "forget_receipt", event.id)
