"""Bodies as GoTrue reads them: null is absent, strangers are ignored, only wrong types are refused."""

import re

from accounts.errors import ValidationFailed
from topin import errors
from topin.bodies import parse_json

KINDS = {str: "a string", dict: "an object", bool: "a boolean"}
CHALLENGE = re.compile(r"[A-Za-z0-9._~-]+\Z")


def read(request, **kinds):
    """The named fields of a JSON body, None where absent: `read(request, email=str, data=dict)`.

    Raises Invalid `malformed`, TooLarge.
    """
    try:
        body = parse_json(request.body)
    except errors.Invalid as error:
        raise bad_json(error.__cause__) from error
    if not isinstance(body, dict):
        raise bad_json("it is no object")
    for name, kind in kinds.items():
        if body.get(name) is not None and not isinstance(body[name], kind):
            raise bad_json(f"{name} is not {KINDS[kind]}")
    return {name: body.get(name) for name in kinds}


def bad_json(why):
    return errors.Invalid(f"Could not parse request body as JSON: {why}", code="malformed")


def refuse_bad_challenge(challenge, method):
    """Both halves of a PKCE pair or neither (RFC 7636). Raises ValidationFailed."""
    if not challenge and not method:
        return
    if not challenge or not method:
        raise ValidationFailed("PKCE flow requires code_challenge_method and code_challenge parameters")
    if method.lower() not in ("s256", "plain"):
        raise ValidationFailed("invalid code_challenge_method, must be s256 or plain")
    if not 43 <= len(challenge) <= 128 or not CHALLENGE.match(challenge):
        raise ValidationFailed("code challenge has to be 43 to 128 letters, digits, -, ., _ and ~")
