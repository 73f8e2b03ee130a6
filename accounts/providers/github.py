"""GitHub: OAuth 2.0 without OpenID, so that the claims are gathered from its API."""

from django.conf import settings

from accounts.errors import ProviderFailed
from accounts.providers.claims import email_of, identity_of
from accounts.providers.oauth2 import OAuth2


class GitHub(OAuth2):
    scopes = "user:email"

    @property
    def authorize_url(self):
        return f"{settings.OAUTH_GITHUB_URL}/login/oauth/authorize"

    @property
    def token_url(self):
        return f"{settings.OAUTH_GITHUB_URL}/login/oauth/access_token"

    def identity(self, tokens, secrets, form):
        user = self.ask_as_member(f"{settings.OAUTH_GITHUB_API_URL}/user", tokens["access_token"])
        addresses = self.ask_as_member(f"{settings.OAUTH_GITHUB_API_URL}/user/emails", tokens["access_token"])
        if not isinstance(user, dict) or not isinstance(addresses, list):
            raise ProviderFailed(f"{self.name} did not say who it is")
        claims = {
            "sub": user.get("id"),
            "iss": settings.OAUTH_GITHUB_API_URL,
            "name": user.get("name") or user.get("login"),
            "preferred_username": user.get("login"),
            "picture": user.get("avatar_url"),
        }
        return identity_of(self.name, claims | _address(addresses))


def _address(addresses):
    """A proved address, of several the primary one; else whatever there is."""
    known = [entry for entry in addresses if isinstance(entry, dict) and email_of(entry.get("email"))]
    known.sort(key=lambda entry: (entry.get("verified") is not True, entry.get("primary") is not True))
    if not known:
        return {}
    return {"email": known[0]["email"], "email_verified": known[0].get("verified") is True}
