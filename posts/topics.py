"""What sockets hear about posts: the counts of those that are open, and that the home feed has something new."""

from uuid import UUID

from topin import sql
from topin.realtime import hinted, watched


@watched("post", kind="counts")
def post_counts(pairs):
    """{(member id, post id): {likes, comments, reposts, quotes, views}} for the pairs that see each other."""
    viewers, posts = zip(*pairs, strict=True)
    found = sql.ask(sql.SYSTEM, "get_post_counts", list(viewers), list(posts)).loads()
    return {(UUID(one["viewer"]), UUID(one["post"])): one["counts"] for one in found}


@hinted("home", kind="new_posts", channel="topin_home")
def home_audience(notices, members):
    """Whom of the members something new concerns; a notice is `<who published or reposted> <post>`."""
    people, posts = zip(*(map(UUID, notice.split()) for notice in notices), strict=True)
    found = sql.ask(sql.SYSTEM, "get_home_audience", list(people), list(posts), list(members)).loads()
    return set(map(UUID, found))
