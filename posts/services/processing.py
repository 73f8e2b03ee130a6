"""The media worker's part: what becomes of an upload once all of it has arrived."""

import hashlib
import logging
import shutil
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from posts.processing import Made, Refused, films, images, kinds, sounds
from posts.processing import ffmpeg as caged
from topin import files, sql

log = logging.getLogger(__name__)
CHUNK = 1024 * 1024
BEATS = 4  # renewals of a lease before it ends
PREFIX = "topin-media-"
STALE = 24 * 3600  # seconds after which unfinished work is nobody's


class Taken(Exception):
    """Another worker has this content by now, or nobody waits for it any more."""


class Claim:
    """A content that is this worker's while it says so often enough. Called with the share that is done."""

    def __init__(self, content, worker, alive):
        self.content, self.worker, self.alive = content, worker, alive
        self.percent, self.noted_at = 0, time.monotonic()

    def __call__(self, share=0.0):
        """Raises Taken."""
        self.alive()
        percent = max(self.percent, min(99, int(share * 100)))
        due = time.monotonic() - self.noted_at > settings.MEDIA_LEASE / BEATS
        if due or percent // 10 > self.percent // 10:
            lease = timedelta(seconds=settings.MEDIA_LEASE)
            if not sql.do(sql.SYSTEM, "note_media_progress", self.content, self.worker, percent, lease):
                raise Taken
            self.percent, self.noted_at = percent, time.monotonic()


def process_media(media_id, alive=lambda: None):
    """Finds out what an upload really is and makes its renditions, once for all who hand in the same bytes.

    Outside of transactions; safe to repeat. `alive()` is called often while it takes long. A failure that is in the
    file is kept with its code; whatever else goes wrong is raised, and worth another try.
    """
    work = sql.ask(sql.SYSTEM, "get_media_work", media_id)
    if work is None:
        return
    _remove_stale()
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=settings.MEDIA_WORK_DIR) as folder:
        try:
            _process(media_id, work.loads(), Path(folder), alive)
        except Taken:
            log.info("The content of medium %s is another worker's, or nobody's", media_id)


def _process(media_id, work, folder, alive):
    source = folder / "source"
    try:
        _fetch(work, source, alive)
        found, probe, kind = _recognise(work, source, folder, alive)
    except Refused as refusal:
        sql.do(sql.SYSTEM, "fail_media", media_id, refusal.code)
        return
    worker, lease = uuid4(), timedelta(seconds=settings.MEDIA_LEASE)
    answer = sql.do(sql.SYSTEM, "claim_media_content", media_id, worker, kind, lease, settings.MEDIA_TRIES)
    answer = answer and answer.loads()
    if answer and answer["state"] == "claimed":
        claim = Claim(answer["content"], worker, alive)
        _make(claim, answer["folder"], (found, probe, kind), source, folder)


def _fetch(work, source, alive):
    """A local copy, checked to be what was announced. Without the bytes nobody gets at what was made of them."""
    found = hashlib.sha256()
    try:
        with files.private.open(work["original"]) as original, source.open("wb") as copy:
            while chunk := original.read(CHUNK):
                found.update(chunk)
                copy.write(chunk)
                alive()
    except FileNotFoundError as error:
        raise Refused("lost") from error
    if source.stat().st_size != work["size"] or found.hexdigest() != work["sha256"]:
        raise Refused("changed")


def _recognise(work, source, folder, alive):
    """(Format, Probe or None, kind). Raises Refused where it is not what was announced, or too large for that."""
    with source.open("rb") as file:
        found = kinds.find(file)
    kinds.require_fit(found, work["content_type"], work["purpose"])
    probe, kind = None, found.family
    if work["purpose"] == "document":
        kind = "document"
    elif kind in (kinds.FILM, kinds.SOUND):
        probe = caged.probe(found.reader, source, folder, alive)
        kind = _film_or_sound(found, probe, work["content_type"])
    if work["size"] > _most_bytes()[kind]:
        raise Refused("too_large")
    return found, probe, kind


def _film_or_sound(found, probe, content_type):
    """MPEG-4 holds both; whoever announced a sound does not get a film, nor the other way round."""
    announced = "video" if content_type.startswith("video/") else "audio"
    if announced == "video" and probe.video is None:
        raise Refused("no_video")
    if announced == "audio" and probe.video is not None:
        raise Refused("type_mismatch")
    return announced


def _most_bytes():
    return {
        "image": settings.MEDIA_IMAGE_BYTES,
        "gif": settings.MEDIA_IMAGE_BYTES,
        "video": settings.MEDIA_VIDEO_BYTES,
        "audio": settings.MEDIA_AUDIO_BYTES,
        "document": settings.DOCUMENT_BYTES,
    }


def _make(claim, name, recognised, source, folder):
    """Makes and shows the renditions; they are known to nobody before the last statement."""
    place = f"media/{name}"
    try:
        made = _made(claim, *recognised, source, folder)
        for file in made.files:
            with (folder / file).open("rb") as content:
                files.keep(files.private, f"{place}/{file}", content)
            claim(0.99)
    except Refused as refusal:
        sql.do(sql.SYSTEM, "fail_media_content", claim.content, claim.worker, refusal.code)
        return
    except Taken:
        if sql.do(sql.SYSTEM, "fail_media_content", claim.content, claim.worker, "interrupted"):
            files.remove_folder(files.private, place)  # still ours, so nobody waits for it; or it is no more
        raise
    fields = {key: value for key, value in made._asdict().items() if key != "files"}
    if sql.do(sql.SYSTEM, "finish_media_content", claim.content, claim.worker, fields) == "gone":
        files.remove_folder(files.private, place)


def _made(claim, found, probe, kind, source, folder):
    if kind == "document":  # kept as it came: nobody but who decides about it sees it
        return Made("document", [], [])
    if kind == "video":
        return films.make(found, probe, source, folder, claim)
    if kind == "audio":
        return sounds.make(found, probe, source, folder, claim)
    made = images.make(found, source, folder, claim)
    return films.make_silent(found, source, folder, claim) if made == images.ANIMATED else made


def _remove_stale():
    """Takes away the work of processes that were killed long ago."""
    place = Path(settings.MEDIA_WORK_DIR or tempfile.gettempdir())
    for folder in place.glob(f"{PREFIX}*"):
        try:
            if time.time() - folder.stat().st_mtime > STALE:
                shutil.rmtree(folder, ignore_errors=True)
        except FileNotFoundError:
            continue
