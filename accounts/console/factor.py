"""The console's use of second factors: members' own ones count here too, and those enrolled here count there."""

from accounts import second_factor
from topin import errors, sql

ISSUER = "TOPiN console"


class WrongCode(errors.Invalid):
    code, title = "wrong_code", "This code is wrong, or was used already. Wait for the next one."


def is_enrolled(user_id):
    return bool(_factors(user_id))


def enrol(user_id, secret, code):
    """Stores the secret as the staff member's second factor, if the code proves that they have it.

    Raises WrongCode, Conflict (there is a factor already), RateLimited.
    """
    with second_factor.counted(user_id, WrongCode):
        step = second_factor.step_of(secret, code)
        if step is None:
            raise WrongCode()
        sql.do(sql.SYSTEM._replace(user_id=user_id), "enrol_staff_factor", second_factor.seal(secret), step)


def verify(user_id, code):
    """Spends the code. Raises WrongCode when it is wrong or was used before, RateLimited."""
    as_member = sql.SYSTEM._replace(user_id=user_id)
    with second_factor.counted(user_id, WrongCode):
        for factor in _factors(user_id):
            step = second_factor.step_of(factor["secret"], code)
            if step is not None and sql.do(as_member, "use_second_factor", factor["id"], step):
                return
        sql.do(as_member, "audit_record", "second_factor_failed", "user", user_id)
        raise WrongCode()


def _factors(user_id):
    return sql.ask(sql.SYSTEM, "get_second_factors", user_id).loads()
