"""Media of messages: which may be in one, who gets at them, and how long they stay."""

from uuid import uuid4

import pytest

from messaging import services as messaging
from posts import media_jobs, services
from tests.crash import never_half_done
from tests.deeds import post_by
from tests.messaging.talk import exported, messages, send
from tests.people import Api
from tests.posts.ready_media import content_of, medium_of, work
from topin import errors, files, sql


@pytest.fixture
def picture(superuser):
    """`picture(alice)` → the id of a picture that is ready for a message."""
    return lambda person, content=None, **columns: medium_of(
        superuser, person, content, **{"purpose": "message", **columns}
    )


def send_media(sender, to, *media, **fields):
    return send(sender, to, media_ids=[str(medium) for medium in media], **fields)


def problem(answer):
    field = answer.json["errors"][0] if answer.json.get("errors") else {}
    return answer.status, answer.json["code"], field.get("field"), field.get("code")


def test_a_message_shows_its_media_in_their_order_to_both(friends, picture):
    alice, bob = friends
    one, two, three = picture(alice), picture(alice), picture(alice)
    sent = send_media(alice, bob, two, three, one, text="").json
    wanted = [str(two), str(three), str(one)]
    assert [medium["id"] for medium in sent["media"]] == wanted
    for person in friends:
        [message] = messages(person, sent["conversation_id"])
        assert [medium["id"] for medium in message["media"]] == wanted
        assert {(m["status"], m["kind"], len(m["variants"])) for m in message["media"]} == {("ready", "image", 2)}


def test_a_message_without_media_has_an_empty_list(friends):
    alice, bob = friends
    assert send(alice, bob).json["media"] == []


@pytest.mark.parametrize("whose", ["nobody's", "bob's"])
def test_media_of_others_are_as_absent(friends, picture, whose):
    alice, bob = friends
    medium = uuid4() if whose == "nobody's" else picture(bob)
    assert problem(send_media(alice, bob, medium)) == (400, "invalid", "media_ids", "not_found")


@pytest.mark.parametrize(
    "columns",
    [{"state": "processing"}, {"state": "failed"}, {"state": "pending"}, {"purpose": "post"}, {"purpose": "avatar"}],
)
def test_what_is_not_ready_or_meant_for_something_else_stays_out(friends, picture, superuser, columns):
    alice, bob = friends
    refused = send_media(alice, bob, picture(alice, **columns))
    assert problem(refused) == (409, "media_not_ready", None, None)
    assert superuser.execute("select count(*) from messages").fetchone() == (0,), "nothing was sent"


def test_a_medium_is_in_one_message_only_and_in_no_post(friends, picture):
    alice, bob = friends
    medium = picture(alice)
    send_media(alice, bob, medium)
    assert problem(send_media(alice, bob, medium)) == (409, "media_in_use", None, None)
    refused = Api(alice).post("/api/posts", {"text": "Look", "media_ids": [str(medium)]})
    assert problem(refused) == (409, "media_in_use", None, None)
    changed = Api(alice).put(f"/api/posts/{post_by(alice)}", {"media": [{"id": str(medium)}]})
    assert problem(changed) == (409, "media_in_use", None, None)


def test_what_is_in_a_post_is_in_no_message(friends, picture):
    alice, bob = friends
    medium = picture(alice, purpose="post")
    post_by(alice, media_ids=[medium])
    assert problem(send_media(alice, bob, medium)) == (409, "media_in_use", None, None)


def test_a_message_that_is_sent_again_with_its_media_is_the_same(friends, picture):
    alice, bob = friends
    medium = picture(alice)
    first = send_media(alice, bob, medium, client_id="one").json
    again = send_media(alice, bob, medium, client_id="one")
    assert (again.status, again.json["id"]) == (201, first["id"])
    assert [m["id"] for m in again.json["media"]] == [str(medium)]


def test_media_of_messages_are_never_public(friends, picture, superuser):
    alice, bob = friends
    content = content_of(superuser, public_folder="shown")
    post_by(alice, media_ids=[medium_of(superuser, alice, content)])
    sent = send_media(alice, bob, picture(alice, content)).json
    for url in (sent["media"][0]["url"], sent["media"][0]["thumbnail_url"]):
        assert "/signed/" in url, "although the same picture stands in a public post"
    private = content_of(superuser)
    send_media(alice, bob, picture(alice, private))
    settled = sql.do(sql.SYSTEM, "settle_media_audience", private, None).loads()
    assert (settled["public_folder"], settled["copy"]) == (None, False)


