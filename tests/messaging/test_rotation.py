"""All keys follow a new master key, whatever happens meanwhile, and no message is closed for a moment."""

import os
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings as built
from django.core.management import CommandError, call_command

from messaging import rotation, sealing, services
from tests.at_once import at_once
from tests.messaging.masters import keys_of, masters_in_use, new_master, store_keys, stored_keys
from tests.messaging.talk import send, texts
from tests.processes import eventually

OLD, NEW = new_master(), new_master()
BEFORE, AFTER, DONE = keys_of(old=OLD), keys_of(new=NEW, old=OLD), keys_of(new=NEW)
COMMAND = [sys.executable, "manage.py", "rotate_message_keys"]


@pytest.fixture(autouse=True)
def _old_master(settings):
    settings.MESSAGE_KEYS = BEFORE


@pytest.fixture
def started():
    """`started()`: the command in a process of its own, with both keys."""
    running = []

    def start():
        environment = os.environ | {"MESSAGE_KEYS": AFTER, "DJANGO_SETTINGS_MODULE": "topin.settings"}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        running.append(subprocess.Popen(COMMAND, cwd=built.BASE_DIR, env=environment, **pipes))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()
        process.stdout.close()


def run(*arguments):
    """What the command wrote."""
    out = StringIO()
    call_command("rotate_message_keys", *arguments, stdout=out)
    return out.getvalue()


def test_every_conversation_opens_with_the_new_key_alone(settings, friends, superuser):
    alice, bob = friends
    conversation = send(alice, bob, text="said before").json["conversation_id"]
    settings.MESSAGE_KEYS = AFTER
    assert texts(bob, conversation) == ["said before"]
    assert "conversation keys: 1 moved under the master key new." in run()
    settings.MESSAGE_KEYS = DONE
    assert masters_in_use(superuser) == {"new": 1}
    assert send(bob, alice, text="said after").status == 201
    assert texts(alice, conversation) == ["said after", "said before"]


def test_a_key_stays_itself(settings, superuser):
    keys = store_keys(superuser, 3)
    settings.MESSAGE_KEYS = AFTER
    run()
    settings.MESSAGE_KEYS = DONE
    assert stored_keys(superuser) == keys
    assert "0 moved" in run()


def test_a_run_that_was_killed_is_gone_on_with(settings, superuser, started):
    keys = store_keys(superuser, 2_000)
    first = started()

    def half_done():
        return masters_in_use(superuser).get("new", 0) >= 500

    eventually(half_done)
    first.kill()
    first.wait()
    moved = masters_in_use(superuser)["new"]
    assert 500 <= moved < 2_000
    settings.MESSAGE_KEYS = AFTER
    assert stored_keys(superuser) == keys, "what is half done opens with both keys"
    assert f"conversation keys: {2_000 - moved} moved under the master key new." in run()
    settings.MESSAGE_KEYS = DONE
    assert stored_keys(superuser) == keys


def test_two_runs_at_once_share_the_work(settings, superuser):
    keys = store_keys(superuser, 600)
    settings.MESSAGE_KEYS = AFTER

    def rotate():
        return rotation.rotate(sealing.ROTATED["conversation keys"], lambda moved: None)

    runs = at_once(rotate, rotate)
    assert sum(moved for moved, _ in runs) == 600
    assert [closed for _, closed in runs] == [{}, {}]
    settings.MESSAGE_KEYS = DONE
    assert stored_keys(superuser) == keys


def test_people_go_on_talking_meanwhile(settings, superuser, started, friends, charlie):
    """Also by a process that does not know yet that another key is the first, but has both."""
    alice, bob = friends
    keys = store_keys(superuser, 1_000)
    conversation = send(alice, bob, text="0").json["conversation_id"]
    settings.MESSAGE_KEYS = keys_of(old=OLD, new=NEW)
    process, said = started(), 0
    while process.poll() is None:
        said += 1
        services.send_message(alice.viewer, recipient_id=bob.id, text=str(said))
        if said == 1:
            assert send(charlie, bob, text="a conversation that began meanwhile").status == 201
    assert process.returncode == 0, process.stdout.read()
    settings.MESSAGE_KEYS = AFTER
    run()
    assert masters_in_use(superuser) == {"new": 1_002}
    settings.MESSAGE_KEYS = DONE
    assert stored_keys(superuser).items() >= keys.items()
    assert texts(bob, conversation)[:2] == [str(said), str(said - 1)]


