"""Asking for an archive of everything, and for the end of an account."""

from datetime import timedelta

from django.conf import settings

from accounts import attempts, errors, one_time, passwords
from accounts.services.codes import proof_rules
from accounts.services.confirmation import wrong_proof
from topin import sql


def ask_export(viewer):
    """Asks for an archive; while one is open it is that one. Returns {id, status}."""
    return sql.do(viewer, "ask_export")


def ask_deletion(viewer, *, password=None, code=None, ip=""):
    """Hides the account, signs it out everywhere, and erases it after DELETION_GRACE_DAYS. Returns {erases_at}.

    `code`: of `GET /api/auth/reauthenticate`. Raises Invalid without either, WrongProof `wrong_password` or
    `wrong_code`, Conflict `staff_cannot_leave`, RateLimited after too many wrong ones (rule `signin`).
    """
    if not password and not code:
        raise errors.Invalid(errors=[("password", "required", "Send your password, or a code that we mail you")])
    system = viewer._replace(role=sql.SYSTEM.role)  # only it reads hashes; the viewer and their session stay named
    address = (sql.ask(system, "get_leaving_mail", viewer.user_id) or sql.Json(b"{}")).loads().get("email") or ""
    try:
        with attempts.counted(address or str(viewer.user_id), ip):
            return _ask_deletion(system, address, password, code)
    except errors.InvalidCredentials:
        raise wrong_proof(password or None) from None


def _ask_deletion(system, address, password, code):
    """Raises InvalidCredentials for a proof that is none."""
    if password and not passwords.matches(password, sql.ask(system, "get_password_hash", system.user_id)):
        raise errors.InvalidCredentials()
    code_hash = None if password else one_time.hash_code(address, code.strip())
    grace = timedelta(days=settings.DELETION_GRACE_DAYS)
    asked = sql.do(system, "ask_deletion", grace, code_hash, *proof_rules()).loads()
    if asked["outcome"] == "wrong_code":
        raise errors.InvalidCredentials()
    return {"erases_at": asked["erases_at"]}
