"""Deeds of accounts, one function each."""

from accounts.services.codes import Verified, exchange_code, follow_link, verify_code, verify_link
from accounts.services.confirmation import confirm_identity
from accounts.services.console import end_session_by_staff, view_document
from accounts.services.factors import challenge_factor, enrol_factor, remove_factor, require_aal2, verify_factor
from accounts.services.leaving import ask_deletion, ask_export
from accounts.services.mails import ask_again, ask_otp, ask_reauthentication, ask_recovery, ask_sign_in_code
from accounts.services.oauth import begin_oauth, finish_oauth, remove_identity, sign_in_by_id_token
from accounts.services.pictures import change_picture, remove_picture
from accounts.services.profiles import change_handle, like_profile, unlike_profile, update_me
from accounts.services.sessions import end_session, refresh_session, sign_in, sign_out
from accounts.services.settings import (
    unsubscribe,
    update_accessibility,
    update_creator,
    update_notifications,
    update_privacy,
)
from accounts.services.users import SignedUp, ensure_administrator, sign_up, update_auth_user
from accounts.services.verification import (
    add_document,
    approve_verification,
    ask_verification,
    refuse_verification,
)

__all__ = [
    "SignedUp",
    "Verified",
    "add_document",
    "approve_verification",
    "ask_again",
    "ask_deletion",
    "ask_export",
    "ask_otp",
    "ask_reauthentication",
    "ask_recovery",
    "ask_sign_in_code",
    "ask_verification",
    "begin_oauth",
    "challenge_factor",
    "change_handle",
    "change_picture",
    "confirm_identity",
    "end_session",
    "end_session_by_staff",
    "enrol_factor",
    "ensure_administrator",
    "exchange_code",
    "finish_oauth",
    "follow_link",
    "like_profile",
    "refresh_session",
    "refuse_verification",
    "remove_factor",
    "remove_identity",
    "remove_picture",
    "require_aal2",
    "sign_in",
    "sign_in_by_id_token",
    "sign_out",
    "sign_up",
    "unlike_profile",
    "unsubscribe",
    "update_accessibility",
    "update_auth_user",
    "update_creator",
    "update_me",
    "update_notifications",
    "update_privacy",
    "verify_code",
    "verify_factor",
    "verify_link",
    "view_document",
]
