"""GET /api/search/posts: words of any language, phrases, what is left out, and the order of what is found."""

from urllib.parse import quote

import pytest
from django.test import override_settings

from posts import services as posts
from posts.search_jobs import learn_all_words, learn_new_words
from tests.deeds import block, circle_of, follow, like, post_by
from tests.notifications.conftest import run_events  # noqa: F401  (a fixture)
from topin import sql


@pytest.fixture
def found(api):
    """`found(viewer, "tea")` → texts of all pages, newest first, two at a time; all known posts have been learned."""

    def walk(viewer, q, sort="new", limit=2):
        learn_all_words()
        texts, cursor = [], ""
        while cursor is not None:
            answer = api(viewer).get(
                f"/api/search/posts?q={quote(q, safe='')}&sort={sort}&limit={limit}&cursor={cursor}"
            )
            assert answer.status == 200, answer.body
            texts += [item["text"] for item in answer.json["items"]]
            cursor = answer.json["next_cursor"]
        return texts

    return walk


def test_a_post_is_found_by_its_words_in_any_case_and_without_accents(found, alice):
    post_by(alice, "Café in ZÜRICH, gestern")
    post_by(alice, "Ёлка и straße")
    post_by(alice, "nothing of this")
    for q in ("cafe", "CAFÉ", "zurich", "Gestern", "cafe zürich", "zürich café"):
        assert found(None, q) == ["Café in ZÜRICH, gestern"]
    for q in ("елка", "ЁЛКА", "STRASSE", "straße"):
        assert found(None, q) == ["Ёлка и straße"]
    for q in ("caf", "cafe nothing", "zürichs"):
        assert found(None, q) == []


@pytest.mark.parametrize(
    ("text", "hits", "misses"),
    [
        ("東京都へ行く", ["東京", "京都", "行く", "東", "東京都へ行く", "へ 東京"], ["東都", "京東", "大阪"]),
        ("คุณไปตลาด hello", ["ตลาด", "ไป", "hello ตลาด"], ["ตลก"]),
        ("ສະບາຍດີ", ["ສະບາຍ", "ດີ"], ["ດີສະ"]),
        ("ភាសាខ្មែរ", ["ភាសា", "ខ្មែរ"], ["ខ្មែរភាសា"]),
        ("မြန်မာစာ", ["မြန်မာ", "စာ"], ["စာမြန်"]),
        ("ひらがなとカタカナ", ["ひらがな", "カタカナ", "ｶﾀｶﾅ"], ["カナひら"]),
        ("مُحَمَّد هنا", ["محمد", "هنا"], ["محمود"]),
        ("한국어 공부", ["한국어", "공부"], ["공"]),
        ("party 🎉 tonight", ["🎉", "🎉 party"], ["🎂"]),
    ],
)
def test_words_of_any_script_are_found(found, alice, text, hits, misses):
    post_by(alice, text)
    post_by(alice, "something else 12")
    for q in hits:
        assert found(None, q) == [text], q
    for q in misses:
        assert found(None, q) == [], q


def test_phrases_stand_as_they_are_and_minus_leaves_out(found, alice):
    for text in ("green tea and milk", "tea green", "green milk tea", "e-mail at once", "mail e"):
        post_by(alice, text)
    assert found(None, '"green tea"') == ["green tea and milk"]
    assert found(None, "“green tea”") == ["green tea and milk"]
    assert found(None, "green tea") == ["green milk tea", "tea green", "green tea and milk"]
    assert found(None, "green -milk") == ["tea green"]
    assert found(None, 'tea -"green tea"') == ["green milk tea", "tea green"]
    assert found(None, "e-mail") == ["e-mail at once"]
    assert found(None, "-milk") == found(None, '""') == found(None, "- ! & |") == []


