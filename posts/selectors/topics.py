"""Topics: what trends, and what the viewer chose."""

from topin import sql


def get_trending_topics(viewer, limit):
    """{items: [{tag, posts_count, people_count, velocity, trending}], next_cursor: null}, the fastest first."""
    return sql.ask(viewer, "get_trending_topics", limit)


def get_my_topics(viewer):
    """{followed: [tag], muted: [tag]}."""
    return sql.ask(viewer, "get_my_topics")
