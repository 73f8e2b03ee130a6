"""Private talk when one of the two leaves: hidden for the time of grace, then gone for both."""

from uuid import UUID

import pytest

from accounts import services as accounts
from accounts.jobs import leaving as jobs
from accounts.leaving import erasing
from messaging import services
from tests import mailboxes
from tests.accounts.traces import Traces
from tests.crash import states_after_crashes
from tests.deeds import leave_for_good
from tests.messaging.talk import befriend, conversations, events, messages, send
from tests.messaging.test_exports import archive_of, exported, fetch, state
from tests.people import PASSWORD, Api
from tests.posts.ready_media import content_of, medium_of, work
from tests.waiting import behind
from topin import errors, files

#: Where ids of somebody who is gone, and of what was theirs, may stand: tests/accounts/test_erasure.py tells why.
IDS_LEFT = {
    *("audit_log.actor_id", "audit_log.subject_id", "audit_log.data", "user_events.payload"),
    *("events.actor_id", "events.subject_id", "events.data", "event_deliveries.crowd_id"),
}
TABLES = ("conversations", "conversation_participants", "conversation_keys", "messages", "message_reactions")


@pytest.fixture(autouse=True)
def _mails(settings, tmp_path):
    mailboxes.use(settings, f"filemail://{tmp_path / 'mail'}")


def there(superuser, table):
    return superuser.execute(f"select count(*) from {table}").fetchone()[0]


def test_in_the_time_of_grace_a_conversation_is_hidden_and_comes_back(friends, conversation):
    alice, bob = friends
    accounts.ask_deletion(alice.viewer, password=PASSWORD)
    assert conversations(bob) == []
    assert Api(bob).get(f"/api/messages/conversation/{conversation}").status == 404
    assert send(bob, conversation_id=conversation).status == 404
    assert exported("messages", bob) == []
    back = Api().post("/api/auth/token?grant_type=password", {"email": alice.email, "password": PASSWORD})
    assert back.status == 200
    assert [one["id"] for one in conversations(bob)] == [conversation]
    assert [one["text"] for one in messages(bob, conversation)] == ["hello"]


def test_the_whole_conversation_goes_for_both(friends, charlie, superuser):
    alice, bob = friends
    befriend(bob, charlie)
    kept = send(charlie, bob, "Of ours").json
    contents = [content_of(superuser) for _ in friends]
    folders = [f for (f,) in superuser.execute("select folder from media_contents").fetchall()]
    for sender, to, content in zip(friends, (bob, alice), contents, strict=True):
        medium = medium_of(superuser, sender, content, purpose="message")
        sent = send(sender, to, "With a picture", media_ids=[str(medium)]).json
    Api(bob).post(f"/api/messages/{sent['id']}/reactions", {"emoji": "❤️"})
    send(bob, alice, "An answer", reply_to=sent["id"])
    leave_for_good(superuser, alice)
    assert jobs.erase_deleted_accounts() == 1
    assert [there(superuser, table) for table in TABLES] == [1, 2, 1, 1, 0]
    assert [one["id"] for one in conversations(bob)] == [kept["conversation_id"]]
    assert there(superuser, "post_media") == 0, "those of the other one too"
    work()
    assert not any(files.private.exists(f"media/{folder}/640.webp") for folder in folders)
    traces = Traces(superuser, alice, bob)
    for thing in (alice.id, sent["id"], sent["conversation_id"]):
        assert traces.found(thing) <= IDS_LEFT


def test_the_other_one_is_told(friends, conversation, superuser):
    alice, bob = friends
    leave_for_good(superuser, alice)
    jobs.erase_deleted_accounts()
    assert events(bob)[-1] == ("conversation.changed", {"conversation_id": conversation})
    last = Api(bob).get("/api/sync?seq=0").json
    assert "hello" not in str(last)


def test_whoever_declined_is_told_nothing(alice, bob, superuser):
    sent = send(alice, bob).json
    services.decline_conversation(bob.viewer, UUID(sent["conversation_id"]))
    before = len(events(bob))
    leave_for_good(superuser, alice)
    jobs.erase_deleted_accounts()
    assert len(events(bob)) == before
    assert [there(superuser, table) for table in TABLES] == [0] * 5


def test_a_conversation_of_which_all_was_deleted_goes_too(friends, conversation, superuser):
    alice, bob = friends
    [only] = messages(alice, conversation)
    for person in friends:
        services.delete_message_for_me(person.viewer, UUID(only["id"]))
    assert there(superuser, "messages") == 0
    leave_for_good(superuser, bob)
    jobs.erase_deleted_accounts()
    assert [there(superuser, table) for table in TABLES] == [0] * 5


def test_the_other_one_s_archive_holds_it_no_more(friends, conversation, superuser):
    alice, bob = friends
    export, url = archive_of(bob)
    leave_for_good(superuser, alice)
    jobs.erase_deleted_accounts()
    assert (state(bob, export)["status"], fetch(url).status_code) == ("queued", 404)


def test_whoever_leaves_takes_their_own_archive_along(friends, conversation, superuser):
    alice, bob = friends
    archive_of(alice)
    leave_for_good(superuser, alice)
    jobs.erase_deleted_accounts()
    work()
    assert not files.private.exists(f"exports/{alice.id}")
    waiting = "select reader from event_deliveries where state <> 'done' and queue = 'default'"
    assert superuser.execute(waiting).fetchall() == []


def test_an_erasure_with_talk_is_whole_or_not_at_all(friends, conversation, superuser):
    alice, bob = friends
    send(bob, alice, "Look", media_ids=[str(medium_of(superuser, bob, purpose="message"))])
    archive_of(bob)
    leave_for_good(superuser, alice)
    for before, after, finished in states_after_crashes(superuser, lambda: erasing.erase(alice.id)):
        assert (after != before) == finished
    assert [there(superuser, table) for table in TABLES] == [0] * 5


def test_whoever_deletes_a_message_while_the_other_is_erased_waits_for_the_end(friends, superuser):
    """Both hold media, then members: none waits for the other in a ring."""
    alice, bob = friends
    sent = send(bob, alice, "Look", media_ids=[str(medium_of(superuser, bob, purpose="message"))]).json
    leave_for_good(superuser, alice)
    superuser.execute("update profiles set is_hidden = false where user_id = %s", [alice.id])  # as it was a moment ago
    deleting = bob.viewer._replace(session_id=None), ("delete_message_for_everyone", UUID(sent["id"]))
    _, erased = behind(superuser, *deleting, lambda: erasing.erase(alice.id))
    assert erased
    assert [there(superuser, table) for table in TABLES] == [0] * 5
    with pytest.raises(errors.NotFound):
        services.delete_message_for_me(bob.viewer, UUID(sent["id"]))
