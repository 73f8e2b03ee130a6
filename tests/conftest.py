"""The standing cast and the tools of every test: real database, real Valkey, nothing of ours mocked."""

import os
import shutil
from contextlib import ExitStack

import hypothesis
import psycopg
import pytest
import redis
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

from tests.people import Api, make_person
from tests.site import running_site

hypothesis.settings.register_profile("suite", deadline=None, max_examples=150)  # a busy machine is no failure
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=5_000)  # --hypothesis-profile=thorough
hypothesis.settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def _real_database(django_db_blocker):
    """pytest-django guards the database; ours is the suite's own and every test may use it."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords():
    """Hashes are Argon2 as everywhere, but not made dear: guessing them all day is what its cost is against."""
    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost = 1, 64


@pytest.fixture(scope="session")
def superuser():
    """A connection that no policy holds, for preparing and looking behind."""
    with psycopg.connect(os.environ["SUPERUSER_URL"], autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def _wipe(superuser):
    """SQL that empties every table of ours and Django's that a test may have filled.

    A function of this session only: its statements are planned once.
    """
    tables = superuser.execute(
        """select c.oid::regclass::text from pg_class c
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
              and relname not in ('django_migrations', 'django_content_type', 'auth_permission',
                                  'media_keys')"""
    ).fetchall()
    deletes = "; ".join(f"delete from {name}" for (name,) in tables)
    superuser.execute(
        f"""create or replace function pg_temp.wipe() returns void language plpgsql as $$
            begin set local session_replication_role = replica; {deletes}; end $$"""
    )
    return "select pg_temp.wipe()"


@pytest.fixture(scope="session")
def _valkeys():
    """Connections to the databases of the broker, the cache and the channels."""
    with ExitStack() as opened:
        yield [
            opened.enter_context(redis.Redis.from_url(os.environ[name]))
            for name in ("BROKER_URL", "CACHE_URL", "CHANNEL_URL")
        ]


@pytest.fixture(scope="session")
def _empty(superuser, _wipe, _valkeys):
    """Takes away all that tests may have made."""

    def empty():
        while _is_in_the_way(superuser, _wipe):
            pass
        for valkey in _valkeys:
            valkey.flushdb()
        for store in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
            shutil.rmtree(store, ignore_errors=True)

    return empty


def _is_in_the_way(superuser, wipe):
    """Wipes. Whether a site that is still at work had to be let go first, as each waited for the other."""
    try:
        superuser.execute(wipe)
    except psycopg.errors.DeadlockDetected:
        return True
    return False


@pytest.fixture(autouse=True)
def _empty_afterwards(_empty):
    yield
    _empty()


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
