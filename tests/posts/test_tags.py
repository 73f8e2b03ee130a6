"""#tags: how they are read from a text, and what becomes of them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.jobs import leaving as jobs
from accounts.leaving.sections import sections
from posts.tags import LONGEST, find_tags
from tests.deeds import circle_of, leave_for_good, post_by
from topin import sql

LETTERS = st.characters(categories=["L"])
#: What a tag is made of: letters, marks, numbers and _; the first is a letter.
WORDS = st.builds(str.__add__, LETTERS, st.text(st.characters(categories=["L", "M", "N"], include_characters="_")))
SHORT_WORDS = WORDS.map(lambda word: word[:20])  # folding makes them longer, never longer than LONGEST
VISIBLE = st.characters(exclude_categories=["Z", "C"])


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#Bread and #bread, #Süß (#2024_rye)", ["bread", "süss", "2024_rye"]),
        ("#नमस्ते #こんにちは #ÇAY", ["नमस्ते", "こんにちは", "çay"]),
        ("#123 #_ # a#b ##c &#x27; #️⃣", []),
        ("https://a.test/#one www.a.test/#two a.test/#three", []),
        ("HTTP://A.TEST/?q=#one #two", ["two"]),
        ("#" + "a" * LONGEST + " #" + "b" * (LONGEST + 1), ["a" * LONGEST]),
        ("＃全角 #ＡＢＣ", ["全角", "ａｂｃ"]),
        ("#one#two #three-four #five's", ["one", "three", "five"]),
        ("#CAFE\u0301 #caf\u00e9", ["café"]),
        ("#α\u0345\u0301 #\u1fb4 #\u0391\u0301\u0345", ["άι"]),
        ("#ΣΟΦΌΣ #σοφός #STRASSE #straße", ["σοφόσ", "strasse"]),
    ],
)
def test_tags_are_read_from_the_text(text, tags):
    assert find_tags(text) == tags


@given(st.text())
def test_whatever_the_text_its_tags_are_folded_and_each_once(text):
    tags = find_tags(text)
    assert len(set(tags)) == len(tags)
    assert all(0 < len(tag) <= LONGEST for tag in tags)
    assert all(unicodedata.is_normalized("NFC", tag) for tag in tags)


@given(SHORT_WORDS)
def test_a_folded_tag_is_found_as_it_is(word):
    (tag,) = find_tags(f"#{word}")
    assert find_tags(f"#{tag}") == [tag]


@given(SHORT_WORDS)
def test_one_word_is_one_tag_however_it_is_composed_and_cased(word):
    forms = [word, unicodedata.normalize("NFC", word), unicodedata.normalize("NFD", word)]
    assert len(find_tags(" ".join(f"#{w}" for form in forms for w in (form, form.casefold())))) == 1


@given(st.lists(SHORT_WORDS))
def test_words_behind_a_hash_are_all_tags_in_their_order(words):
    text = " and ".join(f"#{word}" for word in words)
    assert find_tags(text) == list(dict.fromkeys(tag for word in words for tag in find_tags(f"#{word}")))


@given(st.sampled_from(["https://", "http://", "HTTPS://", "www."]), st.text(VISIBLE), SHORT_WORDS)
def test_nothing_within_an_address_is_a_tag(scheme, path, word):
    assert find_tags(f"See {scheme}a.test/{path}#{word} #after") == ["after"]


@given(LETTERS, SHORT_WORDS)
def test_nothing_within_a_word_is_a_tag(letter, word):
    assert find_tags(f"{letter}#{word}") == []


def tags_of(superuser, person):
    found = superuser.execute("select tag from post_tags where author_id = %s order by post_id, place", [person.id])
    return [tag for (tag,) in found]


def test_a_post_shows_its_first_tags_in_order(api, alice, settings):
    settings.POST_TAGS = 3
    post = post_by(alice, "#Zebra then #apple, #moss and #more")
    assert api(alice).get(f"/api/posts/{post}").json["tags"] == ["zebra", "apple", "moss"]


def test_who_may_not_read_a_post_reads_no_tag_of_it(alice, bob, superuser):
    circle = circle_of(superuser, alice, visibility="secret")
    post_by(alice, "#hush", audience="circle", circle_id=circle)
    post_by(alice, "#loud")
    seen = {}
    for name, viewer in (("alice", alice.viewer), ("bob", bob.viewer), ("visitor", sql.ANONYMOUS)):
        with sql.acting_as(viewer, read_only=True):
            seen[name] = [row["tag"] for row in sql.rows("select tag from post_tags order by tag")]
    assert seen == {"alice": ["hush", "loud"], "bob": ["loud"], "visitor": ["loud"]}


def test_an_erasure_takes_the_tags_of_its_member_alone(alice, bob, superuser):
    circle = circle_of(superuser, bob, alice)
    post_by(alice, "#mine")
    post_by(alice, "#ours", audience="circle", circle_id=circle)
    post_by(bob, "#mine #his")
    leave_for_good(superuser, alice)
    assert jobs.erase_deleted_accounts() == 1
    assert (tags_of(superuser, alice), tags_of(superuser, bob)) == ([], ["mine", "his"])
    assert superuser.execute("select count(*) from posts where circle_id = %s", [circle]).fetchone() == (0,)


def test_an_archive_holds_the_tags_of_each_post_in_order(api, alice, bob, superuser):
    circle = circle_of(superuser, alice)
    posts = [
        post_by(alice, "#Zebra then #apple, #moss"),
        post_by(alice, "none"),
        post_by(alice, "#ours", audience="circle", circle_id=circle),
        post_by(alice, "#gone"),
    ]
    post_by(bob, "#his")
    api(alice).delete(f"/api/posts/{posts[-1]}")
    (section,) = [s for s in sections() if s.name == "posts"]
    items = [row["item"] for page in section.pages(alice.id) for row in page]
    assert [item["tags"] for item in items] == [["zebra", "apple", "moss"], [], ["ours"], ["gone"]]
    assert [item["circle_id"] for item in items] == [None, None, str(circle), None]
