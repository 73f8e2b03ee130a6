"""Taking media away: by their members, and by the clock when nobody wants them."""

import json
from uuid import UUID

import pytest

from posts import media_jobs, services
from tests.posts.media_tools import PIECE, announce, hand_in, send
from topin import events, files, sql


@pytest.fixture
def deliver_all(superuser):
    """Runs what readers of this module have to do, as relay and worker would."""

    def run():
        ran = []
        while True:
            due = superuser.execute(
                "select id, kind, data from events where kind in ('media_removed', 'media_content_removed')"
                " and not (id = any (%s)) order by id", [ran]
            ).fetchall()  # fmt: skip
            if not due:
                return
            for event_id, kind, data in due:
                for reader in events.readers_of(kind):
                    if reader.function.__module__ == "posts.media_jobs":
                        reader.function(events.Event(event_id, kind, None, None, data, "", None, event_id))
                ran.append(event_id)

    return run


def original_of(superuser, medium):
    return superuser.execute("select original from post_media where id = %s", [medium]).fetchone()[0]


def make_content(superuser, *media, state="ready", folder="f00", public_folder="b00", leased=None):
    (content,) = superuser.execute(
        """insert into media_contents (sha256, size, kind, state, folder, public_folder, leased_until)
           values (md5(random()::text), 5, 'image', %s, %s, %s, now() + %s::interval) returning id""",
        [state, folder, public_folder, leased],
    ).fetchone()
    superuser.execute(
        "update post_media set content_id = %s, state = %s where id = any (%s)", [content, state, list(media)]
    )
    files.keep(files.private, f"media/{folder}/640.webp", b"drawn")
    files.keep(files.public, f"media/{public_folder}/640.webp", b"drawn")
    return content


def in_post(superuser, medium, person):
    from tests.deeds import post_by

    superuser.execute("update post_media set post_id = %s, place = 0 where id = %s", [post_by(person), medium])


def there(superuser, table):
    return superuser.execute(f"select count(*) from {table}").fetchone()[0]


@pytest.mark.parametrize("state", ["pending", "processing", "ready", "failed"])
def test_an_own_medium_can_be_deleted_in_any_state(alice, api, superuser, deliver_all, state):
    medium = hand_in(api, alice)
    name = original_of(superuser, medium)
    superuser.execute("update post_media set state = %s", [state])
    assert api(alice).delete(f"/api/media/{medium}").status == 204
    assert api(alice).get(f"/api/media/{medium}").status == 404
    assert api(alice).delete(f"/api/media/{medium}").status == 404
    assert files.private.exists(name)  # until the deed has committed
    deliver_all()
    assert not files.private.exists(name)


def test_parts_of_a_deleted_upload_go_too(alice, api, settings, deliver_all):
    settings.MEDIA_PART_THRESHOLD = settings.MEDIA_PART_BYTES = 500
    made = announce(api(alice))
    send(api, made["upload"]["parts"][0]["url"], PIECE[:500])
    assert files.private.listdir("originals")[0]
    api(alice).delete(f"/api/media/{made['media']['id']}")
    deliver_all()
    assert files.private.listdir("originals") == ([], [])


def test_what_is_in_a_post_is_deleted_with_the_post(alice, api, superuser):
    medium = hand_in(api, alice)
    in_post(superuser, medium, alice)
    answer = api(alice).delete(f"/api/media/{medium}")
    assert (answer.status, answer.code) == (409, "media_in_use")
    assert there(superuser, "post_media") == 1


def test_what_was_made_of_a_file_goes_with_the_last_who_has_it(alice, bob, api, superuser, deliver_all):
    hers, his = hand_in(api, alice), hand_in(api, bob)
    make_content(superuser, hers, his)
    api(alice).delete(f"/api/media/{hers}")
    deliver_all()
    assert there(superuser, "media_contents") == 1
    assert files.private.exists("media/f00/640.webp")
    api(bob).delete(f"/api/media/{his}")
    deliver_all()
    assert there(superuser, "media_contents") == 0
    assert not files.private.exists("media/f00/640.webp")
    assert not files.public.exists("media/b00/640.webp")
    deliver_all()  # safe to repeat


