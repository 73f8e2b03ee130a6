"""Who members are: authentication, sessions, profiles, settings, leaving."""

from accounts.models.leaving import AccountDeletion, DataExport
from accounts.models.profiles import (
    HandleHistory,
    Profile,
    ProfileCounter,
    ProfileDetail,
    ProfileLike,
    ProfileLikeLog,
    ProfilePicture,
)
from accounts.models.proofs import FlowState, MailRequest, MfaChallenge, MfaFactor, OneTimeToken
from accounts.models.sessions import KnownDevice, RefreshToken, UserSession
from accounts.models.settings import UserSettings
from accounts.models.users import Identity, User
from accounts.models.verification import Document, VerificationRequest

__all__ = [
    "AccountDeletion",
    "DataExport",
    "Document",
    "FlowState",
    "HandleHistory",
    "Identity",
    "KnownDevice",
    "MailRequest",
    "MfaChallenge",
    "MfaFactor",
    "OneTimeToken",
    "Profile",
    "ProfileCounter",
    "ProfileDetail",
    "ProfileLike",
    "ProfileLikeLog",
    "ProfilePicture",
    "RefreshToken",
    "User",
    "UserSession",
    "UserSettings",
    "VerificationRequest",
]
