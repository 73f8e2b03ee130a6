"""What members chose."""

from django.db import models

from accounts.models.profiles import AUDIENCES
from topin.fields import MadeAtField, OwnedBy


class UserSettings(models.Model):
    """A member's choices that are read when they act, not when others look at them."""

    user = OwnedBy()
    active_status_visibility = models.TextField(choices=AUDIENCES, db_default="mutuals")
    message_policy = models.TextField(choices=AUDIENCES, db_default="everyone")
    comment_policy = models.TextField(choices=AUDIENCES, db_default="everyone")
    mention_policy = models.TextField(choices=AUDIENCES, db_default="everyone")
    read_receipts = models.BooleanField(db_default=True)
    discoverable = models.BooleanField(db_default=True)
    personalised = models.BooleanField(db_default=True)
    show_likes = models.BooleanField(db_default=True)
    notifications = models.JSONField(db_default={})  # only what was chosen; SQL has the defaults
    accessibility = models.JSONField(db_default={})
    updated_at = MadeAtField()

    class Meta:
        db_table = "user_settings"
