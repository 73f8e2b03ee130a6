"""Posts and tags found by their words."""

from django.conf import settings

from posts.asked import match_of, read_query
from posts.tags import fold_tag
from topin import sql


def search_posts(viewer, q, limit, cursor="", sort="best"):
    """{items: [Post & {match: {text, ranges}}], next_cursor} of posts that the viewer may see. `sort`: best or new.

    `match`: the part of the text around what was found, and where that stands in it: [start, end) in code points.
    """
    asked = read_query(q)
    bounds = [settings.SEARCH_WALK, settings.SEARCH_CANDIDATES]
    function = {"best": "search_best_posts", "new": "search_newest_posts"}[sort]
    bounds += [settings.SEARCH_RANKED] if sort == "best" else []
    page = sql.ask(viewer, function, asked.query, asked.wide, asked.author, limit, cursor, *bounds).loads()
    for post in page["items"]:
        post["match"] = match_of(post["text"], asked.terms)
    return page


def search_tags(viewer, q, limit, cursor=""):
    """{items: [{tag, posts_count, trending}], next_cursor} of tags that begin like this and that the viewer may see.

    `posts_count`: of posts that the viewer may see, at most SEARCH_TAG_POSTS.
    """
    tag = fold_tag("".join(q.split()).lstrip("#＃"))
    return sql.ask(viewer, "search_tags", tag, limit, cursor, settings.SEARCH_TAGS, settings.SEARCH_TAG_POSTS)
