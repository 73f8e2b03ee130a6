"""What tests of the feed engine have in common: planted topics, and looking at what is kept."""

from posts import services
from tests.deeds import post_by
from topin import sql

#: Sentences that are about the same without sharing many words.
GARDEN = [
    "The tomatoes in my vegetable garden are ripening and the roses bloom",
    "Planting seeds in the soil of the flower beds this spring",
    "Pruning the apple tree and watering the plants every evening",
]
FINANCE = [
    "Stock markets fell sharply after the central bank raised interest rates",
    "Shares of the bank dropped as investors sold bonds",
    "The quarterly earnings report pushed the share price of the company up",
]


def featured_post(author, text, **fields):
    """Publishes a post and finds out at once what it is about; returns its id."""
    post = post_by(author, text, **fields)
    services.make_features(sql.SYSTEM, post)
    return post


def features_of(superuser, post):
    """{language, topics, phrases, has_embedding, model} as kept, or None."""
    row = superuser.execute(
        "select language, topics, phrases, embedding is not null, model from post_features where post_id = %s", [post]
    ).fetchone()
    return row and dict(zip(("language", "topics", "phrases", "has_embedding", "model"), row, strict=True))


def weights_of(superuser, person):
    """topic → what it means to them now."""
    return dict(superuser.execute("select topic, weight from internal.topic_weights_of(%s)", [person.id]).fetchall())


def vector_of(superuser, person):
    """(embedding as a list, weight) as kept, or None."""
    row = superuser.execute(
        "select embedding::real[], weight from interest_vectors where user_id = %s", [person.id]
    ).fetchone()
    return row and (row[0], row[1])


def nearness(superuser, person, post):
    """The cosine of a member's vector and a post's embedding."""
    return superuser.execute(
        """select 1 - (v.embedding <=> f.embedding) from interest_vectors v, post_features f
            where v.user_id = %s and f.post_id = %s""",
        [person.id, post],
    ).fetchone()[0]
