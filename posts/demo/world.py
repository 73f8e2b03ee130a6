"""A small invented town of people who write, follow and like: the same every time, but for the date."""

import csv
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent
SPREAD = timedelta(days=10)


class Person(NamedTuple):
    handle: str
    display_name: str
    location: str
    topics: tuple
    is_private: bool
    bio: str

    @property
    def email(self):
        return f"{self.handle}@demo.topin.test"


class Post(NamedTuple):
    author: str  # handles, here and below
    text: str
    audience: str
    age: timedelta
    likes: dict  # handle → age of the like


class World(NamedTuple):
    people: list
    follows: dict  # handle → handles they follow
    posts: list


def read_people():
    with (FOLDER / "people.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Person(**row | {"topics": tuple(row["topics"].split()), "is_private": row["is_private"] == "yes"})
        for row in rows
    ]


def make_world(seed=2026):
    random, people = Random(seed), read_people()  # noqa: S311  (nothing secret)
    follows = {person.handle: _followed_by(person, people, random) for person in people}
    posts = [
        _post(random.choice([p for p in people if topic in p.topics]), text, follows, random)
        for topic in sorted({topic for person in people for topic in person.topics})
        for text in (FOLDER / f"{topic}.txt").read_text(encoding="utf-8").splitlines()
    ]
    return World(people, follows, sorted(posts, key=lambda post: post.age, reverse=True))


def _followed_by(person, people, random):
    """People with a shared interest more often, and the first of the list most often of all."""
    chances = {
        other.handle: 0.12 + 0.3 * bool(set(person.topics) & set(other.topics)) + 0.4 / (1 + rank / 3)
        for rank, other in enumerate(people)
        if other != person
    }
    return {handle for handle, chance in chances.items() if random.random() < chance}


def _post(author, text, follows, random):
    audience = random.choices(["public", "followers", "mutuals", "private"], [80, 14, 4, 2])[0]
    if author.is_private and audience == "public":
        audience = "followers"
    age = SPREAD * random.random() ** 1.3 + timedelta(minutes=7)
    followers = sorted(handle for handle, followed in follows.items() if author.handle in followed)
    if audience in ("mutuals", "private"):
        followers = []  # the demo keeps it simple: few see these
    liked = [handle for handle in followers if random.random() < 0.55 * random.random()]
    return Post(author.handle, text, audience, age, {handle: age * random.random() for handle in liked})