def test_a_key_under_a_lost_master_is_named_and_the_others_go_on(settings, superuser):
    store_keys(superuser, 2)
    settings.MESSAGE_KEYS = keys_of(lost=new_master())
    store_keys(superuser, 3)
    settings.MESSAGE_KEYS = AFTER
    with pytest.raises(CommandError) as refused:
        run()
    assert str(refused.value).startswith("3 conversation keys stay closed: the master key lost is missing")
    assert masters_in_use(superuser) == {"new": 2, "lost": 3}


def test_a_key_under_another_master_of_the_same_id_is_named(settings, superuser):
    store_keys(superuser, 2)
    settings.MESSAGE_KEYS = keys_of(new=NEW, old=new_master())
    before = superuser.execute("select * from conversation_keys order by 1").fetchall()
    with pytest.raises(CommandError, match="2 conversation keys stay closed: the master key old is another one"):
        run()
    assert superuser.execute("select * from conversation_keys order by 1").fetchall() == before


def test_nothing_is_put_under_a_first_key_that_is_another_one(settings, superuser):
    keys = store_keys(superuser, 2)
    settings.MESSAGE_KEYS = AFTER
    store_keys(superuser, 1)
    settings.MESSAGE_KEYS = keys_of(new=new_master(), old=OLD)
    with pytest.raises(CommandError, match="The master key new in MESSAGE_KEYS is another one than it was"):
        run()
    assert masters_in_use(superuser) == {"new": 1, "old": 2}
    settings.MESSAGE_KEYS = AFTER
    run()
    assert stored_keys(superuser).items() >= keys.items()


def test_a_check_says_what_is_where_and_changes_nothing(settings, superuser):
    store_keys(superuser, 2)
    settings.MESSAGE_KEYS = AFTER
    store_keys(superuser, 1)
    said = run("--check")
    assert "conversation keys: 2 under the master key old, all can be opened." in said
    assert "conversation keys: 1 under the master key new, all can be opened." in said
    assert masters_in_use(superuser) == {"new": 1, "old": 2}
    settings.MESSAGE_KEYS = DONE
    with pytest.raises(CommandError, match="2 conversation keys stay closed: the master key old is missing"):
        run("--check")


def test_without_any_key_nothing_begins(settings):
    for keys in ("", "one:two"):
        settings.MESSAGE_KEYS = keys
        with pytest.raises(CommandError, match="MESSAGE_KEYS has no key that could be used"):
            run()


def test_showing_a_key_is_kept_in_the_audit_log(friends, superuser):
    conversation = send(*friends, text="in private").json["conversation_id"]
    out = StringIO()
    call_command("show_conversation_key", conversation, reason="order 7 of the court", stdout=out)
    secret = bytes.fromhex(out.getvalue().strip())
    sealed = superuser.execute("select sealed from messages").fetchone()[0]
    assert sealing.unseal(sealing.Key(None, secret), sealed) == "in private"
    action, subject, data = superuser.execute("select action, subject_id, data from audit_log").fetchone()
    assert (action, str(subject), data["reason"]) == ("conversation_key_shown", conversation, "order 7 of the court")


def test_a_key_is_not_shown_without_a_reason(friends, superuser):
    conversation = send(*friends, text="in private").json["conversation_id"]
    with pytest.raises(CommandError):
        call_command("show_conversation_key", conversation)
    with pytest.raises(CommandError):
        call_command("show_conversation_key", conversation, reason=" ")
    assert superuser.execute("select count(*) from audit_log").fetchone()[0] == 0
