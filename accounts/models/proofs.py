"""What passes between asking to be let in and being let in: codes, flows, second factors."""

from django.db import models

from topin.fields import ByMember, IdField, MadeAtField

SLOTS = ("confirmation", "recovery", "email_change_current", "email_change_new", "reauthentication")
PURPOSES = ("confirmation", "recovery", "email_change", "reauthentication")


class FlowState(models.Model):
    """A sign-in under way: through a provider, or by a mail with PKCE. Ends with an authorisation code."""

    id = IdField()
    user = ByMember(null=True)
    provider = models.TextField()  # "email", or a provider's name
    method = models.TextField()  # a word of amr: otp, magiclink, oauth…
    challenge = models.TextField(null=True)
    challenge_method = models.TextField(null=True)
    redirect_to = models.TextField(db_default="")
    secrets = models.TextField(null=True)  # sealed: nonce, verifier and tokens of the provider
    code_hash = models.BinaryField(null=True)
    code_made_at = models.DateTimeField(null=True)
    created_at = MadeAtField()

    class Meta:
        db_table = "flow_states"
        constraints = [
            models.UniqueConstraint(fields=["code_hash"], name="flow_states_code"),
            models.CheckConstraint(
                condition=models.Q(challenge_method__in=["s256", "plain"]), name="flow_states_challenge_method"
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="flow_states_age"),
            models.Index(fields=["user"], name="flow_states_user"),
        ]


class OneTimeToken(models.Model):
    """A mailed code and link, one a slot. Only hashes are kept: both are made anew from the id when mailed."""

    id = IdField()
    user = ByMember()
    slot = models.TextField(choices=[(slot, slot) for slot in SLOTS])
    address = models.TextField()
    code_hash = models.BinaryField()
    link_hash = models.BinaryField()
    flow = models.ForeignKey(FlowState, on_delete=models.DO_NOTHING, null=True, related_name="+", db_index=False)
    notice = models.TextField(null=True)  # sealed: what is told to others once it was used
    takes_over = models.BooleanField(db_default=False)  # asked for to come in, not to confirm a sign-up
    wrong_tries = models.SmallIntegerField(db_default=0)
    created_at = MadeAtField()

    class Meta:
        db_table = "one_time_tokens"
        constraints = [
            models.UniqueConstraint(fields=["user", "slot"], name="one_time_tokens_slot"),
            models.UniqueConstraint(fields=["link_hash"], name="one_time_tokens_link"),
            models.CheckConstraint(condition=models.Q(slot__in=SLOTS), name="one_time_tokens_slot_known"),
        ]
        indexes = [
            models.Index(fields=["address"], name="one_time_tokens_address"),
            models.Index(fields=["flow"], name="one_time_tokens_flow"),
        ]


class MailRequest(models.Model):
    """When a mail of a kind was last asked for an address, whether or not somebody has it."""

    id = IdField()
    address_hash = models.BinaryField()
    purpose = models.TextField(choices=[(purpose, purpose) for purpose in PURPOSES])
    asked_at = models.DateTimeField()

    class Meta:
        db_table = "mail_requests"
        constraints = [
            models.UniqueConstraint(fields=["address_hash", "purpose"], name="mail_requests_once"),
            models.CheckConstraint(condition=models.Q(purpose__in=PURPOSES), name="mail_requests_purpose"),
        ]
        indexes = [models.Index(fields=["asked_at"], name="mail_requests_age")]


class MfaFactor(models.Model):
    """A second factor (time-based one-time passwords)."""

    id = IdField()
    user = ByMember()
    friendly_name = models.TextField(db_default="")
    factor_type = models.TextField(db_default="totp")
    secret = models.TextField()  # sealed
    verified_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(db_default=0)
    created_at = MadeAtField()
    updated_at = MadeAtField()

    class Meta:
        db_table = "mfa_factors"
        indexes = [models.Index(fields=["user"], name="mfa_factors_user")]


class MfaChallenge(models.Model):
    """A second factor was asked for; answered once, within minutes, from the same address."""

    id = IdField()
    factor = models.ForeignKey(MfaFactor, on_delete=models.DO_NOTHING, related_name="+", db_index=False)
    ip = models.TextField(db_default="")
    created_at = MadeAtField()

    class Meta:
        db_table = "mfa_challenges"
        indexes = [models.Index(fields=["factor"], name="mfa_challenges_factor")]
