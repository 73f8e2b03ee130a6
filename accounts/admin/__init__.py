"""Accounts in the console: members, their sessions, and who asks for a blue tick."""

from accounts.admin import panels, sessions, verification  # noqa: F401  (they register themselves)
from accounts.admin.members import MemberAdmin, of_profile

__all__ = ["MemberAdmin", "of_profile"]