def test_what_somebody_works_on_is_left_to_them_and_then_to_the_clock(alice, api, superuser, deliver_all):
    medium = hand_in(api, alice)
    content = make_content(superuser, medium, state="processing", leased="1 minute")
    api(alice).delete(f"/api/media/{medium}")
    deliver_all()
    media_jobs.remove_unattached_media()
    assert there(superuser, "media_contents") == 1
    superuser.execute("update media_contents set leased_until = now() - interval '1 s' where id = %s", [content])
    media_jobs.remove_unattached_media()
    deliver_all()
    assert there(superuser, "media_contents") == 0
    assert not files.private.exists("media/f00/640.webp")


def test_uploads_that_no_post_has_are_removed_after_a_day(alice, api, superuser, deliver_all, settings):
    old_pending, old_ready, attached, new = (hand_in(api, alice) for _ in range(4))
    make_content(superuser, old_ready)
    in_post(superuser, attached, alice)
    name = original_of(superuser, old_pending)
    superuser.execute("update post_media set created_at = now() - interval '24 hours' where id <> %s", [new])
    assert media_jobs.remove_unattached_media().startswith("2 media")
    deliver_all()
    left = {medium for (medium,) in superuser.execute("select id from post_media").fetchall()}
    assert left == {attached, new}
    assert there(superuser, "media_contents") == 0
    assert not files.private.exists(name)
    settings.MEDIA_UNUSED_HOURS = 0
    assert media_jobs.remove_unattached_media().startswith("1 media")


def test_more_than_fits_into_one_transaction_is_removed_as_well(alice, api, superuser, monkeypatch):
    monkeypatch.setattr(media_jobs, "AT_ONCE", 2)
    for _ in range(5):
        announce(api(alice))
    superuser.execute("update post_media set created_at = now() - interval '2 days'")
    assert media_jobs.remove_unattached_media().startswith("5 media")


def test_failed_media_are_tried_again_from_the_original(alice, api, superuser):
    medium = hand_in(api, alice)
    superuser.execute("update post_media set state = 'failed', failure = 'broken'")
    shown = api(alice).get(f"/api/media/{medium}").json
    assert (shown["status"], shown["failure"]["code"]) == ("failed", "broken")
    assert len(shown["failure"]["message"]) > 20
    answer = api(alice).post(f"/api/media/{medium}/retry")
    assert (answer.status, answer.json["status"], answer.json["failure"]) == (202, "processing", None)
    assert api(alice).post(f"/api/media/{medium}/retry").json["status"] == "processing"
    (asked,) = superuser.execute("select count(*) from events where kind = 'media_uploaded'").fetchone()
    assert asked == 2  # the first time, and once more
    assert files.private.exists(original_of(superuser, medium))


def test_what_has_not_arrived_cannot_be_tried_again(alice, api):
    medium = announce(api(alice))["media"]["id"]
    answer = api(alice).post(f"/api/media/{medium}/retry")
    assert (answer.status, answer.code) == (409, "media_not_uploaded")


def test_sharing_a_folder_makes_its_files_public_and_keeps_them_private(alice):
    files.keep(files.private, "media/f00/640.webp", b"drawn")
    files.keep(files.private, "media/f00/720.m4s", b"film")
    files.share_folder("media/f00", "media/b00")
    files.share_folder("media/f00", "media/b00")
    assert files.public.open("media/b00/640.webp").read() == b"drawn"
    files.remove_folder(files.private, "media/f00")
    assert files.public.open("media/b00/720.m4s").read() == b"film"
    services.remove_renditions("f00", "b00")
    assert not files.public.exists("media/b00/640.webp")


def test_erasing_many_at_once_says_so_once(alice, bob, api, superuser):
    media = [hand_in(api, person) for person in (alice, bob, alice)]
    (removed,) = superuser.execute("select internal.remove_media(%s)", [[*media, UUID(int=0)]]).fetchone()
    assert removed == 3
    found = superuser.execute("select data from events where kind = 'media_removed'").fetchall()
    assert [len(data["media"]) for (data,) in found] == [3]
    assert superuser.execute("select internal.remove_media(%s)", [media]).fetchone() == (0,)
    assert json.dumps(found[0][0]).count("originals/") == 3


def test_only_the_clock_removes_what_nobody_attached(alice):
    with pytest.raises(Exception, match="permission denied"):
        sql.do(alice.viewer, "remove_unattached_media", None, 1)