def test_tags_and_authors_narrow_what_is_found(found, alice, bob, superuser):
    for author, text in [(alice, "about #Tea"), (bob, "about #tea and bread"), (bob, "tea about bread")]:
        post_by(author, text)
    assert found(None, "#tea") == ["about #tea and bread", "about #Tea"]
    assert found(None, "#tea bread") == ["about #tea and bread"]
    assert found(None, "tea from:bob") == ["tea about bread", "about #tea and bread"]
    assert found(None, "from:@ALICE") == ["about #Tea"]
    assert found(None, "from:bob -#tea") == ["tea about bread"]
    assert found(None, "tea from:nobody_here") == []
    block(superuser, bob, alice)
    assert found(alice, "about from:bob") == []


def test_each_finds_what_they_may_see(found, superuser, alice, bob, charlie):
    for audience in ("public", "followers", "mutuals", "private"):
        post_by(alice, f"{audience} tea", audience=audience)
    post_by(alice, "circle tea", audience="circle", circle_id=circle_of(superuser, alice, bob, visibility="private"))
    post_by(alice, "draft tea", status="draft")
    follow(bob, alice)
    assert found(None, "tea") == found(charlie, "tea") == ["public tea"]
    assert found(bob, "tea") == ["circle tea", "followers tea", "public tea"]
    assert found(alice, "tea") == [f"{a} tea" for a in ("circle", "private", "mutuals", "followers", "public")]


def test_what_is_invisible_changes_neither_pages_nor_cursors(api, alice, bob, charlie):
    shown = [post_by(alice, f"tea {n}") for n in range(4)]
    learn_all_words()
    before = [api(charlie).get(f"/api/search/posts?q=tea&limit=2&sort={sort}") for sort in ("new", "best")]
    for n in range(5):
        post_by(bob, f"tea {n}", audience="private")
    learn_all_words()
    after = [api(charlie).get(f"/api/search/posts?q=tea&limit=2&sort={sort}") for sort in ("new", "best")]
    assert [a.json["items"] for a in before] == [a.json["items"] for a in after]
    assert before[0].json["next_cursor"] == after[0].json["next_cursor"]
    assert len(shown) == 4


def test_readers_learn_new_edited_and_restored_posts(api, alice, run_events, superuser):  # noqa: F811
    def texts(q):
        return [item["text"] for item in api().get(f"/api/search/posts?q={q}").json["items"]]

    post = post_by(alice, "old words")
    assert texts("old") == []
    run_events()
    assert texts("old") == ["old words"]
    posts.update_post(alice.viewer, post, text="new words")
    run_events()
    assert (texts("old"), texts("new")) == ([], ["new words"])
    posts.delete_post(alice.viewer, post)
    run_events()
    assert texts("new") == []
    posts.restore_post(alice.viewer, post)
    run_events()
    assert texts("new") == ["new words"]
    superuser.execute("update posts set deleted_at = now() - interval '60 days' where id = %s", [post])
    posts.erase_deleted_posts(alice.viewer._replace(role="topin_worker"), 10)
    assert superuser.execute("select count(*) from post_words").fetchone() == (0,)


def test_a_draft_is_learned_once_it_is_out(api, alice, run_events):  # noqa: F811
    draft = post_by(alice, "still secret", status="draft")
    run_events()
    assert learn_all_words() == 0
    posts.publish_post(alice.viewer, draft)
    run_events()
    assert len(api().get("/api/search/posts?q=secret").json["items"]) == 1


def test_the_clock_learns_what_readers_missed(alice, superuser):
    old, new = post_by(alice, "tea"), post_by(alice, "milk")
    superuser.execute("update posts set published_at = now() - interval '9 days' where id = %s", [old])
    assert (learn_new_words(), learn_new_words()) == (1, 0)
    assert (learn_all_words(), learn_all_words()) == (1, 0)
    assert {row[0] for row in superuser.execute("select post_id from post_words").fetchall()} == {old, new}


def test_words_that_were_read_before_an_edit_are_not_kept(alice, superuser):
    post = post_by(alice, "old words")
    stale = {"posts": [{"id": str(post), "words": "'old':1", "edited_at": None}]}
    posts.update_post(alice.viewer, post, text="new words")
    assert sql.do(sql.SYSTEM, "store_post_words", stale) == 0


