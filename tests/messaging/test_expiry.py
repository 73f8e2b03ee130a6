"""Messages go when their time is over: row, media, reactions, quotes, and what clients and archives say of them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from messaging import jobs, services
from tests.accounts.traces import Traces
from tests.messaging.talk import events, messages, send, texts
from tests.people import Api
from tests.posts.ready_media import content_of, medium_of, work
from tests.waiting import behind
from topin import clock, errors, files, sql

MOMENT = timedelta(microseconds=1)


def read(reader, message):
    return Api(reader).put(f"/api/messages/{message['id']}/read").json


def clean(now=None, limit=500):
    return services.delete_expired_messages(sql.SYSTEM, limit, now)


def set_expiry(person, conversation, expiry):
    assert Api(person).put(f"/api/messages/conversations/{conversation}", {"expiry": expiry}).status == 200


def there(superuser, table):
    return superuser.execute(f"select count(*) from {table}").fetchone()[0]


def age(superuser, message, column, span):
    superuser.execute(f"update messages set {column} = now() - %s::interval where id = %s", [span, message["id"]])


def at(text):
    return datetime.fromisoformat(text)


def test_a_day_after_it_was_read_nothing_of_a_message_is_left(friends, superuser):
    alice, bob = friends
    content = content_of(superuser)
    (folder,) = superuser.execute("select folder from media_contents where id = %s", [content]).fetchone()
    medium = medium_of(superuser, alice, content, purpose="message")
    sent = send(alice, bob, "Burn this", media_ids=[str(medium)]).json
    Api(bob).post(f"/api/messages/{sent['id']}/reactions", {"emoji": "🔥"})
    answer = send(bob, alice, "I will", reply_to=sent["id"]).json
    ends = at(read(bob, sent)["expires_at"])
    assert ends == at(messages(bob, sent["conversation_id"])[1]["read_at"]) + timedelta(hours=24)
    assert clean(ends - MOMENT) == 0
    assert clean(ends) == 1
    work()
    assert (there(superuser, "messages"), there(superuser, "message_reactions")) == (1, 0)
    assert (there(superuser, "post_media"), there(superuser, "media_contents")) == (0, 0)
    assert not files.private.exists(f"media/{folder}/640.webp")
    for person in friends:
        [left] = messages(person, sent["conversation_id"])
        assert (left["id"], left["reply_to"]) == (answer["id"], None)
    # Streams and facts keep ids for those who resume; they name nothing any more.
    found = Traces(superuser, alice, bob).found(sent["id"])
    assert found <= {"user_events.payload", "events.subject_id", "events.data"}
    assert Traces(superuser, alice, bob).found(medium) <= {"events.subject_id", "events.data"}


def test_both_are_told(friends):
    alice, bob = friends
    sent = send(alice, bob).json
    clean(at(read(bob, sent)["expires_at"]))
    for person in friends:
        assert events(person)[-1] == (
            "message.deleted",
            {"message_id": sent["id"], "conversation_id": sent["conversation_id"]},
        )


def test_whoever_declined_is_told_nothing(alice, bob):
    sent = send(alice, bob).json
    assert Api(bob).post(f"/api/messages/conversations/{sent['conversation_id']}/decline").status == 204
    before = len(events(bob))
    assert clean(datetime.now(UTC) + timedelta(days=91)) == 1
    assert len(events(bob)) == before
    assert events(alice)[-1][0] == "message.deleted"


def test_whoever_deleted_it_for_themselves_is_told_nothing_more(friends):
    alice, bob = friends
    sent = send(alice, bob).json
    ends = at(read(bob, sent)["expires_at"])
    assert Api(bob).delete(f"/api/messages/{sent['id']}").status == 204
    before = len(events(bob))
    assert clean(ends) == 1
    assert len(events(bob)) == before
    assert events(alice)[-1][0] == "message.deleted"


@pytest.mark.parametrize(
    ("expiry", "span"), [("1h", timedelta(hours=1)), ("24h", timedelta(days=1)), ("7d", timedelta(days=7))]
)
def test_a_conversation_chooses_how_long(friends, conversation, expiry, span):
    alice, bob = friends
    set_expiry(bob, conversation, expiry)
    sent = send(alice, bob, "later").json
    shown = read(bob, sent)
    assert at(shown["expires_at"]) == at(shown["read_at"]) + span
    clean(at(shown["expires_at"]) - MOMENT)
    assert "later" in texts(bob, conversation)
    clean(at(shown["expires_at"]))
    assert "later" not in texts(bob, conversation)


def test_what_is_kept_stays_once_read(friends, conversation):
    alice, bob = friends
    set_expiry(alice, conversation, "keep")
    sent = send(alice, bob, "for good").json
    assert read(bob, sent)["expires_at"] is None
    clean(datetime.now(UTC) + timedelta(days=3_650))
    assert texts(alice, conversation) == ["for good"]


def test_what_was_sent_before_keeps_its_time(friends, conversation):
    alice, bob = friends
    sent = send(alice, bob, "before").json
    set_expiry(alice, conversation, "keep")
    shown = read(bob, sent)
    assert at(shown["expires_at"]) == at(shown["read_at"]) + timedelta(days=1)


def test_a_message_waits_ninety_days_for_its_reader(friends):
    alice, bob = friends
    assert settings.MESSAGE_UNREAD_DAYS == 90
    sent = send(alice, bob, "Are you there?").json
    ends = at(sent["created_at"]) + timedelta(days=90)
    assert clean(ends - timedelta(seconds=1)) == 0
    assert clean(ends + timedelta(seconds=1)) == 1
    assert texts(alice, sent["conversation_id"]) == texts(bob, sent["conversation_id"]) == []


def test_the_days_that_a_message_waits_are_a_setting(friends, settings):
    alice, bob = friends
    settings.MESSAGE_UNREAD_DAYS = 2
    send(alice, bob)
    assert clean(datetime.now(UTC) + timedelta(days=1)) == 0
    assert clean(datetime.now(UTC) + timedelta(days=3)) == 1


def test_what_is_to_be_kept_waits_longer(friends, conversation, superuser):
    alice, bob = friends
    set_expiry(alice, conversation, "keep")
    send(alice, bob, "for good")
    clean(datetime.now(UTC) + timedelta(days=400))
    assert texts(bob, conversation) == ["for good"]


def test_a_request_that_nobody_accepts_goes_although_it_is_to_be_kept(alice, bob, superuser):
    sent = send(alice, bob).json
    superuser.execute("update messages set expiry = 'keep'")
    assert clean(datetime.now(UTC) + timedelta(days=89)) == 0
    assert clean(datetime.now(UTC) + timedelta(days=91)) == 1
    assert texts(alice, sent["conversation_id"]) == []


def test_a_request_that_was_looked_at_is_unread(alice, bob):
    sent = send(alice, bob).json
    Api(bob).post(f"/api/messages/conversation/{sent['conversation_id']}/read", {"up_to": sent["id"]})
    assert clean(datetime.now(UTC) + timedelta(days=2)) == 0
    assert clean(datetime.now(UTC) + timedelta(days=91)) == 1


def test_the_mark_of_a_deleted_message_stays_for_a_day(friends, superuser):
    alice, bob = friends
    assert settings.MESSAGE_TOMBSTONE_HOURS == 24
    sent = send(alice, bob).json
    send(bob, alice, "What was it?", reply_to=sent["id"])
    Api(alice).delete(f"/api/messages/{sent['id']}?for=everyone")
    (deleted,) = superuser.execute("select deleted_at from messages where id = %s", [sent["id"]]).fetchone()
    assert clean(deleted + timedelta(hours=24) - MOMENT) == 0
    assert messages(bob, sent["conversation_id"])[0]["reply_to"]["deleted"]
    assert clean(deleted + timedelta(hours=24)) == 1
    [left] = messages(bob, sent["conversation_id"])
    assert left["reply_to"] is None


def test_the_hours_of_a_mark_are_a_setting(friends, settings):
    alice, bob = friends
    settings.MESSAGE_TOMBSTONE_HOURS = 1
    Api(alice).delete(f"/api/messages/{send(alice, bob).json['id']}?for=everyone")
    assert clean() == 0
    assert clean(datetime.now(UTC) + timedelta(hours=1)) == 1


def test_the_conversation_itself_stays(friends, conversation):
    alice, bob = friends
    clean(datetime.now(UTC) + timedelta(days=91))
    assert Api(bob).get(f"/api/messages/conversations/{conversation}").json["last_message"] is None
    assert send(bob, alice, "again").json["conversation_id"] == conversation


def test_the_clock_removes_more_than_fits_into_one_transaction(friends, conversation, superuser, monkeypatch):
    alice, bob = friends
    monkeypatch.setattr(jobs, "AT_ONCE", 2)
    for number in range(4):
        send(alice, bob, str(number))
    superuser.execute("update messages set created_at = created_at - interval '91 days'")
    assert "cleanup_messages" in clock._jobs
    assert jobs.cleanup_messages() == 5
    assert jobs.cleanup_messages() == 0


def test_one_call_removes_no_more_than_it_may(friends, conversation):
    alice, bob = friends
    for number in range(4):
        send(alice, bob, str(number))
    later = datetime.now(UTC) + timedelta(days=91)
    assert [clean(later, limit=2) for _ in range(4)] == [2, 2, 1, 0]


def test_only_the_clock_removes_messages(alice):
    with pytest.raises(Exception, match="permission denied"):
        services.delete_expired_messages(alice.viewer, 500)


def test_a_message_that_is_read_at_that_moment_stays_for_its_day(friends, superuser):
    alice, bob = friends
    sent = send(alice, bob, "At last").json
    age(superuser, sent, "created_at", "91 days")
    reader = bob.viewer._replace(session_id=None)
    _, removed = behind(superuser, reader, ("read_message", sent["id"]), clean)
    assert removed == 0
    assert texts(bob, sent["conversation_id"]) == ["At last"]


def test_whoever_reads_while_it_is_being_removed_finds_nothing(friends, superuser):
    alice, bob = friends
    sent = send(alice, bob, "Too late").json
    age(superuser, sent, "created_at", "91 days")

    def read_it():
        with pytest.raises(errors.NotFound):
            services.read_message(bob.viewer._replace(session_id=None), sent["id"])

    removed, _ = behind(superuser, sql.SYSTEM, ("delete_expired_messages",), read_it)
    assert removed == 1
