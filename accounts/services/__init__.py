"""Deeds of accounts, one function each."""

from accounts.services.profiles import update_me
from accounts.services.sessions import end_session, refresh_session, sign_in, sign_out
from accounts.services.users import SignedUp, ensure_administrator, sign_up, update_auth_user

__all__ = [
    "SignedUp",
    "end_session",
    "ensure_administrator",
    "refresh_session",
    "sign_in",
    "sign_out",
    "sign_up",
    "update_auth_user",
    "update_me",
]
