"""Providers of pushes: a module each, with `send(device, push)` → Outcome, `is_configured()`."""

from notifications.providers import apns, fcm, webpush

_BY_NAME = {"webpush": webpush, "fcm": fcm, "apns": apns}


def provider_of(name):
    """The module of a provider."""
    return _BY_NAME[name]
