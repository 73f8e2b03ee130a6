"""What of private talk is there for somebody is said by policies and, for speed, by functions: over random talks,
blocks, suspensions, deletions and ends of messages all say the same as the rule, spelled out in Python."""

from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.database.test_circle_visibility import ENDS, PAIRS, PEOPLE, become, by_policy, some_of

COUPLES = list(combinations(PEOPLE, 2))
STATES = [
    ("active", "active"), ("active", "active"), ("sent_request", "request"), ("request", "sent_request"),
    ("sent_request", "declined"), ("declined", "sent_request"),
]  # fmt: skip
LISTS = ("active", "request", "archived")


@dataclass(frozen=True)
class Message:
    """`sender` and `hidden_for` name the first or the second of a couple."""

    sender: int
    hidden_for: frozenset
    ends: str  # see ENDS
    deleted: bool


@dataclass(frozen=True)
class Talk:
    """Of each of the two: what it is to them, whether they archived or muted it, and up to where they read."""

    states: tuple
    archived: tuple
    muted: tuple
    read: tuple
    doubted: tuple  # marked as one where to count, whatever there is
    messages: tuple


@dataclass(frozen=True)
class World:
    talks: dict  # couple → Talk, or None
    blocks: frozenset
    suspended: frozenset


def for_both(values):
    return st.tuples(values, values)


rarely = st.sampled_from([False, False, False, True])
messages = st.builds(
    Message,
    sender=st.sampled_from([0, 1]),
    hidden_for=st.sampled_from([frozenset()] * 4 + [frozenset({0}), frozenset({1})]),
    ends=st.sampled_from(["for ever"] * 3 + list(ENDS)),
    deleted=rarely,
)
talks = st.builds(
    Talk,
    states=st.sampled_from(STATES),
    archived=for_both(rarely),
    muted=for_both(rarely),
    read=for_both(st.integers(0, 5)),
    doubted=for_both(rarely),
    messages=st.lists(messages, max_size=5).map(tuple),
)
worlds = st.builds(
    World,
    talks=st.tuples(*[st.one_of(talks, talks, talks, st.none()) for _ in COUPLES]).map(
        lambda found: {couple: talk for couple, talk in zip(COUPLES, found, strict=True) if talk}
    ),
    blocks=some_of(PAIRS, of=7),
    suspended=some_of(PEOPLE, of=9),
)


def is_there(world, couple, viewer):
    """Product section 6: for whoever takes part and did not decline, while neither blocked the other or is gone."""
    if viewer not in couple:
        return False
    (peer,) = set(couple) - {viewer}
    apart = {(viewer, peer), (peer, viewer)} & world.blocks or peer in world.suspended
    return not apart and world.talks[couple].states[couple.index(viewer)] != "declined"


def is_seen(world, couple, message, viewer):
    shown = is_there(world, couple, viewer) and couple.index(viewer) not in message.hidden_for
    return shown and message.ends in ("for ever", "later")


def is_unread(world, couple, seq, viewer):
    talk, side = world.talks[couple], couple.index(viewer)
    message = talk.messages[seq - 1]
    return seq > talk.read[side] and message.sender != side and not message.deleted


def is_counted(world, couple, viewer):
    """In the badge: neither muted nor put away nor a request that waits for an answer."""
    talk, side = world.talks[couple], couple.index(viewer)
    return not talk.muted[side] and not talk.archived[side] and talk.states[side] != "request"


def list_of(world, couple, viewer):
    talk, side = world.talks[couple], couple.index(viewer)
    return "request" if talk.states[side] == "request" else "archived" if talk.archived[side] else "active"


@pytest.fixture
def people(join):
    return [join(f"person_{n}") for n in PEOPLE]


