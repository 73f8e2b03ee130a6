"""What members report, and what was decided about it."""

from django.db import models

from topin.fields import ByMember, IdField, MadeAtField

#: The gravest first: whoever is in danger does not wait behind spam.
GRAVE = ("child_safety", "self_harm")
REASONS = (
    *("spam", "harassment", "hate", "violence", "nudity", "self_harm", "child_safety", "illegal", "impersonation"),
    *("intellectual_property", "misinformation", "other"),
)
STATES = ("open", "dismissed", "upheld")


class MessageReport(models.Model):
    """A message that one who received it shows to the moderators, as it was when they did.

    It outlives the message, whose id is no reference therefore. Of its text stands a copy, sealed with the
    moderators' key (messaging/sealing.py); none where there was no text, or one of the two members was erased.
    """

    id = IdField()
    message_id = models.UUIDField()
    conversation_id = models.UUIDField()
    reporter = ByMember(null=True)  # null: erased since
    author = ByMember(null=True)
    reason = models.TextField(choices=[(r, r) for r in REASONS])
    note = models.TextField(db_default="")  # the reporter's
    sealed = models.BinaryField(null=True)
    master = models.TextField(null=True)  # the id of the master key that it is sealed under
    media_count = models.SmallIntegerField(db_default=0)  # pictures, films and sounds, of which no copy is kept
    sent_at = models.DateTimeField()
    state = models.TextField(choices=[(s, s) for s in STATES], db_default="open")
    decided_by = ByMember(null=True)
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(db_default="")  # for staff only
    created_at = MadeAtField()

    class Meta:
        db_table = "message_reports"
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "message_id"], name="message_reports_open", condition=models.Q(state="open")
            ),
            models.CheckConstraint(condition=models.Q(reason__in=REASONS), name="message_reports_reason"),
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="message_reports_state"),
            models.CheckConstraint(
                condition=models.Q(sealed=None, master=None) | models.Q(sealed__isnull=False, master__isnull=False),
                name="message_reports_copy",
            ),
        ]
        indexes = [
            models.Index(fields=["reporter", "-id"], name="message_reports_of_reporter"),
            models.Index(fields=["author", "-id"], name="message_reports_of_author"),
            models.Index(fields=["decided_by"], name="message_reports_decider"),
            models.Index(fields=["state", "id"], name="message_reports_queue"),
            models.Index(fields=["conversation_id"], name="message_reports_talk"),
            models.Index(
                fields=["master", "id"], name="message_reports_master", condition=models.Q(master__isnull=False)
            ),
        ]

    def __str__(self):
        return str(self.id)
