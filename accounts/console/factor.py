"""Time-based one-time passwords (RFC 6238): 30 s steps, six digits, each step good for one sign-in."""

import pyotp

from topin import errors, limits, sql

DRIFT = 1  # steps that a clock may be off, either way
ISSUER = "TOPiN console"


def new_secret():
    return pyotp.random_base32()


def address_of(secret, email):
    """The `otpauth://` address that an authenticator app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def is_enrolled(user_id):
    return bool(_factors(user_id))


def enrol(user_id, secret, code):
    """Stores the secret as the staff member's second factor, if the code proves that they have it.

    Raises Invalid, Conflict (there is a factor already), RateLimited.
    """
    with _counted(user_id):
        step = _step_of(secret, code)
        if step is None:
            raise _wrong()
        sql.do(sql.SYSTEM._replace(user_id=user_id), "enrol_staff_factor", secret, step)


def verify(user_id, code):
    """Spends the code. Raises Invalid when it is wrong or was used before, RateLimited."""
    with _counted(user_id):
        for factor in _factors(user_id):
            step = _step_of(factor["secret"], code)
            if step is not None and sql.do(sql.SYSTEM, "use_second_factor", factor["id"], step):
                return
        raise _wrong()


def _factors(user_id):
    return sql.ask(sql.SYSTEM, "get_second_factors", user_id).loads()


def _step_of(secret, code):
    try:
        return pyotp.TOTP(secret).verify_and_get_timecode("".join(code.split()), valid_window=DRIFT)
    except pyotp.OTPVerificationError:
        return None


class _counted:
    """Counts wrong codes of one account, and lets nobody try who had too many."""

    def __init__(self, user_id):
        self.key = ("second factor", str(user_id))

    def __enter__(self):
        limits.check("signin", *self.key)

    def __exit__(self, kind, error, trace):
        if isinstance(error, errors.Invalid):
            limits.count("signin", *self.key)


def _wrong():
    return errors.Invalid("This code is wrong, or was used already. Wait for the next one.", code="wrong_code")
