"""What members are to others."""

from django.db import models

from topin.fields import ByMember, IdField, MadeAtField, OwnedBy

AUDIENCES = [(a, a) for a in ("everyone", "followers", "mutuals", "nobody")]
PICTURES = [("avatar", "avatar"), ("banner", "banner")]


class Profile(models.Model):
    """What a member is to others, and who may see it: read with every post, so kept narrow."""

    user = OwnedBy()
    handle = models.TextField()
    handle_is_chosen = models.BooleanField(db_default=False)
    handle_changed_at = models.DateTimeField(null=True)
    display_name = models.TextField()
    avatar = models.TextField(null=True)
    is_verified = models.BooleanField(db_default=False)
    is_creator = models.BooleanField(db_default=False)
    is_private = models.BooleanField(db_default=False)
    visibility = models.TextField(choices=AUDIENCES, db_default="everyone")
    is_hidden = models.BooleanField(db_default=False)  # suspended, or in the grace of a deletion
    created_at = MadeAtField()
    updated_at = MadeAtField()

    class Meta:
        db_table = "profiles"
        constraints = [
            models.UniqueConstraint(fields=["handle"], name="profiles_handle"),
            models.CheckConstraint(condition=models.Q(handle__regex=r"^[a-z0-9_]{3,30}$"), name="profiles_handle_form"),
            models.CheckConstraint(
                condition=models.Q(visibility__in=[a for a, _ in AUDIENCES]), name="profiles_visibility"
            ),
        ]

    def __str__(self):
        return f"@{self.handle}"


class ProfileDetail(models.Model):
    """The rest of a profile, read on its page only."""

    user = OwnedBy()
    bio = models.TextField(db_default="")
    banner = models.TextField(null=True)
    location = models.TextField(db_default="")
    website = models.TextField(db_default="")
    pronouns = models.TextField(db_default="")
    birthday = models.DateField(null=True)

    class Meta:
        db_table = "profile_details"


class ProfileCounter(models.Model):
    """Folded counts of a member; pending `counter_deltas` are added when read."""

    user = OwnedBy()
    followers = models.BigIntegerField(db_default=0)
    following = models.BigIntegerField(db_default=0)
    posts = models.BigIntegerField(db_default=0)
    likes = models.BigIntegerField(db_default=0)

    class Meta:
        db_table = "profile_counters"


class HandleHistory(models.Model):
    """A handle that somebody gave up: kept from others, and leading to the new one, for a time."""

    id = IdField()
    user = ByMember(null=True)  # nobody any more: the account is erased, and the handle leads nowhere
    handle = models.TextField()
    given_up_at = MadeAtField()

    class Meta:
        db_table = "handle_history"
        indexes = [
            models.Index(fields=["handle", "given_up_at"], name="handle_history_handle"),
            models.Index(fields=["user"], name="handle_history_user"),
        ]


class ProfileLike(models.Model):
    """Somebody likes somebody's profile."""

    id = IdField()
    user = ByMember()
    target = ByMember()
    created_at = MadeAtField()

    class Meta:
        db_table = "profile_likes"
        constraints = [
            models.UniqueConstraint(fields=["user", "target"], name="profile_likes_once"),
            models.CheckConstraint(condition=~models.Q(user=models.F("target")), name="profile_likes_not_oneself"),
        ]
        indexes = [models.Index(fields=["target", "id"], name="profile_likes_target")]


class ProfileLikeLog(models.Model):
    """Each like and unlike of a profile, in order; append-only."""

    id = IdField()
    user = ByMember()
    target = ByMember()
    liked = models.BooleanField()
    created_at = MadeAtField()

    class Meta:
        db_table = "profile_like_logs"
        indexes = [
            models.Index(fields=["target", "id"], name="profile_like_logs_target"),
            models.Index(fields=["user"], name="profile_like_logs_user"),
        ]


class ProfilePicture(models.Model):
    """An uploaded avatar or banner on its way to be decoded; what comes of it is named in the profile."""

    class State(models.TextChoices):
        PROCESSING = "processing"
        READY = "ready"
        FAILED = "failed"

    id = IdField()
    user = ByMember()
    kind = models.TextField(choices=PICTURES)
    state = models.TextField(choices=State.choices, db_default="processing")
    failure = models.TextField(db_default="")  # a code, e.g. "too_many_pixels"
    upload = models.TextField(db_default="")  # name in the private store; empty once processed
    name = models.TextField(db_default="")  # stem of the names in the public store
    created_at = MadeAtField()
    updated_at = MadeAtField()

    class Meta:
        db_table = "profile_pictures"
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["avatar", "banner"]), name="profile_pictures_kind"),
            models.CheckConstraint(
                condition=models.Q(state__in=["processing", "ready", "failed"]), name="profile_pictures_state"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "id"], name="profile_pictures_user"),
            models.Index(fields=["created_at"], name="profile_pictures_age"),
        ]
