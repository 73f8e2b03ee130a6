"""Tables partitioned from their first migration: by time, or by member.

By time, the partition key is the `uuidv7` primary key itself: it begins with the milliseconds since 1970, so
a range of ids is a range of time, one column is unique over all partitions, and a look-up by id
reads one partition. `roll_partitions` (topin/sql) makes and drops partitions later on. By member (hash), all
partitions stand from the first day.
"""

from django.db import migrations

FIRST_PARTITION = "create table {table}_default partition of {table} default"


class CreatePartitionedModel(migrations.CreateModel):
    """`CreateModel` for a table `partition by range (id)`, with its default partition."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        plain = schema_editor.sql_create_table
        schema_editor.sql_create_table = plain + " partition by range (id)"
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            schema_editor.sql_create_table = plain
        table = to_state.apps.get_model(app_label, self.name)._meta.db_table
        schema_editor.execute(FIRST_PARTITION.format(table=table))


class CreateHashPartitionedModel(migrations.CreateModel):
    """`CreateModel` for a table `partition by hash (<column>)` in so many parts, all made at once."""

    def __init__(self, name, fields, options=None, by="user_id", parts=16):
        self.by, self.parts = by, parts
        super().__init__(name, fields, options)

    def deconstruct(self):
        name, args, kwargs = super().deconstruct()
        return name, args, kwargs | {"by": self.by, "parts": self.parts}

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        plain = schema_editor.sql_create_table
        schema_editor.sql_create_table = f"{plain} partition by hash ({self.by})"
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            schema_editor.sql_create_table = plain
        table = to_state.apps.get_model(app_label, self.name)._meta.db_table
        for part in range(self.parts):
            schema_editor.execute(
                f"create table {table}_{part:02} partition of {table} "
                f"for values with (modulus {self.parts}, remainder {part})"
            )
