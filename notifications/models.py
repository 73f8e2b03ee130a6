"""What members are told."""

from django.contrib.postgres.indexes import HashIndex
from django.db import models

from topin.fields import ByMember, IdField, MadeAtField, OwnedBy


class Notification(models.Model):
    """A group of like facts about one subject, as new as its newest actor. Partitioned by month."""

    id = IdField()
    user = ByMember()
    kind = models.TextField()
    subject_type = models.TextField(null=True)
    subject_id = models.UUIDField(null=True)
    group_key = models.TextField()
    in_app = models.BooleanField(db_default=True)  # whether it stands in the list; else it only rings
    read_at = models.DateTimeField(null=True)
    created_at = MadeAtField()
    updated_at = MadeAtField()
    told_at = MadeAtField()  # when open clients were told of it, as it was by then

    class Meta:
        db_table = "notifications"
        indexes = [
            models.Index(fields=["user", "-updated_at", "-id"], name="notifications_newest"),
            models.Index(fields=["user", "group_key"], name="notifications_group"),
            models.Index(fields=["user"], name="notifications_unread", condition=models.Q(read_at=None)),
            models.Index(
                fields=["told_at"],
                name="notifications_grown",
                condition=models.Q(updated_at__gt=models.F("told_at"), read_at=None, in_app=True),
            ),
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


PROVIDERS = ["webpush", "fcm", "apns"]
CHANNELS = ["push", "email"]
DELIVERY_STATES = ["waiting", "sent", "dropped", "failed"]


class Device(models.Model):
    """Where a member wants pushes: a browser's subscription, or an app's token."""

    id = IdField()
    user = ByMember()
    provider = models.TextField(choices=[(p, p) for p in PROVIDERS])
    app_id = models.TextField(db_default="")
    environment = models.TextField(db_default="")  # of APNs: production or sandbox
    token = models.TextField()  # a browser's: the address of its push service
    p256dh = models.TextField(null=True)  # a browser's keys, base64url
    auth = models.TextField(null=True)
    session_id = models.UUIDField(null=True)  # that registered it last: signing out there ends it
    failures = models.SmallIntegerField(db_default=0)  # since it was last reached
    created_at = MadeAtField()
    registered_at = MadeAtField()  # the last time; what a provider says of an earlier one is not about this
    last_seen_at = MadeAtField()
    reached_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "devices"
        constraints = [
            models.UniqueConstraint(fields=["provider", "app_id", "token"], name="devices_once"),
            models.CheckConstraint(condition=models.Q(provider__in=PROVIDERS), name="devices_provider"),
        ]
        indexes = [
            models.Index(fields=["user", "-last_seen_at"], name="devices_of_member"),
            models.Index(
                fields=["session_id"], name="devices_of_session", condition=models.Q(session_id__isnull=False)
            ),
            models.Index(fields=["last_seen_at"], name="devices_silent"),
            HashIndex(fields=["token"], name="devices_of_token"),
        ]

    def __str__(self):
        return f"{self.provider} {self.id}"


class NotificationDelivery(models.Model):
    """One ring at one device, or one mail. What it says is read when it goes out."""

    id = IdField()
    user = ByMember()
    channel = models.TextField(choices=[(c, c) for c in CHANNELS])
    device_id = models.UUIDField(null=True)
    lane = models.TextField(db_default="")  # the PushChannel that it goes by
    kind = models.TextField()
    notification_id = models.UUIDField(null=True)  # none where the kind stands in no list
    subject_type = models.TextField(null=True)
    subject_id = models.UUIDField(null=True)
    group_key = models.TextField()
    state = models.TextField(choices=[(s, s) for s in DELIVERY_STATES], db_default="waiting")
    reason = models.TextField(db_default="")  # why it was dropped or failed: a code
    answer = models.TextField(db_default="")  # of the provider
    tries = models.SmallIntegerField(db_default=0)
    next_try_at = models.DateTimeField(db_default=models.functions.Now())
    leased_until = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    created_at = MadeAtField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notification_deliveries"
        verbose_name_plural = "notification deliveries"
        constraints = [
            models.CheckConstraint(condition=models.Q(channel__in=CHANNELS), name="notification_deliveries_channel"),
            models.CheckConstraint(condition=models.Q(state__in=DELIVERY_STATES), name="notification_deliveries_state"),
            # What comes while one waits is said by that one.
            models.UniqueConstraint(
                fields=["device_id", "group_key"],
                name="notification_deliveries_once_a_device",
                condition=models.Q(state="waiting", channel="push"),
            ),
            models.UniqueConstraint(
                fields=["user", "group_key"],
                name="notification_deliveries_once_a_mail",
                condition=models.Q(state="waiting", channel="email"),
            ),
        ]
        indexes = [
            models.Index(fields=["lane", "next_try_at"], name="deliveries_due", condition=models.Q(state="waiting")),
            models.Index(fields=["device_id", "group_key", "-created_at"], name="deliveries_of_group"),
            models.Index(fields=["user", "-id"], name="deliveries_of_member"),
            models.Index(fields=["ended_at"], name="deliveries_ended", condition=models.Q(ended_at__isnull=False)),
            models.Index(fields=["-id"], name="deliveries_failed", condition=models.Q(state="failed")),
        ]

    def __str__(self):
        return f"{self.channel} {self.id}"


class PushChannel(models.Model):
    """How a provider does (of web push: one push service): whether it works, is paused, stopped, or switched off."""

    name = models.TextField(primary_key=True)  # fcm, apns, email, or webpush:https://…
    is_off = models.BooleanField(db_default=False)  # switched off in the console
    stopped_at = models.DateTimeField(null=True)  # our credentials are wrong: until somebody mends them
    stop_reason = models.TextField(db_default="")
    paused_until = models.DateTimeField(null=True)
    faults = models.IntegerField(db_default=0)  # in a row
    reached_at = models.DateTimeField(null=True)  # when it last took something, to the minute
    changed_at = MadeAtField()

    class Meta:
        db_table = "push_channels"

    def __str__(self):
        return self.name


class DigestState(models.Model):
    """Up to when the last digest told a member who wants digests."""

    user = OwnedBy()
    told_until = models.DateTimeField()
    told_on = models.DateField(null=True)  # by the member's calendar: no second one on that day
    next_at = models.DateTimeField(db_default=models.functions.Now())  # when the job looks again whether it is time

    class Meta:
        db_table = "digest_states"
        indexes = [models.Index(fields=["next_at"], name="digest_states_next")]
