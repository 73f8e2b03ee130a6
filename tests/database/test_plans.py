"""What people ask all day is answered from indexes, whatever the size of the tables (quality section 1)."""

import os
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.conf import settings

from tests.database import plans
from tests.servers import copy_template

CROWD = Path(__file__).with_name("crowd.sql")
TABLE_SIZES = (
    "select relname, reltuples from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
)

FUNCTIONS = "select proname from pg_proc where pronamespace in ('api'::regnamespace, 'internal'::regnamespace)"


def member(n):
    return UUID(f"01900000-0000-7000-8000-{n:012x}")


def post(n):
    return UUID(f"01910000-0000-7000-8000-{n:012x}")


def message(talk, seq):
    """With member `talk`, or of a pair of the crowd (crowd.sql)."""
    return UUID(f"01920000-0000-7000-8000-{talk * 1_000_000 + seq:012x}")


def conversation(a, b):
    """As generate_conversation_id makes it."""
    return f"generate_conversation_id('{a}', '{b}')"


#: Followed by all; follows thousands; median; wrote much. With home feeds written ahead: in full, cut short, and
#: before its owner followed anybody. With a for-you feed worked out ahead.
POPULAR, FOLLOWS_MANY, MEDIAN, WRITER, AHEAD, CUT_SHORT, OUTDATED, MADE = map(member, range(8))
TIMELINES = {AHEAD: settings.TIMELINE_LENGTH, CUT_SHORT: 10, OUTDATED: settings.TIMELINE_LENGTH}
VISITOR = None
#: MEDIAN and AHEAD have written 100,000 messages to each other.
LONG_TALK = conversation(MEDIAN, AHEAD)
#: Name → (statement, its arguments, who asks).
QUESTIONS = {
    "home feed": ("get_visible_posts_for_user(%(viewer)s, 20, '')", {}, [MEDIAN, FOLLOWS_MANY]),
    "home feed written ahead": ("get_visible_posts_for_user(%(viewer)s, 20, '')", {}, list(TIMELINES)),
    "for-you feed, made": ("get_for_you(20, '', 200, 0)", {}, [MEDIAN, FOLLOWS_MANY, AHEAD]),
    "for-you feed, read": ("get_for_you(20, '', 200, 86400)", {}, [MADE]),
    "circle feed": ("get_posts_with_counts(%(circle)s, 20, '')", {"circle": member(0)}, [MEDIAN, VISITOR]),
    "profile feed": ("get_posts_of_member(%(who)s, 20, '')", {"who": WRITER}, [MEDIAN, WRITER, VISITOR]),
    "replies of a member": ("get_posts_of_member(%(who)s, 20, '', 'replies')", {"who": WRITER}, [MEDIAN, VISITOR]),
    "media of a member": ("get_posts_of_member(%(who)s, 20, '', 'media')", {"who": WRITER}, [MEDIAN, WRITER, VISITOR]),
    "tag feed": ("get_posts_by_tag('tea', 20, '')", {}, [MEDIAN, FOLLOWS_MANY, VISITOR]),
    "rare tag": ("get_posts_by_tag('word3', 20, '')", {}, [MEDIAN, VISITOR]),
    "explore": ("get_explore(20, '', '')", {}, [MEDIAN, FOLLOWS_MANY, VISITOR]),
    "explore, one topic": ("get_explore(20, '', 'word3')", {}, [MEDIAN, VISITOR]),
    "post": ("get_post(%(post)s)", {"post": post(1)}, [MEDIAN, VISITOR]),
    "posts": ("get_posts(%(posts)s)", {"posts": [post(n * 100) for n in range(100)]}, [MEDIAN, VISITOR]),
    **{
        f"comments, {sort}": (
            f"get_comments(%(post)s, '{sort}', null, 20, '', 1000)", {"post": post(1)}, [MEDIAN, VISITOR],
        )
        for sort in ("best", "new", "old")
    },
    "likers": ("get_likers(%(post)s, 20, '')", {"post": post(1)}, [MEDIAN, VISITOR]),
    "bookmarks": ("get_bookmarks(null, 20, '')", {}, [MEDIAN]),
    "notifications": ("get_notifications(20, '', null, false)", {}, [MEDIAN]),
    "followers": ("get_followers_with_profiles(%(who)s, 20, '')", {"who": POPULAR}, [MEDIAN, VISITOR]),
    "profile": ("get_profile(%(who)s)", {"who": WRITER}, [MEDIAN, VISITOR]),
    **{
        f"search, newest: {words}": (
            "search_newest_posts(%(words)s, %(words)s, %(by)s, 20, '', 500, 1000)", {"words": words, "by": by},
            [MEDIAN, VISITOR],
        )
        for words, by in (("'tea'", ""), ("'word3'", ""), ("'tea' & 'word3'", ""), ("'nowhere'", ""), ("", "member_7"))
    },
    **{
        f"search, best: {words}": (
            "search_best_posts(%(words)s, %(words)s, '', 20, '', 500, 1000, 200)", {"words": words}, [MEDIAN, VISITOR],
        )
        for words in ("'tea'", "'word3'")
    },
    "conversations": ("get_conversations('active', 20, '')", {}, [MEDIAN, AHEAD, POPULAR]),
    "requests to talk": ("get_conversations('request', 20, '')", {}, [MEDIAN]),
    "messages": (f"get_messages({LONG_TALK}, 20, '')", {}, [MEDIAN, AHEAD]),
    "messages, the next page": (
        f"get_messages({LONG_TALK}, 20, get_messages({LONG_TALK}, 20, '') ->> 'next_cursor')", {}, [MEDIAN],
    ),
    "messages by id": (
        "get_messages_by_id(%(messages)s)", {"messages": [message(4, n * 900) for n in range(1, 100)]},
        [MEDIAN, CUT_SHORT],
    ),
    "message": ("get_message(%(message)s)", {"message": message(4, 99_990)}, [MEDIAN]),
    "unread messages": ("internal.unread_messages()", {}, [MEDIAN, AHEAD]),
    "sending, first": (f"prepare_message({LONG_TALK}, null)", {}, [MEDIAN]),
    "sending": (
        f"send_message(%(to)s, {LONG_TALK}, null, null, 'x', 'x', 'mine', '{{}}', '{{}}', %(message)s)",
        {"to": AHEAD, "message": message(4, 50_000)}, [MEDIAN],
    ),
    "delivering": ("deliver_messages(%(messages)s)", {"messages": [message(4, 99_991)]}, [MEDIAN]),
    "reading": (f"read_messages({LONG_TALK}, %(message)s)", {"message": message(4, 99_991)}, [MEDIAN]),
    "reacting": ("react_to_message(%(message)s, '🍵', 3)", {"message": message(4, 50_000)}, [MEDIAN]),
    "deleting for oneself": ("delete_message_for_me(%(message)s)", {"message": message(4, 50_000)}, [MEDIAN]),
    "deleting for everyone": ("delete_message_for_everyone(%(message)s)", {"message": message(4, 50_000)}, [MEDIAN]),
    "expired messages": (
        "delete_expired_messages(now(), 20, '90 days', '24 hours')", {}, [plans.WORKER],
    ),
    "topics of conversations": (
        f"get_conversation_topics(%(people)s, array_fill({LONG_TALK}, array[300]))",
        {"people": [member(n) for n in range(300)]}, [plans.WORKER],
    ),
    "archive of messages": (
        f"export_messages(%(who)s, {LONG_TALK} || '/50000', 100)", {"who": MEDIAN}, [plans.WORKER],
    ),
    "search, tags": ("search_tags('wo', 20, '', 30, 100)", {}, [MEDIAN, VISITOR]),
    "search, people": ("search_members('7777', 20, '', 150)", {}, [MEDIAN, FOLLOWS_MANY, VISITOR]),
    "search, mentions": ("search_mentions('777', 20, '', 150)", {}, [MEDIAN, FOLLOWS_MANY, VISITOR]),
}  # fmt: skip


