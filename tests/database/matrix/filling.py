"""Values for the columns that a row of the world does not mention."""

from uuid import uuid5

from tests.database.matrix.cast import NAMESPACE, id_of

#: Column type → a value that will do, from the row's label.
BY_TYPE = {
    "text": str,
    "bytea": str.encode,
    "uuid": lambda label: uuid5(NAMESPACE, label),
    "jsonb": lambda label: "{}",
    "boolean": lambda label: False,
    "smallint": lambda label: 1,
    "integer": lambda label: 1,
    "bigint": lambda label: 1,
    "double precision": lambda label: 1.5,
    "tsvector": lambda label: "'tea':1",
    "halfvec": lambda label: str([1] + [0] * 255),
    "date": lambda label: "2026-01-31",
    "timestamp with time zone": lambda label: "2026-01-31 12:00+00",
}


class CannotFill(AssertionError):
    """A table or column that the world has to be told about (world.py)."""


def fill(table, label, given):
    """All values a new row needs: what is given, ids and references by label, the rest by type."""
    values = dict(given)
    for column in table.columns:
        if column.name in values or column.made:
            continue
        if column.is_key and column.type == "uuid" and not column.refers_to:
            values[column.name] = id_of(table.name, label)
        elif not column.optional:
            values[column.name] = _value(table, column, label)
    return values


def _value(table, column, label):
    if column.refers_to:
        return id_of(column.refers_to, label)
    if column.type not in BY_TYPE:
        raise CannotFill(f"{table.name}.{column.name} ({column.type}): say in world.py what stands there")
    return BY_TYPE[column.type](label)
