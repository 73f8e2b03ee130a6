"""What every page of a circle has in common: the circle itself, and the way back to it."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from social import circle_selectors as selectors
from topin.rest import page_arguments
from web.doors import wants_fragment, way_back

STAFF = ("owner", "moderator")


def circle_of(request, slug):
    """The Circle of an address. Raises NotFound, also where there is none for this viewer."""
    return selectors.get_circle(request.viewer, slug).loads()


def show(request, template, circle, /, status=200, **context):
    context |= {"circle": circle, "here": "circles", "is_staff": circle["viewer"]["role"] in STAFF}
    return render(request, f"web/circles/{template}", context, status=status)


def listed(request, template, circle, read, **context):
    """A page of a list of a circle's, or the part that HTMX asked for; `read(limit, cursor)`."""
    limit, cursor = page_arguments(request)
    page = read(limit, cursor).loads()
    address = reverse(f"circle_{template}", args=[circle["slug"]])  # also where a form of the page came back
    following = page["next_cursor"] and f"{address}?{urlencode({'cursor': page['next_cursor']})}"
    context |= {"items": page["items"], "next": following, "is_older": bool(cursor)}
    part = "#items" if wants_fragment(request) and request.method == "GET" else ""
    return show(request, f"{template}.html{part}", circle, **context)


def to_circle(request, circle, words):
    messages.success(request, words)
    return redirect("circle", circle["slug"])


def back(request, default, words):
    """To the page that the form was on; it says `words`."""
    messages.success(request, words)
    return HttpResponseRedirect(way_back(request, default))
