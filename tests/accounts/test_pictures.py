"""Avatars and banners: handed in, waited for, shown, replaced, taken away."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from PIL import Image

from accounts import services
from accounts.services import pictures as deeds
from tests.accounts.pictures import (
    all_files,
    encoded,
    media_worker,
    name_of,
    opened,
    quarters,
    upload,
    with_place,
    work,
)  # fmt: skip
from topin import files, sql


@pytest.fixture
def impatient(settings):
    """Answers do not wait for the worker."""
    settings.PICTURE_WAIT = 0


def close(colour, wanted):
    return all(abs(a - b) < 24 for a, b in zip(colour[:3], wanted, strict=True))


def test_a_new_avatar_is_in_the_answer(alice, api, settings):
    settings.PICTURE_WAIT = 60
    with media_worker():
        answer = upload(api(alice), encoded(quarters()))
    assert answer.status == 200
    assert answer.json["avatar_url"].endswith("/avatar/256.webp")
    assert api(alice).get("/api/users/me").json["avatar_url"] == answer.json["avatar_url"]


def test_everybody_sees_it_everywhere(alice, bob, api, superuser, impatient):
    upload(api(alice), encoded(quarters()))
    work()
    address = api().get(f"/api/users/{alice.id}").json["avatar_url"]
    assert address.endswith(f"/media/{name_of(superuser, alice)}/256.webp")
    api(alice).post("/api/posts", {"text": "Look"})
    api(bob).post(f"/api/social/follow/{alice.id}")
    assert api(alice).get(f"/api/social/following/{bob.id}").json["items"][0]["avatar_url"] == address
    assert api(bob).get("/api/posts").json["items"][0]["author"]["avatar_url"] == address


@pytest.mark.parametrize(("width", "side"), [(512, 512), (256, 256), (128, 128), (64, 64)])
def test_an_avatar_is_a_square_in_four_sizes(alice, api, superuser, impatient, width, side):
    upload(api(alice), encoded(quarters(1600, 900)))
    work()
    assert opened(name_of(superuser, alice), width).size == (side, side)


def test_a_banner_is_three_times_as_wide_as_high(alice, api, superuser, impatient):
    upload(api(alice), encoded(quarters(3000, 2000)), "banner")
    work()
    stem = name_of(superuser, alice, "banner")
    assert [opened(stem, width).size for width in (1500, 750)] == [(1500, 500), (750, 250)]
    assert api(alice).get("/api/users/me").json["banner_url"].endswith("/banner/1500.webp")


def test_nothing_is_blown_up(alice, api, superuser, impatient):
    upload(api(alice), encoded(quarters(100, 90)))
    work()
    assert [opened(name_of(superuser, alice), w).size[0] for w in (512, 256, 128, 64)] == [90, 90, 90, 64]


def test_the_middle_is_kept(alice, api, superuser, impatient):
    picture = Image.new("RGB", (900, 300), "red")
    picture.paste("lime", (300, 0, 600, 300))
    upload(api(alice), encoded(picture))
    work()
    shown = opened(name_of(superuser, alice), 256).convert("RGB")
    assert all(close(shown.getpixel(at), (0, 255, 0)) for at in ((8, 8), (248, 8), (128, 248)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_each_kind_is_taken_whatever_its_name_and_header_say(alice, api, superuser, impatient, kind):
    answer = upload(api(alice), encoded(quarters(), kind), filename="letter.txt", content_type="text/plain")
    assert answer.status == 202
    work()
    assert opened(name_of(superuser, alice), 256).format == "WEBP"


#: The upper left of the result → what stood there by the orientation of EXIF.
UPRIGHT = {1: (255, 0, 0), 2: (0, 255, 0), 3: (255, 255, 255), 6: (0, 0, 255), 8: (0, 255, 0)}


@pytest.mark.parametrize("orientation", UPRIGHT)
def test_pictures_stand_upright(alice, api, superuser, impatient, orientation):
    upload(api(alice), with_place(orientation), filename="phone.jpg")
    work()
    shown = opened(name_of(superuser, alice), 256).convert("RGB")
    assert close(shown.getpixel((20, 20)), UPRIGHT[orientation])


def test_nobody_learns_where_it_was_taken(alice, api, superuser, impatient):
    original = with_place()
    assert b"Spy & Sons" in original
    upload(api(alice), original)
    work()
    stem = name_of(superuser, alice)
    for width in (512, 256, 128, 64):
        shown = opened(stem, width)
        assert not shown.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(shown.info)
        with files.public.open(f"{stem}/{width}.webp") as file:
            content = file.read()
        assert b"Spy" not in content
        assert b"EXIF" not in content
    assert all_files(files.private) == [], "the original, which has it, is gone"


def test_who_waits_too_long_gets_the_old_picture_and_the_new_one_later(alice, api, superuser, impatient):
    upload(api(alice), encoded(quarters()))
    work()
    before = api(alice).get("/api/users/me").json["avatar_url"]
    answer = upload(api(alice), encoded(quarters(500, 500)))
    assert (answer.status, answer.json["avatar_url"]) == (202, before)
    work()
    assert api(alice).get("/api/users/me").json["avatar_url"] not in (None, before)


def test_only_so_many_requests_wait(alice, api, settings):
    settings.PICTURE_WAIT = 30
    with deeds._waiting:
        started = datetime.now(UTC)
        answer = upload(api(alice), encoded(quarters()))
    assert answer.status == 202
    assert datetime.now(UTC) - started < timedelta(seconds=10)


def test_an_answer_that_is_kept_for_its_key_does_not_wait(alice, api, settings, superuser):
    settings.PICTURE_WAIT = 30
    key = {"Idempotency-Key": "once"}
    first = upload(api(alice), encoded(quarters()), headers=key)
    again = upload(api(alice), encoded(quarters()), headers=key)
    assert (first.status, again.status) == (202, 202)
    assert again.headers["idempotent-replayed"] == "true"
    assert superuser.execute("select count(*) from profile_pictures").fetchone() == (1,)
    assert upload(api(alice), encoded(quarters(50, 50)), headers=key).status == 422, "another file, the same name"


def test_the_old_files_go_when_a_new_picture_came(alice, api, superuser, impatient):
    for size in (300, 400):
        upload(api(alice), encoded(quarters(size, size)))
        work()
    stem = name_of(superuser, alice)
    assert all_files(files.public) == sorted(f"{stem}/{width}.webp" for width in (512, 256, 128, 64))
    assert superuser.execute("select name, state from profile_pictures").fetchall() == [(stem, "ready")]


def test_a_picture_is_taken_away(alice, api, superuser, impatient):
    for kind in ("avatar", "banner"):
        upload(api(alice), encoded(quarters()), kind)
    work()
    answer = api(alice).delete("/api/users/me/avatar")
    assert (answer.status, answer.json["avatar_url"]) == (200, None)
    assert answer.json["banner_url"], "the other one stays"
    work()
    assert {name.split("/")[2] for name in all_files(files.public)} == {"banner"}
    assert api(alice).delete("/api/users/me/avatar").status == 200, "safe to repeat"


def test_what_was_taken_away_does_not_come_back_by_a_slow_worker(alice, api, superuser, impatient):
    upload(api(alice), encoded(quarters()))
    api(alice).delete("/api/users/me/avatar")
    work()
    assert name_of(superuser, alice) is None
    assert all_files(files.public) == all_files(files.private) == []


def test_a_picture_taken_back_while_it_is_drawn_leaves_no_file(alice, api, superuser, impatient, monkeypatch):
    upload(api(alice), encoded(quarters()))
    keep = files.keep

    def keep_and_lose(store, name, content):
        if store is files.public and name.endswith("/64.webp"):
            services.remove_picture(alice.viewer, "avatar")
        return keep(store, name, content)

    monkeypatch.setattr(files, "keep", keep_and_lose)
    work()
    assert name_of(superuser, alice) is None
    assert all_files(files.public) == all_files(files.private) == []


def test_the_newer_of_two_uploads_wins_though_it_is_done_first(alice, api, superuser, impatient):
    upload(api(alice), encoded(Image.new("RGB", (99, 99), "red")))
    upload(api(alice), encoded(Image.new("RGB", (99, 99), "blue")))
    first, second = [r[0] for r in superuser.execute("select id from profile_pictures order by id").fetchall()]
    deeds.process_picture(second)
    deeds.process_picture(first)
    work()
    assert close(opened(name_of(superuser, alice), 64).convert("RGB").getpixel((9, 9)), (0, 0, 255))
    assert len(all_files(files.public)) == 4
    assert all_files(files.private) == []


def test_a_repeated_delivery_changes_nothing(alice, api, superuser, impatient):
    upload(api(alice), encoded(quarters()))
    work()
    stem, before = name_of(superuser, alice), all_files(files.public)
    deeds.process_picture(superuser.execute("select id from profile_pictures").fetchone()[0])
    deeds.process_picture(uuid4())
    assert (name_of(superuser, alice), all_files(files.public)) == (stem, before)


def test_pictures_that_nobody_decodes_are_given_up_after_a_day(alice, api, superuser, impatient):
    upload(api(alice), encoded(quarters()))
    files.keep(files.private, f"{deeds.UPLOADS}/orphan", b"left by a process that died")
    assert deeds.expire_pictures() == (0, 0)
    superuser.execute("update profile_pictures set created_at = now() - interval '25 hours'")
    assert deeds.expire_pictures(datetime.now(UTC) + timedelta(hours=25))[1] == 2
    found = superuser.execute("select state, failure from profile_pictures").fetchall()
    assert found in ([("failed", "expired")], [])
    work()
    assert all_files(files.private) == all_files(files.public) == []


def test_two_pictures_a_minute_are_enough_for_a_limit(alice, api, impatient, rate_limits):
    rate_limits("upload=2/15m")
    answers = [upload(api(alice), encoded(quarters(40, 40))).status for _ in range(3)]
    assert answers == [202, 202, 429]


def test_a_visitor_changes_nothing(api):
    assert upload(api(), encoded(quarters())).status == 401
    assert api().delete("/api/users/me/banner").status == 401


def test_a_member_sees_only_what_became_of_their_own(alice, bob, api, superuser, impatient):
    upload(api(alice), encoded(quarters()))
    picture_id = superuser.execute("select id from profile_pictures").fetchone()[0]
    assert sql.ask(alice.viewer, "get_picture_state", picture_id).loads() == {"state": "processing", "failure": ""}
    assert sql.ask(bob.viewer, "get_picture_state", picture_id) is None


def test_a_deed_that_fails_leaves_no_original(alice, api, superuser, impatient):
    superuser.execute("delete from user_sessions where user_id = %s", [alice.id])
    assert upload(api(alice), encoded(quarters())).status == 401
    assert all_files(files.private) == []


def test_the_files_are_served_with_headers_that_keep_them_still(alice, api, client, impatient):
    upload(api(alice), encoded(quarters()))
    work()
    path = api(alice).get("/api/users/me").json["avatar_url"].partition("/media/")[2]
    answer = client.get(f"/media/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert "immutable" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content)[:4] == b"RIFF"


@pytest.mark.parametrize(
    "name",
    ["", "pictures", "pictures/", "../secrets.env", "pictures/x/../../secrets.env", "a.webp", "/etc/passwd.webp",
     "a%00.webp", "a" * 300 + ".webp", "x/" * 3000 + "y.webp", ".webp", "a.b.webp", "%C3%A9.webp", "a.webp%0A"],
)  # fmt: skip
def test_nothing_else_is_served(client, name):
    assert client.get(f"/media/{name}").status_code == 404


def test_a_file_of_another_kind_is_saved_and_not_shown(client):
    files.keep(files.public, "pictures/page.html", b"<script>1</script>")
    answer = client.get("/media/pictures/page.html")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    answer.close()
