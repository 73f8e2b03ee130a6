"""What a client keeps with an account (`user_metadata`). All of it goes into every access token."""

import json

from django.conf import settings

from accounts.errors import ValidationFailed


def refuse_huge(data):
    """`data`: a JSON object, or None. Raises ValidationFailed above GOTRUE_METADATA_BYTES of JSON in UTF-8."""
    if len(json.dumps(data or {}, ensure_ascii=False).encode()) > settings.GOTRUE_METADATA_BYTES:
        raise ValidationFailed(f"The data of an account takes at most {settings.GOTRUE_METADATA_BYTES} bytes")
