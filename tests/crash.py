"""A server that dies between any two statements of a deed, and what is found afterwards.

Every table gets a trigger that counts statements; at the chosen one it ends its own backend, as a crash of
the process would. The count is a sequence, which no rollback winds back.
"""

from contextlib import contextmanager

from topin import errors

INSTALL = """
create schema crash;
create sequence crash.statements;
create table crash.moment (number bigint);
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
    number = 0
    while True:
        number += 1
        if prepare:
            prepare()
        before = snapshot(superuser)
        with _crash_at(superuser, number):
            try:
                deed()
            except errors.Unavailable:
                yield before, snapshot(superuser), False
                continue
        yield before, snapshot(superuser), True
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
def _crash_at(superuser, number):
    superuser.execute(INSTALL)
    superuser.execute("insert into crash.moment values (%s)", [number])
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


def snapshot(superuser):
    """All rows of all tables, as text; without what heartbeats write at any moment."""
    found = {}
    for (name,) in superuser.execute(TABLES).fetchall():
        if name not in IGNORED:
            rows = superuser.execute(f"select (to_jsonb(t) - 'last_seen_at')::text from {name} t").fetchall()
            found[name] = sorted(row for (row,) in rows)
    return found
