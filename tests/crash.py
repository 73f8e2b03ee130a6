"""A server that dies between any two statements of a deed, and what is found afterwards.

Every table gets a trigger that counts statements; at the chosen one it ends its own backend, as a crash of
the process would. The count is a sequence, which no rollback winds back.
"""

from contextlib import contextmanager
from itertools import count

from topin import errors

INSTALL = """
create schema crash;
create sequence crash.statements;
create table crash.moment (number bigint);
insert into crash.moment values (null);  -- never
create function crash.count() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    if current_query() like '%touch_sessions%' then
        return null;  -- heartbeats: another thread writes them, at any moment
    end if;
    if nextval('crash.statements') = (select number from crash.moment) then
        perform pg_terminate_backend(pg_backend_pid());
        perform pg_sleep(1);
    end if;
    return null;
end $$;
grant usage on schema crash to public;
"""
TABLES = """
select c.oid::regclass::text from pg_class c
 where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
"""
#: What a crash may leave behind: nothing of it is a deed's effect.
IGNORED = {"django_migrations", "django_content_type", "auth_permission"}


def states_after_crashes(superuser, deed, prepare=None):
    """Runs `deed` again and again, each time with a crash at a later statement, until it comes through.

    Yields (state before, state after, whether the deed came through) of each run. Before each run `prepare()`
    brings about the state that the deed begins with.
    """
    with _triggers(superuser):
        for number in count(1):
            if prepare:
                prepare()
            before = snapshot(superuser)
            finished = _comes_through(superuser, deed, number)
            yield before, snapshot(superuser), finished
            if finished:
                return


def never_half_done(superuser, deed, prepare=None):
    """Asserts that whatever crash leaves all of a deed or nothing, and that there was a crash at all."""
    crashes = 0
    for before, after, finished in states_after_crashes(superuser, deed, prepare):
        if finished:
            assert after != before
            break
        crashes += 1
        assert after == before
    assert crashes > 1


@contextmanager
def _triggers(superuser):
    superuser.execute(INSTALL)
    tables = [name for (name,) in superuser.execute(TABLES)]
    for name in tables:
        superuser.execute(
            f"create trigger crash after insert or update or delete on {name}"
            " for each statement execute function crash.count()"
        )
    try:
        yield
    finally:
        for name in tables:
            superuser.execute(f"drop trigger crash on {name}")
        superuser.execute("drop schema crash cascade")


def _comes_through(superuser, deed, number):
    """Whether a deed is done before the statement with this number, at which its server dies."""
    superuser.execute("alter sequence crash.statements restart")
    superuser.execute("update crash.moment set number = %s", [number])
    try:
        deed()
    except errors.Unavailable:
        return False
    finally:
        superuser.execute("update crash.moment set number = null")
    return True


def snapshot(superuser):
    """All rows of all tables, as text; without what heartbeats write at any moment."""
    found = {name: [] for (name,) in superuser.execute(TABLES) if name not in IGNORED}
    every = (f"select '{name}', (to_jsonb(t) - 'last_seen_at')::text as fields from {name} t" for name in found)
    for name, fields in superuser.execute(" union all ".join(every) + " order by fields", prepare=True):
        found[name].append(fields)
    return found
