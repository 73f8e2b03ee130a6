"""What a caller can do with the rows of the world, found out by trying. Every try is undone.

Updates and deletes are blind: they name no row and read no column, so that their own policy decides
alone. (A statement that looks for its rows is held by the policy for select as well, so the cells of
`update` and `delete` say how far somebody gets at most.) Inserts try to add one more row like each row
of the world, as far as the caller may name its columns. `change` is one more update, to a value that a
policy's check is there for (`CHANGES` of the world).
"""

from contextlib import contextmanager

from psycopg import errors, sql
from psycopg.types.json import Jsonb

from tests.database.matrix.cast import member_id
from tests.database.matrix.filling import BY_TYPE
from tests.database.matrix.world import CHANGES

VERBS = ("select", "insert", "update", "delete")
BECOME = "select set_config('role', %s, true), set_config('topin.user_id', %s, true)"
GRANTED = "select has_any_column_privilege(%s, 'public.' || %s, %s)"
GRANTED_WHOLE = "select has_table_privilege(%s, 'public.' || %s, %s)"
GRANTED_COLUMN = "select has_column_privilege(%s, 'public.' || %s, %s, %s)"


def verbs_of(table):
    return (*VERBS, "change") if table in CHANGES else VERBS


def cells(world, table, verb, caller):
    """Labels of the rows that `caller` reaches with `verb`; None where nothing was granted to them."""
    if not is_granted(world, table, "update" if verb == "change" else verb, caller.role):
        return None
    return PROBES[verb](world, world.tables[table], caller)


def is_granted(world, table, verb, role):
    return _is_granted(world, GRANTED_WHOLE if verb == "delete" else GRANTED, role, table, verb)


def _is_granted(world, question, *args):
    """Asked once: every cell and every mutant wants to know the same."""
    if (question, args) not in world.granted:
        world.granted[question, args] = world.connection.execute(question, args).fetchone()[0]
    return world.granted[question, args]


@contextmanager
def undone(world):
    """Whatever happens inside, it did not."""
    with world.connection.transaction(force_rollback=True):
        yield world.connection


def _become(connection, caller):
    member = str(member_id(caller.member)) if caller.member else ""
    connection.execute(BECOME, [caller.role, member])


def _selected(world, table, caller):
    with undone(world) as connection:
        _become(connection, caller)
        return frozenset(
            world.labels[table.name][key] for key in connection.execute(_sql("select {key} from {table}", table))
        )


def _inserted(world, table, caller):
    columns = [c.name for c in _granted_columns(world, table, "insert", caller.role) if not (c.is_key and c.optional)]
    statement = _sql("insert into {table} ({columns}) select {columns} from jsonb_populate_record(null::{table}, %s)",
                     table, columns=_names(columns))  # fmt: skip
    with undone(world) as connection:
        _become(connection, caller)
        return frozenset(label for label, row in world.rows[table.name].items() if _passes(world, statement, row))


def _passes(world, statement, row):
    """Whether policies let the row in. They come before constraints: a duplicate has passed them."""
    try:
        with undone(world) as connection:
            connection.execute(statement, [Jsonb(row)])
    except errors.InsufficientPrivilege:
        return False
    except errors.IntegrityError:
        return True
    return True


def _updated(world, table, caller):
    granted = [c for c in _granted_columns(world, table, "update", caller.role) if not c.is_unique]
    column = next((c for c in granted if c.optional), granted[0])
    value = sql.DEFAULT if column.optional else sql.Literal(BY_TYPE[column.type](table.name))
    text = "update {table} set {columns} = {value}"
    return _moved(world, table, caller, _sql(text, table, columns=_names([column.name]), value=value))


def _changed(world, table, caller):
    column, value = CHANGES[table.name]
    text = "update {table} set {columns} = {value}"
    return _moved(world, table, caller, _sql(text, table, columns=_names([column]), value=sql.Literal(value)))


def _moved(world, table, caller, change):
    """The rows that an update changes: it stores them in another place."""
    before, after = dict(_places(world, table)), _after(world, table, caller, change)
    return frozenset(label for label, place in after.items() if place != before[label])


def _deleted(world, table, caller):
    after = _after(world, table, caller, _sql("delete from {table}", table))
    return frozenset(label for label in world.rows[table.name] if label not in after)


def _after(world, table, caller, change):
    """Label → place of each row after a change that is then undone; as before, when a policy's check refuses it."""
    with undone(world) as connection:
        try:
            with connection.transaction():
                _become(connection, caller)
                connection.execute(change)
                connection.execute("reset role")
        except errors.InsufficientPrivilege:
            pass
        return dict(_places(world, table))


def _places(world, table):
    """(label, where the row is stored)."""
    statement = _sql("select tableoid, ctid::text, {key} from {table}", table)
    for oid, ctid, *key in world.connection.execute(statement).fetchall():
        yield world.labels[table.name][tuple(key)], (oid, ctid)


def _granted_columns(world, table, verb, role):
    return [
        column
        for column in table.columns
        if _is_granted(world, GRANTED_COLUMN, role, table.name, column.name, verb)
    ]


def _names(names):
    return sql.SQL(", ").join(map(sql.Identifier, names))


def _sql(text, table, **parts):
    return sql.SQL(text).format(table=sql.Identifier("public", table.name), key=_names(table.key), **parts)


PROBES = {
    "select": _selected, "insert": _inserted, "update": _updated, "delete": _deleted, "change": _changed,
}  # fmt: skip
