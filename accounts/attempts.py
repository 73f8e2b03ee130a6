"""Tries to sign in with a password or a code: how many there may be, and what is written down of failed ones."""

from contextlib import contextmanager

from accounts import one_time
from accounts.addresses import LENGTH
from accounts.errors import InvalidCredentials
from topin import limits, sql


@contextmanager
def counted(email, ip):
    """Counts a try before its password is looked at, so that guesses at one moment cannot overshoot.

    Only one that ends with InvalidCredentials stays counted. Raises RateLimited instead of entering.
    """
    email = email[: LENGTH + 1]  # what is longer is no account's, and no key for a counter
    with reserved([("signin", f"{email}:{ip}"), ("signin_address", ip)], InvalidCredentials):
        yield


@contextmanager
def counted_code(address, wrong):
    """Counts a typed code by the address that it was mailed to, whoever types it and from wherever.

    A code bears only so many tries, but another one can be asked for: together they stay few. Links, which
    nobody guesses, are not held up when the tries are used up. Only what raises `wrong` stays counted.
    Raises RateLimited instead of entering.
    """
    with reserved([("code", address)], wrong):
        yield


@contextmanager
def reserved(counters, wrong):
    """Spends the (rule, key) pairs before a try and gives them back unless it raises `wrong`.

    So tries in parallel are no more than tries in a row. Raises RateLimited instead of entering.
    """
    state = limits.spend(counters)
    try:
        state.refuse()
        yield
    except wrong:
        raise
    except BaseException:
        limits.spend(counters, cost=-1)
        raise
    limits.spend(counters, cost=-1)


def note_failed(found, email, ip):
    """Writes a failed sign-in down, whatever the answer. The same work for known and unknown addresses.

    Of an unknown one, which may be anybody's, no more than what tells whether it comes again.
    """
    user_id = found.get("user_id")
    address = one_time.hash_address(email).hex()
    data = {"ip": ip} if user_id else {"ip": ip, "address_hash": address}
    sql.do(sql.SYSTEM, "audit_record", "sign_in_failed", "user", user_id, data)
