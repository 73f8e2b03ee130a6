"""Refusals of sign-up and sign-in, with the codes and sentences that GoTrue clients know."""

import logging

from topin import errors
from topin.errors import Conflict, Forbidden, Invalid, NotFound, Refused, Unprocessable

log = logging.getLogger(__name__)


class ValidationFailed(Refused):
    code, title = "validation_failed", "The request is not valid"


class InvalidCredentials(Refused):
    code, title = "invalid_credentials", "Invalid login credentials"


class EmailNotConfirmed(Refused):
    code, title = "email_not_confirmed", "Email not confirmed"


class UserBanned(Refused):
    code, title = "user_banned", "User is banned"


class RefreshTokenNotFound(Refused):
    code, title = "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found"


class RefreshTokenAlreadyUsed(Refused):
    code, title = "refresh_token_already_used", "Invalid Refresh Token: Already Used"


class PhoneDisabled(Refused):
    code, title = "phone_provider_disabled", "Phone sign-in is disabled"


class AnonymousDisabled(Refused):
    status, code, title = 422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled"


class SignUpDisabled(Refused):
    status, code, title = 422, "signup_disabled", "Signups not allowed for this instance"


class UserAlreadyExists(Refused):
    status, code, title = 422, "user_already_exists", "User already registered"


class SamePassword(Refused):
    status, code = 422, "same_password"
    title = "New password should be different from the old password."


class WeakPassword(Refused):
    """`reasons`: some of length, characters, pwned."""

    status, code, title = 422, "weak_password", "This password is too weak"

    def __init__(self, reasons, detail):
        super().__init__(detail)
        self.reasons = reasons


class MailedJustNow(Refused):
    status, code = 429, "over_email_send_rate_limit"

    def __init__(self, seconds):
        sentence = f"For security purposes, you can only request this after {seconds} seconds."
        super().__init__(sentence, headers={"Retry-After": str(seconds)})


class MailsUsedUp(Refused):
    """Too many mails were asked for from one address, or by one member."""

    status, code, title = 429, "over_email_send_rate_limit", "email rate limit exceeded"


class OtpDisabled(Refused):
    status, code, title = 422, "otp_disabled", "Signups not allowed for otp"


class OtpExpired(Refused):
    """A code that is wrong, used, void or too old, or that nobody was sent."""

    status, code, title = 403, "otp_expired", "Token has expired or is invalid"


class LinkExpired(OtpExpired):
    title = "Email link is invalid or has expired"


class WrongNonce(Refused):
    status, code, title = 422, "reauthentication_not_valid", "Nonce has expired or is invalid"


class FlowStateNotFound(Refused):
    status, code, title = 404, "flow_state_not_found", "invalid flow state, no valid flow state found"


class FlowStateExpired(Refused):
    status, code, title = 422, "flow_state_expired", "invalid flow state, flow state has expired"


class BadCodeVerifier(Refused):
    code, title = "bad_code_verifier", "code challenge does not match previously saved code verifier"


class NotAdmin(Refused):
    status, code, title = 403, "not_admin", "Updating app_metadata requires admin privileges"


class NoAuthorization(Refused):
    status, code, title = 401, "no_authorization", "This endpoint requires a valid Bearer token"


class BadJwt(Refused):
    status, code = 403, "bad_jwt"
    title = "invalid JWT: unable to parse or verify signature, token is malformed or expired"


class SessionNotFound(Refused):
    status, code = 403, "session_not_found"
    title = "Session from session_id claim in JWT does not exist"


class UserNotFound(Refused):
    status, code, title = 403, "user_not_found", "User from sub claim in JWT does not exist"


class UserBannedNow(Refused):
    status, code, title = 403, "user_banned", "User is banned"


class FactorNotFound(NotFound):
    code, title = "mfa_factor_not_found", "MFA factor with the provided factor ID not found"


class WrongFactorCode(Refused):
    status, code, title = 422, "mfa_verification_failed", "Invalid TOTP code entered"


class FactorTypeDisabled(Refused):
    status = 422

    def __init__(self, factor_type):
        super().__init__(f"MFA enroll is disabled for {factor_type}", code=f"mfa_{factor_type}_enroll_not_enabled")


class InsufficientAal(Refused):
    """The account has a second factor, and the session has not given it."""

    status, code = 401, "insufficient_aal"
    title = "AAL2 session is required to update email or password when MFA is enabled."


class TooManyRefreshes(Refused):
    status, code, title = 409, "conflict", "Too many concurrent token refresh requests on the same session"


class UnsupportedProvider(ValidationFailed):
    def __init__(self, name):
        super().__init__(f"Unsupported provider: provider {name[:50]} could not be found or is not enabled")


class BadIdToken(ValidationFailed):
    """An id token that was not made by the provider, for us, now."""

    title = "Bad ID token"


class ProviderFailed(Refused):
    """A provider did not answer as it should; `why` is for the log."""

    status, code, title = 503, "unexpected_failure", "The provider could not be reached, or did not answer as it should"

    def __init__(self, why):
        super().__init__()
        log.warning("Sign-in through a provider failed: %s", why)


class ProviderRefused(Refused):
    """The provider, or the person there, said no. `error`: RFC 6749's word for it."""

    status, code = 403, "access_denied"

    def __init__(self, error, description):
        super().__init__((description or "The provider refused the sign-in")[:500])
        self.error = error[:100]


class BadOauth(Refused):
    """A way back from a provider that leads nowhere."""


class BadOauthState(BadOauth):
    code, title = "bad_oauth_state", "OAuth state is unknown, was used or has expired"


class BadOauthCallback(BadOauth):
    code, title = "bad_oauth_callback", "OAuth state parameter missing"


class ProviderEmailMissing(ValidationFailed):
    title = "Error getting user email from external provider"


class EmailNeedsVerification(Refused):
    status, code = 422, "provider_email_needs_verification"

    def __init__(self, provider):
        super().__init__(
            f"Unverified email with {provider}. A confirmation email has been sent to your {provider} email"
        )


class ManualLinkingDisabled(NotFound):
    code, title = "manual_linking_disabled", "Manual linking is disabled"


class WrongProof(Forbidden):
    """A password or code that does not prove that the account is one's own; `code` says which."""

    title = "This does not prove that the account is yours"


class HandleMoved(Refused):
    """A given-up handle; `handle` is where its member is found now."""

    status, code, title = 308, "moved", "This member has another handle now"

    def __init__(self, handle, code=None):
        super().__init__(f"This member is @{handle} now", headers={"Location": f"/api/users/by-handle/{handle}"})
        self.handle = handle


class HandleChangedRecently(errors.RateLimited):
    code = "handle_changed_recently"

    def __init__(self, seconds, code=None):
        super().__init__("You changed your handle a short while ago", headers={"Retry-After": seconds})


#: What `internal.refuse` raises where an answer needs more than a sentence: the message is the figure or name itself.
errors.BY_SQLSTATE.update({"TPH08": HandleMoved, "TPH29": HandleChangedRecently})
errors.BY_CONSTRAINT.update(
    {
        "users_email": (Unprocessable, "email_exists", "A user with this email address has already been registered"),
        "verification_requests_open": (Conflict, "verification_open", "Your request is being looked at already"),
        "profiles_handle": (Conflict, "handle_taken", "Somebody else has this handle"),
        "profiles_handle_form": (Invalid, "invalid", "A handle has 3 to 30 of a-z, 0-9 and _"),
    }
)
