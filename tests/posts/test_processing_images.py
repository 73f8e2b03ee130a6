"""Pictures become WebP in several widths: upright, in sRGB, without a word of what was written into the file."""

import io

import blurhash
import pillow_heif
import pytest
from PIL import Image

from tests.accounts.pictures import all_files, encoded, profile, quarters, with_place, work
from tests.posts.processing import decoded_size, failure, hand_in, moving, opened, processed, renditions, shown, told
from topin import files, sql, streams

TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "AVIF": "image/avif", "GIF": "image/gif"}


def close(colour, wanted):
    return all(abs(a - b) < 30 for a, b in zip(colour[:3], wanted, strict=True))


def heic(picture, **options):
    target = io.BytesIO()
    pillow_heif.from_pillow(picture).save(target, quality=90, **options)
    return target.getvalue()


@pytest.mark.parametrize("kind", TYPES)
def test_each_kind_of_picture_is_drawn_as_webp(alice, superuser, kind):
    media = processed(superuser, alice, encoded(quarters(900, 600), kind), TYPES[kind])
    assert (media["status"], media["kind"], media["progress"], media["failure"]) == ("ready", "image", 100, None)
    assert [(v["name"], v["width"], v["height"]) for v in media["variants"]] == [
        ("1280", 900, 600), ("640", 640, 427), ("320", 320, 213),
    ]  # fmt: skip
    assert {v["content_type"] for v in media["variants"]} == {"image/webp"}
    assert (media["width"], media["height"], media["duration"]) == (900, 600, None)
    made = renditions(superuser)
    assert sorted(made) == ["1280.webp", "320.webp", "640.webp"]
    for name, size in (("1280.webp", (900, 600)), ("640.webp", (640, 427)), ("320.webp", (320, 213))):
        picture = opened(made[name])
        assert (picture.format, picture.size) == ("WEBP", size)
        assert close(picture.convert("RGB").getpixel((9, 9)), (255, 0, 0))
        assert close(picture.convert("RGB").getpixel((size[0] - 9, 9)), (0, 255, 0))


def test_heic_of_a_phone_is_read_too(alice, superuser):
    media = processed(superuser, alice, heic(quarters(700, 500)), "image/heic")
    assert (media["status"], media["width"], media["height"]) == ("ready", 700, 500)
    assert close(opened(renditions(superuser)["1280.webp"]).convert("RGB").getpixel((9, 9)), (255, 0, 0))


@pytest.mark.parametrize(
    ("width", "widths"),
    [(100, [100]), (320, [320]), (321, [321, 320]), (1281, [1281, 1280, 640, 320]), (3000, [2048, 1280, 640, 320])],
)
def test_nothing_is_scaled_up_and_nothing_is_wider_than_2048(alice, superuser, width, widths):
    media = processed(superuser, alice, encoded(Image.new("RGB", (width, 60), "red")), "image/png")
    assert [v["width"] for v in media["variants"]] == widths
    assert (media["width"], media["height"]) == (widths[0], max(1, round(60 * widths[0] / width)))


#: The upper left of the result → what stood there by the orientation of EXIF.
UPRIGHT = {1: (255, 0, 0), 2: (0, 255, 0), 3: (255, 255, 255), 6: (0, 0, 255), 8: (0, 255, 0)}


@pytest.mark.parametrize("orientation", UPRIGHT)
def test_pictures_stand_upright(alice, superuser, orientation):
    media = processed(superuser, alice, with_place(orientation), "image/jpeg")
    assert (media["width"], media["height"]) == ((400, 600) if orientation in (6, 8) else (600, 400))
    assert close(opened(renditions(superuser)["640.webp"]).convert("RGB").getpixel((20, 20)), UPRIGHT[orientation])


def test_nobody_learns_where_it_was_taken(alice, superuser):
    original = with_place()
    assert b"Spy & Sons" in original
    processed(superuser, alice, original, "image/jpeg")
    for content in renditions(superuser).values():
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(opened(content).info)
        assert not any(word in content for word in (b"Spy", b"EXIF", b"script"))
    assert not [name for name in all_files(files.private) if name.startswith("originals/")], "the original has it"
    assert all_files(files.public) == []


def test_colours_of_another_profile_are_turned_into_srgb(alice, superuser):
    swapped = profile().replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")
    processed(superuser, alice, encoded(Image.new("RGB", (200, 200), (255, 0, 0)), icc_profile=swapped), "image/png")
    red, _, blue = opened(renditions(superuser)["320.webp"]).convert("RGB").getpixel((30, 30))
    assert blue > 200 > 60 > red, "what this profile calls red is blue"


def test_what_is_transparent_stays_so(alice, superuser):
    processed(superuser, alice, encoded(Image.new("RGBA", (50, 50), (0, 255, 0, 0))), "image/png")
    assert opened(renditions(superuser)["320.webp"]).convert("RGBA").getpixel((9, 9))[3] == 0


def test_the_blur_has_the_colour_of_the_picture(alice, superuser):
    media = processed(superuser, alice, encoded(Image.new("RGB", (90, 90), "red")), "image/png")
    assert close(blurhash.decode(media["blurhash"], 4, 4)[1][1], (255, 0, 0))


def test_a_gif_that_stands_still_is_a_picture(alice, superuser):
    media = processed(superuser, alice, encoded(quarters(64, 64), "GIF"), "image/gif")
    assert (media["kind"], len(media["variants"])) == ("image", 1)


