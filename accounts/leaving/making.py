"""Making archives: whoever leases one works on it; who is gone is followed by another when the lease ends."""

import logging
import tempfile
from datetime import timedelta
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.core.files.base import File

from accounts.leaving.archive import Archive
from topin import files, sql

log = logging.getLogger(__name__)
FIRST_PAUSE = timedelta(seconds=30)  # after a failure; longer each time
ALL_BUT_STORED = 99  # per cent
NOTE_EVERY = 2  # seconds between two notes of the progress


class LeaseLost(Exception):
    """Another worker has this archive now, or its account is gone."""


def make_next():
    """Makes the archive that waits longest. Returns whether there was one."""
    claimed = sql.do(sql.SYSTEM, "claim_export", _lease(), settings.EXPORT_TRIES, settings.EXPORTS_AT_ONCE)
    if claimed is None:
        return False
    claimed = claimed.loads()
    export_id, user_id, attempt = UUID(claimed["id"]), UUID(claimed["user_id"]), claimed["try"]
    try:
        _make(export_id, user_id, attempt)
    except LeaseLost:
        log.warning("The archive %s went to another worker", export_id)
    except Exception:
        log.exception("The archive %s could not be made", export_id)
        sql.do(sql.SYSTEM, "fail_export", export_id, attempt, settings.EXPORT_TRIES, FIRST_PAUSE)
    return True


def _make(export_id, user_id, attempt):
    name = name_of(user_id, export_id, attempt)
    notes = _Notes(export_id, attempt)
    with tempfile.TemporaryFile() as target:
        Archive(target, notes).write(user_id)
        size = target.tell()
        target.seek(0)
        _keep(name, _Watched(target, notes))
    keep = timedelta(days=settings.EXPORT_DAYS)
    if not sql.do(sql.SYSTEM, "finish_export", export_id, attempt, name, size, keep):
        files.remove(files.private, name)
        raise LeaseLost()
    remove_files(user_id, export_id, range(1, attempt))


def _keep(name, archive):
    """Under a name of this try's own: nobody is told it before all of it is there."""
    try:
        files.keep(files.private, name, archive)
    except BaseException:
        files.remove(files.private, name)
        raise


class _Watched(File):
    """A file that says so when it is read: storing a large archive takes longer than a lease, too."""

    def __init__(self, file, moved):
        super().__init__(file)
        self.moved = moved

    def read(self, *args):
        self.moved(ALL_BUT_STORED)
        return self.file.read(*args)


class _Notes:
    """Called with the progress: notes it and keeps the lease, not more often than is of use."""

    def __init__(self, export_id, attempt):
        self.export_id, self.attempt = export_id, attempt
        self.noted, self.at = None, 0.0

    def __call__(self, progress):
        if progress == self.noted and monotonic() < self.at + NOTE_EVERY:
            return
        if not sql.do(sql.SYSTEM, "note_export", self.export_id, self.attempt, progress, _lease()):
            raise LeaseLost()
        self.noted, self.at = progress, monotonic()


def _lease():
    return timedelta(seconds=settings.EXPORT_LEASE)


def folder_of(user_id):
    """Where a member's archives lie in the private store."""
    return f"exports/{user_id}"


def name_of(user_id, export_id, attempt):
    return f"{folder_of(user_id)}/{export_id}-{attempt}.zip"


def remove_files(user_id, export_id, attempts):
    """Deletes what these tries left in the store; safe to repeat."""
    files.remove(files.private, *[name_of(user_id, export_id, attempt) for attempt in attempts])


def expire():
    """Deletes archives whose time is over, the file first. Returns how many."""
    old = sql.ask(sql.SYSTEM, "get_outdated_exports", 100).loads()
    for export in old:
        remove_files(export["user_id"], export["id"], range(1, export["tries"] + 1))
        sql.do(sql.SYSTEM, "expire_export", UUID(export["id"]))
    return len(old)
