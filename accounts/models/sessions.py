"""Who is signed in, and from where."""

from django.db import models

from topin.fields import ByMember, IdField, MadeAtField


class UserSession(models.Model):
    """One sign-in, of an app (refresh tokens) or of a browser (cookie). Gone = signed out."""

    id = IdField()
    user = ByMember()
    aal = models.TextField(db_default="aal1")
    waits_for_factor = models.BooleanField(db_default=False)  # lets nobody act until the second factor is given
    amr = models.JSONField(db_default=[])
    ip = models.TextField(db_default="")
    user_agent = models.TextField(db_default="")
    created_at = MadeAtField()
    last_seen_at = MadeAtField()

    class Meta:
        db_table = "user_sessions"
        indexes = [models.Index(fields=["user", "id"], name="user_sessions_user")]

    def __str__(self):
        return str(self.id)


class RefreshToken(models.Model):
    """A link in a session's chain of refresh tokens; the one with the highest number is active."""

    id = models.BigAutoField(primary_key=True)
    session = models.ForeignKey(UserSession, on_delete=models.DO_NOTHING, related_name="+", db_index=False)
    number = models.IntegerField()
    token_hash = models.BinaryField()
    used_at = models.DateTimeField(null=True)
    created_at = MadeAtField()

    class Meta:
        db_table = "refresh_tokens"
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="refresh_tokens_chain"),
            models.UniqueConstraint(fields=["token_hash"], name="refresh_tokens_hash"),
        ]


class KnownDevice(models.Model):
    """A device that somebody signed in from before: only another one is worth a notice."""

    id = IdField()
    user = ByMember()
    fingerprint = models.BinaryField()
    created_at = MadeAtField()
    last_seen_at = MadeAtField()

    class Meta:
        db_table = "known_devices"
        constraints = [models.UniqueConstraint(fields=["user", "fingerprint"], name="known_devices_once")]
