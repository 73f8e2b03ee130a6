"""Files that mean harm, or are none: refused at once or by the worker, never served, and the worker lives on."""

import os
import struct
import zlib

import pytest
from PIL import Image

from accounts.pictures import cage
from tests.accounts.pictures import (
    MARK,
    all_files,
    chunk,
    encoded,
    frames,
    media_worker,
    name_of,
    opened,
    png,
    profile,
    quarters,
    upload,
    with_place,
    work,
)  # fmt: skip
from topin import files


def bomb(width, height):
    """A PNG that keeps its promise: a few bytes that become very many."""
    packer = zlib.compressobj(9)
    row = b"\0" * (1 + width // 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def heic():
    return struct.pack(">I", 24) + b"ftypheic" + b"\0\0\0\0" + b"mif1heic" + b"\0" * 200


def text_bomb():
    """Texts in a PNG that unpack to 64 MiB each."""
    packed = zlib.compress(b"a" * (64 * 1024 * 1024), 9)
    return png(8, 8, b"\0" + b"\1" * 24, extra=b"".join(chunk(b"zTXt", b"k%d\0\0" % n + packed) for n in range(8)))


#: Refused before anything is stored: name → (content, code of the error).
AT_ONCE = {
    "nothing": lambda: (b"", None),
    "one byte": lambda: (b"\xff", "unsupported_type"),
    "text with the name of a picture": lambda: (b"hello, I am a cat" * 50, "unsupported_type"),
    "a page": lambda: (b"<!doctype html>" + MARK, "unsupported_type"),
    "SVG": lambda: (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "unsupported_type"),
    "SVG behind a declaration": lambda: (b'<?xml version="1.0"?>\n<svg onload="x()"/>', "unsupported_type"),
    "PDF": lambda: (b"%PDF-1.7\n" + b"0" * 500, "unsupported_type"),
    "BMP": lambda: (encoded(quarters(), "BMP"), "unsupported_type"),
    "TIFF": lambda: (encoded(quarters(), "TIFF"), "unsupported_type"),
    "ICO": lambda: (encoded(quarters(64, 64), "ICO"), "unsupported_type"),
    "JPEG 2000": lambda: (encoded(quarters(), "JPEG2000"), "unsupported_type"),
    "PostScript": lambda: (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "unsupported_type"),
    "HEIC": lambda: (heic(), "unsupported_type"),
    "MP4": lambda: (struct.pack(">I", 24) + b"ftypisom" + b"\0\0\2\0isomiso2" + b"\0" * 99, "unsupported_type"),
    "ELF": lambda: (b"\x7fELF" + os.urandom(300), "unsupported_type"),
    "ZIP": lambda: (b"PK\3\4" + os.urandom(300), "unsupported_type"),
    "PNG without a head": lambda: (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "unsupported_type"),
    "PNG cut within its head": lambda: (png(9, 9)[:18], "unsupported_type"),
    "JPEG without a picture": lambda: (b"\xff\xd8\xff\xe0" + b"\0" * 60, "unsupported_type"),
    "JPEG that only begins": lambda: (with_place()[:30], "unsupported_type"),
    "GIF cut within its head": lambda: (b"GIF89a\1", "unsupported_type"),
    "WebP of an unknown kind": lambda: (b"RIFF\x10\0\0\0WEBPVP9 " + b"\0" * 40, "unsupported_type"),
    "an empty PNG": lambda: (png(0, 0), "unsupported_type"),
    "a side of 100,000 pixels": lambda: (bomb(100_000, 8), "too_many_pixels"),
    "a bomb of 900 megapixels": lambda: (bomb(30_000, 30_000), "too_many_pixels"),
    "a PNG that promises four thousand million pixels": lambda: (png(0xFFFF, 0xFFFF), "too_many_pixels"),
    "a GIF that promises 65,535 squared": lambda: (b"GIF89a" + b"\xff" * 4 + b"\0" * 60, "too_many_pixels"),
    "a WebP canvas of 16,777,216 squared": lambda: (
        b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0" + b"\0" * 4 + b"\xff" * 6,
        "too_many_pixels",
    ),
}


@pytest.mark.parametrize("kind", AT_ONCE)
def test_it_is_refused_at_once_and_nothing_is_kept(alice, api, superuser, kind):
    content, code = AT_ONCE[kind]()
    answer = upload(api(alice), content, filename="cat.jpg", content_type="image/jpeg")
    assert answer.status == 400
    assert answer.json["errors"][0]["field"] == "file"
    assert code in (None, answer.json["errors"][0]["code"])
    assert answer.json["detail"].endswith(".") or code is None
    assert superuser.execute("select count(*) from profile_pictures").fetchone() == (0,)
    assert all_files(files.private) == all_files(files.public) == []


#: Looks well from outside; the worker finds out: name → content.
BY_THE_WORKER = {
    "PNG cut off": lambda: encoded(quarters())[:-600],
    "PNG with a wrong checksum": lambda: encoded(quarters()).replace(b"IDAT", b"IDAT\1", 1),
    "PNG that promises more rows than it has": lambda: png(3000, 3000, b"\0" * 100),
    "PNG that promises other than it holds": lambda: png(2000, 2000, b"not rows at all" * 9, depth=16),
    "PNG whose data do not unpack": lambda: png(9, 9).replace(zlib.compress(b"", 9), os.urandom(8), 1),
    "JPEG cut off": lambda: encoded(quarters(), "JPEG")[:-800],
    "JPEG of noise behind a good head": lambda: encoded(quarters(), "JPEG")[:400] + os.urandom(4000),
    "GIF cut off": lambda: encoded(quarters(), "GIF")[:60],
    "GIF that is a script": lambda: b"GIF89a/*" + b"\1\0" * 4 + b"*/=1;" + MARK,
    "WebP cut off": lambda: encoded(quarters(), "WEBP")[:-100],
    "AVIF cut off": lambda: encoded(quarters(), "AVIF")[:-100],
    "texts that unpack to half a gibibyte": text_bomb,
}  # fmt: skip


@pytest.mark.parametrize("kind", BY_THE_WORKER)
def test_the_worker_finds_out_and_lives_on(alice, bob, api, superuser, settings, kind):
    settings.PICTURE_WAIT = 60
    with media_worker():
        answer = upload(api(alice), BY_THE_WORKER[kind](), filename="cat.jpg")
        assert upload(api(bob), encoded(quarters())).status == 200, "the worker lives"
    assert answer.status == 400
    assert answer.code in ("broken", "too_many_pixels", "too_costly", "unsupported_type")
    assert name_of(superuser, alice) is None
    work()
    assert all_files(files.private) == []
    assert {name.rpartition("/")[0] for name in all_files(files.public)} == {name_of(superuser, bob)}


def noise(mode, size=(300, 300)):
    return Image.effect_noise(size, 90).convert(mode)


#: Odd but honest: drawn anew, so that nothing of what was hidden in it is served. Name → content.
DRAWN_ANEW = {
    "JPEG with a page in its comment": lambda: encoded(quarters(), "JPEG", comment=MARK * 100),
    "JPEG with a page behind its end": lambda: encoded(quarters(), "JPEG") + b"<html>" + MARK,
    "JPEG with an archive behind its end": lambda: encoded(quarters(), "JPEG") + b"PK\3\4" + MARK,
    "PNG with a script behind its end": lambda: encoded(quarters()) + b"/*" + MARK,
    "PNG with a text": lambda: png(8, 8, (b"\0" + b"\1" * 24) * 8, extra=chunk(b"tEXt", b"Comment\0" + MARK)),
    "GIF that is also a script": lambda: encoded(quarters(), "GIF") + b"*/=1;" + MARK,
    "GIF of many frames": lambda: frames(400) + MARK,
    "animated WebP": lambda: encoded(
        quarters(), "WEBP", save_all=True, append_images=[noise("RGB", (600, 400))] * 9, xmp=MARK
    ),
    "photograph with its place": with_place,
    "CMYK": lambda: encoded(noise("L").convert("CMYK"), "JPEG", comment=MARK),
    "16 bits of grey": lambda: encoded(Image.new("I;16", (300, 300), 40_000)),
    "grey with transparency": lambda: encoded(noise("LA")),
    "palette with transparency": lambda: encoded(noise("P"), transparency=3),
    "one bit": lambda: encoded(noise("1")),
    "16 bits a colour": lambda: png(40, 40, (b"\0" + b"\x80\1" * 120) * 40, depth=16),
    "interlaced": lambda: encoded(noise("RGB"), "JPEG", progressive=True),
    "a colour profile that is none": lambda: encoded(quarters(), icc_profile=b"no profile" * 99 + MARK),
    "a huge colour profile": lambda: encoded(quarters(), "JPEG", icc_profile=profile() + b"\0" * 3_000_000 + MARK),
    "one pixel": lambda: encoded(Image.new("RGB", (1, 1), "red")),
    "a thread of a picture": lambda: encoded(Image.new("RGB", (16_000, 1), "red")),
    "20 megapixels": lambda: encoded(Image.new("RGB", (5_000, 4_000), "red"), "JPEG"),
}  # fmt: skip


@pytest.mark.parametrize("kind", DRAWN_ANEW)
def test_it_is_drawn_anew_and_nothing_hidden_is_served(alice, api, superuser, settings, kind):
    settings.PICTURE_WAIT = 0
    assert upload(api(alice), DRAWN_ANEW[kind](), filename="cat.html", content_type="text/html").status == 202
    work()
    stem = name_of(superuser, alice)
    for width in (512, 256, 128, 64):
        shown = opened(stem, width)
        assert (shown.format, getattr(shown, "n_frames", 1)) == ("WEBP", 1)
        assert shown.size[0] == shown.size[1] <= width
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(shown.info)
        with files.public.open(f"{stem}/{width}.webp") as file:
            assert b"script" not in file.read()


def test_grey_of_16_bits_keeps_its_brightness(alice, api, superuser, settings):
    settings.PICTURE_WAIT = 0
    upload(api(alice), DRAWN_ANEW["16 bits of grey"]())
    work()
    grey = opened(name_of(superuser, alice), 64).convert("RGB").getpixel((30, 30))
    assert all(abs(value - 40_000 / 257) < 6 for value in grey)


def test_colours_of_another_profile_are_turned_into_srgb(alice, api, superuser, settings):
    settings.PICTURE_WAIT = 0
    swapped = profile().replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")
    upload(api(alice), encoded(Image.new("RGB", (200, 200), (255, 0, 0)), icc_profile=swapped))
    work()
    red, _, blue = opened(name_of(superuser, alice), 64).convert("RGB").getpixel((30, 30))
    assert blue > 200 > 60 > red, "what this profile calls red is blue"


def test_more_bytes_than_a_picture_may_have(alice, api, settings):
    settings.PICTURE_BYTES = 5_000
    answer = upload(api(alice), encoded(Image.effect_noise((200, 200), 90)))
    assert (answer.status, answer.code) == (413, "too_large")
    assert "MiB" in answer.json["detail"]


def test_more_pixels_than_a_picture_may_have(alice, api, settings):
    settings.PICTURE_PIXELS = 10_000
    assert upload(api(alice), encoded(quarters(101, 100))).code == "too_many_pixels"
    settings.PICTURE_WAIT = 0
    assert upload(api(alice), encoded(quarters(100, 100))).status == 202


def test_more_bytes_than_a_body_may_have_are_not_read(alice, api, settings):
    settings.UPLOAD_BODY_BYTES = 20_000
    answer = upload(api(alice), encoded(Image.effect_noise((300, 300), 90)))
    assert (answer.status, answer.code) == (413, "too_large")


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"", "multipart/form-data; boundary=x", 400),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x", 400),
        (b"--x--\r\n", "multipart/form-data", 400),
        (b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\ntext\r\n--x--\r\n',
         "multipart/form-data; boundary=x", 400),
        (b"{}", "application/json", 400),
        (b"GIF89a", "image/gif", 415),
    ],
)  # fmt: skip
def test_a_body_without_a_file(alice, api, body, content_type, status):
    assert api(alice).put("/api/users/me/avatar", body, content_type=content_type).status == status


