"""Sign-in of staff to the console. Members sign in through `/api/auth` and the web client."""

from uuid import UUID

from accounts import attempts, passwords
from accounts.errors import InvalidCredentials
from accounts.models import User
from topin import limits, sql


class StaffBackend:
    """Knows staff only, and reads them as the worker role: before sign-in nobody is anybody."""

    def authenticate(self, request, username=None, password=None):
        """The staff member whose e-mail address and password these are, or None.

        Raises RateLimited after too many wrong passwords.
        """
        email, ip = (username or "").strip().lower(), limits.address(request)
        try:
            with attempts.counted(email, ip):
                user = self._staff_with(email, password or "", ip)
        except InvalidCredentials:
            return None
        sql.do(sql.SYSTEM._replace(user_id=user.pk), "audit_record", "console_password_accepted", "user", user.pk)
        return user

    def _staff_with(self, email, password, ip):
        found = sql.ask(sql.SYSTEM, "find_sign_in", email)
        account = found.loads() if found else {}
        user = None
        if passwords.matches(password, account.get("password_hash")):
            user = self.get_user(account["user_id"])
        if user is None:
            attempts.note_failed(account, email, ip)
            raise InvalidCredentials()
        return user

    def get_user(self, user_id):
        """The staff member, or None when they are none (any more), banned or deleted."""
        found = sql.ask(sql.SYSTEM, "get_staff_member", UUID(str(user_id)))
        return User(**found.loads()) if found else None
