"""Exact counts in the ORM: to what is folded, add the deltas that are not yet."""

from django.db.models import BigIntegerField, F, Func, Value


def pending(kind, subject):
    """What `counter_deltas` hold of a kind for the id in the column `subject`."""
    return Func(Value(kind), F(subject), function="internal.count_pending", output_field=BigIntegerField())
