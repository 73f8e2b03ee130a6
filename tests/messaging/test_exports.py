"""What archives hold of private talk, and that they hold nothing that is gone."""

import io
import json
import zipfile
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest

from accounts.jobs import leaving as jobs
from accounts.leaving import making
from messaging import services
from tests import mailboxes
from tests.accounts.test_export import EXPORT
from tests.at_once import at_once
from tests.deeds import block
from tests.messaging.talk import exported, send
from tests.notifications.conftest import run_events  # noqa: F401  (a fixture)
from tests.people import Api
from tests.posts.ready_media import content_of, medium_of, work
from topin import files, sql

NEWS = "select count(*) from events where kind = 'export_ready'"


@pytest.fixture(autouse=True)
def _mails(settings, tmp_path):
    mailboxes.use(settings, f"filemail://{tmp_path / 'mail'}")


def said(person):
    return [row["item"]["text"] for row in exported("messages", person)]


def ask(person):
    return Api(person).post(EXPORT).json["id"]


def state(person, export):
    return Api(person).get(f"{EXPORT}/{export}").json


def fetch(url):
    """The answer to whoever follows the link of a mail."""
    parts = urlsplit(url)
    return Api().client.get(f"{parts.path}?{parts.query}")


def unpack(url):
    with zipfile.ZipFile(io.BytesIO(fetch(url).getvalue())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def texts_in(url):
    return [message["text"] for message in json.loads(unpack(url)["messages.json"])]


def archive_of(person):
    """(id, link) of an archive that is ready."""
    export = ask(person)
    assert jobs.make_exports() == 1
    return export, state(person, export)["url"]


def files_of(person):
    return files.private.listdir(making.folder_of(person.id))[1]


@pytest.fixture
def make_again(superuser):
    """Lets the pause before archives are made anew pass, and makes them."""

    def make():
        superuser.execute("update data_exports set leased_until = null where status = 'queued'")
        return jobs.make_exports()

    return make


@pytest.fixture
def delete():
    def delete(person, message, whom="me"):
        assert Api(person).delete(f"/api/messages/{message['id']}?for={whom}").status == 204
        work()

    return delete


# -- What is in it ----------------------------------------------------------------------------------


def test_an_archive_holds_conversations_as_the_member_sees_them(friends):
    alice, bob = friends
    sent = send(alice, bob).json
    Api(alice).put(f"/api/messages/conversations/{sent['conversation_id']}", {"muted": True, "expiry": "7d"})
    [mine], [other] = ([row["item"] for row in exported("conversations", person)] for person in friends)
    assert mine["member"] == {"id": str(bob.id), "handle": "bob"}
    assert (mine["state"], mine["muted"], mine["archived"], mine["expiry"]) == ("active", True, False, "7d")
    assert (other["member"]["handle"], other["muted"]) == ("alice", False)


def test_an_archive_holds_texts_open_with_reactions_and_answers(friends):
    alice, bob = friends
    sent = send(alice, bob, "Shall we?").json
    send(bob, alice, "Yes", reply_to=sent["id"])
    Api(bob).post(f"/api/messages/{sent['id']}/reactions", {"emoji": "🎉"})
    for person in friends:
        first, second = (row["item"] for row in exported("messages", person))
        assert (first["text"], second["text"], second["reply_to"]["text"]) == ("Shall we?", "Yes", "Shall we?")
        assert first["reactions"] == [{"emoji": "🎉", "user_ids": [str(bob.id)]}]
        assert (first["sender_id"], second["sender_id"]) == (str(alice.id), str(bob.id))
    assert '"sealed"' not in json.dumps(exported("messages", alice))


def test_files_of_messages_come_along_for_both(friends, superuser):
    alice, bob = friends
    medium = medium_of(superuser, alice, content_of(superuser), purpose="message", alt_text="A heron")
    send(alice, bob, "Look", media_ids=[str(medium)])
    for person in friends:
        _, url = archive_of(person)
        archive = unpack(url)
        [message] = json.loads(archive["messages.json"])
        [shown] = message["media"]
        assert (shown["id"], shown["alt_text"], shown["kind"]) == (str(medium), "A heron", "image")
        assert archive[shown["file"]] == b"webp  "
        assert [name for name in archive if name.startswith("media/")] == [shown["file"]], "once"


def test_what_a_member_does_not_see_is_not_in_their_archive(friends, charlie, superuser):
    alice, bob = friends
    for text in ("over", "hidden", "taken back", "stays"):
        send(alice, bob, text)
    found = {row["item"]["text"]: row["item"]["id"] for row in exported("messages", alice)}
    superuser.execute("update messages set read_at = now(), expires_at = now() where id = %s", [found["over"]])
    services.delete_message_for_me(bob.viewer, found["hidden"])
    services.delete_message_for_everyone(alice.viewer, found["taken back"])
    assert said(alice) == ["hidden", None, "stays"]
    assert said(bob) == [None, "stays"]
    assert exported("messages", charlie) == exported("conversations", charlie) == []
    block(superuser, bob, alice)
    assert said(alice) == said(bob) == exported("conversations", alice) == []


def test_what_was_declined_is_not_in_the_archive_of_whoever_declined(alice, bob):
    sent = send(alice, bob, "Hello there").json
    assert said(bob) == ["Hello there"]
    services.decline_conversation(bob.viewer, sent["conversation_id"])
    assert exported("messages", bob) == exported("conversations", bob) == []
    assert said(alice) == ["Hello there"]


def test_long_talks_are_read_in_parts(friends, charlie, superuser):
    alice, bob = friends
    send(charlie, alice, "First of another one")
    conversation = send(alice, bob, "0").json["conversation_id"]
    superuser.execute(
        """insert into messages (conversation_id, seq, sender_id, sealed, expiry, created_at)
           select m.conversation_id, n, m.sender_id, m.sealed, m.expiry, m.created_at
             from messages m, generate_series(2, 1100) n where m.conversation_id = %s""",
        [conversation],
    )
    ids = [row["item"]["id"] for row in exported("messages", alice)]
    assert len(set(ids)) == len(ids) == 1101


def test_a_key_that_is_missing_fails_the_archive_and_loses_nothing(friends, settings):
    alice, bob = friends
    send(alice, bob, "Sealed")
    export, keys = ask(alice), settings.MESSAGE_KEYS
    settings.MESSAGE_KEYS = ""
    jobs.make_exports()
    assert state(alice, export)["status"] == "queued", "it is tried again"
    settings.MESSAGE_KEYS = keys
    assert said(alice) == ["Sealed"]


# -- What is gone from it ---------------------------------------------------------------------------


def test_when_a_message_expires_archives_of_both_are_made_anew(friends, make_again, superuser, run_events):  # noqa: F811
    alice, bob = friends
    sent = send(alice, bob, "Burn this").json
    send(bob, alice, "Keep this")
    before = {person: archive_of(person) for person in friends}
    run_events()
    ends = datetime.fromisoformat(Api(bob).put(f"/api/messages/{sent['id']}/read").json["expires_at"])
    until = {person: state(person, before[person][0])["expires_at"] for person in friends}
    assert services.delete_expired_messages(sql.SYSTEM, 500, ends) == 1
    for person, (export, url) in before.items():
        shown = state(person, export)
        assert (shown["status"], shown["url"], shown["size"]) == ("queued", None, None)
        assert fetch(url).status_code == 404
    work()
    assert files_of(alice) == files_of(bob) == []
    assert jobs.make_exports() == 0, "a pause comes first: more may be deleted"
    assert make_again() == 2
    for person, (export, url) in before.items():
        shown = state(person, export)
        assert (shown["status"], shown["url"], shown["expires_at"]) == ("ready", url, until[person])
        assert texts_in(url) == ["Keep this"]
    assert superuser.execute(NEWS).fetchone() == (2,), "nobody is told twice"


def test_deleting_for_everyone_has_archives_of_both_made_anew(friends, make_again, delete):
    alice, bob = friends
    sent = send(alice, bob, "A slip").json
    links = [archive_of(person)[1] for person in friends]
    delete(alice, sent, "everyone")
    assert [fetch(url).status_code for url in links] == [404, 404]
    assert make_again() == 2
    assert [texts_in(url) for url in links] == [[None], [None]]


def test_deleting_for_oneself_has_only_the_own_archive_made_anew(friends, make_again, delete):
    alice, bob = friends
    sent = send(alice, bob, "I would rather forget").json
    (mine, my_url), (theirs, their_url) = archive_of(alice), archive_of(bob)
    delete(alice, sent)
    assert (state(alice, mine)["status"], state(bob, theirs)["status"]) == ("queued", "ready")
    make_again()
    assert texts_in(my_url) == []
    assert texts_in(their_url) == ["I would rather forget"]


def test_archives_from_before_a_message_stay_as_they_are(friends, delete):
    alice, bob = friends
    send(alice, bob, "First")
    export, _ = archive_of(alice)
    delete(alice, send(alice, bob, "Second").json, "everyone")
    assert state(alice, export)["status"] == "ready"


def test_archives_of_others_stay_as_they_are(friends, charlie, delete):
    alice, bob = friends
    sent = send(alice, bob).json
    export, _ = archive_of(charlie)
    delete(alice, sent, "everyone")
    assert state(charlie, export)["status"] == "ready"


def test_of_several_archives_the_newest_is_made_anew_and_the_others_end(friends, make_again, delete):
    alice, bob = friends
    sent = send(alice, bob, "A slip").json
    (old, old_url), (new, new_url) = archive_of(alice), archive_of(alice)
    delete(alice, sent, "everyone")
    assert (state(alice, old)["status"], state(alice, new)["status"]) == ("expired", "queued")
    assert (fetch(old_url).status_code, fetch(new_url).status_code) == (410, 404)
    assert files_of(alice) == []
    make_again()
    assert texts_in(new_url) == [None]


def test_while_another_archive_is_on_its_way_older_ones_end(friends, delete):
    alice, bob = friends
    sent = send(alice, bob).json
    ready, _ = archive_of(alice)
    waiting = ask(alice)
    delete(alice, sent, "everyone")
    assert (state(alice, ready)["status"], state(alice, waiting)["status"]) == ("expired", "queued")


def test_an_archive_under_way_begins_again(friends, make_again, delete):
    alice, bob = friends
    sent = send(alice, bob, "A slip").json
    export = ask(alice)
    claimed = sql.do(sql.SYSTEM, "claim_export", timedelta(seconds=60), 5, 1).loads()
    delete(alice, sent, "everyone")
    with pytest.raises(making.LeaseLost):
        making._make(claimed["id"], alice.id, claimed["try"])
    assert state(alice, export)["status"] == "queued"
    make_again()
    assert texts_in(state(alice, export)["url"]) == [None]
    assert files_of(alice) == [f"{export}-2.zip"]


def test_being_made_anew_uses_up_no_tries(friends, make_again, delete, settings, superuser):
    alice, bob = friends
    settings.EXPORT_TRIES = 1
    export = ask(alice)
    jobs.make_exports()
    for text in ("one", "two", "three"):
        sent = send(alice, bob, text).json
        superuser.execute("update data_exports set ready_at = now()")
        delete(alice, sent, "everyone")
        assert make_again() == 1
        assert state(alice, export)["status"] == "ready"


def test_a_member_who_was_not_told_yet_is_told_by_one_mail(friends, make_again, delete, run_events, tmp_path):  # noqa: F811
    alice, bob = friends
    sent = send(alice, bob).json
    export, url = archive_of(alice)
    services.delete_message_for_everyone(alice.viewer, sent["id"])
    run_events()
    make_again()
    run_events()
    mails = [mailboxes.read(path) for path in (tmp_path / "mail").glob("*.eml")]
    [body] = [mail.get_body(("plain",)).get_content() for mail in mails if mail["To"] == alice.email]
    assert url in body.replace("\n", "")


def test_an_archive_that_is_over_is_not_made_anew(friends, delete, superuser):
    alice, bob = friends
    sent = send(alice, bob).json
    export, _ = archive_of(alice)
    superuser.execute("update data_exports set expires_at = now() - interval '1 second'")
    delete(alice, sent, "everyone")
    assert state(alice, export)["status"] == "expired"
    assert jobs.expire_exports() == 1


def test_asking_for_an_archive_while_one_is_outdated_is_no_conflict(friends, superuser):
    alice, bob = friends
    sent = send(alice, bob).json
    conversation = sent["conversation_id"]
    for _ in range(5):
        archive_of(alice)
        superuser.execute("update data_exports set ready_at = now() where status = 'ready'")
        at_once(
            lambda: sql.do(sql.SYSTEM, "remake_exports", sent["id"], conversation, None),
            lambda: sql.do(alice.viewer._replace(session_id=None), "ask_export"),
        )
        open_ones = superuser.execute("select count(*) from data_exports where status in ('queued', 'running')")
        assert open_ones.fetchone() == (1,)
        superuser.execute("update data_exports set status = 'expired'")


def test_only_workers_have_archives_made_anew(alice, bob):
    with pytest.raises(Exception, match="permission denied"):
        services.remake_exports(alice.viewer, alice.id, alice.id)