def test_media_of_a_message_are_its_sender_s_to_look_up_and_no_one_else_s(friends, charlie, picture):
    alice, bob = friends
    medium = picture(alice)
    send_media(alice, bob, medium)
    assert Api(alice).get(f"/api/media/{medium}").status == 200
    assert Api(alice).put(f"/api/media/{medium}", {"alt_text": "A heron"}).status == 409  # it was sent as it is
    for other in (bob, charlie):
        assert Api(other).get(f"/api/media/{medium}").status == 404


def test_media_of_a_message_are_removed_with_the_message_only(friends, picture):
    alice, bob = friends
    medium = picture(alice)
    send_media(alice, bob, medium)
    answer = Api(alice).delete(f"/api/media/{medium}")
    assert (answer.status, answer.code) == (409, "media_in_use")


def test_media_of_a_message_whose_time_is_over_are_there_no_more(friends, picture, superuser):
    alice, bob = friends
    medium = picture(alice)
    sent = send_media(alice, bob, medium).json
    superuser.execute("update messages set read_at = now(), expires_at = now() where id = %s", [sent["id"]])
    assert Api(alice).get(f"/api/media/{medium}").status == 404
    assert Api(alice).put(f"/api/media/{medium}", {"alt_text": "x"}).status == 404
    assert Api(alice).delete(f"/api/media/{medium}").status == 404
    assert exported("media", alice) == []


def test_media_of_a_message_that_its_sender_deleted_for_themselves_stay_for_the_other(friends, picture):
    alice, bob = friends
    medium = picture(alice)
    sent = send_media(alice, bob, medium).json
    assert Api(alice).delete(f"/api/messages/{sent['id']}").status == 204
    assert Api(alice).get(f"/api/media/{medium}").status == 404
    [message] = messages(bob, sent["conversation_id"])
    assert message["media"][0]["id"] == str(medium)


def test_the_clock_leaves_media_of_messages(friends, picture, superuser):
    alice, bob = friends
    sent, unsent = picture(alice), picture(alice)
    send_media(alice, bob, sent)
    superuser.execute("update post_media set created_at = now() - interval '2 days'")
    assert media_jobs.remove_unattached_media().startswith("1 media")
    assert superuser.execute("select id from post_media").fetchall() == [(sent,)]
    assert str(unsent) != str(sent)


def test_originals_of_what_was_sent_are_needed_no_more(friends, picture, superuser):
    alice, bob = friends
    medium = picture(alice)
    send_media(alice, bob, medium)
    (name,) = superuser.execute("select original from post_media where id = %s", [medium]).fetchone()
    assert sql.ask(sql.SYSTEM, "get_lost_originals", [name]) == [name]


def test_what_was_sent_does_not_count_against_what_waits(friends, picture, settings, superuser):
    alice, bob = friends
    medium = picture(alice)
    superuser.execute("update post_media set size = %s", [settings.MEDIA_UNATTACHED_BYTES])
    announced = {
        "filename": "x.png", "content_type": "image/png", "size": 12, "sha256": "0" * 64, "alt_text": "",
        "purpose": "message",
    }  # fmt: skip
    with pytest.raises(errors.Conflict):
        services.create_media(alice.viewer, **announced)
    send_media(alice, bob, medium)
    assert services.create_media(alice.viewer, **announced)["media"]["status"] == "pending"


def test_deleting_for_everyone_removes_media_with_their_files(friends, picture, superuser):
    alice, bob = friends
    content = content_of(superuser)
    (folder,) = superuser.execute("select folder from media_contents where id = %s", [content]).fetchone()
    sent = send_media(alice, bob, picture(alice, content)).json
    assert Api(alice).delete(f"/api/messages/{sent['id']}?for=everyone").status == 204
    assert superuser.execute("select count(*) from post_media").fetchone() == (0,)
    work()
    assert superuser.execute("select count(*) from media_contents").fetchone() == (0,)
    assert not files.private.exists(f"media/{folder}/640.webp")


def test_a_message_comes_with_its_media_or_not_at_all(friends, picture, superuser):
    alice, bob = friends
    medium = picture(alice)
    send(alice, bob, "first")
    viewer = alice.viewer._replace(session_id=None)
    never_half_done(
        superuser, lambda: messaging.send_message(viewer, recipient_id=bob.id, text="Look", media_ids=[medium])
    )
