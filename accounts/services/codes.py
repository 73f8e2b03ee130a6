"""Coming in by a mailed code or link, or by the authorisation code at the end of a flow."""

from datetime import timedelta
from typing import NamedTuple
from uuid import uuid4

from django.conf import settings

from accounts import addresses, attempts, errors, one_time
from accounts.refresh_tokens import Link
from accounts.session import Session
from topin import limits, sealed, sql

#: What a client calls a code → where it may be looked for.
SLOTS = {
    "signup": ["confirmation"],
    "invite": ["confirmation"],
    "recovery": ["recovery"],
    "magiclink": ["recovery"],
    "email": ["confirmation", "recovery"],
    "email_change": ["email_change_current", "email_change_new"],
}
HALF = "Confirmation link accepted. Please proceed to confirm link sent to the other email"


class Verified(NamedTuple):
    """What came of a code or link: a session, an authorisation code, or neither when another address must agree."""

    kind: str
    session: Session | None = None
    message: str = ""
    auth_code: str = ""
    redirect_to: str = ""


def verify_code(kind, email, code, *, ip, user_agent):
    """Uses up a typed code that was mailed to `email`. `kind`: a key of SLOTS.

    Raises ValidationFailed, OtpExpired (a wrong try is counted by then), UserBannedNow, RateLimited,
    Unprocessable `email_exists`.
    """
    email = email.lower()[: addresses.LENGTH]
    limits.count("verify", "code to", email).refuse()
    link = Link.first()
    hashed = one_time.hash_code(email, code.strip())
    args = (_slots(kind), email, hashed, *_rules(), *link_args(link), ip, user_agent)
    with attempts.counted_code(email, errors.OtpExpired):
        return _verified(kind, sql.do(sql.SYSTEM, "verify_code", *args).loads(), link, errors.OtpExpired)


def verify_link(kind, token_hash, *, ip, user_agent):
    """Uses up what stands in a mailed link, and starts a session. Raises as `verify_code`, LinkExpired in place."""
    link = Link.first()
    args = (_slots(kind), one_time.hash_link(token_hash), *_rules(), *link_args(link), ip, user_agent)
    return _verified(kind, sql.do(sql.SYSTEM, "verify_link", *args).loads(), link, errors.LinkExpired)


def follow_link(kind, token_hash, *, ip, user_agent):
    """As `verify_link`, for who comes by the link itself: a flow with PKCE goes on with an authorisation code."""
    link, auth_code = Link.first(), str(uuid4())
    args = (_slots(kind), one_time.hash_link(token_hash), *_rules(), *link_args(link), ip, user_agent)
    found = sql.do(sql.SYSTEM, "verify_link", *args, one_time.hash_auth_code(auth_code)).loads()
    if found["outcome"] == "code":
        return Verified(kind, auth_code=auth_code, redirect_to=found["redirect_to"])
    return _verified(kind, found, link, errors.LinkExpired)


def exchange_code(auth_code, verifier, *, ip, user_agent):
    """The Session that a flow ends with, once. The web client's own flows have no challenge: `verifier` is "" then.

    Raises FlowStateNotFound, FlowStateExpired, BadCodeVerifier (the flow stays), UserBanned.
    """
    link, lifetime = Link.first(), timedelta(seconds=settings.GOTRUE_FLOW_EXP)
    args = (one_time.hash_auth_code(auth_code), verifier, lifetime, *link_args(link), ip, user_agent)
    found = sql.do(sql.SYSTEM, "exchange_code", *args).loads()
    if found["outcome"] != "exchanged":
        raise _FLOW_REFUSALS[found["outcome"]]()
    session = Session.of(found["session"], link)
    return session._replace(provider_tokens=_provider_tokens(found["secrets"]))


_FLOW_REFUSALS = {
    "unknown": errors.FlowStateNotFound,
    "expired": errors.FlowStateExpired,
    "mismatch": errors.BadCodeVerifier,
    "banned": errors.UserBanned,
}


def link_args(link):
    """What `start_session` wants to know of a new session's first refresh token."""
    return link.session_id, link.token_hash


def proof_rules():
    """How often and how long a code may be tried."""
    return settings.GOTRUE_OTP_TRIES, timedelta(seconds=settings.GOTRUE_OTP_EXP)


def both_must_agree():
    """Whether an address change waits for the old and the new address."""
    return settings.GOTRUE_SECURE_EMAIL_CHANGE and not settings.MAILER_AUTOCONFIRM


def _rules():
    return (*proof_rules(), both_must_agree())


def _slots(kind):
    if kind not in SLOTS:
        raise errors.ValidationFailed("Verify requires a verification type")
    return SLOTS[kind]


def _verified(kind, found, link, expired):
    if found["outcome"] == "half":
        return Verified(kind, message=HALF)
    if found["outcome"] != "verified":
        raise {"expired": expired, "banned": errors.UserBannedNow}[found["outcome"]]()
    return Verified(kind, Session.of(found["session"], link))


def _provider_tokens(secrets):
    told = sealed.unseal("flow", secrets) if secrets else {}
    return {name: told[name] for name in ("provider_token", "provider_refresh_token") if told.get(name)}