def name_of(viewer):
    return {VISITOR: "visitor", plans.WORKER: "worker"}.get(viewer) or viewer.int % 2**16


CASES = [
    pytest.param(statement, arguments, viewer, id=f"{name} ({name_of(viewer)})")
    for name, (statement, arguments, viewers) in QUESTIONS.items()
    for viewer in viewers
]


#: Without this index the question finds its rows by reading a table, or far too much of it.
NEEDED = [
    ("post_tags_by_time", "tag feed"),
    ("posts_by_author", "profile feed"),
    ("posts_by_circle", "circle feed"),
    ("comments_by", "replies of a member"),
    ("posts_with_media", "media of a member"),
    ("post_media_of_post", "media of a member"),
    ("bookmarks_newest", "bookmarks"),
    ("post_words_by_time", "search, newest: 'tea'"),
    ("post_words_words", "search, newest: 'word3'"),
    ("profiles_search", "search, people"),
    ("post_features_nearest", "for-you feed, made"),
    ("conversations_of_member", "conversations"),
    ("messages_expiring", "expired messages"),
    ("messages_deleted", "expired messages"),
]
#: The same of the primary key of a table.
NEEDED_KEYS = [
    ("timelines", "home feed written ahead"),
    ("timeline_states", "home feed written ahead"),
    ("feed_cache", "for-you feed, read"),
]


