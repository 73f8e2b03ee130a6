"""Blue ticks: who asked for one, with which proof, and what moderators said."""

from django.db import models

from topin.fields import ByMember, IdField, MadeAtField

CATEGORIES = ("creator", "business", "public_figure", "organisation", "other")


class Document(models.Model):
    """A private file that a member hands in as a proof; only they and staff read it."""

    id = IdField()
    user = ByMember()
    name = models.TextField()  # in the private store
    filename = models.TextField(db_default="")  # as the member called it
    content_type = models.TextField()
    size = models.BigIntegerField()  # bytes
    created_at = MadeAtField()

    class Meta:
        db_table = "documents"
        indexes = [
            models.Index(fields=["user", "id"], name="documents_user"),
            models.Index(fields=["created_at"], name="documents_age"),
        ]


class VerificationRequest(models.Model):
    """A member asks for the blue tick."""

    class Status(models.TextChoices):
        PENDING = "pending"
        APPROVED = "approved"
        REFUSED = "refused"

    id = IdField()
    user = ByMember()
    category = models.TextField(choices=[(c, c) for c in CATEGORIES])
    legal_name = models.TextField()
    links = models.JSONField(db_default=[])
    document = models.ForeignKey(Document, on_delete=models.DO_NOTHING, null=True, related_name="+", db_index=False)
    status = models.TextField(choices=Status.choices, db_default="pending")
    reason = models.TextField(null=True)
    decided_by = ByMember(null=True)
    decided_at = models.DateTimeField(null=True)
    created_at = MadeAtField()

    class Meta:
        db_table = "verification_requests"
        constraints = [
            models.UniqueConstraint(
                fields=["user"], name="verification_requests_open", condition=models.Q(status="pending")
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["pending", "approved", "refused"]), name="verification_requests_status"
            ),
            models.CheckConstraint(condition=models.Q(category__in=CATEGORIES), name="verification_requests_category"),
        ]
        indexes = [
            models.Index(fields=["user", "id"], name="verification_requests_user"),
            models.Index(fields=["status", "id"], name="verification_requests_queue"),
            models.Index(fields=["document"], name="verification_requests_document"),
            models.Index(fields=["decided_by"], name="verification_requests_decider"),
        ]

    def __str__(self):
        return self.legal_name
