"""Apple: OpenID with a secret that is a signed statement, and a name that is told only once."""

import json
from time import time

from django.conf import settings
from joserfc import jwt
from joserfc.jwk import ECKey

from accounts.providers.openid import OpenId

SECRET_SECONDS = 300


class Apple(OpenId):
    issuer = "https://appleid.apple.com"
    scopes = "openid email name"
    extra = {"response_mode": "form_post"}  # it gives name and address in no other way
    auth_method = "client_secret_post"

    def client_secret(self):
        now = int(time())
        claims = {
            "iss": settings.OAUTH_APPLE_TEAM_ID,
            "sub": self.client_ids[0],
            "aud": self.issuer,
            "iat": now,
            "exp": now + SECRET_SECONDS,
        }
        key = ECKey.import_key(settings.OAUTH_APPLE_PRIVATE_KEY)
        return jwt.encode({"alg": "ES256", "kid": settings.OAUTH_APPLE_KEY_ID}, claims, key, algorithms=["ES256"])

    def identity(self, tokens, secrets, form):
        identity = super().identity(tokens, secrets, form)
        name = _name(form.get("user", ""))
        return identity._replace(metadata=identity.metadata | {"name": name, "full_name": name}) if name else identity


def _name(text):
    """The name in the form's `user`, which a browser carried: good for a name and for nothing else."""
    try:
        name = json.loads(text)["name"]
        parts = [name.get("firstName"), name.get("lastName")]
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
    return " ".join(part for part in parts if isinstance(part, str))[:100].replace("\0", "").strip()