@pytest.fixture(scope="module")
def crowd():
    """A connection into a database of its own with a crowd in it."""
    name = os.environ["SUPERUSER_URL"].rpartition("/")[2] + "_crowd"
    copy_template(name)
    with plans.connect(os.environ["TEST_SUPERUSER_URL"].format(database=name)) as connection:
        connection.execute("set auto_explain.log_min_duration = -1; set search_path = api, public, extensions")
        for statement in CROWD.read_text().split(";\n"):
            connection.execute(statement)
        connection.execute("select refresh_trends(5000)")
        for who, length in TIMELINES.items():
            assert connection.execute("select build_timeline(%s, %s)", [who, length]).fetchone() == (True,)
        # Follows of the last minute before it was built count as newer.
        connection.execute(
            "update timeline_states set built_at = built_at + interval '2 minutes' where user_id <> %s", [OUTDATED]
        )
        connection.execute("insert into feed_states (user_id, made_at) values (%s, '-infinity')", [MADE])
        assert connection.execute("select refresh_feed(%s, 200)", [MADE]).fetchone() == (True,)
        connection.execute("analyze trends, timelines, timeline_states, feed_states, feed_cache")
        connection.execute("set auto_explain.log_min_duration = 0")
        yield connection
    with psycopg.connect(os.environ["TEST_SUPERUSER_URL"].format(database="postgres"), autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")


@pytest.fixture(scope="module")
def sizes(crowd):
    return dict(crowd.execute(TABLE_SIZES).fetchall())


@pytest.fixture(scope="module")
def calls(crowd):
    return plans.calls_of(name for (name,) in crowd.execute(FUNCTIONS).fetchall())


def found_faults(crowd, sizes, calls, statement, arguments, viewer, least=2):
    with plans.plans_of(crowd, viewer) as found:
        crowd.execute(f"select {statement}", arguments | {"viewer": viewer})
    assert len(found) >= least, "nested statements were not heard"
    return [fault for plan in found for fault in plans.faults(plan, sizes, calls)]


@pytest.mark.parametrize(("statement", "arguments", "viewer"), CASES)
def test_what_is_asked_all_day_scans_nothing_large(crowd, sizes, calls, statement, arguments, viewer):
    assert found_faults(crowd, sizes, calls, statement, arguments, viewer) == []


@pytest.mark.parametrize(("index", "name"), NEEDED)
def test_a_missing_index_is_noticed(crowd, sizes, calls, index, name):
    statement, arguments, viewers = QUESTIONS[name]
    with crowd.transaction(force_rollback=True):
        crowd.execute(f"drop index {index}")
        assert found_faults(crowd, sizes, calls, statement, arguments, viewers[0])


@pytest.mark.parametrize(("table", "name"), NEEDED_KEYS)
def test_a_missing_primary_key_is_noticed(crowd, sizes, calls, table, name):
    statement, arguments, viewers = QUESTIONS[name]
    with crowd.transaction(force_rollback=True):
        crowd.execute(f"alter table {table} drop constraint {table}_pkey cascade")
        assert found_faults(crowd, sizes, calls, statement, arguments, viewers[0])


@pytest.mark.parametrize(("who", "least"), [(AHEAD, 30), (CUT_SHORT, 10), (OUTDATED, 30)])
def test_a_home_feed_written_ahead_is_read_from_its_timeline(crowd, who, least):
    """What the plans above are of."""
    with plans.plans_of(crowd, who) as found:
        crowd.execute("select get_visible_posts_for_user(%s, 20, '')", [who])
    read = [node for plan in found for node in plans.nodes(plan["Plan"])]
    assert (
        sum(plans.rows_read(node) for node in read if node.get("Relation Name", "").startswith("timelines_")) >= least
    )


@pytest.mark.parametrize(
    "statement",
    [
        "(select count(*) from posts where text like 'x%%')",
        "(select count(*) from generate_series(1, 20000))",
        "(select count(*) from (select handle from profiles limit 600) p where (is_handle_available(handle)))",
    ],
)
def test_scans_and_calls_for_each_row_are_noticed(crowd, sizes, calls, statement):
    assert found_faults(crowd, sizes, calls, statement, {}, MEDIAN, least=1)
