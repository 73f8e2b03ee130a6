"""Loads the SQL code (functions, views, triggers, policies, grants) from the apps' `.sql` files.

Tables are structure and belong to migrations; everything here is code: after `migrate` it is torn
down and built anew from the files, in one transaction under an advisory lock. So a deleted file
deletes its function, a changed return type just works, and a fault names its file and leaves the
old code standing.
"""

import hashlib
from pathlib import Path

import psycopg
import psycopg.sql
from django.apps import apps
from django.conf import settings
from django.db import connections

LOCK = 7_016_221  # any number, the same for every loader
ORDER = ("internal", "functions", "views", "triggers", "policies")  # later kinds use earlier ones
GROUPS = "topin_anon, topin_user, topin_staff, topin_worker"


class SqlCodeError(Exception):
    """A `.sql` file that PostgreSQL would not take; the message begins with the file's name."""


def files(base=None):
    """The `.sql` files of all apps, as paths, in loading order."""
    found = []
    for kind in ORDER:
        for app in _apps():
            found += sorted((Path(app.path) / "sql" / kind).glob("*.sql"))
    return found


def _apps():
    """Our apps, the ground floor first: policies of a floor may use functions of lower ones."""
    names = ["topin", *settings.DOMAINS]
    return sorted((a for a in apps.get_app_configs() if a.name in names), key=lambda a: names.index(a.name))


def digest(paths=None):
    """What the database's code was or would be loaded from (hexadecimal SHA-256)."""
    sha = hashlib.sha256()
    for path in paths if paths is not None else files():
        sha.update(f"{path.parent.parent.parent.name}/{path.parent.name}/{path.name}\0".encode())
        sha.update(path.read_bytes())
    sha.update(Path(__file__).read_bytes())
    return sha.hexdigest()


def loaded_digest(cursor):
    cursor.execute("select obj_description(to_regnamespace('api')::oid, 'pg_namespace')")
    return cursor.fetchone()[0]


def load(alias="owner", paths=None, force=False):
    """Makes the database's code equal to the files. Returns False when it already was.

    Raises SqlCodeError with the name of the file at fault.
    """
    paths = paths if paths is not None else files()
    wanted = digest(paths)
    connection = connections[alias]
    connection.ensure_connection()
    with connection.connection.transaction(), connection.connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        if not force and loaded_digest(cursor) == wanted:
            return False
        cursor.execute(f"set local statement_timeout = {settings.CODE_STATEMENT_TIMEOUT_MS}")
        tear_down(cursor)
        _prepare(cursor)
        cursor.execute("set local check_function_bodies = off")
        for path in paths:
            _run(cursor, path)
        cursor.execute("set local check_function_bodies = on")
        for path in paths:
            if path.parent.name in ("internal", "functions"):
                _run(cursor, path)  # again, now that everything it may call is there
        cursor.execute(f"comment on schema api is '{wanted}'")
    return True


def call(function):
    """Calls a function without arguments as the owner."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(psycopg.sql.SQL("select api.{}()").format(psycopg.sql.Identifier(function)))


def tell_database(name, value, alias="owner"):
    """Makes a setting of ours (`topin.…`) known to everybody who connects from now on."""
    connection = connections[alias]
    connection.ensure_connection()
    text = psycopg.sql.SQL("alter database {} set {} = {}").format(
        psycopg.sql.Identifier(connection.connection.info.dbname),
        psycopg.sql.SQL(".").join(psycopg.sql.Identifier(part) for part in name.split(".")),
        psycopg.sql.Literal(value),
    )
    connection.connection.execute(text)


def tear_down(cursor):
    """Removes all code; tables and rows stay. Without policies nobody but the owner sees a row."""
    # `drop schema cascade` leaves policies that call no function: walk them.
    cursor.execute("select policyname, tablename from pg_policies where schemaname = 'public'")
    for policy, table in cursor.fetchall():
        cursor.execute(f'drop policy "{policy}" on public."{table}"')
    cursor.execute("set local client_min_messages = warning")
    cursor.execute("drop schema if exists api cascade; drop schema if exists internal cascade")
    cursor.execute(f"revoke all on all tables in schema public from public, topin_app, {GROUPS}")
    cursor.execute(f"revoke all on all sequences in schema public from public, topin_app, {GROUPS}")


def _prepare(cursor):
    cursor.execute("create schema api; create schema internal")
    cursor.execute("alter default privileges revoke execute on functions from public")
    cursor.execute(f"grant usage on schema public, api, internal to topin_app, {GROUPS}")


def _run(cursor, path):
    try:
        cursor.execute(path.read_text(encoding="utf-8"))
    except psycopg.Error as error:
        name = "/".join(path.parts[-4:])
        line = f" (near character {error.diag.statement_position})" if error.diag.statement_position else ""
        raise SqlCodeError(f"{name}: {error.diag.message_primary or error}{line}") from error