@pytest.fixture
def build(superuser, people):
    """Makes a world. Returns {couple: id} and {(couple, seq): id}."""

    def talk(couple, one):
        ids = [people[n].id for n in couple]
        (made,) = superuser.execute(
            "insert into conversations (id, last_seq) values (generate_conversation_id(%s, %s), %s) returning id",
            [*ids, len(one.messages)],
        ).fetchone()
        superuser.execute(
            "insert into conversation_keys (conversation_id, id, master, wrapped) values (%s, uuidv7(), 'm', 'w')",
            [made],
        )
        for side in (0, 1):
            news = any(m.sender != side for m in one.messages[one.read[side] :])
            superuser.execute(
                """insert into conversation_participants (conversation_id, user_id, peer_id, state,
                       is_archived, is_muted, read_seq, has_unread, updated_at)
                   values (%s, %s, %s, %s, %s, %s, %s, %s, now())""",
                [
                    *(made, ids[side], ids[1 - side], one.states[side], one.archived[side], one.muted[side]),
                    *(one.read[side], news or one.doubted[side]),
                ],
            )
        return made

    def message(made, couple, seq, one, answered):
        (id,) = superuser.execute(
            f"""insert into messages (conversation_id, seq, sender_id, sealed, expiry, created_at, reply_to_id,
                    hidden_for, deleted_at, expires_at)
                values (%s, %s, %s, case when not %s then 'text'::bytea end, '24h', now() + %s * interval '1 ms', %s,
                    %s::uuid[], case when %s then now() end, {ENDS[one.ends]}) returning id""",
            [
                *(made, seq, people[couple[one.sender]].id, one.deleted, seq, answered),
                *([people[couple[n]].id for n in one.hidden_for], one.deleted),
            ],
        ).fetchone()
        reader = people[couple[1 - one.sender]].id
        superuser.execute(
            "insert into message_reactions (message_id, user_id, emoji) values (%s, %s, '🍵')", [id, reader]
        )
        return id

    def build_world(world):
        conversations, said = {}, {}
        for couple, one in world.talks.items():
            conversations[couple] = talk(couple, one)
            for seq, each in enumerate(one.messages, start=1):
                answered = said.get((couple, seq - 1))
                said[couple, seq] = message(conversations[couple], couple, seq, each, answered)
        for a, b in world.blocks:
            superuser.execute(
                "insert into blocked_users (blocker_id, blocked_id) values (%s, %s)", [people[a].id, people[b].id]
            )
        for person in world.suspended:
            superuser.execute("update profiles set is_hidden = true where user_id = %s", [people[person].id])
        return conversations, said

    return build_world


@settings(
    max_examples=settings.default.max_examples * 2 // 5,  # each is a whole world
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=set(Phase) - {Phase.explain},
)
@given(world=worlds)
def test_functions_and_policies_say_the_same_to_every_member(world, people, build, superuser):
    with superuser.transaction(force_rollback=True):
        superuser.execute("set local search_path = api, public")
        conversations, said = build(world)
        for n, person in enumerate(people):
            there = {id for couple, id in conversations.items() if is_there(world, couple, n)}
            assert ids_by_policy(superuser, person, "select id from conversations") == there, "its policy"
            sides = "select conversation_id from conversation_participants"
            assert ids_by_policy(superuser, person, sides) == there, "the policy of one's own side"
            conversations_say_so(superuser, world, person, n, conversations, said)
            seen = {id for (couple, seq), id in said.items() if sees(world, couple, seq, n)}
            assert ids_by_policy(superuser, person, "select id from messages") == seen, "the policy of messages"
            under = ids_by_policy(superuser, person, "select message_id from message_reactions")
            assert under == seen, "the policy of reactions"
            messages_say_so(superuser, world, person, n, conversations, said)


def sees(world, couple, seq, n):
    return is_seen(world, couple, world.talks[couple].messages[seq - 1], n)


