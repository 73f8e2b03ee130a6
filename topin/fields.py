"""Column kinds that the models share: ids and times that PostgreSQL itself fills in."""

from django.contrib.postgres.indexes import PostgresIndex
from django.db import models
from django.db.models import Func
from django.db.models.functions import Now


class UuidV7(Func):
    """PostgreSQL's `uuidv7()`: unique, and sorted by the time of making."""

    function = "uuidv7"
    output_field = models.UUIDField()


class IdField(models.UUIDField):
    """A primary key that sorts by time and so is the paging key too."""

    def __init__(self, **kwargs):
        kwargs |= {"primary_key": True, "db_default": UuidV7(), "editable": False}
        super().__init__(**kwargs)


class MadeAtField(models.DateTimeField):
    """When the row was made."""

    def __init__(self, **kwargs):
        kwargs |= {"db_default": Now(), "editable": False}
        super().__init__(**kwargs)


class OwnedBy(models.OneToOneField):
    """The primary key of a table with one row a member."""

    def __init__(self, to="accounts.User", **kwargs):
        defaults = {"primary_key": True, "on_delete": models.CASCADE, "related_name": "+"}
        super().__init__(to, **(defaults | kwargs))


class ByMember(models.ForeignKey):
    """A reference to a member. Rows are erased by SQL functions, never by Django's collector."""

    def __init__(self, to="accounts.User", **kwargs):
        defaults = {"on_delete": models.DO_NOTHING, "related_name": "+", "db_index": False}
        super().__init__(to, **(defaults | kwargs))


class XactIdField(models.Field):
    """The transaction that wrote the row: `pg_visible_in_snapshot` says whether somebody could see it already."""

    def __init__(self, **kwargs):
        written_by = Func(function="pg_current_xact_id", output_field=models.TextField())
        kwargs |= {"db_default": written_by, "editable": False}
        super().__init__(**kwargs)

    def db_type(self, connection):
        return "xid8"


class EmbeddingField(models.Field):
    """A pgvector `halfvec` of 256 dimensions: what a text means, as a unit vector. SQL functions read and write it."""

    DIMENSIONS = 256

    def db_type(self, connection):
        return f"halfvec({self.DIMENSIONS})"


class NearestIndex(PostgresIndex):
    """pgvector's HNSW: the nearest embeddings by cosine distance, nearly always all of them."""

    suffix = "hnsw"

    def __init__(self, field, **kwargs):
        super().__init__(**({"fields": [field], "opclasses": ["halfvec_cosine_ops"]} | kwargs))

    def deconstruct(self):
        path, _, kwargs = super().deconstruct()
        return path, (self.fields[0],), {"name": kwargs["name"]}
