import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.tags import LONGEST, find_tags
from tests.deeds import post_by


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#Bread and #bread, #Süß (#2024_rye)", ["bread", "süss", "2024_rye"]),
        ("#नमस्ते #こんにちは #ÇAY", ["नमस्ते", "こんにちは", "çay"]),
        ("#123 #_ # a#b ##c &#x27; #️⃣", []),
        ("https://a.test/#one www.a.test/#two a.test/#three", []),
        ("#" + "a" * LONGEST + " #" + "b" * (LONGEST + 1), ["a" * LONGEST]),
    ],
)
def test_tags_are_read_from_the_text(text, tags):
    assert find_tags(text) == tags


@given(st.text())
def test_whatever_the_text_its_tags_are_folded_and_each_once(text):
    tags = find_tags(text)
    assert len(set(tags)) == len(tags)
    assert all(0 < len(tag) <= LONGEST for tag in tags)


def test_a_post_shows_its_first_tags_in_order(api, alice, settings):
    settings.POST_TAGS = 2
    post = post_by(alice, "#Zebra then #apple and #more")
    assert api(alice).get(f"/api/posts/{post}").json["tags"] == ["zebra", "apple"]
