"""Who members are: authentication, sessions, profiles, settings."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from topin.fields import ByMember, IdField, MadeAtField, OwnedBy

AUDIENCES = [(a, a) for a in ("everyone", "followers", "mutuals", "nobody")]


class User(AbstractBaseUser):
    """An account: what proves who somebody is. What others see of them is their profile."""

    class StaffRole(models.TextChoices):
        MODERATOR = "moderator"
        ADMINISTRATOR = "administrator"

    id = IdField()
    email = models.TextField(null=True)
    phone = models.TextField(db_default="")
    password = models.TextField(db_column="password_hash", null=True)
    last_login = None
    email_confirmed_at = models.DateTimeField(null=True)
    phone_confirmed_at = models.DateTimeField(null=True)
    confirmation_sent_at = models.DateTimeField(null=True)
    last_sign_in_at = models.DateTimeField(null=True)
    app_metadata = models.JSONField(db_default={})
    user_metadata = models.JSONField(db_default={})
    staff_role = models.TextField(choices=StaffRole.choices, null=True)
    banned_until = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    created_at = MadeAtField()
    updated_at = MadeAtField()

    USERNAME_FIELD = "email"
    objects = BaseUserManager()

    class Meta:
        db_table = "users"
        verbose_name = "member"
        constraints = [
            models.UniqueConstraint(fields=["email"], name="users_email"),
            models.CheckConstraint(
                condition=models.Q(staff_role__in=["moderator", "administrator"]), name="users_staff_role"
            ),
        ]

    def __str__(self):
        return self.email or str(self.id)

    @property
    def is_staff(self):
        return self.staff_role is not None

    @property
    def is_administrator(self):
        return self.staff_role == self.StaffRole.ADMINISTRATOR

    def has_perm(self, perm, obj=None):
        """Django asks by permission names; what staff may do is decided by role and policies."""
        return self.is_staff

    def has_module_perms(self, app_label):
        return self.is_staff


class Identity(models.Model):
    """One way a member signs in: an e-mail address, or an account at a provider."""

    id = IdField()
    user = ByMember()
    provider = models.TextField()
    provider_id = models.TextField()
    identity_data = models.JSONField(db_default={})
    last_sign_in_at = models.DateTimeField(null=True)
    created_at = MadeAtField()
    updated_at = MadeAtField()

    class Meta:
        db_table = "identities"
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_id"], name="identities_provider"),
        ]
        indexes = [models.Index(fields=["user"], name="identities_user")]


class UserSession(models.Model):
    """One sign-in, of an app (refresh tokens) or of a browser (cookie). Gone = signed out."""

    id = IdField()
    user = ByMember()
    aal = models.TextField(db_default="aal1")
    amr = models.JSONField(db_default=[])
    ip = models.TextField(db_default="")
    user_agent = models.TextField(db_default="")
    created_at = MadeAtField()
    last_seen_at = MadeAtField()

    class Meta:
        db_table = "user_sessions"
        indexes = [models.Index(fields=["user", "id"], name="user_sessions_user")]


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


class MfaFactor(models.Model):
    """A second factor (time-based one-time passwords)."""

    id = IdField()
    user = ByMember()
    friendly_name = models.TextField(db_default="")
    factor_type = models.TextField(db_default="totp")
    secret = models.TextField()
    verified_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(db_default=0)
    created_at = MadeAtField()
    updated_at = MadeAtField()

    class Meta:
        db_table = "mfa_factors"
        indexes = [models.Index(fields=["user"], name="mfa_factors_user")]


class Profile(models.Model):
    """What a member is to others, and who may see it: read with every post, so kept narrow."""

    user = OwnedBy()
    handle = models.TextField()
    handle_is_chosen = models.BooleanField(db_default=False)
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
    notifications = models.JSONField(db_default={})  # only what differs from the defaults
    accessibility = models.JSONField(db_default={})
    updated_at = MadeAtField()

    class Meta:
        db_table = "user_settings"
