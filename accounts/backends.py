"""Sign-in of staff to the console. Members sign in through `/api/auth` and the web client."""

from uuid import UUID

from accounts import passwords
from accounts.models import User
from topin import limits, sql


class StaffBackend:
    """Knows staff only, and reads them as the worker role: before sign-in nobody is anybody."""

    def authenticate(self, request, username=None, password=None):
        """The staff member whose e-mail address and password these are, or None.

        Raises RateLimited after too many wrong passwords.
        """
        email = (username or "").strip().lower()
        attempt = (email, limits.address(request))
        limits.check("signin", *attempt)
        limits.count("signin_address", attempt[1]).refuse()
        user = self._staff_with(email, password or "")
        if user is None:
            limits.count("signin", *attempt)
        else:
            sql.do(sql.SYSTEM._replace(user_id=user.pk), "audit_record", "console_password_accepted", "user", user.pk)
        return user

    def _staff_with(self, email, password):
        found = sql.ask(sql.SYSTEM, "find_sign_in", email)
        account = found.loads() if found else {}
        if not passwords.matches(password, account.get("password_hash")):
            return None
        return self.get_user(account["user_id"])

    def get_user(self, user_id):
        """The staff member, or None when they are none (any more), banned or deleted."""
        found = sql.ask(sql.SYSTEM, "get_staff_member", UUID(str(user_id)))
        return User(**found.loads()) if found else None
