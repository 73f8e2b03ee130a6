"""What follows for devices when a session ends, and when nobody comes from one any more."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings

from notifications import devices
from topin.clock import in_rounds, job
from topin.events import reads

AT_ONCE = 500


@reads("session_ended")
def forget_device(event):
    devices.remove_devices_of_session(UUID(event.data["session_id"]))


@job(every=timedelta(days=1), at=timedelta(hours=4, minutes=40))
def remove_silent_devices():
    """Forgets devices that were silent for DEVICE_DAYS."""
    before = datetime.now(UTC) - timedelta(days=settings.DEVICE_DAYS)
    return in_rounds(lambda viewer, limit: devices.remove_silent_devices(viewer, before, limit), AT_ONCE)
