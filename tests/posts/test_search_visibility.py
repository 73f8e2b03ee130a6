"""What search finds is what the searcher sees and what has the words: over random graphs, by a model in Python."""

from uuid import UUID

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from posts import selectors
from posts.search_jobs import learn_all_words
from tests.database.test_visibility import build, people, rule, worlds  # noqa: F401  (fixtures)
from topin import sql

WORDS = ["tea", "milk", "sugar", "crème"]
SHOWN = {"crème": "Creme"}  # how it is asked for
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4)
POSTS = 18  # of each world


def has(words, wanted, refused, phrase):
    """Whether a text has all wanted words, none of the refused, and a pair side by side."""
    pairs = list(zip(words, words[1:], strict=False))
    return (
        all(word in words for word in wanted)
        and not any(word in words for word in refused)
        and (phrase is None or phrase in pairs)
    )


def asked(wanted, refused, phrase):
    terms = [SHOWN.get(word, word) for word in wanted] + [f"-{word}" for word in refused]
    return " ".join(terms + ([f'"{phrase[0]} {phrase[1]}"'] if phrase else []))


@settings(
    max_examples=settings.default.max_examples // 5,  # each is a whole world
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=set(Phase) - {Phase.explain},
)
@given(
    world=worlds,
    said=st.lists(texts, min_size=POSTS, max_size=POSTS),
    wanted=st.lists(st.sampled_from(WORDS), min_size=1, max_size=2),
    refused=st.lists(st.sampled_from(WORDS), max_size=1),
    phrase=st.none() | st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)),
)
def test_search_finds_the_visible_posts_with_the_words(world, said, wanted, refused, phrase, people, build, superuser):  # noqa: F811
    made = build(world)
    assert len(made) == POSTS
    with superuser.cursor() as cursor:
        cursor.executemany(
            "update posts set text = %s where id = %s", [(" ".join(w), p) for w, p in zip(said, made, strict=True)]
        )
        # As of a post that was deleted after its words were kept.
        gone = [(p, post.deleted) for p, post in zip(made, world["posts"], strict=True)]
        cursor.executemany("update posts set deleted_at = null where id = %s and %s", gone)
        learn_all_words()
        cursor.executemany("update posts set deleted_at = now() where id = %s and %s", gone)
    q = asked(wanted, refused, phrase)
    for n, viewer in [*enumerate(person.viewer for person in people), (None, sql.ANONYMOUS)]:
        expected = {
            id
            for id, post, words in zip(made, world["posts"], said, strict=True)
            if post.status == "published" and rule(world, n, post) and has(words, wanted, refused, phrase)
        }
        for sort in ("new", "best"):
            found, pages = walked(viewer, q, sort)
            assert set(found) == expected, (sort, q)
            assert len(found) == len(expected), "nothing comes twice"
            # No hole tells that there is something else.
            assert [len(page) for page in pages[:-1]] == [3] * (len(pages) - 1)
        tags = selectors.search_tags(viewer, "te", 20).loads()["items"]
        seen = sum(post.status == "published" and rule(world, n, post) for post in world["posts"])
        assert tags == ([{"tag": "tea", "posts_count": seen, "trending": False}] if seen else [])


def walked(viewer, q, sort):
    """Ids of all pages of three, and the pages."""
    found, pages, cursor = [], [], ""
    while cursor is not None:
        page = selectors.search_posts(viewer, q, 3, cursor, sort)
        pages.append([UUID(item["id"]) for item in page["items"]])
        found, cursor = found + pages[-1], page["next_cursor"]
    return found, pages
