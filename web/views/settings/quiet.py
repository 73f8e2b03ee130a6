from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from social import selectors, services
from social.serializers import NewMutedWord
from topin import errors
from topin.rest import checked, page_arguments
from web.doors import deed, older
from web.forms.words import MutedWordForm
from web.views.settings.pages import saved, sent, show, tab_page

TAB = "privacy_settings"


@tab_page
def blocked(request):
    """Whom the member blocked."""
    return _people(request, "blocked", selectors.get_blocked_members)


@tab_page
def muted(request):
    """Whom the member muted."""
    return _people(request, "muted", selectors.get_muted_members)


def _people(request, kind, selector):
    limit, cursor = page_arguments(request)
    page = selector(request.viewer, limit, cursor).loads()
    return show(request, "quiet", TAB, kind=kind, people=page["items"], next=older(request, page))


@tab_page
def words(request):
    """The words that the member mutes, below a form that mutes one more or changes how one is muted."""
    form = MutedWordForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            services.mute_word(request.viewer, **checked(NewMutedWord, form.answers()))
            return saved(request, "muted_words", _("The word is muted"))
        except errors.Refused as refusal:
            form.show_refusal(refusal)
    limit, cursor = page_arguments(request)
    page = selectors.get_muted_words(request.viewer, limit, cursor).loads()
    context = {"kind": "words", "form": form, "words": page["items"], "next": older(request, page)}
    return show(request, "words", TAB, form.status, **context)


@deed()
def remove_word(request, word_id):
    services.unmute_word(request.viewer, word_id)
    return HttpResponse() if request.htmx else redirect("muted_words")
