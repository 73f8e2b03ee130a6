"""What GoTrue's doors take and answer, for the schema. `bodies.read` and PostgreSQL do the work."""

from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers


class Identity(serializers.Serializer):
    identity_id = serializers.UUIDField()
    id = serializers.CharField(help_text="the provider's id of the user")
    user_id = serializers.UUIDField()
    identity_data = serializers.DictField()
    provider = serializers.CharField()
    email = serializers.CharField(allow_blank=True)
    last_sign_in_at = serializers.DateTimeField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class Factor(serializers.Serializer):
    id = serializers.UUIDField()
    friendly_name = serializers.CharField(required=False)
    factor_type = serializers.CharField()
    status = serializers.ChoiceField(["verified", "unverified"])
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class AuthUser(serializers.Serializer):
    id = serializers.UUIDField()
    aud = serializers.CharField()
    role = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)
    phone = serializers.CharField(allow_blank=True)
    email_confirmed_at = serializers.DateTimeField(required=False)
    phone_confirmed_at = serializers.DateTimeField(required=False)
    confirmed_at = serializers.DateTimeField(required=False)
    confirmation_sent_at = serializers.DateTimeField(required=False)
    recovery_sent_at = serializers.DateTimeField(required=False)
    new_email = serializers.CharField(required=False, help_text="waits for its confirmation")
    email_change_sent_at = serializers.DateTimeField(required=False)
    reauthentication_sent_at = serializers.DateTimeField(required=False)
    last_sign_in_at = serializers.DateTimeField(required=False)
    factors = Factor(many=True, required=False)
    app_metadata = serializers.DictField()
    user_metadata = serializers.DictField()
    identities = Identity(many=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    is_anonymous = serializers.BooleanField()


class WeakPassword(serializers.Serializer):
    reasons = serializers.ListField(child=serializers.ChoiceField(["length", "characters", "pwned"]))
    message = serializers.CharField(required=False)


class AuthSession(serializers.Serializer):
    access_token = serializers.CharField()
    token_type = serializers.ChoiceField(["bearer"])
    expires_in = serializers.IntegerField(help_text="seconds")
    expires_at = serializers.IntegerField(help_text="Unix time, seconds")
    refresh_token = serializers.CharField()
    user = AuthUser()
    weak_password = WeakPassword(required=False)


class ChallengeBody(serializers.Serializer):
    """PKCE: both or neither."""

    code_challenge = serializers.CharField(required=False, allow_null=True, help_text="43 to 128 characters")
    code_challenge_method = serializers.ChoiceField(["s256", "plain"], required=False, allow_null=True)


class SignUpBody(ChallengeBody):
    email = serializers.EmailField()
    password = serializers.CharField()
    data = serializers.DictField(required=False, allow_null=True)


class TokenBody(serializers.Serializer):
    """`email` and `password`, `refresh_token`, `auth_code` and `code_verifier`, or `provider` and `id_token`, as
    `grant_type` says."""

    email = serializers.EmailField(required=False)
    password = serializers.CharField(required=False)
    refresh_token = serializers.CharField(required=False)
    auth_code = serializers.CharField(required=False)
    code_verifier = serializers.CharField(required=False)
    provider = serializers.CharField(required=False)
    id_token = serializers.CharField(required=False)
    nonce = serializers.CharField(required=False, allow_null=True)
    access_token = serializers.CharField(required=False, allow_null=True, help_text="the one that the id token names")


class UserBody(ChallengeBody):
    email = serializers.EmailField(required=False, allow_null=True)
    nonce = serializers.CharField(required=False, allow_null=True, help_text="a code of GET /reauthenticate")
    password = serializers.CharField(required=False, allow_null=True)
    data = serializers.DictField(required=False, allow_null=True, help_text="merged at the top; null removes a key")


class EnrolFactorBody(serializers.Serializer):
    factor_type = serializers.ChoiceField(["totp"])
    friendly_name = serializers.CharField(required=False, allow_null=True, allow_blank=True)
    issuer = serializers.CharField(required=False, allow_null=True, allow_blank=True)


class Totp(serializers.Serializer):
    qr_code = serializers.CharField(help_text="a bare <svg>")
    secret = serializers.CharField()
    uri = serializers.CharField()


class EnrolledFactor(serializers.Serializer):
    id = serializers.UUIDField()
    type = serializers.ChoiceField(["totp"])
    friendly_name = serializers.CharField(allow_blank=True)
    totp = Totp()


class Challenge(serializers.Serializer):
    id = serializers.UUIDField()
    type = serializers.ChoiceField(["totp"])
    expires_at = serializers.IntegerField(help_text="Unix time, seconds")


class VerifyFactorBody(serializers.Serializer):
    challenge_id = serializers.UUIDField()
    code = serializers.CharField(help_text="six digits")


class RemovedFactor(serializers.Serializer):
    id = serializers.UUIDField()


class RecoverBody(ChallengeBody):
    email = serializers.EmailField()


class OtpBody(ChallengeBody):
    email = serializers.EmailField()
    create_user = serializers.BooleanField(required=False, default=True)
    data = serializers.DictField(required=False, allow_null=True, help_text="of the account, where one is made")


class MagicLinkBody(ChallengeBody):
    email = serializers.EmailField()
    data = serializers.DictField(required=False, allow_null=True)


class ResendBody(ChallengeBody):
    type = serializers.ChoiceField(["signup", "email_change"])
    email = serializers.EmailField(help_text="the present one")


class VerifyBody(serializers.Serializer):
    """`email` and `token` (the code), or `token_hash` alone."""

    type = serializers.ChoiceField(["signup", "invite", "recovery", "magiclink", "email", "email_change"])
    email = serializers.EmailField(required=False)
    token = serializers.CharField(required=False)
    token_hash = serializers.CharField(required=False)


class HalfVerified(serializers.Serializer):
    """The other address has to agree too."""

    msg = serializers.CharField()
    code = serializers.ChoiceField(["200"])


class Nothing(serializers.Serializer):
    """An empty object."""


class ListedSession(serializers.Serializer):
    id = serializers.UUIDField()
    created_at = serializers.DateTimeField()
    last_seen_at = serializers.DateTimeField()
    ip = serializers.CharField(allow_blank=True)
    user_agent = serializers.CharField(allow_blank=True)
    current = serializers.BooleanField()


class SessionPage(serializers.Serializer):
    items = ListedSession(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class Health(serializers.Serializer):
    version = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()


class AuthSettings(serializers.Serializer):
    external = serializers.DictField(child=serializers.BooleanField())
    disable_signup = serializers.BooleanField()
    mailer_autoconfirm = serializers.BooleanField()
    phone_autoconfirm = serializers.BooleanField()
    sms_provider = serializers.CharField(allow_blank=True)
    saml_enabled = serializers.BooleanField()
    saml_private_key_next_configured = serializers.BooleanField()
    passkeys_enabled = serializers.BooleanField()


class Jwks(serializers.Serializer):
    keys = serializers.ListField(child=serializers.DictField())


class AuthRefusal(serializers.Serializer):
    """With `X-Supabase-Api-Version: 2024-01-01` or later: `code` (a word) and `message`. Without it:
    `code` (the HTTP status), `error_code`, `msg` and `error_id`."""

    code = serializers.JSONField(help_text="a word, or without the version header the HTTP status")
    message = serializers.CharField(required=False)
    error_code = serializers.CharField(required=False)
    msg = serializers.CharField(required=False)
    error_id = serializers.CharField(required=False)
    weak_password = WeakPassword(required=False)


def answers(success, status=200):
    """The responses of a door: its success, and every refusal in the one shape they have."""
    refusals = {code: OpenApiResponse(AuthRefusal, WHEN[code]) for code in WHEN}
    return {status: success or OpenApiResponse(description="Done; no body"), **refusals}


WHEN = {
    400: "Malformed, invalid, or wrong credentials",
    401: "No bearer token",
    403: "A token that does not count (any more)",
    404: "Not there",
    405: "This method does not work here",
    413: "Body too large",
    422: "Weak or same password, known address, closed sign-up",
    429: "Rate limited",
    503: "Cannot answer right now",
}
