"""Whether time tells which addresses have an account: `python -m bench.known_addresses --samples 500`.

Every door that takes an address is asked for a known and for an unknown one in turn, in random order.
Printed are the medians and how far the means lie apart, in standard errors of that difference: below 3 it
is noise. As a yardstick the same figure for two sets of known addresses stands beside it.
"""

import argparse
import random
import statistics
import time
from uuid import uuid4

import httpx

from bench.rig import rig

PASSWORD = "correct horse battery staple"
NOISE = 3  # standard errors


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=500)
    samples = parser.parse_args().samples
    with rig(50, MAILER_AUTOCONFIRM=0, GOTRUE_MAIL_INTERVAL=0, PASSWORD_HASHES_AT_ONCE=2) as machine:
        sides = (_members(machine, samples), [_address() for _ in range(samples)], _members(machine, samples))
        with machine.api(workers=1, threads=1) as (base, _), httpx.Client(base_url=f"{base}/api/auth") as client:
            print(f"{samples} samples a side     known     unknown   apart   yardstick (known against known)")
            for name, ask in DOORS.items():
                _compare(client, name, ask, sides)


def _members(machine, count):
    """Addresses of members, confirmed; made by the product's own sign-up."""
    import django

    django.setup()
    from accounts import passwords
    from topin import sql

    password_hash, addresses = passwords.hashed(PASSWORD), [_address() for _ in range(count)]
    for address in addresses:
        sql.do(sql.SYSTEM, "sign_up", address, password_hash, {}, True)
    return addresses


def _address():
    return f"{uuid4().hex}@bench.test"


def _compare(client, name, ask, sides):
    """Every address was asked as often as every other, so that nothing but its account tells them apart."""
    asked = [(side, address) for side, addresses in enumerate(sides) for address in addresses]
    random.shuffle(asked)
    times = ([], [], [])
    for number, (side, address) in enumerate(asked[:20] + asked):
        began = time.perf_counter()
        answer = ask(client, address)
        assert answer.status_code < 500, answer.text
        if number >= 20:  # the first ones warm
            times[side].append((time.perf_counter() - began) * 1000)
    known, unknown, others = times
    apart, yardstick = _apart(known, unknown), _apart(known, others)
    verdict = "noise" if abs(apart) < NOISE else "TELLS"
    figures = (
        f"{statistics.median(known):8.2f} ms {statistics.median(unknown):8.2f} ms {apart:+6.1f}   {yardstick:+6.1f}"
    )
    print(f"{name:22} {figures}   {verdict}", flush=True)


def _apart(first, second):
    """The difference of the means in standard errors (Welch's t), without the slowest twentieth of each side."""
    first, second = (sorted(side)[: len(side) * 19 // 20] for side in (first, second))
    error = (statistics.variance(first) / len(first) + statistics.variance(second) / len(second)) ** 0.5
    return (statistics.fmean(first) - statistics.fmean(second)) / error


def _post(path, **more):
    return lambda client, address: client.post(path, json={"email": address, **more})


DOORS = {
    "sign-in, wrong password": _post("/token?grant_type=password", password="not the password"),
    "recover": _post("/recover"),
    "one-time code": _post("/otp"),
    "resend": _post("/resend", type="signup"),
    "verify, wrong code": _post("/verify", type="email", token="000000"),
    "sign-up": _post("/signup", password=PASSWORD),  # last: then the unknown ones are known
}

if __name__ == "__main__":
    main()
