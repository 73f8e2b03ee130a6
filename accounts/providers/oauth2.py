"""OAuth 2.0 with PKCE: the part that every provider has in common."""

import json
from urllib.parse import parse_qsl

from authlib.common.urls import add_params_to_uri
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from django.conf import settings

from accounts.errors import ProviderFailed
from accounts.providers.identity import Proved
from topin import net

FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
#: Parameters of the way to a provider that are ours alone, whatever a client sends along.
RESERVED = frozenset(
    (
        *("client_id", "client_secret", "redirect_uri", "response_type", "response_mode", "scope", "state"),
        *("code_challenge", "code_challenge_method", "nonce", "request", "request_uri"),
    )
)


class OAuth2:
    """A provider. Subclasses say where its doors are and how its answer is read."""

    scopes = ""
    authorize_url = token_url = ""
    auth_method = "client_secret_post"
    extra = {}  # parameters of the way there

    def __init__(self, name, client_ids, secret):
        self.name, self.client_ids, self.secret = name, client_ids, secret

    def begin(self, state, secrets, *, scopes="", params=()):
        """The address to send the browser to. `scopes` come besides our own, `params` unless they are ours."""
        wanted = " ".join(dict.fromkeys(f"{self.scopes} {scopes}".split()))
        given = [(name, value) for name, value in dict(params).items() if name not in RESERVED]
        address = prepare_grant_uri(
            self.authorize_url,
            self.client_ids[0],
            "code",
            redirect_uri=callback_url(),
            scope=wanted,
            state=str(state),
            **self.extra | self.own_params(secrets),
        )
        return add_params_to_uri(address, given)

    def own_params(self, secrets):
        return {"code_challenge": secrets.challenge, "code_challenge_method": "S256"}

    def finish(self, code, secrets, form):
        """Proved, for the code that the browser brought back. `form`: all that came with it. Raises ProviderFailed."""
        tokens = self.exchange(code, secrets)
        identity = self.identity(tokens, secrets, form)
        return Proved(identity, tokens["access_token"], tokens.get("refresh_token"))

    def identity(self, tokens, secrets, form):
        raise NotImplementedError

    def exchange(self, code, secrets):
        """The token endpoint's answer."""
        given = {"code": code, "code_verifier": secrets.verifier}
        body = prepare_token_request("authorization_code", "", callback_url(), **given)
        client = ClientAuth(self.client_ids[0], self.client_secret(), self.auth_method)
        url, headers, body = client.prepare("POST", self.token_url, dict(FORM), body)
        answer = self.ask("POST", url, headers=headers, content=body.encode())
        if not isinstance(answer, dict) or not isinstance(answer.get("access_token"), str):
            raise ProviderFailed(f"{self.name} gave no token: {answer}"[:200])
        return answer

    def client_secret(self):
        return self.secret

    def ask(self, method, url, **kwargs):
        """The JSON that the provider answers with. Raises ProviderFailed."""
        try:
            response = net.request(method, url, **kwargs)
        except net.NetError as error:
            raise ProviderFailed(f"{self.name} could not be asked: {error}") from error
        answer = _parsed(response)
        # Of an exchange that was refused the body says why.
        if response.status_code != 200 and not (isinstance(answer, dict) and "error" in answer):
            raise ProviderFailed(f"{self.name} answered with status {response.status_code}")
        if answer is None:
            raise ProviderFailed(f"{self.name} did not answer with JSON")
        return answer

    def ask_as_member(self, url, access_token):
        """The JSON of a door that wants the member's token."""
        return self.ask("GET", url, headers={"Authorization": f"Bearer {access_token}", "Accept": "application/json"})


def callback_url():
    return f"{settings.SITE_URL}/api/auth/callback"


def _parsed(response):
    if response.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(response.text))
    try:
        return json.loads(response.content)
    except ValueError:
        return None
