"""E-mail addresses: how they are written, and compared."""

import re

from accounts.errors import ValidationFailed

LENGTH = 255
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
EMAIL = re.compile(rf"[a-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_LABEL}(?:\.{_LABEL})*\Z")  # HTML's own rule


def checked(text):
    """The address in the one way it is stored. Raises ValidationFailed."""
    address = text.lower()
    if len(address) > LENGTH:
        raise ValidationFailed("An email address is too long")
    if not EMAIL.match(address):
        raise ValidationFailed("Unable to validate email address: invalid format")
    return address
