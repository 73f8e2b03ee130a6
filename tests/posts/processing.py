"""Files that members hand in, made by Pillow and FFmpeg, and what became of them."""

import hashlib
import io
import re
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from posts.processing import ffmpeg as caged
from tests.accounts.pictures import all_files, work
from topin import files, sql

MARK = b"Spy<script>alert(1)</script>Sons"


def hand_in(superuser, person, content, content_type, *, purpose="post", size=None, sha256=None):
    """An upload that has arrived, as the doors leave it behind. Returns its id."""
    media_id = superuser.execute(
        """insert into post_media (user_id, purpose, filename, content_type, size, sha256, state,
                                   completed_at, original)
           values (%s, %s, 'x', %s, %s, %s, 'processing', now(),
                   'originals/' || replace(gen_random_uuid()::text, '-', ''))
           returning id, original""",
        [person.id, purpose, content_type, size or len(content), sha256 or hashlib.sha256(content).hexdigest()],
    ).fetchone()
    files.keep(files.private, media_id[1], content)
    with sql.acting_as(sql.SYSTEM):
        sql.rows("select internal.event_record('media_uploaded', %s)", [media_id[0]])
    return media_id[0]


def shown(superuser, media_id):
    """Media, as the API shows it."""
    return superuser.execute("select internal.media_json(%s, false)", [media_id]).fetchone()[0]


def processed(superuser, person, content, content_type, **options):
    """Hands in, works, and returns Media."""
    media_id = hand_in(superuser, person, content, content_type, **options)
    work()
    return shown(superuser, media_id)


def failure(media):
    return media["failure"] and media["failure"]["code"]


def renditions(superuser, media_id=None):
    """{file: content} of what was made of the only content there is, or of one medium's."""
    where, args = ("where id = (select content_id from post_media where id = %s)", [media_id]) if media_id else ("", [])
    (folder,) = superuser.execute(f"select folder from media_contents {where}", args).fetchone()
    found = {}
    for name in all_files(files.private):
        if name.startswith(f"media/{folder}/"):
            with files.private.open(name) as file:
                found[name.rpartition("/")[2]] = file.read()
    return found


def film(*arguments, ending="mp4", seconds=1, size="320x240", sound=True, rate=10):
    """A film of FFmpeg's test picture and a sine; arguments of FFmpeg come before the output's name."""
    sources = ["-f", "lavfi", "-i", f"testsrc2=s={size}:r={rate}:d={seconds}"]
    sources += ["-f", "lavfi", "-i", f"sine=d={seconds}"] if sound else []
    usual = {"mp4": ("-c:v", "libx264"), "mov": ("-c:v", "libx264"), "webm": ("-c:v", "libvpx")}
    codec = [] if "-c:v" in arguments or "-c" in arguments else [*usual.get(ending, ()), "-preset", "ultrafast"]
    if ending == "webm" and codec:
        codec = ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8"]
    return made(*sources, *codec, "-pix_fmt", "yuv420p", *arguments, ending=ending)


def sound(*arguments, ending="mp3", seconds=2):
    return made("-f", "lavfi", "-i", f"sine=d={seconds}", *arguments, ending=ending)


def made(*arguments, ending, given=b""):
    """What FFmpeg writes, with `given` where it reads `fd:`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"made.{ending}"
        command = [caged.program(), "-v", "error", "-y", *arguments, str(path)]
        source = Path(folder) / "given"
        source.write_bytes(given)
        with source.open("rb") as stdin:
            subprocess.run(command, check=True, capture_output=True, stdin=stdin, cwd=folder)
        return path.read_bytes()


def moving(amount, size=(64, 64), kind="GIF", **options):
    """Pictures that follow each other, each of another colour, 20 ms apart."""
    pictures = [Image.new("RGB", size, (n * 37 % 256, n * 101 % 256, n % 256)) for n in range(amount)]
    target = io.BytesIO()
    pictures[0].save(target, kind, save_all=True, append_images=pictures[1:], duration=20, **options)
    return target.getvalue()


def told(content, *, ending="mp4"):
    """What FFmpeg says of a file: its lines about the container and the streams."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"told.{ending}"
        path.write_bytes(content)
        command = [caged.program(), "-hide_banner", "-i", str(path)]
        return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL).stderr


def decoded_size(content):
    """(width, height) that FFmpeg shows of a film."""
    return tuple(map(int, re.search(r"Video: .*?, (\d+)x(\d+)", told(content)).groups()))


def opened(content):
    return Image.open(io.BytesIO(content))
