"""The signed address of an archive, which works without signing in: mails and browsers follow it."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.http import urlencode

_signer = signing.Signer(salt="accounts.export")


def url_of(export_id, expires_at):
    """Good until `expires_at` (RFC 3339), and as long as the archive is there."""
    until = int(datetime.fromisoformat(expires_at).timestamp())
    signature = _signer.sign_object([str(export_id), until])
    return f"{settings.SITE_URL}/api/users/me/export/{export_id}/archive?{urlencode({'signature': signature})}"


def is_signed(export_id, signature):
    """Whether we gave out this address of this archive. Whether its time is over says the archive itself."""
    try:
        signed, _ = _signer.unsign_object(signature)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    return UUID(signed) == export_id
