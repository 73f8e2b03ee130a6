from functools import wraps

from django.shortcuts import redirect, render

from accounts import selectors as accounts
from accounts.errors import HandleMoved
from posts import selectors as posts
from social import selectors as social
from topin.rest import page_arguments
from web.doors import live_page, older, wants_fragment

KINDS = ("replies", "media")  # of a member's posts, beside those that are their own words


def at_present_handle(view):
    """The door of a member's pages: under a given-up handle it leads to the same page under the present one."""

    @wraps(view)
    def door(request, handle):
        try:
            return view(request, handle)
        except HandleMoved as moved:
            name = request.resolver_match.url_name
            return redirect(name, moved.handle, permanent=True, preserve_request=True)

    return door


@live_page
@at_present_handle
def show(request, handle):
    """A member's profile and posts, as far as the viewer may see them."""
    limit, cursor = page_arguments(request)
    profile = accounts.get_profile_by_handle(request.viewer, handle).loads()
    kind = request.GET.get("with") if request.GET.get("with") in KINDS else None
    page = {"items": [], "next_cursor": None}
    if not profile["limited"]:
        page = posts.get_posts_of_member(
            request.viewer, profile["id"], limit, cursor, **({"with_": kind} if kind else {})
        ).loads()
    context = {
        "profile": profile,
        "posts": page["items"],
        "kind": kind,
        "next": older(request, page, **({"with": kind} if kind else {})),
        "is_older": bool(cursor),
        "here": "me" if (profile["viewer"] or {}).get("is_self") else "profile",
    }
    return render(request, "web/profiles/show.html" + ("#items" if wants_fragment(request) else ""), context)


@live_page
@at_present_handle
def followers(request, handle):
    return _people(request, handle, "followers", social.get_followers_with_profiles)


@live_page
@at_present_handle
def following(request, handle):
    return _people(request, handle, "following", social.get_following_with_profiles)


def _people(request, handle, kind, selector):
    limit, cursor = page_arguments(request)
    profile = accounts.get_profile_by_handle(request.viewer, handle).loads()
    page = selector(request.viewer, profile["id"], limit, cursor).loads()
    context = {
        "profile": profile,
        "people": page["items"],
        "next": older(request, page),
        "is_older": bool(cursor),
        "kind": kind,
    }
    return render(request, "web/profiles/people.html" + ("#items" if wants_fragment(request) else ""), context)
