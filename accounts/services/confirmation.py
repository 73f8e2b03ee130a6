"""Showing once more who one is, before a deed that an open browser alone should not do."""

from accounts import attempts, errors, one_time, passwords, selectors
from accounts.services.codes import proof_rules
from topin import sql


def confirm_identity(viewer, *, password=None, code=None, ip=""):
    """Asks for the viewer's password, or for a code of `ask_reauthentication`, which is used up.

    Raises WrongProof `wrong_password` or `wrong_code`, RateLimited after too many wrong ones (rule `signin`).
    """
    address = selectors.get_auth_user(viewer.user_id).loads()["email"]
    try:
        with attempts.counted(address or str(viewer.user_id), ip):
            _check(viewer, address, password, code)
    except errors.InvalidCredentials:
        raise wrong_proof(password) from None


def _check(viewer, address, password, code):
    if password is None:
        _use_code(viewer, address, code or "")
    elif not _is_password(viewer, password):
        raise errors.InvalidCredentials()


def _is_password(viewer, password):
    # A member without a password takes as long as one with.
    return passwords.matches(password, sql.ask(sql.SYSTEM, "get_password_hash", viewer.user_id))


def _use_code(viewer, address, code):
    system = viewer._replace(role=sql.SYSTEM.role)  # only it reads codes; the viewer and their session stay named
    with attempts.counted_code(address, errors.InvalidCredentials):
        if not sql.do(system, "confirm_identity", one_time.hash_code(address, code.strip()), *proof_rules()):
            raise errors.InvalidCredentials()


def wrong_proof(password):
    """WrongProof: of the password, or of a code where there was none."""
    if password is None:
        return errors.WrongProof("This code is wrong or too old; ask for another", code="wrong_code")
    return errors.WrongProof("This is not the password of your account", code="wrong_password")
