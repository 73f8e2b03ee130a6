from accounts import selectors, services
from accounts.serializers_settings import Privacy
from topin.rest import checked
from web.forms.settings import PrivacyForm
from web.views.settings.pages import choices, sent, tab_page


@tab_page
def show(request):
    """Who sees, writes to, mentions and finds the member."""
    form = PrivacyForm(sent(request), initial=selectors.get_settings(request.viewer).loads()["privacy"])
    return choices(
        request, "privacy", form, lambda changes: services.update_privacy(request.viewer, checked(Privacy, changes))
    )
