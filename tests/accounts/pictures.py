"""Pictures that people hand in, the honest and the hostile ones, and a media worker beside the test."""

import io
import struct
import threading
import zlib
from contextlib import contextmanager

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image, ImageCms, ImageDraw

from topin import events, files, relay, sql

MARK = b"<script>alert('hello')</script>"


def encoded(picture, kind="PNG", **options):
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def quarters(width=600, height=400):
    """Red, green / blue, white: whoever turns or cuts it shows how."""
    picture = Image.new("RGB", (width, height), "red")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((width // 2, 0, width, height // 2 - 1), "lime")
    draw.rectangle((0, height // 2, width // 2 - 1, height), "blue")
    draw.rectangle((width // 2, height // 2, width, height), "white")
    return picture


def with_place(orientation=6):
    """A JPEG of a phone: lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Spy & Sons"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 36.0)})
    return encoded(quarters(), "JPEG", exif=exif, quality=95, comment=MARK)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, rows=b"", depth=8, colour=2, *, extra=b""):
    """A PNG by hand, that may promise what it does not hold."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def frames(amount, size=(64, 64)):
    pictures = [Image.new("P", size, index % 256) for index in range(amount)]
    return encoded(pictures[0], "GIF", save_all=True, append_images=pictures[1:], duration=20)


def profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def upload(api, content, kind="avatar", *, filename="me.png", content_type="image/png", headers=None):
    """PUT of a file, as a form sends it."""
    part = SimpleUploadedFile(filename, content, content_type=content_type)
    body = encode_multipart(BOUNDARY, {"file": part})
    return api.put(f"/api/users/me/{kind}", body, content_type=MULTIPART_CONTENT, headers=headers)


def work():
    """What relay and media worker do, once, until nothing is left. Returns how each delivery ended."""
    ended = []
    while relay.take_events() or _waiting():
        ended += [events.deliver(delivery_id, tries) for delivery_id, tries in _waiting()]
    return ended


def _waiting():
    with sql.acting_as(sql.SYSTEM, read_only=True):
        rows = sql.rows(
            """select id, tries from event_deliveries
                where queue = 'media' and state = 'waiting' and next_try_at <= now()"""
        )
    return [(row["id"], row["tries"]) for row in rows]


@contextmanager
def media_worker():
    """Works beside the test, in a thread with a connection of its own."""
    stop = threading.Event()

    def run():
        try:
            while not stop.wait(0.02):
                work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def name_of(superuser, person, kind="avatar"):
    """The stem of the names that the profile points to."""
    table, column = ("profiles", "avatar") if kind == "avatar" else ("profile_details", "banner")
    return superuser.execute(f"select {column} from {table} where user_id = %s", [person.id]).fetchone()[0]


def opened(stem, width):
    """One of the files that everybody can fetch."""
    with files.public.open(f"{stem}/{width}.webp") as file:
        return Image.open(io.BytesIO(file.read()))


def all_files(store):
    """Every name in a store."""
    found, folders = [], [""]
    while folders:
        folder = folders.pop()
        try:
            inner, names = store.listdir(folder)
        except FileNotFoundError:
            continue
        folders += [f"{folder}/{name}".lstrip("/") for name in inner]
        found += [f"{folder}/{name}".lstrip("/") for name in names]
    return sorted(found)