def conversations_say_so(superuser, world, person, n, conversations, said):
    """Lists, lookups, topics, archive and counts of conversations."""
    shown = {couple: id for couple, id in conversations.items() if is_there(world, couple, n)}
    for state in LISTS:
        listed = {i["id"]: i for i in walked(superuser, person, "get_conversations(%s, 1, %s)", state)}
        mine = {str(id) for couple, id in shown.items() if list_of(world, couple, n) == state}
        assert listed.keys() == mine, f"get_conversations, {state}"
        for couple, id in shown.items():
            if str(id) in mine:
                assert_newest_and_unread(world, couple, n, said, listed[str(id)])
    by_id = ask(superuser, person, "get_conversations_by_id(%s)", list(conversations.values()))
    assert by_id.keys() == {str(id) for id in shown.values()}, "get_conversations_by_id"
    pairs = [[person.id] * len(conversations), list(conversations.values())]
    (topics,) = superuser.execute("select get_conversation_topics(%s::uuid[], %s::uuid[])", pairs).fetchone()
    assert {UUID(topic["conversation"]) for topic in topics} == set(shown.values()), "get_conversation_topics"
    (archived,) = superuser.execute("select export_conversations(%s, null, 100)", [person.id]).fetchone()
    assert {UUID(item["key"]) for item in archived} == set(shown.values()), "export_conversations"
    unread = [
        (couple, seq)
        for couple, seq in said
        if sees(world, couple, seq, n) and is_unread(world, couple, seq, n) and is_counted(world, couple, n)
    ]
    assert ask(superuser, person, "internal.unread_messages()") == len(unread), "unread_messages"


def assert_newest_and_unread(world, couple, n, said, item):
    seen = [(seq, id) for (c, seq), id in said.items() if c == couple and sees(world, couple, seq, n)]
    last = item["last_message"] and item["last_message"]["id"]
    assert last == (str(max(seen)[1]) if seen else None), "last_message"
    assert item["unread_count"] == sum(is_unread(world, couple, seq, n) for seq, _ in seen), "unread_count"


def messages_say_so(superuser, world, person, n, conversations, said):
    """Pages, lookups and archive of messages, with what they quote."""
    seen = {id for (couple, seq), id in said.items() if sees(world, couple, seq, n)}
    listed = []
    for couple, id in conversations.items():
        if is_there(world, couple, n):
            listed += walked(superuser, person, "get_messages(%s, 2, %s)", id)
    assert sorted(UUID(item["id"]) for item in listed) == sorted(seen), "get_messages"
    by_id = ask(superuser, person, "get_messages_by_id(%s)", list(said.values()))
    assert by_id == {item["id"]: item for item in listed}, "get_messages_by_id"
    standing = {id for (couple, seq), id in said.items() if not world.talks[couple].messages[seq - 1].deleted} & seen
    for item in listed:
        if quote := item["reply_to"]:
            assert quote["deleted"] == (UUID(quote["id"]) not in standing), "a quote"
            assert (quote["text"] is None) == quote["deleted"], "the text of a quote"
    asked = "select id from unnest(%s::uuid[]) id where internal.can_see_message(%s, id)"
    found = superuser.execute(asked, [list(said.values()), person.id]).fetchall()
    assert {id for (id,) in found} == seen, "can_see_message"
    (archived,) = superuser.execute("select export_messages(%s, null, 100)", [person.id]).fetchone()
    assert {UUID(item["item"]["id"]) for item in archived} == seen, "export_messages"


def ids_by_policy(superuser, person, statement):
    return {id for (id,) in by_policy(superuser, person.id, statement)}


def ask(superuser, person, call, *arguments):
    """What a function answers to a member."""
    with superuser.transaction(force_rollback=True):
        become(superuser, person.id)
        return superuser.execute(f"select {call}", arguments).fetchone()[0]


def walked(superuser, person, call, argument):
    """The items of all pages, each once."""
    found, cursor = [], ""
    while cursor is not None:
        page = ask(superuser, person, call, argument, cursor)
        found += page["items"]
        cursor = page["next_cursor"]
    ids = [item["id"] for item in found]
    assert len(ids) == len(set(ids))
    return found
