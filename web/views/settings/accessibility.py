from accounts import selectors, services
from accounts.serializers_settings import Accessibility
from topin.rest import checked
from web.forms.settings import AccessibilityForm
from web.views.settings.pages import choices, sent, tab_page


@tab_page
def show(request):
    """How pages look and speak."""
    now = selectors.get_settings(request.viewer).loads()["accessibility"]

    def save(changes):
        services.update_accessibility(request.viewer, checked(Accessibility, changes))

    return choices(request, "accessibility", AccessibilityForm(sent(request), initial=now), save)
