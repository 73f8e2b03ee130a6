"""The standing cast and the tools of every test: real database, real Valkey, nothing of ours mocked."""

import os
import shutil
from contextlib import ExitStack
from functools import cache, partial

import hypothesis
import psycopg
import pytest
import redis
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.signals import setting_changed
from django.test import override_settings
from django.test.client import ClientHandler

from tests.people import Api, make_person
from tests.site import running_site
from topin import limits

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
    hasher = Argon2PasswordHasher
    hasher.time_cost, hasher.memory_cost, hasher.parallelism = 1, 8, 1  # each lane would be a thread to start


@pytest.fixture(scope="session", autouse=True)
def _one_chain():
    """Middleware is put together once, as in a server, and not for each client; anew once a test changes a setting."""
    kept, put_together = [], ClientHandler.load_middleware

    def load(handler, is_async=False):
        if not kept:
            put_together(handler, is_async)
            kept.append(handler._middleware_chain)
        handler._middleware_chain = kept[0]

    def forget(**changed):
        kept.clear()

    setting_changed.connect(forget)
    ClientHandler.load_middleware = load
    yield
    ClientHandler.load_middleware = put_together
    setting_changed.disconnect(forget)


@pytest.fixture(scope="session")
def superuser():
    """A connection that no policy holds, for preparing and looking behind."""
    with psycopg.connect(os.environ["SUPERUSER_URL"], autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def _wiper():
    """A connection without triggers, for taking away what tests made.

    Of its own, as its statements are planned once: whoever turns triggers off for a transaction has every plan made
    anew, which would cost more than all that is deleted.
    """
    with psycopg.connect(os.environ["SUPERUSER_URL"], autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        yield connection


def _deleting(connection, name, tables):
    """Makes a function of this session that empties tables; returns what calls it."""
    deletes = "; ".join(f"delete from {table}" for table in tables)
    connection.execute(f"create function pg_temp.{name}() returns void language plpgsql as $$ begin {deletes}; end $$")
    return lambda: connection.execute(f"select pg_temp.{name}()")


@pytest.fixture(scope="session")
def _wipe(_wiper):
    """Empties every table of ours and Django's that a test may have filled."""
    tables = _wiper.execute(
        """select c.oid::regclass::text from pg_class c
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
              and relname not in ('django_migrations', 'django_content_type', 'auth_permission',
                                  'media_keys')"""
    ).fetchall()
    return _deleting(_wiper, "wipe", [name for (name,) in tables])


@pytest.fixture(scope="session")
def emptied(_wiper):
    """`emptied("posts", "circles")`: as `truncate … cascade`, which makes hundreds of files and forgets all plans."""

    @cache
    def ready(*names):
        tables = _wiper.execute(
            """with recursive found (id) as (
                   select unnest(%s::regclass[]) union
                   select conrelid from pg_constraint join found on confrelid = id where contype = 'f')
               select id::regclass::text from found join pg_class on oid = id where not relispartition""",
            [list(names)],
        ).fetchall()
        return _deleting(_wiper, f"empty_{abs(hash(names))}", [name for (name,) in tables])

    return lambda *names: ready(*names)()


@pytest.fixture(scope="session")
def _valkeys():
    """Connections to the databases of the broker, the cache and the channels."""
    with ExitStack() as opened:
        yield [
            opened.enter_context(redis.Redis.from_url(os.environ[name]))
            for name in ("BROKER_URL", "CACHE_URL", "CHANNEL_URL")
        ]


@pytest.fixture(scope="session")
def _empty(_wipe, _valkeys):
    """Takes away all that tests may have made."""

    def empty():
        while _is_in_the_way(_wipe):
            pass
        for valkey in _valkeys:
            valkey.flushdb()
        for store in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
            shutil.rmtree(store, ignore_errors=True)

    return empty


def _is_in_the_way(wipe):
    """Wipes. Whether a site that is still at work had to be let go first, as each waited for the other."""
    try:
        wipe()
    except psycopg.errors.DeadlockDetected:
        return True
    return False


@pytest.fixture(scope="session", autouse=True)
def _rules_as_set():
    """Rules of rates are read once; of a test that sets others they are read anew."""

    def forget(setting, **changed):
        if setting == "RATE_LIMITS":
            limits._rules.cache_clear()

    setting_changed.connect(forget)
    yield
    setting_changed.disconnect(forget)


@pytest.fixture
def rate_limits(settings):
    """`rate_limits("write=2/1m")` for one test."""
    return partial(setattr, settings, "RATE_LIMITS")


@pytest.fixture(scope="module")
def _no_limits():
    """Of rates, in a module."""
    with override_settings(RATE_LIMITS="*=100000000/1m"):
        yield


@pytest.fixture(scope="module")
def _one_world(_no_limits, _empty):
    """A module whose tests all ask as the same people of one world, which goes with it."""
    yield
    _empty()


@pytest.fixture(autouse=True)
def _empty_afterwards(_empty):
    yield
    _empty()


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
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
