from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts import selectors, services
from accounts.serializers_settings import NotificationChoices
from notifications import devices
from topin import errors
from topin.rest import checked
from web.doors import deed
from web.forms.notifications import NotificationForm, QuietHoursForm
from web.views.settings.pages import choices, saved, sent, show, tab_page

TAB = "notification_settings"


@tab_page
def kinds(request):
    """What the member is told, and how. The quiet hours stand on the same page, in a form of their own."""
    now = _now(request)
    form = NotificationForm(sent(request), initial=now)
    more = {"quiet": QuietHoursForm(initial=now["quiet_hours"]), **_devices(request)}
    return choices(request, "notifications", form, lambda changes: _save(request, form.changes), **more)


@tab_page
def quiet_hours(request):
    now = _now(request)
    form = QuietHoursForm(sent(request), initial=now["quiet_hours"])
    if form.is_bound and form.is_valid():
        try:
            _save(request, {"quiet_hours": form.cleaned_data})
            return saved(request, TAB)
        except errors.Refused as refusal:
            form.show_refusal(refusal)
    more = {"form": NotificationForm(initial=now), **_devices(request)}
    return show(request, "notifications", TAB, form.status, quiet=form, **more)


@deed()
def remove(request, device_id):
    """No more pushes there; HTMX takes the device out of the list."""
    devices.remove_device(request.viewer, device_id)
    return HttpResponse() if request.htmx else saved(request, TAB, _("That device gets no more pushes."))


def _devices(request):
    found = devices.get_devices(request.viewer).loads()["items"]
    return {"devices": found, "has_device": any(device["current"] for device in found)}


def _now(request):
    return selectors.get_settings(request.viewer).loads()["notifications"]


def _save(request, changes):
    services.update_notifications(request.viewer, checked(NotificationChoices, changes))
