"""What members are told."""

from django.db import models

from topin.fields import ByMember, IdField, MadeAtField


class Notification(models.Model):
    """A group of like facts about one subject, as new as its newest actor. Partitioned by month."""

    id = IdField()
    user = ByMember()
    kind = models.TextField()
    subject_type = models.TextField(null=True)
    subject_id = models.UUIDField(null=True)
    group_key = models.TextField()
    read_at = models.DateTimeField(null=True)
    created_at = MadeAtField()
    updated_at = MadeAtField()

    class Meta:
        db_table = "notifications"
        indexes = [
            models.Index(fields=["user", "-updated_at", "-id"], name="notifications_newest"),
            models.Index(fields=["user", "group_key"], name="notifications_group"),
            models.Index(fields=["user"], name="notifications_unread", condition=models.Q(read_at=None)),
        ]


class NotificationActor(models.Model):
    """Who is in a group; each once."""

    pk = models.CompositePrimaryKey("notification_id", "actor_id")
    notification_id = models.UUIDField()
    actor = ByMember()
    created_at = MadeAtField()

    class Meta:
        db_table = "notification_actors"
        indexes = [models.Index(fields=["actor"], name="notification_actors_actor")]