def test_the_best_are_relevant_liked_and_fresh(found, alice, bob, charlie, superuser):
    post_by(alice, "tea " + "and much else besides " * 20)
    liked = post_by(alice, "tea time, well liked")
    post_by(alice, "tea tea tea")
    old = post_by(alice, "tea time, long ago")
    like(liked, alice, bob, charlie)
    superuser.execute("update posts set published_at = now() - interval '300 days' where id = %s", [old])
    texts = [text[:20].strip() for text in found(None, "tea", sort="best")]
    assert texts[0] in ("tea time, well liked", "tea tea tea")
    assert texts.index("tea time, well liked") < texts.index("tea time, long ago")
    assert texts.index("tea tea tea") < texts.index("tea and much else be")


def test_likes_and_posts_that_come_while_paging_repeat_nothing(api, alice, bob, charlie):
    made = [post_by(alice, f"tea {n}") for n in range(6)]
    learn_all_words()
    seen, cursor = [], ""
    while cursor is not None:
        page = api(bob).get(f"/api/search/posts?q=tea&sort=best&limit=2&cursor={cursor}").json
        seen, cursor = seen + [item["id"] for item in page["items"]], page["next_cursor"]
        for post in made:
            if str(post) not in seen:
                like(post, charlie)
        post_by(alice, "tea, quite new")
        learn_all_words()
    assert sorted(seen) == sorted(map(str, made))


@pytest.mark.parametrize("walk", [1, 3, 100])
@pytest.mark.parametrize("candidates", [2, 100])
def test_all_is_found_however_little_a_page_may_look_at(found, alice, superuser, walk, candidates):
    wanted = []
    for n in range(12):
        text = f"{'green tea' if n % 3 else 'tea green'} {n}"
        post = post_by(alice, text)
        superuser.execute("update posts set published_at = now() - %s * interval '9 days' where id = %s", [n * n, post])
        wanted += [text] if n % 3 else []
    with override_settings(SEARCH_WALK=walk, SEARCH_CANDIDATES=candidates):
        assert found(None, '"green tea"') == wanted
        assert found(None, "tea", limit=5)[:1] == ["tea green 0"]


def test_only_so_many_of_the_newest_are_ranked(found, alice):
    for n in range(5):
        post_by(alice, f"tea {n}")
    with override_settings(SEARCH_RANKED=3):
        assert sorted(found(None, "tea", sort="best")) == ["tea 2", "tea 3", "tea 4"]


def test_what_was_found_is_marked(api, alice):
    post_by(alice, "Früher gab es Café, heute „Café Zürich“ 🎉 東京都")
    learn_all_words()

    def marked(q):
        (item,) = api().get(f"/api/search/posts?q={quote(q)}").json["items"]
        return [item["match"]["text"][start:end] for start, end in item["match"]["ranges"]]

    assert marked("cafe") == ["Café", "Café"]
    assert marked('"cafe zurich" 🎉') == ["Café Zürich", "🎉"]
    assert marked("東京") == ["東京"]
    assert marked("from:alice") == []


def test_a_long_text_is_shown_around_what_was_found(api, alice):
    post_by(alice, "word " * 100 + "needle" + " word" * 100)
    learn_all_words()
    (item,) = api().get("/api/search/posts?q=needle").json["items"]
    match = item["match"]
    assert (match["text"][0], match["text"][-1]) == ("…", "…")
    assert len(match["text"]) < 170
    assert [match["text"][start:end] for start, end in match["ranges"]] == ["needle"]


def test_what_cannot_be_asked_is_said(api, alice):
    for query in (
        "",
        "?q=",
        "?q=%20",
        "?q=" + "a" * 201,
        "?q=%00",
        "?q=tea&sort=oldest",
        "?q=tea&limit=0",
        "?q=tea&cursor=x",
    ):
        assert api(alice).get("/api/search/posts" + query).status == 400, query
    assert api(alice).get("/api/search/posts?q=" + "a" * 200).status == 200
    assert api(alice).post("/api/search/posts?q=tea").status == 405
