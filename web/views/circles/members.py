"""Who is in a circle, and what its staff may do with them."""

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts import selectors as accounts
from social import circle_selectors as selectors
from social import circle_services as services
from web.doors import count_deed, deed, live_page, members_only
from web.views.circles.pages import back, circle_of, listed, show


class Question(NamedTuple):
    """A deed that is asked about first; `%s` in its words is the handle of whom it is about."""

    address: str  # its name in the URLs
    icon: str
    words: str
    question: str
    sure: str
    done: str


HAND_OVER = Question(
    "hand_over_circle",
    "star",
    gettext_lazy("Hand over the circle"),
    gettext_lazy("Make @%s the owner?"),
    gettext_lazy("A circle has one owner. You stay as a moderator, and only they can undo this."),
    gettext_lazy("@%s owns this circle now."),
)
REMOVE = Question(
    "remove_circle_member",
    "leave",
    gettext_lazy("Remove"),
    gettext_lazy("Remove @%s from this circle?"),
    gettext_lazy("They can come back as anybody can. They are not told."),
    gettext_lazy("@%s is not in this circle any more."),
)
BAN = Question(
    "ban_from_circle",
    "ban",
    gettext_lazy("Ban"),
    gettext_lazy("Ban @%s from this circle?"),
    gettext_lazy("They leave it and cannot come back, by no request, invite or link, until you lift the ban."),
    gettext_lazy("@%s is banned from this circle."),
)
BY_ROLE = {"owner": (HAND_OVER, REMOVE, BAN), "moderator": (REMOVE, BAN)}


@members_only
@live_page
def members(request, slug):
    circle = circle_of(request, slug)
    return listed(
        request,
        "members",
        circle,
        lambda limit, cursor: selectors.get_circle_members(request.viewer, circle["id"], limit, cursor),
        tab="members",
        questions=BY_ROLE.get(circle["viewer"]["role"], ()),
        me_id=str(request.viewer.user_id),
    )


@deed()
def set_role(request, slug, user_id, role):
    circle = circle_of(request, slug)
    services.set_circle_role(request.viewer, circle["id"], user_id, role)
    return back(request, reverse("circle_members", args=[slug]), _("Saved"))


def asked_first(question):
    """The door of such a deed: asks on a page of its own, or was asked for by a dialog of HTMX."""

    def of(do):
        @require_http_methods(["GET", "POST"])
        @members_only
        def door(request, slug, user_id):
            circle = circle_of(request, slug)
            person = accounts.get_profile(request.viewer, user_id).loads()
            if request.method == "GET":
                return show(request, "ask.html", circle, person=person, asked=question)
            count_deed(request)
            do(request.viewer, circle["id"], user_id)
            return _done(request, circle, question, person)

        return door

    return of


def _done(request, circle, question, person):
    if request.htmx and question is not HAND_OVER:
        return HttpResponse()  # the row goes
    messages.success(request, question.done % person["handle"])
    page = reverse("circle_members", args=[circle["slug"]])
    return HttpResponse(headers={"HX-Redirect": page}) if request.htmx else redirect(page)


@asked_first(HAND_OVER)
def hand_over(viewer, circle_id, user_id):
    services.set_circle_role(viewer, circle_id, user_id, "owner")


@asked_first(REMOVE)
def remove(viewer, circle_id, user_id):
    services.remove_circle_member(viewer, circle_id, user_id)


@asked_first(BAN)
def ban(viewer, circle_id, user_id):
    services.ban_from_circle(viewer, circle_id, user_id)
