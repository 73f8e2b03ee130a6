"""What people ask all day is answered from indexes, whatever the size of the tables (quality section 1)."""

import os
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

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


#: Followed by all; follows thousands; median; wrote much.
POPULAR, FOLLOWS_MANY, MEDIAN, WRITER = map(member, range(4))
VISITOR = None
#: Name → (statement, its arguments, who asks).
QUESTIONS = {
    "home feed": ("get_visible_posts_for_user(%(viewer)s, 20, '')", {}, [MEDIAN, FOLLOWS_MANY]),
    "circle feed": ("get_posts_with_counts(%(circle)s, 20, '')", {"circle": member(0)}, [MEDIAN, VISITOR]),
    "profile feed": ("get_posts_of_member(%(who)s, 20, '')", {"who": WRITER}, [MEDIAN, WRITER, VISITOR]),
    "replies of a member": ("get_posts_of_member(%(who)s, 20, '', 'replies')", {"who": WRITER}, [MEDIAN, VISITOR]),
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
}  # fmt: skip
CASES = [
    pytest.param(statement, arguments, viewer, id=f"{name} ({'visitor' if viewer is VISITOR else viewer.int % 2**16})")
    for name, (statement, arguments, viewers) in QUESTIONS.items()
    for viewer in viewers
]


#: Without this index the question finds its rows by reading a table, or far too much of it.
NEEDED = [
    ("post_tags_by_time", "tag feed"),
    ("posts_by_author", "profile feed"),
    ("posts_by_circle", "circle feed"),
    ("comments_by", "replies of a member"),
    ("bookmarks_newest", "bookmarks"),
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
        connection.execute("analyze trends")
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
