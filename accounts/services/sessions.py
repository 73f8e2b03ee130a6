"""Signing in, staying signed in, signing out."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings

from accounts import attempts, errors, passwords, refresh_tokens, selectors
from accounts.refresh_tokens import Link
from accounts.session import Session
from topin import metrics, sql


def sign_in(email, password, *, ip, user_agent):
    """A new Session. Raises InvalidCredentials, EmailNotConfirmed, UserBanned, RateLimited."""
    email = email.lower()
    with attempts.counted(email, ip):
        found = selectors.find_sign_in(email) or {"password_hash": None}
        if not passwords.matches(password, found["password_hash"]):
            attempts.note_failed(found, email, ip)
            metrics.sign_ins.labels("wrong").inc()
            raise errors.InvalidCredentials()
    if found["banned"]:
        raise errors.UserBanned()
    if not found["confirmed"]:
        raise errors.EmailNotConfirmed()
    metrics.sign_ins.labels("made").inc()
    proved = {"password_hash": found["password_hash"], "ip": ip, "user_agent": user_agent}
    return start_session(UUID(found["user_id"]), "password", **proved)


def start_session(user_id, method, *, ip, user_agent, password_hash=None):
    """A new Session of somebody who proved by `method` (a word of GoTrue's amr) who they are.

    `password_hash`: what their password was compared with. Raises Invalid `invalid_credentials` when it is
    another one by now.
    """
    link = Link.first()
    args = (link.session_id, user_id, method, link.token_hash, ip, user_agent, password_hash)
    return Session.of(sql.do(sql.SYSTEM, "start_session", *args).loads(), link)


def refresh_session(refresh_token):
    """The Session with the successor of this token.

    Raises ValidationFailed, RefreshTokenNotFound, UserBanned, and RefreshTokenAlreadyUsed: then the
    session is ended, and that was committed before the refusal is raised.
    """
    link = refresh_tokens.read(refresh_token)
    interval = timedelta(seconds=settings.GOTRUE_REUSE_INTERVAL)
    args = (*link, link.token_hash, link.next().token_hash, interval)
    found = sql.do(sql.SYSTEM, "rotate_refresh_token", *args).loads()
    if found["outcome"] != "rotated":
        raise _REFUSALS[found["outcome"]]()
    return Session.of(found["session"], Link(link.session_id, found["number"]))


_REFUSALS = {
    "unknown": errors.RefreshTokenNotFound,
    "reused": errors.RefreshTokenAlreadyUsed,
    "banned": errors.UserBanned,
}


def sign_out(viewer, scope):
    """Ends the viewer's sessions: `local` (this one), `others`, or `global` (all). A waiting one may leave too."""
    return sql.do(viewer.though_waiting(), "sign_out", scope)


def end_session(viewer, session_id):
    """Ends one of the viewer's own sessions. Raises NotFound."""
    sql.do(viewer, "end_session", session_id)
