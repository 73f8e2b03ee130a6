"""Tables of the ground floor: events and their deliveries, the clock, streams, replays, audit."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from topin.fields import ByMember, IdField, MadeAtField, OwnedBy


class Event(models.Model):
    """A fact that a deed recorded in its own transaction. Partitioned by week."""

    id = IdField()
    kind = models.TextField()
    actor_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True)
    data = models.JSONField(db_default={})
    request_id = models.TextField(db_default="")
    created_at = MadeAtField()
    relayed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "events"
        indexes = [
            models.Index(fields=["id"], name="events_waiting", condition=models.Q(relayed_at=None)),
        ]

    def __str__(self):
        return f"{self.kind} {self.id}"


class EventDelivery(models.Model):
    """One event for one reader: done in the same transaction as the reader's effect."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        DEAD = "dead"

    id = IdField()
    event_id = models.UUIDField()
    reader = models.TextField()
    queue = models.TextField(db_default="default")
    crowd_id = models.UUIDField(null=True)  # what the events are about, for a reader that takes many at once
    rest = ArrayField(models.UUIDField(), db_default=[])  # the other events of it
    state = models.TextField(choices=State.choices, db_default="waiting")
    tries = models.SmallIntegerField(db_default=0)
    next_try_at = models.DateTimeField(db_default=models.functions.Now())
    last_error = models.TextField(db_default="")
    created_at = MadeAtField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "event_deliveries"
        verbose_name_plural = "event deliveries"
        constraints = [
            models.UniqueConstraint(fields=["event_id", "reader"], name="event_deliveries_once"),
        ]
        indexes = [
            models.Index(
                fields=["queue", "next_try_at"],
                name="event_deliveries_waiting",
                condition=models.Q(state="waiting"),
            ),
            models.Index(
                fields=["reader", "crowd_id"],
                name="event_deliveries_crowds",
                condition=models.Q(state="waiting", crowd_id__isnull=False),
            ),
            models.Index(fields=["created_at"], name="event_deliveries_dead", condition=models.Q(state="dead")),
            models.Index(fields=["done_at"], name="event_deliveries_done", condition=models.Q(state="done")),
        ]

    def __str__(self):
        return f"{self.reader} {self.id}"


class JobSlot(models.Model):
    """One job at one time of the clock; whoever inserts it sends it, so it runs once."""

    id = IdField()
    task = models.TextField()
    slot = models.DateTimeField()
    tries = models.SmallIntegerField(db_default=0)
    next_try_at = models.DateTimeField(db_default=models.functions.Now())
    done_at = models.DateTimeField(null=True)
    result = models.TextField(db_default="")
    last_error = models.TextField(db_default="")
    created_at = MadeAtField()

    class Meta:
        db_table = "job_slots"
        constraints = [models.UniqueConstraint(fields=["task", "slot"], name="job_slots_once")]
        indexes = [
            models.Index(fields=["next_try_at"], name="job_slots_waiting", condition=models.Q(done_at=None)),
        ]

    def __str__(self):
        return f"{self.task} {self.slot:%Y-%m-%d %H:%M:%S}"


class IdempotencyKey(models.Model):
    """The stored answer to a request that may be sent again."""

    id = IdField()
    user = ByMember()
    key = models.TextField()
    fingerprint = models.TextField()
    status = models.SmallIntegerField()
    headers = models.JSONField(db_default={})
    body = models.BinaryField()
    created_at = MadeAtField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "idempotency_keys"
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="idempotency_keys_once"),
        ]
        indexes = [models.Index(fields=["expires_at"], name="idempotency_keys_expiry")]


class UserStream(models.Model):
    """Where a member's stream of events stands. The row's lock orders the stream."""

    user = OwnedBy()
    epoch = models.UUIDField(db_default=models.Func(function="gen_random_uuid"))
    seq = models.BigIntegerField(db_default=0)

    class Meta:
        db_table = "user_streams"


class UserEvent(models.Model):
    """What a member's open clients are told, in order. Partitioned by week."""

    id = IdField()
    user = ByMember()
    seq = models.BigIntegerField()
    kind = models.TextField()
    payload = models.JSONField(db_default={})
    created_at = MadeAtField()

    class Meta:
        db_table = "user_events"
        indexes = [models.Index(fields=["user", "seq"], name="user_events_in_order")]


class CounterDelta(models.Model):
    """A change of a count that is not yet folded into the counters (exact reads add it)."""

    id = models.BigAutoField(primary_key=True)
    kind = models.TextField()
    subject_id = models.UUIDField()
    delta = models.IntegerField()

    class Meta:
        db_table = "counter_deltas"
        indexes = [models.Index(fields=["subject_id", "kind"], name="counter_deltas_subject")]


class AuditLog(models.Model):
    """Who did what that somebody may one day have to answer for. Append-only."""

    id = IdField()
    actor_id = models.UUIDField(null=True)
    action = models.TextField()
    subject_type = models.TextField(db_default="")
    subject_id = models.UUIDField(null=True)
    data = models.JSONField(db_default={})
    request_id = models.TextField(db_default="")
    created_at = MadeAtField()

    class Meta:
        db_table = "audit_log"
        verbose_name_plural = "audit log"
        indexes = [
            models.Index(fields=["actor_id", "id"], name="audit_log_actor"),
            models.Index(fields=["subject_id", "id"], name="audit_log_subject"),
        ]

    def __str__(self):
        return f"{self.action} {self.created_at:%Y-%m-%d %H:%M}"
