"""A session as its client gets it: the access token, the refresh token and the account."""

from time import time
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from accounts.refresh_tokens import Link
from topin.lean import late

tokens = late("topin.tokens")  # for the API, where people sign in; readers of events only tell of sessions


class Session(NamedTuple):
    """Somebody who is signed in, just now or anew."""

    link: Link
    user_id: UUID
    aal: str
    amr: list
    user: dict
    #: `provider_token` and `provider_refresh_token`, told once after a sign-in through a provider.
    provider_tokens: dict | None = None

    @classmethod
    def of(cls, found, link):
        """From what SQL's `get_session` says."""
        return cls(link, UUID(found["user_id"]), found["aal"], found["amr"], found["user"])

    @property
    def session_id(self):
        return self.link.session_id

    def as_json(self):
        """GoTrue's session, with a fresh access token."""
        now = int(time())
        expires_at = now + settings.GOTRUE_JWT_EXP
        return {
            "access_token": tokens.sign(self._claims() | {"iat": now, "exp": expires_at}),
            "token_type": "bearer",
            "expires_in": settings.GOTRUE_JWT_EXP,
            "expires_at": expires_at,
            "refresh_token": self.link.token,
            "user": self.user,
            **(self.provider_tokens or {}),
        }

    def _claims(self):
        told = ("email", "phone", "app_metadata", "user_metadata", "role", "is_anonymous")
        claims = {name: self.user[name] for name in told}
        return claims | {
            "sub": str(self.user_id),
            "session_id": str(self.session_id),
            "aal": self.aal,
            "amr": self.amr,
        }
