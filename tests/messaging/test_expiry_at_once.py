"""The clock removes messages while people write, read, delete and take along what they have."""

import json
import zipfile
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from accounts.jobs import leaving
from messaging import services
from tests import mailboxes
from tests.at_once import at_once
from tests.deeds import leave_for_good
from tests.messaging.talk import befriend, messages, send
from tests.messaging.test_exports import ask
from tests.posts.ready_media import medium_of, work
from topin import errors, files, sql

LATER = timedelta(days=100)
REFUSALS = (errors.NotFound, errors.Gone, errors.Conflict, errors.Invalid)


def quietly(deed, *args, **fields):
    """What a deed comes to; refusals are fine, everything else is not."""
    try:
        return deed(*args, **fields)
    except REFUSALS as refusal:
        return type(refusal).__name__


def sessionless(person):
    return person.viewer._replace(session_id=None)


def test_of_two_messages_that_want_one_medium_at_once_one_gets_it(friends, charlie, superuser):
    alice, bob = friends
    befriend(alice, charlie)
    for _ in range(5):
        medium = medium_of(superuser, alice, purpose="message")
        sent = at_once(
            *[
                lambda to=to, medium=medium: quietly(
                    services.send_message, sessionless(alice), recipient_id=to.id, media_ids=[medium]
                )
                for to in (bob, charlie)
            ]
        )
        assert sum(one == "Conflict" for one in sent) == 1
        [(message,)] = superuser.execute("select message_id from post_media where id = %s", [medium]).fetchall()
        assert str(message) in [one["id"] for one in sent if one != "Conflict"]


def test_nobody_waits_in_a_ring_and_nothing_is_left_over(friends, charlie, superuser):
    """Everybody locks media, then members, then messages, each lowest first: a ring would show as an error."""
    alice, bob = friends
    befriend(alice, charlie)
    for _ in range(4):
        found = []
        for sender, to in ((alice, bob), (bob, alice), (alice, charlie), (charlie, alice)):
            medium = medium_of(superuser, sender, purpose="message")
            found.append((sender, to, UUID(send(sender, to, "old", media_ids=[str(medium)]).json["id"])))
        deeds = [lambda: services.delete_expired_messages(sql.SYSTEM, 500, datetime.now(UTC) + LATER)]
        for sender, to, message in found:
            deeds += [
                lambda s=sender, m=message: quietly(services.delete_message_for_everyone, sessionless(s), m),
                lambda t=to, m=message: quietly(services.delete_message_for_me, sessionless(t), m),
                lambda t=to, m=message: quietly(services.read_message, sessionless(t), m),
                lambda s=sender, t=to: services.send_message(sessionless(s), recipient_id=t.id, text="new"),
            ]
        at_once(*deeds)
    services.delete_expired_messages(sql.SYSTEM, 5_000, datetime.now(UTC) + LATER)
    assert superuser.execute("select count(*) from messages").fetchone() == (0,)
    assert superuser.execute("select count(*) from post_media").fetchone() == (0,)


def test_the_clock_twice_at_once_removes_each_message_once(friends):
    alice, bob = friends
    for number in range(20):
        send(alice, bob, str(number))
    later = datetime.now(UTC) + LATER
    counts = at_once(*[lambda: services.delete_expired_messages(sql.SYSTEM, 500, later)] * 4)
    assert sum(counts) == 20


@pytest.fixture
def mails(settings, tmp_path):
    mailboxes.use(settings, f"filemail://{tmp_path / 'mail'}")


def test_archives_that_are_made_while_messages_go_hold_none_that_went(friends, superuser, mails):
    alice, bob = friends
    send(bob, alice, "stays")
    for _ in range(3):
        sent = UUID(send(alice, bob, "goes").json["id"])
        ask(alice)

        def delete(message=sent):
            services.delete_message_for_everyone(sessionless(alice), message)

        at_once(leaving.make_exports, delete)
        work()
        superuser.execute("update data_exports set leased_until = null where status = 'queued'")
        leaving.make_exports()
        done = superuser.execute("select count(*) from data_exports where status in ('queued', 'running')")
        assert done.fetchone() == (0,)
        newest = superuser.execute("select name from data_exports where status = 'ready' order by id desc limit 1")
        assert texts_of_archive(newest.fetchone()[0]).count("goes") == 0


def texts_of_archive(name):
    with files.private.open(name) as stored, zipfile.ZipFile(stored) as archive:
        return [message["text"] for message in json.loads(archive.read("messages.json"))]


def test_erasing_while_the_other_one_writes_leaves_nothing_half_gone(friends, superuser, mails):
    alice, bob = friends
    medium = medium_of(superuser, bob, purpose="message")
    conversation = send(bob, alice, "Look", media_ids=[str(medium)]).json["conversation_id"]
    [shown] = messages(bob, conversation)
    leave_for_good(superuser, alice)
    superuser.execute("update profiles set is_hidden = false where user_id = %s", [alice.id])  # as it was a moment ago
    at_once(
        leaving.erase_deleted_accounts,
        lambda: quietly(services.send_message, sessionless(bob), recipient_id=alice.id, text="Still there?"),
        lambda: quietly(services.delete_message_for_me, sessionless(bob), UUID(shown["id"])),
        lambda: quietly(services.react_to_message, sessionless(bob), UUID(shown["id"]), "👍"),
    )
    for table in ("conversations", "conversation_participants", "conversation_keys", "messages", "message_reactions"):
        assert superuser.execute(f"select count(*) from {table}").fetchone() == (0,), table
