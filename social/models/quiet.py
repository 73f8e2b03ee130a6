"""Whom and what members would rather not meet: blocks, mutes, muted words."""

from django.db import models
from django.db.models.functions import Lower

from topin.fields import ByMember, IdField, MadeAtField

MATCHES = ["word", "substring"]
ACTIONS = ["hide", "warn"]


class BlockedUser(models.Model):
    """`blocker` and `blocked` do not exist for each other."""

    pk = models.CompositePrimaryKey("blocker_id", "blocked_id")
    blocker = ByMember()
    blocked = ByMember()
    created_at = MadeAtField()

    class Meta:
        db_table = "blocked_users"
        constraints = [
            models.CheckConstraint(condition=~models.Q(blocker=models.F("blocked")), name="blocked_users_not_self"),
        ]
        indexes = [models.Index(fields=["blocked", "blocker"], name="blocked_users_by")]


class Mute(models.Model):
    """`muter` reads nothing of `muted` in the home feed and in notifications; `muted` never learns of it."""

    pk = models.CompositePrimaryKey("muter_id", "muted_id")
    muter = ByMember()
    muted = ByMember()
    created_at = MadeAtField()

    class Meta:
        db_table = "mutes"
        constraints = [
            models.CheckConstraint(condition=~models.Q(muter=models.F("muted")), name="mutes_not_self"),
        ]
        indexes = [models.Index(fields=["muted", "muter"], name="mutes_by")]


class MutedWord(models.Model):
    """What `user` reads nothing of (hide), or only after a warning (warn), until it expires."""

    id = IdField()
    user = ByMember()
    phrase = models.TextField()
    pattern = models.TextField()  # the needle that is looked for, made once (internal.muted_needle)
    match = models.TextField(choices=[(m, m) for m in MATCHES], db_default="word")
    action = models.TextField(choices=[(a, a) for a in ACTIONS], db_default="hide")
    expires_at = models.DateTimeField(null=True)
    created_at = MadeAtField()

    class Meta:
        db_table = "muted_words"
        constraints = [
            models.UniqueConstraint("user", Lower("phrase"), name="muted_words_once"),
            models.CheckConstraint(condition=models.Q(match__in=MATCHES), name="muted_words_match"),
            models.CheckConstraint(condition=models.Q(action__in=ACTIONS), name="muted_words_action"),
        ]
