"""Where members want pushes: browsers' subscriptions and apps' tokens."""

from django.conf import settings

from topin import sql


def register_device(viewer, *, provider, token, p256dh=None, auth=None, environment="", app_id=""):
    """Notes a device, once however often it is said. Returns {id, provider, app_id, environment, current, …}.

    What was registered by another member moves to this one; pushes end with the session that registered it.
    """
    args = (provider, app_id, environment, token, p256dh, auth, settings.DEVICES_PER_MEMBER)
    return sql.do(viewer, "register_device", *args)


def get_devices(viewer):
    """{items}, last seen first, without tokens."""
    return sql.ask(viewer, "get_devices")


def remove_device(viewer, device_id):
    """Ends pushes to it. Raises NotFound."""
    sql.do(viewer, "remove_device", device_id)


def remove_devices_of_session(session_id):
    """Whoever signed out is rung there no more."""
    return sql.do(sql.SYSTEM, "remove_devices_of_session", session_id)


def remove_silent_devices(viewer, before, limit):
    """Forgets devices that nobody came from since. Returns how many."""
    return sql.do(viewer, "remove_silent_devices", before, limit)
