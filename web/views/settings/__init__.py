"""Pages below /settings, one module a tab."""

from web.views.settings import (
    accessibility,
    account,
    creator,
    data,
    deletion,
    factors,
    notifications,
    overview,
    privacy,
    profile,
    proof,
    quiet,
    sessions,
    verification,
)

__all__ = [
    "accessibility",
    "account",
    "creator",
    "data",
    "deletion",
    "factors",
    "notifications",
    "overview",
    "privacy",
    "profile",
    "proof",
    "quiet",
    "sessions",
    "verification",
]
