"""Two made-up posts that show visitors what a post looks like, before there is anything public to show."""

from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext


def sample_posts():
    """Posts as api.md has them, as far as a card needs."""
    return [
        _post(
            "0198f000-0000-7000-8000-000000000005",
            ("mira", "Mira Okonkwo"),
            gettext("Low tide at six this morning. The whole bay to ourselves, and somebody's dog."),
            minutes=4,
            likes=28,
        ),
        _post(
            "0198f000-0000-7000-8000-00000000000a",
            ("noor", "Noor Haddad"),
            gettext("The bakery on the corner has cardamom buns again. That is the news."),
            minutes=52,
            likes=113,
        ),
    ]


def _post(post_id, author, text, minutes, likes):
    handle, name = author
    made_at = datetime.now(UTC) - timedelta(minutes=minutes)
    return {
        "id": post_id,
        "author": {"id": post_id, "handle": handle, "display_name": name, "is_verified": handle == "mira"},
        "text": text,
        "audience": "public",
        "counts": {"likes": likes, "comments": likes // 9, "reposts": likes // 14, "quotes": 0, "views": likes * 11},
        "created_at": made_at.isoformat(),
    }
