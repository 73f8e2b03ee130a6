"""Search under attack: what is asked for over and over costs no more, and what went is not found."""

from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from posts import asked, services
from posts.search_jobs import learn_all_words
from tests.deeds import post_by
from tests.notifications.conftest import run_events  # noqa: F401  (a fixture)

words = st.sampled_from(["a", "b", "A", "東", "京", "é", "ﷺ", "🎉"])


def marked_one_by_one(text, terms):
    """What `match_of` marks, by its definition: each term by itself, at each place."""
    names = [(word.text, word.start, word.end) for word in asked.find_words(text)]
    marked = set()
    for term in terms:
        wanted = [word.text for word in asked.find_words(term)]
        for n in range(len(names) - len(wanted) + 1) if wanted else ():
            if [name for name, _, _ in names[n : n + len(wanted)]] == wanted:
                marked.update(range(names[n][1], names[n + len(wanted) - 1][2]))
    return marked


@given(
    text=st.lists(words, max_size=12).map(" ".join) | st.lists(words, max_size=12).map("".join),
    terms=st.lists(st.lists(words, max_size=3).map(" ".join), max_size=6),
)
@example(text="a b a b", terms=["a b", "b a", "a b"])
@example(text="a", terms=["", "a a", "-"])
def test_what_is_marked_is_what_each_term_by_itself_marks(text, terms):
    found = asked.match_of(text, tuple(terms))
    assert found["text"] == text
    assert {n for start, end in found["ranges"] for n in range(start, end)} == marked_one_by_one(text, terms)


def test_a_text_is_read_once_however_many_words_are_asked_for(monkeypatch):
    read = []
    was = asked.find_words
    monkeypatch.setattr(asked, "find_words", lambda text: read.append(text) or was(text))
    text = "a b c d " * 500
    asked.match_of(text, tuple("abcd" * 25))
    assert read.count(text) == 1
    assert len(read) == 5


@pytest.mark.parametrize(
    "q",
    [
        "a " * 100,
        '"a ' * 66,
        '"a b" ' * 33,
        "東" * 200,
        "-a " * 66,
        "a" * 200,
        "a -" + "b" * 196,
        "#a " * 66,
        "from:bob " * 22,
    ],
    ids=len,
)
@pytest.mark.parametrize("sort", ["new", "best"])
def test_questions_of_two_hundred_characters_are_answered(api, alice, q, sort):
    for _ in range(3):
        post_by(alice, "a b " * 400)
    learn_all_words()
    answer = api().get(f"/api/search/posts?q={quote(q[:200].strip())}&sort={sort}")
    assert answer.status == 200, answer.body


def test_words_that_an_edit_took_away_find_nothing(api, alice, run_events):  # noqa: F811
    post = post_by(alice, "secret tea")
    run_events()
    services.update_post(alice.viewer, post, text="milk")
    run_events()
    found = {
        q: [item["text"] for item in api().get(f"/api/search/posts?q={q}").json["items"]] for q in ("secret", "milk")
    }
    assert found == {"secret": [], "milk": ["milk"]}


def test_a_capital_i_with_a_dot_and_a_sharp_s_are_found_as_people_type_them(api, alice):
    post_by(alice, "İSTANBUL Straße")
    learn_all_words()
    for q in ("istanbul", "İstanbul", "ISTANBUL", "strasse", "STRASSE", "STRAẞE", "i\u0307stanbul"):
        (item,) = api().get(f"/api/search/posts?q={quote(q)}").json["items"]
        assert len(item["match"]["ranges"]) == 1, q
