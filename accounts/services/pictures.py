"""Deeds on the own avatar and banner, and the media worker's part of them."""

import threading
import time
from datetime import UTC, datetime, timedelta

from django.conf import settings

from accounts import selectors
from accounts.pictures import cage, heads
from topin import errors, files, sql

UPLOADS = "uploads/pictures"  # in the private store
KEPT = timedelta(hours=24)  # an original that nobody decoded
SIDE = 16_384  # pixels, as the cage says too
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 0.4  # seconds between two looks at what became of it
#: Requests of one process that may wait for the media worker: they hold a thread each, and threads are few.
_waiting = threading.BoundedSemaphore(1)

#: Why the media worker gives up on a picture → what its owner is told.
FAILURES = {
    "broken": "This file is damaged or not a whole picture.",
    "unsupported_type": "Send a picture as JPEG, PNG, WebP, GIF or AVIF.",
    "too_many_pixels": "This picture has too many pixels.",
    "too_costly": "This picture takes too much work to read: send it as a plain JPEG or PNG.",
    "lost": "This picture got lost on our side: send it again.",
    "expired": "This picture was not worked on in time: send it again.",
}


def change_picture(viewer, kind, upload):
    """Takes in a new avatar or banner (an uploaded file). Returns (Me, ready).

    Waits up to PICTURE_WAIT seconds for the media worker; when that takes longer, or this is part of a
    larger transaction, Me has the old picture still and ready is False. Raises Invalid for what is no
    picture or has too many pixels, TooLarge for too many bytes.
    """
    refuse_unfit(upload)
    name = files.keep(files.private, files.unguessable_name(UPLOADS), upload)
    try:
        picture_id = sql.do(viewer, "add_picture", kind, name)
    except BaseException:
        files.remove(files.private, name)
        raise
    ready = _is_ready_in_time(viewer, picture_id)
    return selectors.get_me(viewer), ready


def remove_picture(viewer, kind):
    """Takes the avatar or banner away, also one that is being decoded, and returns Me."""
    sql.do(viewer, "remove_picture", kind)
    return selectors.get_me(viewer)


def refuse_unfit(upload):
    """Raises TooLarge or Invalid by the file's length and its first bytes: nothing is decoded here."""
    if upload.size > settings.PICTURE_BYTES:
        raise errors.TooLarge(f"A picture has at most {_megabytes(settings.PICTURE_BYTES)} MiB.")
    try:
        head = heads.read(upload)
    except heads.Unreadable as error:
        raise errors.Invalid(errors=[("file", "unsupported_type", str(error))], detail=str(error)) from error
    if head.width * head.height > settings.PICTURE_PIXELS or max(head.width, head.height) > SIDE:
        detail = (
            f"A picture has at most {settings.PICTURE_PIXELS / 1_000_000:g} megapixels and {SIDE} pixels on a side; "
            f"this one has {head.width} × {head.height}."
        )
        raise errors.Invalid(detail, code="too_many_pixels", errors=[("file", "too_many_pixels", detail)])


def process_picture(picture_id):
    """Decodes an uploaded picture and shows it in the profile. Outside of transactions; safe to repeat.

    Every try writes the same names, and only `finish_picture` makes them known, so whoever was killed
    on the way leaves nothing but files that the next try writes over.
    """
    work = sql.ask(sql.SYSTEM, "get_picture_work", picture_id)
    work = work and work.loads()
    if work is None or work["state"] != "processing":
        return
    try:
        drawn = _draw(work)
    except cage.Undecodable as failure:
        sql.do(sql.SYSTEM, "fail_picture", picture_id, failure.code)
        return
    for width, content in drawn.items():
        files.keep(files.public, f"{work['name']}/{width}.webp", content)
    if not sql.do(sql.SYSTEM, "finish_picture", picture_id):
        files.remove_folder(files.public, work["name"])  # it was taken back meanwhile


def _draw(work):
    try:
        with files.private.open(work["upload"]) as upload:
            return cage.draw(work["kind"], upload)
    except FileNotFoundError as error:
        raise cage.Undecodable("lost") from error


def delete_outdated(data):
    """Deletes what a `picture_files_outdated` names: {upload?, folder?}. Safe to repeat."""
    files.remove(files.private, data.get("upload"))
    if data.get("folder"):
        files.remove_folder(files.public, data["folder"])


def expire_pictures(now=None):
    """Gives up on pictures that nobody decoded for a day and deletes originals that belong to none."""
    before = (now or datetime.now(UTC)) - KEPT
    expired = sql.do(sql.SYSTEM, "expire_pictures", before)
    return expired, files.remove_older(files.private, UPLOADS, before)


def _is_ready_in_time(viewer, picture_id):
    """Whether it was decoded within PICTURE_WAIT. Raises Invalid when it turned out to be none."""
    if sql.viewer_now() is not None:  # nobody sees this picture before the transaction around us ends
        return False
    if not _waiting.acquire(blocking=False):
        return False
    try:
        return _wait(viewer, picture_id)
    finally:
        _waiting.release()


def _wait(viewer, picture_id):
    end, pause = time.monotonic() + settings.PICTURE_WAIT, FIRST_PAUSE
    while time.monotonic() < end:
        time.sleep(min(pause, max(0, end - time.monotonic())))
        pause = min(pause * 1.5, LONGEST_PAUSE)
        found = sql.ask(viewer, "get_picture_state", picture_id)
        state = found.loads() if found else {"state": "ready"}  # a later one took its place
        if state["state"] == "failed":
            return _refuse_failed(state["failure"])
        if state["state"] == "ready":
            return True
    return False


def _refuse_failed(code):
    """Raises Invalid with the reason; True where it was only overtaken by a later picture, or taken back."""
    if code in FAILURES:
        raise errors.Invalid(FAILURES[code], code=code, errors=[("file", code, FAILURES[code])])
    return True


def _megabytes(size):
    return f"{size / 1024 / 1024:g}"
