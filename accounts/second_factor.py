"""Time-based one-time passwords (RFC 6238), as every authenticator app makes them: SHA-1, six digits, 30 s."""

from io import BytesIO

from accounts import attempts
from topin import sealed
from topin.lean import late

pyotp, segno = late("pyotp"), late("segno")  # for the API alone
PURPOSE = "factor"
DRIFT = 1  # steps that a clock may be off, either way
SEALED = "gAAAA"  # how every sealed text begins; a secret (base32) has no lower case


def new_secret():
    return pyotp.random_base32()


def seal(secret):
    """What is stored of a secret."""
    return sealed.seal(PURPOSE, secret)


def address_of(secret, account, issuer):
    """The `otpauth://` address that an authenticator app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)


def qr_code(address):
    """The address as a bare `<svg>`, without a `#`: clients put it behind `data:image/svg+xml;utf-8,` as it is."""
    svg = BytesIO()
    segno.make(address, error="m", micro=False).save(
        svg, kind="svg", xmldecl=False, nl=False, svgclass=None, lineclass=None, scale=5, border=2, light="white"
    )
    return svg.getvalue().decode().replace("#fff", "white").replace("#000", "black")


def step_of(stored, code):
    """The 30 s step that the code is of, or None for a wrong one. `stored`: what `seal` made, or a plain secret
    of before secrets were sealed."""
    secret = sealed.unseal(PURPOSE, stored) if stored.startswith(SEALED) else stored
    try:
        return pyotp.TOTP(secret).verify_and_get_timecode("".join(code.split()), valid_window=DRIFT)
    except pyotp.OTPVerificationError:
        return None


def counted(user_id, wrong):
    """Lets nobody try who had too many codes wrong. `wrong` is the exception that stands for a wrong code.

    By member and not by address or factor: whoever tries has the password already, and neither many addresses
    nor many factors make more guesses. Raises RateLimited instead of entering.
    """
    return attempts.reserved([("signin", f"second factor:{user_id}")], wrong)
