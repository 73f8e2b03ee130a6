"""What the catalogue says about a table, as far as rows and probes need it."""

from dataclasses import dataclass
from functools import cached_property

from psycopg.rows import class_row

from topin import catalog

COLUMNS = """
select a.attname as name, format_type(a.atttypid, null) as type,
       not a.attnotnull or a.atthasdef or a.attidentity <> '' as optional,
       a.attidentity <> '' or a.attgenerated <> '' as made,
       exists (select from pg_index i where i.indrelid = a.attrelid and i.indisprimary
                  and a.attnum = any (i.indkey)) as is_key,
       exists (select from pg_index i where i.indrelid = a.attrelid and i.indisunique
                  and a.attnum = any (i.indkey)) as is_unique,
       (select f.confrelid::regclass::text from pg_constraint f
         where f.conrelid = a.attrelid and f.contype = 'f' and f.conkey = array[a.attnum] limit 1) as refers_to
  from pg_attribute a
 where a.attrelid = ('public.' || %s)::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum
"""


@dataclass(frozen=True)
class Column:
    """`optional`: may be left out; `made`: PostgreSQL alone fills it."""

    name: str
    type: str
    optional: bool
    made: bool
    is_key: bool
    is_unique: bool
    refers_to: str | None


@dataclass(frozen=True)
class Policy:
    """A policy as it stands; `using` and `check` are empty where it has none."""

    name: str
    verb: str
    role: str
    using: str
    check: str


@dataclass(frozen=True)
class Table:
    name: str
    columns: list[Column]
    policies: list[Policy]

    @cached_property
    def key(self):
        return [c.name for c in self.columns if c.is_key]


def read_tables(connection):
    """Name → Table, for every table of ours in the database, in order of names."""
    names = [row[0] for row in connection.execute(catalog.TABLES)]
    return {name: _read_table(connection, name) for name in names}


def _read_table(connection, name):
    with connection.cursor(row_factory=class_row(Column)) as cursor:
        columns = cursor.execute(COLUMNS, [name]).fetchall()
    with connection.cursor(row_factory=class_row(Policy)) as cursor:
        policies = cursor.execute(catalog.POLICIES, [name]).fetchall()
    return Table(name, columns, policies)
