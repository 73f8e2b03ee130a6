"""What search knows of posts: their words."""

from posts.words import vector_of
from topin import sql


def store_post_words(viewer, post_ids):
    """Reads the texts of published posts and keeps their words. Returns how many were new or changed."""
    found = sql.do(viewer, "get_texts_for_search", list(post_ids)).loads()
    read = [{"id": p["id"], "words": vector_of(p["text"]), "edited_at": p["edited_at"]} for p in found]
    return sql.do(viewer, "store_post_words", {"posts": read})


def fill_post_words(viewer, since, limit):
    """Keeps the words of up to `limit` posts published since a moment that search does not know. Returns how many."""
    missing = sql.ask(viewer, "get_posts_without_words", since, limit)
    return store_post_words(viewer, missing) if missing else 0
