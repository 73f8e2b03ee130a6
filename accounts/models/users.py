"""Accounts and the ways to prove that one is theirs."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from topin.fields import ByMember, IdField, MadeAtField


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
    recovery_sent_at = models.DateTimeField(null=True)
    new_email = models.TextField(null=True)  # waits for its confirmation
    email_change_sent_at = models.DateTimeField(null=True)
    email_change_confirmed = models.TextField(null=True)  # the slot that said yes, of two that must
    reauthentication_sent_at = models.DateTimeField(null=True)
    proofs_void_before = models.DateTimeField(null=True)  # what was asked for earlier brings no code any more
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
                condition=models.Q(email_change_confirmed__in=["email_change_current", "email_change_new"]),
                name="users_email_change_confirmed",
            ),
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
