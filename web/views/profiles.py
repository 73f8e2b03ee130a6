from django.shortcuts import render

from accounts import selectors as accounts
from posts import selectors as posts
from social import selectors as social
from topin.rest import page_arguments
from web.doors import live_page, older, wants_fragment


@live_page
def show(request, handle):
    """A member's profile and posts, as far as the viewer may see them."""
    limit, cursor = page_arguments(request)
    profile = accounts.get_profile_by_handle(request.viewer, handle).loads()
    page = {"items": [], "next_cursor": None}
    if not profile["limited"]:
        page = posts.get_posts_of_member(request.viewer, profile["id"], limit, cursor).loads()
    context = {
        "profile": profile,
        "posts": page["items"],
        "next": older(request, page),
        "is_older": bool(cursor),
        "here": "me" if (profile["viewer"] or {}).get("is_self") else "profile",
    }
    return render(request, "web/profiles/show.html" + ("#items" if wants_fragment(request) else ""), context)


@live_page
def followers(request, handle):
    return _people(request, handle, "followers", social.get_followers_with_profiles)


@live_page
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