def test_names_lead_nowhere(alice, api, superuser, settings):
    settings.PICTURE_WAIT = 0
    upload(api(alice), encoded(quarters()), filename="../../../../etc/passwd\0.png")
    (kept,) = all_files(files.private)
    assert kept.startswith("uploads/pictures/")
    assert "passwd" not in kept


class TestCage:
    """The process that draws, whatever it was given."""

    def draw(self, tmp_path, content):
        path = tmp_path / "upload"
        path.write_bytes(content)
        with open(path, "rb") as file:
            return cage.draw("avatar", file)

    def test_it_has_little_memory(self, tmp_path, monkeypatch):
        monkeypatch.setattr(cage, "MEMORY", 200 * 1024 * 1024)
        with pytest.raises(cage.Undecodable) as refusal:
            self.draw(tmp_path, encoded(Image.new("RGBA", (4_400, 4_400))))
        assert refusal.value.code == "too_costly"

    def test_it_has_little_time_of_the_processor(self, tmp_path, monkeypatch):
        endless = tmp_path / "endless.py"
        endless.write_text(
            f"import runpy\nrunpy.run_path({str(cage.PROGRAM)!r})['confine'](1 << 30, 1)\nwhile True: pass"
        )
        monkeypatch.setattr(cage, "PROGRAM", endless)
        with pytest.raises(cage.Undecodable) as refusal:
            self.draw(tmp_path, encoded(quarters()))
        assert refusal.value.code == "too_costly"

    def test_a_machine_that_is_too_busy_is_not_the_pictures_fault(self, tmp_path, monkeypatch):
        monkeypatch.setattr(cage, "PATIENCE", 0.01)
        with pytest.raises(cage.CageBroke):
            self.draw(tmp_path, encoded(quarters()))

    def test_it_knows_no_secret(self, tmp_path, monkeypatch):
        spy = tmp_path / "spy.py"
        spy.write_text("import json, os, sys\nsys.stdout.write(json.dumps({'failure': ' '.join(sorted(os.environ))}))")
        monkeypatch.setattr(cage, "PROGRAM", spy)
        with pytest.raises(cage.Undecodable) as refusal:
            self.draw(tmp_path, encoded(quarters()))
        assert refusal.value.code == "LC_ALL MALLOC_ARENA_MAX PYTHONDONTWRITEBYTECODE"

    def test_what_it_answers_is_not_believed(self, tmp_path, monkeypatch):
        liar = tmp_path / "liar.py"
        liar.write_text("import sys\nsys.stdout.write('{\"files\": [[256, 14]]}\\n<script></script>')")
        monkeypatch.setattr(cage, "PROGRAM", liar)
        with pytest.raises(cage.Undecodable):
            self.draw(tmp_path, encoded(quarters()))
