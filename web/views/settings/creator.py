from accounts import selectors, services
from accounts.serializers_settings import Creator
from topin.rest import checked
from web.forms.settings import CreatorForm
from web.views.settings.pages import choices, sent, tab_page


@tab_page
def show(request):
    """Whether the member is a creator."""
    form = CreatorForm(sent(request), initial=selectors.get_settings(request.viewer).loads()["creator"])
    return choices(
        request, "creator", form, lambda changes: services.update_creator(request.viewer, checked(Creator, changes))
    )
