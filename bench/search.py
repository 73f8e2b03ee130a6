"""Search over HTTP: `python -m bench.search --users 100000` prints milliseconds of people, posts, tags and hints.

Ten posts a member of pseudo-words on a power law (the most common ones stand in a tenth of all posts), one in 25 in Han
characters, one in five with a tag; names of people are made of few first and many last names, so that typing a common
one meets many. One client, the api as `make run` starts it, all questions taking turns, a member at random for each
request. Beside it stands the same of a page that needs no search.
"""

import argparse
import random
from itertools import accumulate
from time import perf_counter

import httpx
import psycopg

from bench import data
from bench.feed import _sign_in
from bench.rig import rig

WORDS, TAGS, HAN = 60_000, 5_000, 2_000
SYLLABLES = "ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru sa se si so su ta te ti to tu".split()  # noqa: E501, SIM905
FIRST = "anna ben carla david emma felix greta hugo ida jan karl lena maria nils olga paul rosa sam tina uwe vera willi xenia yusuf zoe".split()  # noqa: E501, SIM905
INDEXES = "post_words_words", "post_words_by_time", "profiles_search"


class Language:
    """Words by rank, the most common first."""

    def __init__(self, rng):
        self.rng = rng
        self.words = list(dict.fromkeys(
            "".join(rng.choices(SYLLABLES, k=rng.choice((2, 2, 3, 3, 4)))) for _ in range(2 * WORDS)
        ))[:WORDS]  # fmt: skip
        self.weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.words))))
        self.han = [chr(0x4E00 + n * 7) for n in range(HAN)]
        self.han_weights = list(accumulate(1 / (rank + 20) for rank in range(HAN)))
        self.tag_weights = list(accumulate(1 / (rank + 3) for rank in range(TAGS)))

    def text(self):
        if self.rng.random() < 0.04:
            return "".join(self.rng.choices(self.han, cum_weights=self.han_weights, k=self.rng.randrange(5, 40)))
        return " ".join(self.rng.choices(self.words, cum_weights=self.weights, k=self.rng.randrange(3, 30)))

    def tag(self):
        if self.rng.random() < 0.2:
            return self.words[self.rng.choices(range(TAGS), cum_weights=self.tag_weights)[0] % len(self.words)]
        return None

    def name(self):
        last = "".join(self.rng.choices(SYLLABLES, k=self.rng.choice((2, 3, 3))))
        return self.rng.choice(FIRST), last


def load(url, users, progress=print):
    """People and what is between them as bench.data has them, named; posts with words, learned by search."""
    from posts.words import vector_of

    language = Language(random.Random(data.SEED))
    ids = data.load_graph(url, users, progress)
    made = data.DataSet(users)
    posts = [(post, author, audience, at, *_said(language)) for post, author, _, audience, at in made.posts()]
    with psycopg.connect(url, autocommit=True) as connection:
        definitions = _drop_indexes(connection)
        with data.loading(url, progress) as copy:
            copy(
                "posts (id, author_id, text, tags, audience, published_at, created_at)",
                ((p, a, text, [tag] if tag else [], audience, at, at) for p, a, audience, at, text, tag in posts),
            )
            copy("post_counters (post_id)", ((p[0],) for p in posts))
            copy(
                "post_tags (post_id, tag, author_id, place, published_at)",
                ((p, tag, a, 0, at) for p, a, _, at, _, tag in posts if tag),
            )
            copy("likes (user_id, post_id)", made.likes([p[0] for p in posts]))
            copy("post_words (post_id, published_at, words)",
                 ((p, at, _vector(vector_of(text), a, at)) for p, a, _, at, text, _ in posts))  # fmt: skip
        _name(connection, ids, language)
        connection.execute("set maintenance_work_mem = '512MB'")
        for definition in definitions:
            connection.execute(definition)
        connection.execute("vacuum (analyze) profiles, post_words, post_tags")
    return ids


def _said(language):
    text, tag = language.text(), language.tag()
    return (f"{text} #{tag}" if tag else text), tag


def _vector(words, author, at):
    """As internal.post_vector has it."""
    return f"{words} '@{author}' '~{int(at.timestamp() // 86400)}'"


