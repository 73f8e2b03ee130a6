"""For-you feeds as their readers get them, and posts about planted topics."""

import random
from functools import lru_cache

from tests.deeds import post_by

FEED = "/api/posts?feed=for_you"
MODEL = "planted"
DIMENSIONS = 256


def page_of(api, viewer, limit=20, cursor=""):
    answer = api(viewer).get(f"{FEED}&limit={limit}&cursor={cursor}")
    assert answer.status == 200, answer.body
    return answer.json


def pages_of(api, viewer, limit=20, most=30):
    """The pages of one reading, `most` at most."""
    found, cursor = [], ""
    while cursor is not None and len(found) < most:
        page = page_of(api, viewer, limit, cursor)
        found, cursor = [*found, page["items"]], page["next_cursor"]
    return found


def items_of(api, viewer, limit=20, most=30):
    return [item for page in pages_of(api, viewer, limit, most) for item in page]


def texts_of(items):
    return [item["text"] for item in items]


def whys_of(items):
    return {item["text"]: (item["why"]["code"], item["why"]["text"]) for item in items}


@lru_cache(1_000)
def _direction(seed):
    chance = random.Random(seed)
    return [chance.gauss(0, 1) for _ in range(DIMENSIONS)]


def direction_of(topic, noise=0.0, seed=0):
    """A unit vector that stands for a topic; with noise, one near to it."""
    made = _direction(topic)
    if noise:
        made = [x + noise * y for x, y in zip(made, _direction(f"{topic} {seed}"), strict=True)]
    length = sum(x * x for x in made) ** 0.5
    return "[" + ",".join(f"{x / length:.5f}" for x in made) + "]"


def plant(superuser, post, topic, noise=0.5, model=MODEL):
    """Says what a post is about, as the job that looks at posts would."""
    superuser.execute(
        "insert into post_features (post_id, author_id, published_at, topics, embedding, model)"
        " select id, author_id, published_at, tags, %s::halfvec, %s from posts where id = %s",
        [direction_of(topic, noise, post), model, post],
    )


def planted_post(superuser, author, topic, text=None, hours=0, **fields):
    """A published post that is about a topic, and has it as a tag."""
    post = post_by(author, f"{text or 'About'} #{topic}", **fields)
    if hours:
        move(superuser, post, hours)
    plant(superuser, post, topic)
    return post


def move(superuser, post, hours):
    """It was published so many hours ago."""
    for table, key in (("posts", "id"), ("post_tags", "post_id"), ("post_features", "post_id")):
        superuser.execute(
            f"update {table} set published_at = now() - %s * interval '1 hour' where {key} = %s", [hours, post]
        )


def plant_interest(superuser, person, topic, weight=5.0, model=MODEL):
    """What a member liked to read, as readers of their likes would have worked it out."""
    superuser.execute(
        "insert into interest_vectors (user_id, embedding, model, weight) values (%s, %s::halfvec, %s, %s)",
        [person.id, direction_of(topic), model, weight],
    )
    superuser.execute(
        "insert into interest_topics (user_id, topic, weight) values (%s, %s, %s)", [person.id, topic, weight]
    )


def longest_row(items, of):
    """The most items in a row that have one of the things in common that `of(item)` names."""
    running, longest = {}, 0
    for item in items:
        running = {name: running.get(name, 0) + 1 for name in of(item)}
        longest = max(longest, *running.values()) if running else longest
    return longest


def author_of(item):
    return {item["author"]["id"]}


def topics_of(item):
    return set(item["tags"])
