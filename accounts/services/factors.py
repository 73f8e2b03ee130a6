"""Second factors: enrolled, asked for, given, removed."""

from datetime import timedelta

from django.conf import settings

from accounts import errors, second_factor
from accounts.refresh_tokens import Link
from accounts.session import Session
from topin import sql

NAME_LENGTH = 100
ISSUER = "TOPiN"
REFRESHES = 5  # of the same session that may come between reading and writing


def enrol_factor(viewer, *, friendly_name="", issuer=""):
    """{id, type, friendly_name, totp: {qr_code (bare SVG), secret, uri}} of a factor that has to be verified.

    Raises ValidationFailed, Unprocessable `mfa_factor_name_conflict` or `too_many_enrolled_mfa_factors`, and
    Forbidden `insufficient_aal` where another factor was not given first.
    """
    if len(friendly_name) > NAME_LENGTH or len(issuer) > NAME_LENGTH:
        raise errors.ValidationFailed(f"friendly_name and issuer have at most {NAME_LENGTH} characters")
    secret = second_factor.new_secret()
    args = (friendly_name, second_factor.seal(secret), settings.GOTRUE_MFA_FACTORS, _lifetime())
    factor_id = sql.do(_signing_in(viewer), "enrol_factor", *args)
    account = sql.ask(sql.SYSTEM, "get_auth_user", viewer.user_id).loads()["email"]
    uri = second_factor.address_of(secret, account, issuer or ISSUER)
    totp = {"qr_code": second_factor.qr_code(uri), "secret": secret, "uri": uri}
    return {"id": str(factor_id), "type": "totp", "friendly_name": friendly_name, "totp": totp}


def challenge_factor(viewer, factor_id, *, ip):
    """{id, type, expires_at (Unix time)}. Raises NotFound `mfa_factor_not_found`."""
    return sql.do(_signing_in(viewer), "challenge_factor", factor_id, ip, _lifetime()).loads()


def verify_factor(viewer, factor_id, challenge_id, code, *, ip):
    """The viewer's Session, now aal2, with a new refresh token; their sessions below that are ended.

    Raises WrongFactorCode (that was written down and counts), RateLimited, NotFound, and Unprocessable
    `mfa_challenge_expired` or `mfa_ip_address_mismatch`.
    """
    with second_factor.counted(viewer.user_id, errors.WrongFactorCode):
        for _ in range(REFRESHES):
            link, step = _read_factor(viewer, factor_id, code)
            args = (factor_id, challenge_id, step, ip, _lifetime(), link.number, link.token_hash)
            found = sql.do(_signing_in(viewer), "verify_factor", *args).loads()
            if found["outcome"] == "verified":
                return Session.of(found["session"], link)
            if found["outcome"] == "wrong":
                raise errors.WrongFactorCode()
    raise errors.TooManyRefreshes()


def _read_factor(viewer, factor_id, code):
    """The session's next refresh token, and the code's step (None: a wrong code)."""
    found = sql.ask(_signing_in(viewer), "get_factor_secret", factor_id)
    if found is None:
        raise errors.FactorNotFound()
    found = found.loads()
    return Link(viewer.session_id, found["number"] + 1), second_factor.step_of(found["secret"], code)


def remove_factor(viewer, factor_id):
    """Raises NotFound, and Unprocessable `insufficient_aal` for a verified one in a session that did not give it."""
    sql.do(_signing_in(viewer), "remove_factor", factor_id)


def require_aal2(viewer):
    """Raises InsufficientAal where the viewer has a second factor and this session has not given it."""
    if sql.ask(_signing_in(viewer), "owes_second_factor"):
        raise errors.InsufficientAal()


def _signing_in(viewer):
    """The member as sign-in sees them: it alone reads and writes factors, and a waiting session is what it is for."""
    return viewer._replace(role=sql.SYSTEM.role).though_waiting()


def _lifetime():
    return timedelta(seconds=settings.GOTRUE_MFA_EXP)
