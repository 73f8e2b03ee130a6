"""Taking everything along, and leaving."""

from django.db import models

from topin.fields import ByMember, IdField, MadeAtField


class DataExport(models.Model):
    """An archive of everything held about a member: asked for, made by a job, kept some days."""

    class Status(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        READY = "ready"
        FAILED = "failed"
        EXPIRED = "expired"

    id = IdField()
    user = ByMember()
    status = models.TextField(choices=Status.choices, db_default="queued")
    progress = models.SmallIntegerField(db_default=0)  # per cent
    tries = models.SmallIntegerField(db_default=0)
    tries_before = models.SmallIntegerField(db_default=0)  # those of them that came before it was to be made anew
    leased_until = models.DateTimeField(null=True)  # a worker that is gone by then is followed by another
    name = models.TextField(db_default="")  # in the private store
    size = models.BigIntegerField(null=True)  # bytes
    created_at = MadeAtField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "data_exports"
        constraints = [
            models.UniqueConstraint(
                fields=["user"], name="data_exports_open", condition=models.Q(status__in=["queued", "running"])
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["queued", "running", "ready", "failed", "expired"]),
                name="data_exports_status",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "id"], name="data_exports_user"),
            models.Index(fields=["status", "created_at"], name="data_exports_work"),
        ]


class AccountDeletion(models.Model):
    """An account that asked to be erased. Outlives the account as the receipt's counterfoil, without a name."""

    id = IdField()
    user_id = models.UUIDField(null=True)  # no reference: the row stays when the account is gone
    asked_at = MadeAtField()
    erases_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "account_deletions"
        constraints = [
            models.UniqueConstraint(
                fields=["user_id"],
                name="account_deletions_open",
                condition=models.Q(cancelled_at=None, erased_at=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["erases_at"],
                name="account_deletions_due",
                condition=models.Q(cancelled_at=None, erased_at=None),
            ),
        ]
