"""Refusals of sign-up and sign-in, with the codes and sentences that GoTrue clients know."""

from topin import errors
from topin.errors import Conflict, Invalid, Refused


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


errors.BY_CONSTRAINT.update(
    {
        "profiles_handle": (Conflict, "handle_taken", "Somebody else has this handle"),
        "profiles_handle_form": (Invalid, "invalid", "A handle has 3 to 30 of a-z, 0-9 and _"),
    }
)
