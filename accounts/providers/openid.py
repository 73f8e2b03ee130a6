"""Any OpenID provider: where its doors are and which keys it signs with, it publishes itself."""

from functools import cached_property

from accounts.errors import ProviderFailed
from accounts.providers import documents, id_tokens
from accounts.providers.claims import identity_of
from accounts.providers.oauth2 import OAuth2

DISCOVERY = "/.well-known/openid-configuration"


class OpenId(OAuth2):
    scopes = "openid email profile"

    def __init__(self, name, client_ids, secret, issuer=None):
        super().__init__(name, client_ids, secret)
        self.issuer = (issuer or self.issuer).rstrip("/")

    @cached_property
    def published(self):
        """The provider's own description. Raises ProviderFailed."""
        found = documents.fetch(self.issuer + DISCOVERY)
        if str(found.get("issuer", "")).rstrip("/") != self.issuer:
            raise ProviderFailed(f"{self.name} calls itself {found.get('issuer')!r}")
        wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if not all(isinstance(found.get(name), str) for name in wanted):
            raise ProviderFailed(f"{self.name} does not say where its doors are")
        return found

    @property
    def authorize_url(self):
        return self.published["authorization_endpoint"]

    @property
    def token_url(self):
        return self.published["token_endpoint"]

    @property
    def auth_method(self):
        known = self.published.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return "client_secret_post" if "client_secret_post" in known else "client_secret_basic"

    @property
    def issuers(self):
        """What its tokens may call it."""
        return [self.published["issuer"]]

    def own_params(self, secrets):
        return super().own_params(secrets) | {"nonce": secrets.nonce}

    def finish(self, code, secrets, form):
        # RFC 9207: a code that another provider gave is not shown to this one.
        if form.get("iss", self.issuers[0]) not in self.issuers:
            raise ProviderFailed(f"{self.name} was answered for by {form['iss']!r}")
        return super().finish(code, secrets, form)

    def identity(self, tokens, secrets, form):
        claims = self.read(str(tokens.get("id_token")), secrets.nonce, tokens["access_token"])
        if "email" not in claims and self.published.get("userinfo_endpoint"):
            more = self.ask_as_member(self.published["userinfo_endpoint"], tokens["access_token"])
            if more.get("sub") != claims["sub"]:
                raise ProviderFailed(f"{self.name} told of somebody else")
            claims = more | claims
        return identity_of(self.name, claims)

    def identity_of_token(self, token, nonce, access_token):
        """The Identity of an id token that an app brought. Raises BadIdToken, ProviderFailed."""
        return identity_of(self.name, self.read(token, nonce, access_token))

    def read(self, token, nonce, access_token):
        return id_tokens.read(
            token,
            keys_url=self.published["jwks_uri"],
            issuers=self.issuers,
            client_ids=self.client_ids,
            nonce=nonce,
            access_token=access_token,
        )
