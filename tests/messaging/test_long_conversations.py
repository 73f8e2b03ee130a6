"""What is done to one message costs as much after a year of talk as on the first day: counted in rows, not in time."""

from uuid import UUID

import pytest

from tests.messaging.talk import befriend, messages, send, talk_between
from topin import sql

LONG = 3_000
#: Talk that went on for long, kept, all of it brought and read.
TALK = f"""
with talk as (select * from conversations),
made as (
    insert into messages (conversation_id, seq, sender_id, sealed, expiry, created_at, delivered_at, read_at)
    select talk.id, talk.last_seq + n, case when n %% 2 = 0 then %(alice)s else %(bob)s end, '\\x00', 'keep',
           talk.last_at + n * interval '1 microsecond', now(), now()
      from talk, generate_series(1, {LONG}) n
)
update conversations set last_seq = last_seq + {LONG}, last_at = last_at + interval '1 second', expiry = 'keep'
"""
#: What others say meanwhile: of all messages those of one conversation are few.
OTHERS = f"""
with talk as (insert into conversations (id) select gen_random_uuid() from generate_series(1, 10) returning id)
insert into messages (conversation_id, seq, sender_id, sealed, expiry, created_at)
select talk.id, n, %s, '\\x00', 'keep', now() from talk, generate_series(1, {LONG}) n
"""
READ = "update conversation_participants set read_seq = %s, delivered_seq = %s"
#: By an index, and by reading through the table.
TOUCHED = """
select pg_stat_get_xact_tuples_fetched(t.oid) + pg_stat_get_xact_tuples_returned(t.oid) as rows
  from (values ('messages'::regclass::oid)) t (oid)
"""


@pytest.fixture(autouse=True)
def _empty_afterwards():
    """The long conversation stays for the next test, which has news of its own; it goes with the module."""


@pytest.fixture(scope="module")
def friends(join, superuser, _empty):
    """Alice and Bob, who said very much to each other."""
    alice, bob = join("alice"), join("bob")
    befriend(alice, bob)
    talk_between(alice, bob)
    superuser.execute(TALK, {"alice": alice.id, "bob": bob.id})
    superuser.execute(READ, [LONG, LONG])
    superuser.execute("update messages set read_at = now(), delivered_at = now() where seq = 1")
    superuser.execute(OTHERS, [alice.id])
    superuser.execute("analyze messages")
    yield alice, bob
    _empty()


@pytest.fixture(scope="module")
def conversation(friends, superuser):
    (talk,) = superuser.execute("select conversation_id from conversation_participants limit 1").fetchone()
    return str(talk)


@pytest.fixture
def news(friends, conversation):
    """The newest message of a long conversation: by Alice, not brought to Bob yet."""
    return send(friends[0], conversation_id=conversation, text="news").json


def rows_touched(person, function, *args):
    with sql.acting_as(person.viewer):
        # As a server that has done it often plans it: for any conversation, and not for this one.
        sql.rows("select set_config('plan_cache_mode', 'force_generic_plan', true)")
        before = sql.rows(TOUCHED)[0]["rows"]
        sql.call(function, *args)
        return sql.rows(TOUCHED)[0]["rows"] - before


@pytest.mark.parametrize("function", ["deliver", "read", "react", "hide", "send"])
def test_a_deed_looks_at_the_news_and_not_at_all_that_was_said(friends, conversation, news, function):
    alice, bob = friends
    message, talk = UUID(news["id"]), UUID(conversation)
    deeds = {
        "deliver": ("deliver_messages", [message]),
        "read": ("read_messages", talk, message),
        "react": ("react_to_message", message, "👍", 3),
        "hide": ("delete_message_for_me", message),
        "send": ("prepare_message", talk, None),
    }
    assert rows_touched(bob, *deeds[function]) < 100


@pytest.mark.parametrize(
    ("function", "args"),
    [
        ("get_messages", ["talk", 20, ""]),
        ("get_conversation", ["talk"]),
        ("get_conversations", ["active", 20, ""]),
        ("get_me", []),
    ],
)
def test_a_page_looks_at_what_it_shows(friends, conversation, news, function, args):
    _, bob = friends
    args = [UUID(conversation) if arg == "talk" else arg for arg in args]
    assert rows_touched(bob, function, *args) < 200


def test_the_news_is_brought_and_read_all_the_same(friends, conversation, news, superuser):
    _, bob = friends
    assert news["read_at"] is None
    with sql.acting_as(bob.viewer):
        sql.call("read_messages", UUID(conversation), UUID(news["id"]))
    marked = "select read_at is not null and delivered_at is not null from messages where id = %s"
    assert superuser.execute(marked, [news["id"]]).fetchone() == (True,)
    assert messages(bob, conversation, "?limit=1")[0]["id"] == news["id"]
