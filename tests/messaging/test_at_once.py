"""Several people, or several clients of one, doing something in a conversation in the same moment."""

import os
import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import combinations
from time import monotonic, sleep
from uuid import UUID, uuid4

import psycopg
import pytest

from messaging import selectors, services
from posts import services as posts
from social import services as social
from tests.at_once import at_once
from tests.deeds import block
from tests.messaging.talk import befriend, events, messages, send, talk_between, texts
from tests.people import Api
from tests.posts.ready_media import content_of, medium_of
from topin import errors, sql

pytestmark = pytest.mark.usefixtures("_no_limits")
ROUNDS = 10  # of a race that either may win
SECONDS = float(os.environ.get("STORM_SECONDS", "4"))
WAITING = """
select count(*) from pg_stat_activity
 where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()
"""
DEADLOCKS = "select deadlocks from pg_stat_database where datname = current_database()"


@pytest.fixture(autouse=True)
def _no_deadlock(superuser):
    """Whatever happens at once, nobody waits in a ring."""
    before = superuser.execute(DEADLOCKS).fetchone()
    yield
    assert superuser.execute(DEADLOCKS).fetchone() == before


def refused(deed, *refusals):
    """How a deed that may be refused went: None, or the refusal."""
    try:
        deed()
    except refusals as refusal:
        return refusal
    return None


def rows(superuser, table):
    return superuser.execute(f"select count(*) from {table}").fetchone()[0]


def with_medium(superuser, sender, recipient):
    """Sends a message with a picture; its id."""
    medium = medium_of(superuser, sender, purpose="message")
    return UUID(send(sender, recipient, "Look", media_ids=[str(medium)]).json["id"])


def test_the_same_client_id_from_twenty_threads_is_one_message(friends, superuser):
    alice, bob = friends
    answers = at_once(*[lambda: send(alice, bob, "once", client_id="one")] * 20)
    assert {answer.status for answer in answers} == {201}
    assert len({answer.json["id"] for answer in answers}) == 1
    assert rows(superuser, "messages") == 1
    assert rows(superuser, "events where kind = 'message_sent'") == 1
    assert [kind for kind, _ in events(bob)].count("message.created") == 1


def test_the_same_client_id_with_different_texts_is_the_one_that_came_first(friends, superuser):
    alice, bob = friends
    answers = at_once(*[lambda n=n: send(alice, bob, f"text {n}", client_id="one") for n in range(10)])
    [sent] = [answer for answer in answers if answer.status == 201]
    assert {answer.code for answer in answers if answer is not sent} == {"client_id_reused"}
    assert texts(bob, sent.json["conversation_id"]) == [sent.json["text"]]


def test_first_messages_of_both_at_once_begin_one_conversation_with_one_key(friends, superuser):
    alice, bob = friends
    deeds = [lambda n=n: send(alice, bob, f"from alice {n}") for n in range(8)]
    deeds += [lambda n=n: send(bob, alice, f"from bob {n}") for n in range(8)]
    answers = at_once(*deeds)
    assert {answer.status for answer in answers} == {201}
    [conversation] = {answer.json["conversation_id"] for answer in answers}
    assert rows(superuser, "conversations") == rows(superuser, "conversation_keys") == 1
    assert rows(superuser, "conversation_participants") == 2
    assert texts(alice, conversation) == texts(bob, conversation)
    assert sorted(texts(bob, conversation)) == sorted(answer.json["text"] for answer in answers)
    for answer in answers:
        assert answer.json["text"] in texts(alice, conversation), "each sender got their own text back, opened"


def test_two_strangers_who_write_at_once_have_agreed(alice, bob, superuser):
    answers = at_once(lambda: send(alice, bob), lambda: send(bob, alice))
    assert {answer.status for answer in answers} == {201}
    assert superuser.execute("select distinct state from conversation_participants").fetchall() == [("active",)]
    assert rows(superuser, "messages") == 2


def test_nothing_comes_in_after_a_block_was_answered(friends, superuser):
    alice, bob = friends
    talk_between(alice, bob)

    def block_him():
        social.block_member(alice.viewer, bob.id)
        return rows(superuser, "messages")

    def write():
        refused(lambda: services.send_message(bob.viewer, recipient_id=alice.id, text="x"), errors.NotFound)

    for _ in range(ROUNDS):
        befriend(alice, bob)
        after, *_ = at_once(block_him, *[write] * 4)
        assert rows(superuser, "messages") == after
        social.unblock_member(alice.viewer, bob.id)


def test_a_request_is_accepted_or_declined_and_never_half_of_both(alice, bob, join, superuser):
    for n in range(ROUNDS):
        stranger = join(f"stranger{n}")
        talk = UUID(send(stranger, alice).json["conversation_id"])
        declined, accepted = at_once(
            lambda t=talk: refused(lambda: services.decline_conversation(alice.viewer, t), errors.Conflict),
            lambda t=talk: refused(lambda: services.accept_conversation(alice.viewer, t), errors.NotFound),
        )
        assert (declined is None) != (accepted is None), "one of them came first, and the other found it done"
        states = dict(superuser.execute(
            "select user_id, state from conversation_participants where conversation_id = %s", [talk]
        ).fetchall())  # fmt: skip
        assert states == (
            {alice.id: "declined", stranger.id: "sent_request"}
            if accepted
            else {alice.id: "active", stranger.id: "active"}
        )


