"""Id tokens (OpenID Connect Core): whose they are, for whom, from when, and that a browser did not swap them."""

from hashlib import sha256
from hmac import compare_digest

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from accounts.errors import BadIdToken
from accounts.providers import documents

#: Signatures by a key of the provider alone: never `none`, never one by a shared secret.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
LEEWAY = 60  # seconds that clocks may differ


def read(token, *, keys_url, issuers, client_ids, nonce, access_token):
    """The claims of a token that counts.

    `nonce`: the plain one, or "" when none was sent; the token may hold its SHA-256 in its place, as apps
    send that to Google and Apple. `access_token`: what came with it; a token that names one wants that one.
    Raises BadIdToken, ProviderFailed.
    """
    decoded = _decoded(token, keys_url)
    claims = CodeIDToken(
        decoded.claims,
        decoded.header,
        {"iss": {"essential": True, "values": list(issuers)}, "aud": {"essential": True, "values": list(client_ids)}},
        {"access_token": access_token},
    )
    try:
        claims.validate(leeway=LEEWAY)
    except (JoseError, TypeError, ValueError) as error:
        raise BadIdToken(f"Bad ID token: {error}") from error
    _refuse_others_nonce(claims, nonce)
    if claims.get("at_hash") and not access_token:
        raise BadIdToken("Bad ID token: it belongs to an access token, which has to come with it")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") not in client_ids:
        raise BadIdToken("Bad ID token: it was made for somebody else")
    return dict(claims)


def _decoded(token, keys_url):
    try:
        try:
            return _decode(token, documents.fetch(keys_url))
        except InvalidKeyIdError:  # the provider changed its keys
            return _decode(token, documents.fetch(keys_url, younger_than=documents.AGAIN))
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadIdToken() from error


def _decode(token, keys):
    return jwt.decode(token, KeySet.import_key_set(keys), algorithms=list(ALGORITHMS))


def _refuse_others_nonce(claims, nonce):
    claimed = claims.get("nonce")
    if bool(claimed) != bool(nonce):
        raise BadIdToken("Passed nonce and nonce in id_token should either both exist or not.")
    if nonce:
        hashed = sha256(nonce.encode()).hexdigest()
        if not any(compare_digest(str(claimed).encode(), good.encode()) for good in (nonce, hashed)):
            raise BadIdToken("Nonces mismatch")
