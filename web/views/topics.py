"""Topics that a member follows or mutes: the list of them, and the deeds on every page that names one."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from posts import services
from web.doors import deed, live_page, members_only, way_back
from web.topics import Topics

TRENDS = 20  # that one can choose among


@members_only
@live_page
def show(request):
    """What the member follows and mutes, and what trends besides."""
    topics = Topics(request.viewer)
    chosen = {*topics.followed, *topics.muted}
    context = {
        "followed": [topics.of(tag) for tag in topics.followed],
        "muted": [topics.of(tag) for tag in topics.muted],
        "trends": [topic for topic in topics.trending(TRENDS) if topic["tag"] not in chosen],
        "here": "explore",
    }
    return render(request, "web/topics/list.html", context)


@deed()
def follow(request, tag):
    services.follow_topic(request.viewer, tag)
    return _answer(request, tag)


@deed()
def unfollow(request, tag):
    services.unfollow_topic(request.viewer, tag)
    return _answer(request, tag)


@deed()
def mute(request, tag):
    services.mute_topic(request.viewer, tag)
    return _answer(request, tag)


@deed()
def unmute(request, tag):
    services.unmute_topic(request.viewer, tag)
    return _answer(request, tag)


def _answer(request, tag):
    """The buttons as they are now, or the page that the form was on."""
    if request.htmx:
        return render(request, "web/topics/_choice.html", {"topic": Topics(request.viewer).named(tag), "fresh": True})
    return HttpResponseRedirect(way_back(request, reverse("tag", args=[tag])))