def test_what_is_read_and_taken_back_at_once_is_taken_back(friends, superuser):
    alice, bob = friends
    for _ in range(ROUNDS):
        message = UUID(send(alice, bob, "oh").json["id"])
        at_once(
            lambda m=message: services.read_message(bob.viewer, m),
            lambda m=message: services.delete_message_for_everyone(alice.viewer, m),
        )
        [row] = superuser.execute("select deleted_at is null, sealed from messages where id = %s", [message]).fetchall()
        assert row == (False, None)
    assert Api(bob).get("/api/users/me").json["unread"]["messages"] == 0


def test_what_both_delete_for_themselves_at_once_is_gone_once(friends, superuser):
    alice, bob = friends
    for _ in range(ROUNDS):
        message = with_medium(superuser, alice, bob)
        results = at_once(
            *[lambda p=p, m=message: refused(lambda: services.delete_message_for_me(p.viewer, m), errors.NotFound)
              for p in (alice, bob, alice, bob)]
        )  # fmt: skip
        assert [result is None for result in results].count(True) == 2, "each did so once"
        assert rows(superuser, "messages") == rows(superuser, "post_media") == 0
        assert rows(superuser, f"events where kind = 'message_hidden' and subject_id = '{message}'") == 2
    assert rows(superuser, "events where kind = 'media_removed'") == ROUNDS


def test_of_four_emojis_at_once_three_stay(friends):
    alice, bob = friends
    sent = send(alice, bob).json
    answers = at_once(*[
        lambda e=e: Api(bob).post(f"/api/messages/{sent['id']}/reactions", {"emoji": e}) for e in "👍🎉🦔🌍"
    ])  # fmt: skip
    assert sorted(answer.status for answer in answers) == [200, 200, 200, 409]
    [message] = messages(alice, sent["conversation_id"])
    assert len(message["reactions"]) == 3


def test_one_emoji_that_is_put_and_taken_back_at_once_is_told_as_it_ends(friends):
    alice, bob = friends
    message = UUID(send(alice, bob).json["id"])
    for _ in range(ROUNDS):
        at_once(
            lambda: services.react_to_message(bob.viewer, message, "👍"),
            lambda: services.withdraw_reaction(bob.viewer, message, "👍"),
            lambda: services.react_to_message(alice.viewer, message, "👍"),
        )
    seen = [selectors.get_message(p.viewer, message)["reactions"] for p in friends]
    assert seen[0] == seen[1]


def test_a_message_that_is_read_while_the_clock_removes_it_is_there_or_gone(friends, superuser):
    alice, bob = friends
    for _ in range(ROUNDS):
        message = with_medium(superuser, alice, bob)
        superuser.execute("update messages set created_at = created_at - interval '91 days'")
        read, removed = at_once(
            lambda m=message: refused(lambda: services.read_message(bob.viewer, m), errors.NotFound),
            lambda: services.delete_expired_messages(sql.SYSTEM, 500),
        )
        if read is None:
            kept = superuser.execute("select expires_at > now() from messages where id = %s", [message]).fetchone()
            assert (removed, kept) == (0, (True,)), "it was read in time, and stays as long as read ones do"
            superuser.execute("update messages set expires_at = now()")
            assert services.delete_expired_messages(sql.SYSTEM, 500) == 1
        assert rows(superuser, "messages") == rows(superuser, "post_media") == 0


def test_two_clocks_remove_each_message_once(friends, superuser):
    alice, bob = friends
    for n in range(20):
        send(alice, bob, f"old {n}")
    superuser.execute("update messages set created_at = created_at - interval '91 days'")
    removed = at_once(*[lambda: services.delete_expired_messages(sql.SYSTEM, 500)] * 3)
    assert sum(removed) == 20
    assert [kind for kind, _ in events(bob)].count("message.deleted") == 20


def test_one_medium_in_two_messages_at_once_is_in_one(friends, charlie, superuser):
    alice, bob = friends
    befriend(alice, charlie)
    medium = str(medium_of(superuser, alice, purpose="message"))
    answers = at_once(lambda: send(alice, bob, media_ids=[medium]), lambda: send(alice, charlie, media_ids=[medium]))
    assert sorted(answer.status for answer in answers) == [201, 409]
    assert rows(superuser, "messages") == 1


def test_only_what_came_of_those_who_are_held_is_brought(alice, bob, charlie, superuser):
    """A block of Charlie ends while messages of his and of Bob's are brought: his conversation was not held for it."""
    befriend(alice, bob)
    befriend(alice, charlie)
    sent = [UUID(send(person, alice).json["id"]) for person in (bob, charlie)]
    block(superuser, alice, charlie)
    info = superuser.info
    with psycopg.connect(info.dsn, password=info.password or None) as other, ThreadPoolExecutor(1) as pool:
        other.execute("select from user_streams where user_id = %s for update", [bob.id])
        bringing = pool.submit(at_once, lambda: services.deliver_messages(alice.viewer, sent))
        while not bringing.done() and not superuser.execute(WAITING).fetchone()[0]:
            sleep(0.01)
        other.execute("delete from blocked_users")
        other.commit()
        bringing.result()
    delivered = "select id from messages where delivered_at is not null"
    assert superuser.execute(delivered).fetchall() == [(sent[0],)]
    services.deliver_messages(alice.viewer, sent)
    assert len(superuser.execute(delivered).fetchall()) == 2


