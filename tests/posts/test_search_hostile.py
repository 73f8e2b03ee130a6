"""Whatever is typed into search is answered: with what it finds, or with what is wrong about it."""

import json
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from posts.asked import match_of, read_query
from posts.search_jobs import learn_all_words
from posts.words import vector_of
from tests.deeds import post_by
from topin import sql

pytestmark = pytest.mark.usefixtures("_no_limits")
DOORS = ["users", "mentions", "tags", "posts", "posts?sort=new"]
BAITS = ["%", "_", "*", "&", "|", "!", "<->", ":*", "'", '"', "\\", "\x00", "(", ")", "-", "#", "@", "from:", "~", "🎉",
         "\u202e", "\u200d", "\ufe0f", "東", "ก", "é", "e\u0301", "\t", "\n", "a", "tea", "1", "ﷺ", "İ", "ß",
         "\U0010ffff", "'~20000'", "'@x'", "tea:1A", "\ud7ff", "℀"]  # fmt: skip
queries = st.lists(st.sampled_from(BAITS) | st.text(max_size=5), min_size=1, max_size=40).map("".join)


@pytest.fixture
def tea(alice, superuser):
    post_by(alice, "Tea & 'milk' | \\ 100% #tea_time ~20000 @alice 東京 🎉")
    learn_all_words()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], phases=set(Phase) - {Phase.explain},
    max_examples=settings.default.max_examples // 2,
)  # fmt: skip
@given(q=queries)
@example(q="a" * 10_240)
@example(q="'" * 199)
@example(q="\\" * 200)
@example(q="-" * 200)
@example(q="(" * 200)
@example(q="東" * 200)
@example(q="a-" * 100)
@example(q="#a" * 100)
@example(q="\u202e\u2066\u2069")
@example(q="!@$%^&*()_+{}|:<>?~`-=[];,./")
@example(q="'''")
@example(q="from:alice -'tea'")
def test_hostile_texts_get_results_or_a_400(api, tea, q):
    for door in DOORS:
        path, _, rest = door.partition("?")
        answer = api().get(f"/api/search/{path}?q={quote(q.encode('utf-8', 'surrogatepass'), safe='')}&{rest}")
        assert answer.status in (200, 400), (door, q, answer.body)
        if answer.status == 200:
            json.loads(answer.body)


@pytest.mark.parametrize("door", DOORS)
def test_bytes_that_are_no_text_are_answered_too(api, tea, door):
    path, _, rest = door.partition("?")
    for q in ("%ED%A0%80", "%FF%FE", "%C0%80", "%", "%u0041", "%F4%90%80%80", "a%00b"):
        assert api().get(f"/api/search/{path}?q={q}&{rest}").status in (200, 400)
    for q in ("\\ud800", "a\\u0000b"):
        body = '{"requests": [{"id": "1", "method": "GET", "path": "/api/search/' + path + "?q=" + q + '"}]}'
        assert api().post("/api/batch", body).status in (200, 400)


@pytest.mark.parametrize(
    "cursor", ["x", "'", "a.b", "1.", ".1", "9" * 15 + ".", "-1.c2Vhcm", "%00", "🎉", "x" * 9_000, "c2VhcmNoX2Jlc3Q"]
)
def test_broken_cursors_are_refused(api, tea, cursor):
    for door in DOORS:
        path, _, rest = door.partition("?")
        answer = api().get(f"/api/search/{path}?q=tea&cursor={quote(cursor, safe='%')}&{rest}")
        assert (answer.status, answer.code) == (400, "bad_cursor") or answer.status == 400, (door, answer.body)


def test_cursors_of_other_lists_are_refused(api, alice):
    for n in range(3):
        post_by(alice, f"tea {n} #tea{n}")
    learn_all_words()
    cursors = {
        d: api().get(f"/api/search/{d}{'&' if '?' in d else '?'}q=te&limit=1").json["next_cursor"] for d in ("tags",)
    }
    cursors["posts"] = api().get("/api/search/posts?q=tea&limit=1").json["next_cursor"]
    cursors["posts?sort=new"] = api().get("/api/search/posts?q=tea&limit=1&sort=new").json["next_cursor"]
    assert all(cursors.values())
    for door in DOORS:
        for other, cursor in cursors.items():
            path, _, rest = door.partition("?")
            answer = api().get(f"/api/search/{path}?q=te&cursor={cursor}&{rest}")
            assert answer.status == (200 if door == other else 400), (door, other)


@settings(max_examples=settings.default.max_examples, phases=set(Phase) - {Phase.explain})
@given(text=queries, q=queries)
def test_any_text_is_kept_and_any_question_read_by_postgresql(text, q):
    asked = read_query(q.replace("\x00", ""))
    with sql.acting_as(sql.SYSTEM, read_only=True):
        (row,) = sql.rows(
            "select (%s::tsvector @@ %s::tsquery) as fits, numnode(%s::tsquery) as nodes",
            [vector_of(text.replace("\x00", "")), asked.query or "'x'", asked.wide or "'x'"],
        )
    assert row["nodes"] >= 1
    match = match_of(text, asked.terms)
    ends = [-1] + [end for _, end in match["ranges"]]
    for (start, end), before in zip(match["ranges"], ends, strict=False):
        assert before <= start < end <= len(match["text"])
    assert match["text"].strip("…") in text or not text


@settings(max_examples=settings.default.max_examples, phases=set(Phase) - {Phase.explain})
@given(text=queries.filter(lambda text: "\x00" not in text))
def test_a_text_is_found_by_itself(text):
    """As a phrase, whatever it is made of, where it has any words at all."""
    asked = read_query(f'"{text.translate(dict.fromkeys(map(ord, chr(34) + "“”„«»"), " "))}"')
    if not asked.query:
        return
    spoken = text.translate(dict.fromkeys(map(ord, chr(34) + "“”„«»"), " "))
    with sql.acting_as(sql.SYSTEM, read_only=True):
        (row,) = sql.rows(
            "select (%s::tsvector @@ %s::tsquery) as fits, (%s::tsvector @@ %s::tsquery) as wide",
            [vector_of(spoken), asked.query, vector_of(spoken), asked.wide],
        )
    assert (row["fits"], row["wide"]) == (True, True)
