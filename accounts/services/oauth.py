"""Signing in through a provider: there, back, and with an id token that an app got by itself.

The provider is asked between transactions, never inside of one.
"""

from contextlib import suppress
from datetime import timedelta
from secrets import token_urlsafe
from typing import NamedTuple
from uuid import UUID, uuid4

from django.conf import settings

from accounts import errors, mail_requests, one_time, providers, redirects
from accounts.providers.identity import Identity, Secrets
from accounts.refresh_tokens import Link
from accounts.services.mails import ask_otp
from accounts.session import Session
from accounts.way import Way
from topin import sealed, sql
from topin.errors import Refused

PURPOSE = "flow"
WEB_DONE = "/signin/done"  # the web client's page at the end of the way back


class Flow(NamedTuple):
    """A sign-in that is at its provider."""

    provider: str
    way: Way
    secrets: Secrets
    binding: str  # what the web client's browser keeps, else ""


def begin_oauth(provider, *, way, scopes="", params=(), binding=""):
    """The address at the provider to send a browser to.

    `way.web` with a `binding` (accounts/web_flow.py): the code at the end is worth nothing without it.
    `params`: further ones for the provider. Raises UnsupportedProvider, ProviderFailed.
    """
    assert bool(binding) == way.web, "a flow of the web client is bound to its browser, others are to their challenge"
    found = providers.get(provider)
    secrets = Secrets(token_urlsafe(32), token_urlsafe(48))
    kept = {"secrets": secrets, "way": way, "binding": binding}
    args = (provider, way.challenge, way.challenge_method, way.redirect_to, sealed.seal(PURPOSE, kept))
    state = sql.do(sql.SYSTEM, "begin_flow", *args)
    return found.begin(state, secrets, scopes=scopes, params=params)


def finish_oauth(params, *, ip, user_agent):
    """Where the browser goes that a provider sent back with `params`: tokens, a code or an error in the address."""
    try:
        flow = _take_flow(params)
    except errors.BadOauth as refusal:
        return _with_error(settings.SITE_URL, refusal)
    try:
        return _finish(flow, params, ip, user_agent)
    except Refused as refusal:
        return _with_error(_target(flow.way), refusal)


def _take_flow(params):
    """The Flow that the state names, which is used up by this. Raises BadOauth."""
    if not params.get("state"):
        raise errors.BadOauthCallback()
    try:
        state = UUID(params["state"])
    except ValueError:
        raise errors.BadOauthState() from None
    found = sql.do(sql.SYSTEM, "take_flow", state, timedelta(seconds=settings.GOTRUE_FLOW_EXP))
    if found is None:
        raise errors.BadOauthState()
    found = found.loads()
    kept = sealed.unseal(PURPOSE, found["secrets"])
    return Flow(found["provider"], Way(*kept["way"]), Secrets(*kept["secrets"]), kept["binding"])


def _finish(flow, params, ip, user_agent):
    if params.get("error"):
        raise errors.ProviderRefused(params["error"], params.get("error_description"))
    if not params.get("code"):
        raise errors.BadOauthCallback("OAuth callback without code")
    proved = providers.get(flow.provider).finish(params["code"], flow.secrets, params)
    tokens = {"provider_token": proved.access_token, "provider_refresh_token": proved.refresh_token}
    if flow.way.web or flow.way.challenge:
        return _with_code(flow, proved.identity, tokens, ip)
    session = _sign_in(proved.identity, flow.way, ip=ip, user_agent=user_agent).as_json()
    del session["user"]
    return redirects.with_fragment(_target(flow.way), **session, **tokens, sb="")


def _with_code(flow, identity, tokens, ip):
    auth_code = str(uuid4())
    code_hash = one_time.hash_auth_code(bound(auth_code, flow.binding))
    kept = None if flow.way.web else sealed.seal(PURPOSE, tokens)
    outcome = sql.do(sql.SYSTEM, "finish_oauth", *_args(identity), flow.way._asdict(), code_hash, kept)
    if outcome != "found":
        raise _refusal(outcome, identity, flow.way, ip)
    return redirects.with_query(_target(flow.way), code=auth_code)


def sign_in_by_id_token(provider, token, *, nonce, access_token, way, ip, user_agent):
    """The Session of whom an id token names that an app got from the provider by itself.

    Raises UnsupportedProvider, BadIdToken, ProviderFailed, UserBanned, SignUpDisabled, EmailNeedsVerification.
    """
    found = providers.get(provider)
    if not hasattr(found, "identity_of_token"):
        raise errors.UnsupportedProvider(provider)
    return _sign_in(found.identity_of_token(token, nonce, access_token), way, ip=ip, user_agent=user_agent)


def _sign_in(identity, way, *, ip, user_agent):
    link = Link.first()
    args = (*_args(identity), link.session_id, link.token_hash, ip, user_agent)
    found = sql.do(sql.SYSTEM, "sign_in_with_identity", *args).loads()
    if found["outcome"] != "found":
        raise _refusal(found["outcome"], identity, way, ip)
    return Session.of(found["session"], link)


def remove_identity(viewer, identity_id):
    """Takes away one of the viewer's ways to sign in.

    Raises Unprocessable `identity_not_found` or `single_identity_not_deletable`, Forbidden `insufficient_aal`.
    """
    sql.do(viewer._replace(role=sql.SYSTEM.role), "remove_identity", identity_id)


def bound(auth_code, binding):
    """What a flow's code has to be given as: the web client's is worth nothing without what its browser keeps."""
    return f"{auth_code}.{binding}" if binding else auth_code


def _args(identity: Identity):
    """identity_in, open_in, autoconfirm_in. Without an address nobody new is made."""
    known = bool(identity.email)
    return (
        identity._asdict(),
        known and not settings.GOTRUE_DISABLE_SIGNUP,
        known and settings.MAILER_AUTOCONFIRM,
    )


def _refusal(outcome, identity, way, ip):
    if outcome == "banned":
        return errors.UserBanned()
    if outcome == "signup_disabled":
        return errors.SignUpDisabled()
    if not identity.email:
        return errors.ProviderEmailMissing()
    # What the provider does not know, a mail finds out: its code lets in, or makes the account, whoever reads
    # it. The identity is not linked, as nobody proved that both are the same person's.
    with suppress(errors.MailedJustNow, errors.MailsUsedUp):
        mail_requests.count(ip)
        ask_otp(identity.email, way, data={"display_name": identity.metadata.get("name", "")})
    return errors.EmailNeedsVerification(identity.provider)


def _target(way):
    if way.web:
        return redirects.with_query(f"{settings.SITE_URL}{WEB_DONE}", next=way.redirect_to or None)
    return way.redirect_to


def _with_error(target, refusal):
    """Query and fragment both, as clients look into either."""
    fields = {"error": _word(refusal), "error_code": refusal.code, "error_description": refusal.detail}
    return redirects.with_fragment(redirects.with_query(target, **fields), **fields)


def _word(refusal):
    """RFC 6749's own word for it."""
    if isinstance(refusal, errors.ProviderRefused):
        return refusal.error
    if isinstance(refusal, errors.BadOauth):
        return "invalid_request"
    return "server_error" if refusal.status >= 500 else "access_denied"
