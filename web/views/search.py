"""Search: the page with what was found, and hints while somebody types. For visitors too."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from posts import selectors
from posts import serializers as post_serializers
from social import selectors as people
from topin import errors
from topin.rest import checked, page_arguments
from web.doors import live_page, older, wants_fragment

KINDS = ["top", "people", "posts", "tags"]
FIRST_PEOPLE, FIRST_TAGS, FIRST_POSTS = 3, 8, 10  # of each on the first tab
TRENDS = 8  # to begin with, where nothing is asked for yet
HINTS = 5  # of people, and of tags


@live_page
def show(request):
    """What a text finds: a bit of everything, or people, posts or tags alone."""
    q, sort, fault = _asked(request)
    kind = request.GET.get("kind") if request.GET.get("kind") in KINDS else "top"
    context = {"q": q, "sort": sort, "kind": kind, "fault": fault, "here": "search", "tabs": _tabs(q, sort)}
    if q and not fault:
        context |= _READERS[kind](request, q, sort)
    elif not fault:
        context["trends"] = selectors.get_trending_topics(request.viewer, TRENDS).loads()["items"]
    template = "web/search/show.html" + ("#items" if wants_fragment(request) else "")
    return render(request, template, context, status=fault.status if fault else 200)


@require_safe
def hints(request):
    """People and tags for what was typed so far; none where that is nothing, or no longer a search."""
    q, _, fault = _asked(request)
    found = {"q": q}
    if q and not fault:
        if not q.startswith(("#", "＃")):
            found["people"] = people.search_members(request.viewer, q, HINTS).loads()["items"]
        if not q.startswith(("@", "＠")):
            found["tags"] = selectors.search_tags(request.viewer, q, HINTS).loads()["items"]
    return render(request, "web/search/_hints.html", found)


def _asked(request):
    """(text, sort, refusal or None). An empty text asks for nothing, which is no fault."""
    q = request.GET.get("q", "").strip()
    sort = "new" if request.GET.get("sort") == "new" else "best"
    try:
        if q:
            checked(post_serializers.PostSearchQuery, {"q": q, "sort": sort})
    except errors.Invalid as refusal:
        return q.replace("\0", ""), sort, refusal
    return q, sort, None


def _tabs(q, sort):
    """(kind, address), each with what is asked for."""
    order = {"sort": sort} if sort != "best" else {}
    return {kind: f"{reverse('search')}?{urlencode({'q': q, 'kind': kind, **order})}" for kind in KINDS}


def _top(request, q, sort):
    posts = selectors.search_posts(request.viewer, q, FIRST_POSTS, sort=sort)
    return {
        "people": people.search_members(request.viewer, q, FIRST_PEOPLE).loads()["items"],
        "tags": selectors.search_tags(request.viewer, q, FIRST_TAGS).loads()["items"],
        "posts": posts["items"],
        "more_posts": bool(posts["next_cursor"]),
    }


def _posts(request, q, sort):
    limit, cursor = page_arguments(request)
    page = selectors.search_posts(request.viewer, q, limit, cursor, sort=sort)
    return _page(request, "posts", page, q, **({"sort": sort} if sort != "best" else {}))


def _people(request, q, sort):
    limit, cursor = page_arguments(request)
    return _page(request, "people", people.search_members(request.viewer, q, limit, cursor).loads(), q)


def _tags(request, q, sort):
    limit, cursor = page_arguments(request)
    return _page(request, "tags", selectors.search_tags(request.viewer, q, limit, cursor).loads(), q)


def _page(request, kind, page, q, **query):
    return {
        kind: page["items"],
        "next": older(request, page, q=q, kind=kind, **query),
        "is_older": bool(request.GET.get("cursor")),
    }


_READERS = {"top": _top, "people": _people, "posts": _posts, "tags": _tags}