#: What may be said to somebody in the storm: the thing went, or stands otherwise, since. Nothing else.
SAID = (errors.NotFound, errors.Forbidden, errors.Conflict, errors.Gone, errors.Invalid)


class Client:
    """Somebody who does this and that in all conversations of some people, with a connection to prepare things."""

    def __init__(self, number, people, contents, connection):
        self.rng, self.people, self.contents, self.connection = random.Random(number), people, contents, connection
        self.deeds = {
            self.write: 6, self.fetch: 3, self.read: 3, self.take_back: 2, self.hide: 2, self.react: 2, self.clean: 1,
            self.deliver: 2, self.describe: 2, self.set_expiry: 1, self.remove_medium: 1, self.get_ready: 1,
            self.block: 1,
        }  # fmt: skip

    def do_something(self):
        self.me, self.other = self.rng.sample(self.people, 2)
        [deed] = self.rng.choices(list(self.deeds), list(self.deeds.values()))
        deed()

    def write(self):
        media = [self._medium(self.me) for _ in range(self.rng.choice([0, 0, 1, 3]))]
        services.send_message(
            self.me.viewer, recipient_id=self.other.id, text="Look", media_ids=self.rng.sample(media, len(media)),
            client_id=uuid4().hex, reply_to=self._some("messages") if self.rng.random() < 0.1 else None,
        )  # fmt: skip

    def fetch(self):
        services.fetch_messages(self.me.viewer, talk_of(self.me, self.other), 50)

    def read(self):
        services.read_message(self.me.viewer, self._some("messages"))

    def take_back(self):
        services.delete_message_for_everyone(self.me.viewer, self._some("messages"))

    def hide(self):
        services.delete_message_for_me(self.me.viewer, self._some("messages"))

    def react(self):
        services.react_to_message(self.me.viewer, self._some("messages"), self.rng.choice("👍🎉🦔🌍"))

    def deliver(self):
        services.deliver_messages(self.me.viewer, [self._some("messages") for _ in range(5)])

    def set_expiry(self):
        changes = {"expiry": self.rng.choice(["1h", "keep"]), "archived": True}
        services.update_conversation(self.me.viewer, talk_of(self.me, self.other), changes)

    def describe(self):
        posts.update_media(self.me.viewer, self._some("post_media"), alt_text="A heron")

    def remove_medium(self):
        posts.delete_media(self.me.viewer, self._some("post_media"))

    def get_ready(self):
        """As when a worker finished what several had handed in: all of them are told."""
        content = self.rng.choice(self.contents)
        for person in self.people:
            medium_of(self.connection, person, content, state="processing", purpose="message")
        self.connection.execute("select internal.show_media_content(%s)", [content])

    def block(self):
        social.block_member(self.me.viewer, self.other.id)
        social.unblock_member(self.me.viewer, self.other.id)
        befriend(self.me, self.other)

    def clean(self):
        if self.rng.random() < 0.5:  # one, for this holds no member
            one = "select id from messages where expires_at is not null order by random() limit 1"
            self.connection.execute(f"update messages set expires_at = now() where id = ({one})")
        services.delete_expired_messages(sql.SYSTEM, 20)

    def _medium(self, person):
        return medium_of(self.connection, person, self.rng.choice(self.contents), purpose="message")

    def _some(self, table):
        found = self.connection.execute(f"select id from {table} order by random() limit 1").fetchone()
        return found[0] if found else uuid4()


def talk_of(one, other):
    return sql.ask(one.viewer, "generate_conversation_id", one.id, other.id)


def test_three_who_talk_crosswise_and_do_everything_at_once_meet_no_deadlock(alice, bob, charlie, superuser):
    """Sending with media, reading, taking back, blocking, alt texts, the clock, and files that get ready."""
    pairs = list(combinations([alice, bob, charlie], 2))
    for pair in pairs:
        befriend(*pair)
    contents, until = [content_of(superuser) for _ in range(3)], monotonic() + SECONDS

    def client(number):
        done = 0
        info = superuser.info
        with psycopg.connect(info.dsn, password=info.password or None, autocommit=True) as connection:
            somebody = Client(number, [alice, bob, charlie], contents, connection)
            while monotonic() < until:
                with suppress(*SAID):
                    somebody.do_something()
                done += 1
        return done

    assert sum(at_once(*[partial(client, number) for number in range(12)])) > 50
    assert rows(superuser, "messages") > 0
    for pair in pairs:
        found = superuser.execute(
            "select created_at from messages where conversation_id = %s order by seq", [talk_of(*pair)]
        ).fetchall()  # fmt: skip
        assert found == sorted(set(found))
