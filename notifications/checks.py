"""What a start says about the credentials of pushes."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from notifications.providers import apns, google_tokens, webpush
from topin import checks


@checks.finds_faults
def vapid():
    """A key that is none, or a contact that push services refuse."""
    if not settings.VAPID_PRIVATE_KEY:
        return
    try:
        webpush.private_key(settings.VAPID_PRIVATE_KEY)
    except ImproperlyConfigured as error:
        yield str(error)
    if not webpush.subject().startswith(("mailto:", "https://")):
        yield "VAPID_SUBJECT has to say how push services reach you: mailto:somebody@example.com, or an https address."


@checks.finds_faults
def fcm_credentials():
    """What Google gives is copied whole or not at all."""
    if settings.FCM_CREDENTIALS:
        try:
            google_tokens.account(settings.FCM_CREDENTIALS)
        except ImproperlyConfigured as error:
            yield str(error)


@checks.finds_faults
def apns_key():
    """A key without its names is refused by Apple, and so is one that is none."""
    names = ("APNS_KEY", "APNS_KEY_ID", "APNS_TEAM_ID", "APNS_TOPIC")
    missing = [name for name in names if not getattr(settings, name)]
    if len(missing) == len(names):
        return
    if missing:
        yield f"Pushes to Apple's devices need {', '.join(names)}: {' and '.join(missing)} would be missing."
    elif settings.APNS_KEY:
        try:
            apns.private_key(settings.APNS_KEY)
        except ImproperlyConfigured as error:
            yield str(error)


@checks.warns
def no_vapid_key():
    """Browsers are what everybody has."""
    if not webpush.is_configured():
        yield "VAPID_PRIVATE_KEY is empty: no browser gets pushes (python -m topin.embedded.secretsfile makes one)."
