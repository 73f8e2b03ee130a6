"""The standing cast and the tools of every test: real database, real Valkey, nothing of ours mocked."""

import os

import psycopg
import pytest
import redis

from tests.people import Api, make_person
from tests.site import running_site


@pytest.fixture(scope="session", autouse=True)
def _real_database(django_db_blocker):
    """pytest-django guards the database; ours is the suite's own and every test may use it."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="session")
def superuser():
    """A connection that no policy holds, for preparing and looking behind."""
    with psycopg.connect(os.environ["SUPERUSER_URL"], autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def _wipe(superuser):
    """SQL that empties every table of ours and Django's that a test may have filled."""
    tables = superuser.execute(
        """select c.oid::regclass::text from pg_class c
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
              and relname not in ('django_migrations', 'django_content_type', 'auth_permission')"""
    ).fetchall()
    deletes = "; ".join(f"delete from {name}" for (name,) in tables)
    return f"begin; set local session_replication_role = replica; {deletes}; commit"


@pytest.fixture(autouse=True)
def _empty_afterwards(request, superuser, _wipe):
    yield
    superuser.execute(_wipe)
    for url in (os.environ["BROKER_URL"], os.environ["CACHE_URL"], os.environ["CHANNEL_URL"]):
        with redis.Redis.from_url(url) as client:
            client.flushdb()


@pytest.fixture
def join(superuser):
    """`join("dora")` → a new member, signed in. `join("mona", staff_role="moderator")` → staff."""

    def join_as(handle, **columns):
        return make_person(superuser, handle, **columns)

    return join_as


@pytest.fixture
def alice(join):
    return join("alice")


@pytest.fixture
def bob(join):
    return join("bob")


@pytest.fixture
def charlie(join):
    return join("charlie")


@pytest.fixture
def mona(join):
    """The moderator."""
    return join("mona", staff_role="moderator")


@pytest.fixture
def api():
    """`api(alice).get("/api/…")`: the API as somebody, or as a visitor. One instance per test process."""
    return Api


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address of the whole product, running in processes of its own.

    Of one module only: its relay and worker would take the events of other tests out of their hands.
    """
    with running_site(tmp_path_factory.mktemp("site")) as address:
        yield address
