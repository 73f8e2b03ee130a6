from accounts import selectors, services
from accounts.serializers_settings import NotificationChoices
from topin import errors
from topin.rest import checked
from web.forms.notifications import NotificationForm, QuietHoursForm
from web.views.settings.pages import choices, saved, sent, show, tab_page

TAB = "notification_settings"


@tab_page
def kinds(request):
    """What the member is told, and how. The quiet hours stand on the same page, in a form of their own."""
    now = _now(request)
    form = NotificationForm(sent(request), initial=now)
    if not form.is_bound:
        return show(request, "notifications", TAB, form=form, quiet=QuietHoursForm(initial=now["quiet_hours"]))
    return choices(request, "notifications", form, lambda changes: _save(request, form.changes))


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
    return show(request, "notifications", TAB, form.status, form=NotificationForm(initial=now), quiet=form)


def _now(request):
    return selectors.get_settings(request.viewer).loads()["notifications"]


def _save(request, changes):
    services.update_notifications(request.viewer, checked(NotificationChoices, changes))
