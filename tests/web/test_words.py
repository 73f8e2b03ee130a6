import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from web.templatetags.pages import brief, compact, initials

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=-5), "now"),
        (timedelta(seconds=59), "now"),
        (timedelta(minutes=5), "5 min"),
        (timedelta(hours=3), "3 h"),
        (timedelta(days=2), "2 d"),
        (timedelta(days=19), "May 1"),
        (timedelta(days=500), "Jan. 5, 2025"),
    ],
)
def test_times_are_said_briefly(age, words):
    assert brief(NOW - age, NOW) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0"), (999, "999"), (1000, "1K"), (1249, "1.2K"), (12_900, "12K"), (999_999, "999K"), (2_500_000, "2.5M")],
)
def test_counts_take_little_room_and_never_say_more_than_there_is(count, words):
    assert compact(count) == words


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada", "A"),
        ("Ada King Lovelace", "AL"),
        ("e\u0301mile zola", "E\u0301Z"),
        ("👩‍🚀 Sally", "👩‍🚀S"),
        ("结城", "结"),
    ],
)
def test_initials_are_whole_characters(name, letters):
    assert initials({"display_name": name, "handle": "x"}) == letters


def note(fact, *names, variant=None, count=None):
    """A notification as `notification_json` makes it."""
    actors = [
        {"id": str(UUID(int=1)), "handle": "somebody", "display_name": name, "avatar_url": None} for name in names
    ]
    told = {"fact": fact, "variant": variant, "circle": "Kent", "language": "fr"}
    more = {"id": str(UUID(int=2)), "url": "/", "read": True, "created_at": NOW.isoformat()}
    return {"kind": fact, "told": told, "actors": actors, "actors_count": count or len(actors), **more}


def words(html):
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", "", html, flags=re.DOTALL).split())


def page_of(told, language="en"):
    with translation.override(language):
        return render_to_string("web/notifications/_note.html", {"note": told})


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Ada and 11 others liked your post"), ("de", "Ada und 11 andere mögen deinen Beitrag")],
)
def test_what_people_did_is_said_in_a_sentence_of_the_page(language, said):
    html = page_of(note("like", "Ada", "Bob", "Cy", variant="post", count=12), language)
    assert said in words(html)
    assert "<strong><bdi>Ada</bdi></strong>" in html


def test_a_name_in_a_sentence_is_no_html_and_turns_nothing():
    html = page_of(note("circle_join", "<b>Eve</b>\u2069\u202e"))
    assert "<strong><bdi>&lt;b&gt;Eve&lt;/b&gt;</bdi></strong> joined <strong><bdi>Kent</bdi></strong>" in html
    assert "\u2068" not in html


def test_what_the_site_tells_is_said_as_pages_are():
    html = page_of(note("verification_outcome", variant="approved"), "de")
    assert "Dein Profil hat jetzt den blauen Haken" in words(html)
