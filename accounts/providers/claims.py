"""Claims about a person, as every part of ours reads them."""

from accounts import addresses
from accounts.errors import ProviderFailed, ValidationFailed
from accounts.providers.identity import Identity

LENGTH = 1_000  # of each claim that is kept
KEPT = ("name", "given_name", "family_name", "preferred_username", "picture", "locale")


def identity_of(provider, claims):
    """The Identity that OpenID claims describe. Raises ProviderFailed when nobody is named."""
    subject = claims.get("sub")
    if not isinstance(subject, (str, int)) or not str(subject) or len(str(subject)) > 255:
        raise ProviderFailed(f"{provider} did not say who it is")
    email = email_of(claims.get("email"))
    verified = bool(email) and claims.get("email_verified") in (True, "true")  # Apple writes a text
    return Identity(provider, str(subject), email, verified, _metadata(claims, str(subject), email, verified))


def email_of(text):
    """The address as we store it, or "" for what is none."""
    try:
        return addresses.checked(text) if isinstance(text, str) else ""
    except ValidationFailed:
        return ""


def _metadata(claims, subject, email, verified):
    kept = {name: claims[name] for name in KEPT if _is_text(claims.get(name))}
    name = kept.get("name") or " ".join(filter(None, (kept.get("given_name"), kept.get("family_name"))))
    made = {
        "name": name,
        "full_name": name,
        "user_name": kept.get("preferred_username"),
        "avatar_url": kept.get("picture"),
        "iss": claims.get("iss"),
        "email": email,
    }
    told = {"sub": subject, "provider_id": subject, "email_verified": verified, "phone_verified": False}
    return kept | {name: text for name, text in made.items() if text} | told


def _is_text(value):
    return isinstance(value, str) and value and len(value) <= LENGTH and "\0" not in value
