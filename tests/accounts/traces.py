"""Rows about a member in every table, and where in the whole database something of them is still found."""

from uuid import uuid5

import psycopg
from psycopg import sql

from tests.database.matrix.cast import NAMESPACE
from tests.database.matrix.filling import BY_TYPE
from tests.database.matrix.shape import read_tables

MARK = "zq-mark-of-the-member"  # in every text that can hold one
FILLING = BY_TYPE | {"double precision": lambda label: 0.5}
TEXTS = ("text", "character varying", "jsonb", "json", "bytea")
#: Columns that name a member without a reference.
NAMES = ("user_id", "actor_id", "subject_id")
#: Columns that point at a row of another table without a reference.
POINTERS = {("event_deliveries", "event_id"): "events"}
#: Columns with words of ours, and names that we gave to files: nothing in them comes from a member.
OURS = {
    *[("audit_log", c) for c in ("action", "subject_type")],
    *[("events", c) for c in ("kind",)],
    *[("event_deliveries", c) for c in ("reader", "queue", "state")],
    *[("documents", c) for c in ("name",)],
    *[("profile_pictures", c) for c in ("name", "upload")],
    *[("post_media", c) for c in ("original", "upload_id")],
}
#: Rules that want one of several columns filled, or none, and which ones are left empty.
EITHER = {
    "circle_invites_person_or_link": ("invitee_id",),
    "posts_circle": ("circle_id",),
    "likes_of_one": ("comment_id",),
    "comments_parent": ("parent_id",),
    "post_media_in_one": ("post_id", "message_id"),
}


class Traces:
    """`superuser`: a connection that no policy holds."""

    def __init__(self, superuser, person, other):
        self.db, self.person, self.other = superuser, person, other
        self.tables = read_tables(superuser)

    def leave_everywhere(self):
        """A row of the member in every table, its texts marked, besides those that stand there already."""
        self.db.execute("set session_replication_role = replica")
        try:
            for table in self.tables.values():
                self._mark_standing_rows(table)
                if not self._is_the_account(table) and (self.names_of(table) or self._refers(table)):
                    self._insert(table)
        finally:
            self.db.execute("set session_replication_role = origin")

    def _is_the_account(self, table):
        """One row a member, which is there."""
        return table.name == "users" or any(c.is_key and c.refers_to == "users" for c in table.columns[:1])

    def names_of(self, table):
        """The columns that name a member."""
        return [c.name for c in table.columns if c.refers_to == "users" or c.name in NAMES]

    def _refers(self, table):
        return any(c.refers_to or (table.name, c.name) in POINTERS for c in table.columns)

    def _id(self, table):
        """The key of the row in a table; where that is the key of another row, that one's."""
        keys = [column for column in self.tables[table].columns if column.is_key]
        if len(keys) == 1 and keys[0].refers_to not in (None, "", "users"):
            return self._id(keys[0].refers_to)
        return uuid5(NAMESPACE, f"traces/{table}")

    def _insert(self, table):
        values = {c.name: self._value(table, c) for c in table.columns if self._is_wanted(table, c)}
        for _ in list(values):  # each rule that is broken costs one try
            try:
                with self.db.transaction():
                    self.db.execute(_insertion(table, values), list(values.values()))
                return
            except psycopg.errors.UniqueViolation:
                return  # the account's own row: its texts are marked already
            except psycopg.errors.CheckViolation as error:
                self._give_way(values, error.diag.constraint_name)
        raise AssertionError(f"{table.name} takes no row of the member: say how in traces.py")

    def _is_wanted(self, table, column):
        return not column.made and (
            column.type in TEXTS or column.refers_to or not column.optional or column.name in self.names_of(table)
            or (column.is_key and column.type == "uuid")
        )  # fmt: skip

    def _value(self, table, column):
        if column.refers_to == "users" or column.name in NAMES:
            return self.person.id
        target = column.refers_to or POINTERS.get((table.name, column.name))
        if target:
            return self._id(target)
        if column.is_key and column.type == "uuid":
            return self._id(table.name)
        if (table.name, column.name) in OURS:
            return "ours"
        if column.type in ("jsonb", "json"):
            return f'{{"said": "{MARK}"}}'
        return MARK.encode() if column.type == "bytea" else FILLING[column.type](MARK)

    def _give_way(self, values, constraint):
        """A rule on values: names of two members must differ, one of several is filled, or words are of a list and hold
        no text of anybody's."""
        if constraint in EITHER:
            for column in EITHER[constraint]:
                del values[column]
            return
        columns = [c for c in self._columns_of(constraint) if c in values]
        named = [c for c in columns if values[c] == self.person.id]
        if len(named) > 1:
            values[named[1]] = self.other.id
        else:
            for column in columns:
                values[column] = self._listed(constraint)

    def _columns_of(self, constraint):
        query = """select a.attname from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid
                    and a.attnum = any (c.conkey) where c.conname = %s"""
        return [name for (name,) in self.db.execute(query, [constraint])]

    def _listed(self, constraint):
        """The first value that a check names."""
        (text,) = self.db.execute(
            "select pg_get_constraintdef(oid) from pg_constraint where conname = %s", [constraint]
        ).fetchone()
        return text.split("'")[1]

    def _mark_standing_rows(self, table):
        for column in table.columns:
            if column.type not in ("text", "jsonb") or (table.name, column.name) in OURS:
                continue
            value = MARK if column.type == "text" else f'{{"said": "{MARK}"}}'
            for name in [*self.names_of(table), *(["id"] if table.name == "users" else [])]:
                statement = sql.SQL("update {} set {} = %s where {} = %s").format(
                    *map(sql.Identifier, (table.name, column.name, name))
                )
                try:
                    with self.db.transaction():
                        self.db.execute(statement, [value, self.person.id])
                except psycopg.errors.IntegrityError:
                    pass  # words of a list

    def found(self, needle):
        """{table.column} where this text stands, in whatever kind of column."""
        return {f"{table}.{column}" for table, column in self._all_columns() if self._holds(table, column, needle)}

    def _all_columns(self):
        return self.db.execute(
            """select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                  and a.attnum > 0 and not a.attisdropped
                  and format_type(a.atttypid, null) !~ 'bool|int|time|date|vector'
                  and c.relname !~ '^(django_migrations|django_content_type|auth_)'"""
        ).fetchall()

    def _holds(self, table, column, needle):
        statement = sql.SQL(
            "select exists (select from {0} where position(lower(%s) in lower(case when pg_typeof({1})::text = 'bytea'"
            " then encode({1}::text::bytea, 'escape') else {1}::text end)) > 0)"
        ).format(sql.Identifier(table), sql.Identifier(column))
        return self.db.execute(statement, [str(needle)]).fetchone()[0]


def _insertion(table, values):
    return sql.SQL("insert into {} ({}) values ({})").format(
        sql.Identifier(table.name),
        sql.SQL(", ").join(map(sql.Identifier, values)),
        sql.SQL(", ").join(sql.Placeholder() * len(values)),
    )