def test_a_gif_that_moves_becomes_a_film_without_sound(alice, superuser):
    content = moving(25, (161, 90))
    media = processed(superuser, alice, content, "image/gif")
    assert (media["status"], media["kind"]) == ("ready", "gif")
    assert (media["width"], media["height"]) == (160, 90), "even numbers, as H.264 needs them"
    assert media["duration"] == pytest.approx(0.5, abs=0.05)
    assert [v["name"] for v in media["variants"]] == ["mp4", "poster"]
    made = renditions(superuser)
    lines = told(made["720p.mp4"])
    assert "Video: h264" in lines
    assert "yuv420p" in lines
    assert "Audio" not in lines
    assert decoded_size(made["720p.mp4"]) == (160, 90)
    assert opened(made["poster.webp"]).size == (161, 90)
    assert media["blurhash"]


def test_a_gif_of_too_many_frames_is_refused(alice, superuser, settings):
    settings.MEDIA_GIF_FRAMES = 20
    assert failure(processed(superuser, alice, moving(30, (20, 20)), "image/gif")) == "too_many_frames"
    settings.MEDIA_GIF_FRAMES = 40
    assert processed(superuser, alice, moving(31, (20, 20)), "image/gif")["status"] == "ready"


def test_a_gif_that_runs_for_too_long_is_refused(alice, superuser, settings):
    settings.MEDIA_GIF_SECONDS = 1
    assert failure(processed(superuser, alice, moving(100, (20, 20)), "image/gif")) == "too_long"


def test_more_bytes_pixels_or_length_of_a_side_than_a_picture_may_have(alice, superuser, settings):
    content = encoded(quarters(300, 200))
    settings.MEDIA_IMAGE_BYTES = len(content) - 1
    assert failure(processed(superuser, alice, content, "image/png")) == "too_large"
    settings.MEDIA_IMAGE_BYTES = len(content)
    settings.MEDIA_IMAGE_PIXELS = 59_999
    assert failure(processed(superuser, alice, content, "image/png")) == "too_many_pixels"
    settings.MEDIA_IMAGE_PIXELS, settings.MEDIA_IMAGE_SIDE = 60_000, 299
    assert failure(processed(superuser, alice, encoded(quarters(300, 199)), "image/png")) == "too_many_pixels"
    settings.MEDIA_IMAGE_SIDE = 300
    assert processed(superuser, alice, encoded(quarters(300, 198)), "image/png")["status"] == "ready"


@pytest.mark.parametrize(
    ("content_type", "purpose", "wanted"),
    [
        ("image/png", "post", None),
        ("image/jpeg", "post", "type_mismatch"),
        ("image/gif", "avatar", "type_mismatch"),
        ("video/mp4", "post", "type_mismatch"),
        ("application/pdf", "document", "type_mismatch"),
        ("IMAGE/PNG; charset=x", "message", None),
        ("image/png", "avatar", None),
        ("image/png", "document", None),
    ],
)
def test_what_was_announced_has_to_be_found(alice, superuser, content_type, purpose, wanted):
    media = processed(superuser, alice, encoded(quarters(90, 60)), content_type, purpose=purpose)
    assert failure(media) == wanted


def test_a_document_is_kept_as_it_came_and_has_no_address(alice, superuser):
    content = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF"
    media_id = hand_in(superuser, alice, content, "application/pdf", purpose="document")
    work()
    media = shown(superuser, media_id)
    assert (media["status"], media["kind"], media["url"], media["variants"]) == ("ready", "document", None, [])
    (original,) = all_files(files.private)
    with files.private.open(original) as file:
        assert file.read() == content


def test_a_document_is_small_and_of_a_kind_that_people_can_read(alice, superuser, settings):
    assert failure(processed(superuser, alice, b"%PDF-1.7\n", "application/pdf")) == "unsuitable"
    gif = encoded(quarters(9, 9), "GIF")
    assert failure(processed(superuser, alice, gif, "image/gif", purpose="document")) == "unsuitable"
    settings.DOCUMENT_BYTES = 20
    pdf = b"%PDF-1.7\n" + b" " * 20
    assert failure(processed(superuser, alice, pdf, "application/pdf", purpose="document")) == "too_large"


def test_a_picture_that_was_a_document_too_is_two_contents(alice, superuser):
    content = encoded(quarters(90, 60))
    assert processed(superuser, alice, content, "image/png", purpose="document")["url"] is None
    assert processed(superuser, alice, content, "image/png")["url"]
    assert superuser.execute("select count(*) from media_contents").fetchone() == (2,)


def test_a_file_that_changed_on_its_way_is_not_looked_at(alice, superuser):
    content = encoded(quarters(90, 60))
    assert failure(processed(superuser, alice, content, "image/png", sha256="0" * 64)) == "changed"
    assert failure(processed(superuser, alice, content, "image/png", size=len(content) + 1)) == "changed"
    assert superuser.execute("select count(*) from media_contents").fetchone() == (0,)


def test_a_file_that_is_not_there_is_lost(alice, superuser):
    media_id = hand_in(superuser, alice, encoded(quarters(90, 60)), "image/png")
    files.remove(files.private, *all_files(files.private))
    work()
    assert failure(shown(superuser, media_id)) == "lost"


def test_its_owner_hears_of_it_on_the_stream(alice, bob, superuser):
    start = streams.position_now(alice.viewer)
    media = processed(superuser, alice, encoded(quarters(90, 60)), "image/png")
    heard = [item for item in streams.read(alice.viewer, start).items if item["kind"] == "media.changed"]
    assert heard[-1]["payload"]["media"] == media
    assert sql.ask(bob.viewer, "get_changed_media", [media["id"]]).loads() == {}
