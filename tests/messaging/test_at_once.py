"""Several people, or several clients of one, doing something in a conversation in the same moment."""

import os
import random
from contextlib import suppress
from itertools import count
from time import monotonic
from uuid import UUID, uuid4

import psycopg
import pytest
from django.test import override_settings

from messaging import selectors, services
from posts import services as posts
from social import services as social
from tests.at_once import at_once
from tests.messaging.talk import befriend, events, messages, send, talk_between, texts
from tests.people import Api
from tests.posts.ready_media import content_of, medium_of
from topin import errors, limits, sql

ROUNDS = 10  # of a race that either may win
SECONDS = float(os.environ.get("STORM_SECONDS", "4"))
DEADLOCKS = "select deadlocks from pg_stat_database where datname = current_database()"


@pytest.fixture(autouse=True)
def _no_limits():
    with override_settings(RATE_LIMITS="*=1000000/1m"):
        limits._rules.cache_clear()
        yield
    limits._rules.cache_clear()


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
    for _ in range(ROUNDS):
        befriend(alice, bob)
        after = []

        def block():
            social.block_member(alice.viewer, bob.id)
            after.append(rows(superuser, "messages"))

        deeds = [lambda: refused(lambda: services.send_message(bob.viewer, recipient_id=alice.id, text="x"), errors.NotFound)]
        at_once(block, *deeds * 4)
        assert rows(superuser, "messages") == after[0]
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
        message = UUID(send(alice, bob, "oh", media_ids=[str(medium_of(superuser, alice, purpose="message"))]).json["id"])
        results = at_once(
            *[lambda p=p, m=message: refused(lambda: services.delete_message_for_me(p.viewer, m), errors.NotFound)
              for p in (alice, bob, alice, bob)]
        )  # fmt: skip
        assert [result is None for result in results].count(True) == 2, "each did so once"
        assert rows(superuser, "messages") == rows(superuser, "post_media") == 0
        hidden = superuser.execute("select count(*) from events where kind = 'message_hidden' and subject_id = %s", [message])
        assert hidden.fetchone() == (2,)
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
        message = UUID(send(alice, bob, "old", media_ids=[str(medium_of(superuser, alice, purpose="message"))]).json["id"])
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


#: What may be said to somebody in the storm: the thing went, or stands otherwise, since. Nothing else.
SAID = (errors.NotFound, errors.Forbidden, errors.Conflict, errors.Gone, errors.Invalid)


def test_three_who_talk_crosswise_and_do_everything_at_once_meet_no_deadlock(alice, bob, charlie, superuser):
    """Sending with media, reading, taking back, blocking, alt texts, the clock, and files that get ready."""
    people = [alice, bob, charlie]
    for one in people:
        for other in people:
            if one is not other:
                befriend(one, other)
    until, numbers, said = monotonic() + SECONDS, count(), []
    shared = [content_of(superuser) for _ in range(3)]

    def any_message(rng):
        found = connection_of[rng].execute("select id from messages order by random() limit 1").fetchone()
        return found[0] if found else uuid4()

    def any_medium(rng, me):
        found = connection_of[rng].execute(
            "select id from post_media where user_id = %s order by random() limit 1", [me.id]
        ).fetchone()  # fmt: skip
        return found[0] if found else uuid4()

    def write(rng, me, other):
        media = []
        if rng.random() < 0.5:
            mine = connection_of[rng]
            media = [medium_of(mine, me, rng.choice(shared), purpose="message") for _ in range(rng.randint(1, 3))]
        services.send_message(
            me.viewer, recipient_id=other.id, text=f"{next(numbers)}", media_ids=rng.sample(media, len(media)),
            client_id=str(next(numbers)), reply_to=any_message(rng) if rng.random() < 0.1 else None,
        )  # fmt: skip

    def talk_of(me, other):
        return sql.ask(me.viewer, "generate_conversation_id", me.id, other.id)

    def get_ready(rng, *_):
        """As when a worker finished what several had handed in: all of them are told."""
        content = rng.choice(shared)
        mine = connection_of[rng]
        for person in people:
            medium_of(mine, person, content, state="processing", purpose="message")
        mine.execute("select internal.show_media_content(%s)", [content])

    def block_for_a_moment(rng, me, other):
        social.block_member(me.viewer, other.id)
        social.unblock_member(me.viewer, other.id)
        befriend(me, other)

    deeds = {
        write: 6,
        get_ready: 1,
        block_for_a_moment: 1,
        lambda rng, me, other: services.fetch_messages(me.viewer, talk_of(me, other), 50): 3,
        lambda rng, me, other: services.read_message(me.viewer, any_message(rng)): 3,
        lambda rng, me, other: services.delete_message_for_everyone(me.viewer, any_message(rng)): 2,
        lambda rng, me, other: services.delete_message_for_me(me.viewer, any_message(rng)): 2,
        lambda rng, me, other: services.react_to_message(me.viewer, any_message(rng), rng.choice("👍🎉🦔🌍")): 2,
        lambda rng, me, other: services.deliver_messages(me.viewer, [any_message(rng) for _ in range(5)]): 2,
        lambda rng, me, other: services.update_conversation(
            me.viewer, talk_of(me, other), {"expiry": rng.choice(["1h", "keep"]), "archived": True}
        ): 1,
        lambda rng, me, other: posts.update_media(me.viewer, any_medium(rng, me), alt_text="A heron"): 2,
        lambda rng, me, other: posts.delete_media(me.viewer, any_medium(rng, me)): 1,
        lambda rng, me, other: services.delete_expired_messages(sql.SYSTEM, 20): 1,
    }

    def client(number):
        rng = random.Random(number)
        dsn, password = superuser.info.dsn, superuser.info.password or None
        with psycopg.connect(dsn, password=password, autocommit=True) as connection_of[rng]:
            done = 0
            while monotonic() < until:
                me, other = rng.sample(people, 2)
                [deed] = rng.choices(list(deeds), list(deeds.values()))
                with suppress(*SAID):
                    try:
                        deed(rng, me, other)
                    except Exception as error:
                        said.append(type(error))
                        raise
                done += 1
                if rng.random() < 0.05:  # some of what was read is over
                    connection_of[rng].execute(
                        "update messages set expires_at = now() where id in"
                        " (select id from messages where expires_at is not null order by random() limit 3)"
                    )
            return done

    connection_of = {}
    deeds_done = sum(at_once(*[lambda n=n: client(n) for n in range(12)]))
    assert set(said) <= set(SAID)
    assert deeds_done > 50
    assert rows(superuser, "messages") > 0
    orphans = "message_reactions r where not exists (select from messages m where m.id = r.message_id)"
    assert rows(superuser, orphans) == 0
    for one, other in ((alice, bob), (alice, charlie), (bob, charlie)):
        found = superuser.execute(
            "select seq, created_at from messages where conversation_id = %s order by seq", [talk_of(one, other)]
        ).fetchall()  # fmt: skip
        times = [at for _, at in found]
        assert times == sorted(set(times))
