"""What every tab of the settings has in common: the list of tabs, saving, and the word that it was saved."""

from functools import wraps
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from topin import errors
from web.doors import count_deed, members_only


class Tab(NamedTuple):
    name: str  # of its address
    icon: str
    label: str
    about: str

    @property
    def url(self):
        return reverse(self.name)


TABS = [
    Tab(
        "edit_profile",
        "person",
        gettext_lazy("Profile"),
        gettext_lazy("Pictures, name, handle, what others read about you"),
    ),
    Tab("account", "key", gettext_lazy("Account"), gettext_lazy("E-mail, password, second factor, ways to sign in")),
    Tab("privacy_settings", "lock", gettext_lazy("Privacy"), gettext_lazy("Who sees, writes, comments and finds you")),
    Tab(
        "notification_settings",
        "bell",
        gettext_lazy("Notifications"),
        gettext_lazy("What reaches you, how, and when not"),
    ),
    Tab(
        "accessibility_settings",
        "access",
        gettext_lazy("Accessibility"),
        gettext_lazy("Theme, contrast, size of text, motion, language"),
    ),
    Tab("sessions", "device", gettext_lazy("Sessions"), gettext_lazy("Where you are signed in")),
    Tab("verification", "shield", gettext_lazy("Blue tick"), gettext_lazy("Show that you are who you say you are")),
    Tab("creator_settings", "star", gettext_lazy("Creator"), gettext_lazy("Earn with what you post")),
    Tab("your_data", "archive", gettext_lazy("Your data"), gettext_lazy("Take it along, or leave")),
]
BY_NAME = {tab.name: tab for tab in TABS}


def tab_page(view):
    """The door of a tab: members only, shown by GET, saved by POST, kept by no cache."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @members_only
    @wraps(view)
    def door(request, *args, **kwargs):
        if request.method == "POST":
            count_deed(request)
        return view(request, *args, **kwargs)

    return door


def sent(request):
    """The form's data when it was sent. A form of switches that are all off is sent, too, though it is empty."""
    return request.POST if request.method == "POST" else None


def show(request, template, tab, status=200, **context):
    context |= {"tab": BY_NAME[tab], "tabs": TABS, "here": "settings"}
    return render(request, f"web/settings/{template}.html", context, status=status)


def choices(request, template, form, save, **context):
    """A tab of choices that are saved as they are made; `save(changes)`. What else it shows is `context`."""
    if form.is_bound and form.is_valid():
        try:
            save(form.cleaned_data)
            return saved(request, request.resolver_match.url_name)
        except errors.Refused as refusal:
            form.show_refusal(refusal)
    if form.is_bound and request.htmx:
        return toast(request, next(iter(form.errors.values()))[0], 422)
    return show(request, template, request.resolver_match.url_name, form.status, form=form, **context)


def saved(request, page, words=None):
    """Says that it was saved: beside what was changed, or on the page that follows."""
    words = words or _("Saved")
    if request.htmx:
        return toast(request, words)
    messages.success(request, words)
    return redirect(page)


def toast(request, words, status=200):
    response = render(request, "web/settings/parts/toast.html", {"words": words}, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = "#toasts", "innerHTML"
    return response


def go(request, page, words):
    """On to a page of ours, which says `words` when it is there; also where HTMX asked."""
    messages.success(request, words)
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": reverse(page)})
    return redirect(page)
