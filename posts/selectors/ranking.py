"""How for-you feeds are ranked."""

from topin import sql


def get_ranking(viewer):
    """{version, weights: {name: number}, rules: {name: sentence}} as they hold now."""
    return sql.ask(viewer, "get_ranking")


def preview_ranking(viewer, weights, *, is_sample, limit=10):
    """{now, then}: what a reader would get next by the ranking that holds and by `weights`, a list each of
    {post_id, text, handle, why, score, published_at}. For administrators: of their own feed, or of somebody's who is
    not named. Raises Forbidden, and Invalid with the weight at fault as field."""
    return sql.ask(viewer, "preview_ranking", weights, is_sample, limit).loads()
