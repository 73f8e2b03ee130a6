from django.shortcuts import render

from posts import selectors
from topin.rest import page_arguments
from web.doors import live_page, older, wants_fragment
from web.topics import Topics

TRENDS = 5  # above the posts
CHIPS = 12  # topics to narrow the posts to: the followed ones, then what trends


@live_page
def show(request):
    """Public posts of these days and what they are about, for members and visitors."""
    limit, cursor = page_arguments(request)
    topic = request.GET.get("topic", "")
    page = selectors.get_explore(request.viewer, limit, cursor, topic=topic).loads()
    context = {
        "posts": page["items"],
        "next": older(request, page, **({"topic": topic} if topic else {})),
        "is_older": bool(cursor),
        "topic": topic,
        "here": "explore",
    }
    if wants_fragment(request):
        return render(request, "web/feed/explore.html#items", context)
    return render(request, "web/feed/explore.html", context | _topics(request, topic, is_first=not cursor))


def _topics(request, topic, is_first):
    """What stands above the posts: chips, and what trends or the topic that was chosen."""
    topics = Topics(request.viewer)
    trends = topics.trending(CHIPS)
    chips = list(dict.fromkeys([*topics.followed, *(trend["tag"] for trend in trends)]))[:CHIPS]
    chosen = topics.named(topic) if topic else None
    if chosen and chosen["tag"] not in chips:
        chips.insert(0, chosen["tag"])
    return {
        "chips": chips,
        "chosen": chosen,
        "trends": trends[:TRENDS] if is_first and not topic else [],
    }
