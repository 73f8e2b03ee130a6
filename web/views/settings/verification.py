from django.conf import settings
from django.utils.translation import gettext as _

from accounts import selectors, services
from accounts.serializers import VerificationAsked
from topin import errors
from topin.rest import checked
from web.doors import count_deed
from web.forms.verification import VerificationForm
from web.views.settings.pages import saved, show, tab_page

TAB = "verification"


@tab_page
def verification(request):
    """The blue tick: asked for once, decided by a moderator."""
    asked = selectors.get_verification(request.viewer)
    asked = asked and asked.loads()
    may_ask = asked is None or asked["status"] == "refused"
    form = VerificationForm(request.POST, request.FILES) if request.method == "POST" else VerificationForm()
    if form.is_bound and form.is_valid():
        count_deed(request, "sensitive")
        try:
            _ask(request, form.cleaned_data)
            return saved(request, TAB, _("Your request was sent."))
        except errors.Refused as refusal:
            form.show_refusal(refusal)
    context = {"asked": asked, "form": form if may_ask else None, "document_days": settings.DOCUMENT_DAYS}
    return show(request, "verification", TAB, form.status, **context)


def _ask(request, answers):
    """The words are checked first: whoever corrects them has not handed in a document for nothing."""
    asked = checked(VerificationAsked, {name: answers[name] for name in ("category", "legal_name", "links")})
    document = services.add_document(request.viewer, answers["document"]).loads()["id"]
    services.ask_verification(request.viewer, **asked | {"document": document})