def _drop_indexes(connection):
    """Takes down what is sooner made at once; returns how to make it."""
    found = connection.execute("select indexdef from pg_indexes where indexname = any (%s)", [list(INDEXES)]).fetchall()
    for name in INDEXES:
        connection.execute(f"drop index {name}")
    return [definition for (definition,) in found]


def _name(connection, ids, language):
    connection.execute("create temp table named (user_id uuid primary key, handle text, display_name text)")
    with connection.cursor().copy("copy named from stdin") as out:
        for n, user in enumerate(ids):
            first, last = language.name()
            out.write_row((user, f"{first}_{last}{n}"[:30], f"{first.title()} {last.title()}"))
    connection.execute(
        "update profiles p set handle = n.handle, display_name = n.display_name"
        " from named n where n.user_id = p.user_id"
    )


def questions(machine_rng, language):
    """Name → the path to ask, made anew for each request."""
    rng = machine_rng
    words, han = language.words, language.han

    def q(door, text, rest=""):
        return f"/api/search/{door}?q={httpx.QueryParams({'q': text})['q']}{rest}"

    def two(low, high):
        return f"{words[rng.randrange(low, high)]} {words[rng.randrange(low, high)]}"

    def typo(word):
        at = rng.randrange(1, len(word) - 1)
        return word[:at] + word[at + 1 :]

    def person():
        first, last = language.name()
        return rng.choice((first, f"{first} {last}", typo(first + last), f"{first}_{last[:3]}", first[:3]))

    posts = {
        "common word": lambda: words[rng.randrange(10)],
        "middling word": lambda: words[rng.randrange(200, 2_000)],
        "rare word": lambda: words[rng.randrange(20_000, WORDS)],
        "no such word": lambda: words[rng.randrange(WORDS)] + "x",
        "two common": lambda: two(0, 20),
        "two middling": lambda: two(200, 1_000),
        "phrase of two common": lambda: f'"{two(0, 20)}"',
        "Han, two characters": lambda: "".join(rng.sample(han[:60], 2)),
        "Han, one character": lambda: rng.choice(han[:400]),
    }
    asked = {"a post (no search)": None, "suggestions": lambda: "/api/social/suggestions"}
    asked |= {
        "people": lambda: q("users", person()),
        "mention hints": lambda: q("mentions", person()[: rng.randrange(1, 6)]),
    }
    asked |= {"tags": lambda: q("tags", words[rng.randrange(TAGS)][: rng.randrange(1, 5)])}
    for name, make in posts.items():
        for sort in ("best", "new"):
            asked[f"posts {sort}: {name}"] = lambda make=make, sort=sort: q("posts", make(), f"&sort={sort}")
    return asked


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=200, help="how often each is asked")
    arguments = parser.parse_args()
    with rig(arguments.users, load=load) as machine:
        tokens = _sign_in(machine)
        rng = random.Random(5)
        asked = questions(rng, Language(random.Random(data.SEED)))
        with psycopg.connect(machine.superuser_url()) as connection:
            some = connection.execute("select id from posts where audience = 'public' limit 1000").fetchall()
        asked["a post (no search)"] = lambda: f"/api/posts/{rng.choice(some)[0]}"
        with machine.api() as (base, _), httpx.Client(base_url=base) as client:
            _print(_measure(client, tokens, asked, arguments.rounds, rng))


def _measure(client, tokens, asked, rounds, rng):
    """Name → milliseconds of each request. A tenth goes before, to warm the caches."""
    times = {name: [] for name in asked}
    for turn in range(-rounds // 10, rounds):
        for name, make in asked.items():
            path, headers = make(), {"Authorization": f"Bearer {rng.choice(tokens)}"}
            started = perf_counter()
            answer = client.get(path, headers=headers)
            taken = (perf_counter() - started) * 1000
            assert answer.status_code in (200, 404), (path, answer.text)  # 404: a post that a block hides
            if turn >= 0:
                times[name].append(taken)
    return times


def _print(times):
    print(f"{'':<40}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}")
    for name, found in times.items():
        found.sort()
        print(f"{name:<40}{found[len(found) // 2]:>9.1f}{found[int(len(found) * 0.95)]:>9.1f}{found[-1]:>9.1f}")


if __name__ == "__main__":
    main()
