"""Links by which whoever holds a mail ends mails like it, signed in or not (RFC 8058).

Signed, and without an end: a mail is found again after years. Such a link can do this one thing for this one
member, so whoever got it with a forwarded mail can do no more either.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

from topin.errors import NotFound

DIGEST = "digest"  # in the place of a kind


class Unsubscribing(NamedTuple):
    """Of which mails a member wants no more. `what`: a kind of notification, or DIGEST."""

    user_id: UUID
    what: str

    @property
    def url(self):
        member = urlsafe_b64encode(self.user_id.bytes).rstrip(b"=").decode()
        return f"{settings.SITE_URL}/unsubscribe/{_signer().sign(f'{member}.{self.what}')}"

    @property
    def headers(self):
        """With which mail programs show a button of their own, and press it by a POST without cookies."""
        return {"List-Unsubscribe": f"<{self.url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}

    @classmethod
    def of(cls, token):
        """Raises NotFound for what we did not sign."""
        try:
            member, _, what = _signer().unsign(token).partition(".")
        except BadSignature as error:
            raise NotFound() from error
        return cls(UUID(bytes=urlsafe_b64decode(f"{member}==")), what)


def _signer():
    return Signer(sep=".", salt="accounts.unsubscribing")
