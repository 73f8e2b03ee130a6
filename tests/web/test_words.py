import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from web.templatetags.pages import TOLD_ALONE, brief, compact, initials, people_said

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


@pytest.mark.parametrize(
    ("actors", "count", "words"),
    [
        ([], 0, "Somebody"),
        (["Ada"], 1, "Ada"),
        (["Ada", "Bob"], 2, "Ada and Bob"),
        (["Ada", "Bob", "Cy"], 12, "Ada and 11 others"),
        (["Ada"], 2, "Ada and 1 other"),
    ],
)
def test_a_group_is_said_in_words(actors, count, words):
    said = people_said({"actors": [{"display_name": name} for name in actors], "actors_count": count})
    for tag in ("<strong>", "</strong>", "<bdi>", "</bdi>"):
        said = said.replace(tag, "")
    assert said == words


def note(kind, text, *names):
    """A notification as `notification_json` makes it."""
    actors = [
        {"id": str(UUID(int=1)), "handle": name.lower(), "display_name": name, "avatar_url": None} for name in names
    ]
    more = {"id": str(UUID(int=2)), "url": "/", "read": True, "created_at": NOW.isoformat()}
    return {"kind": kind, "text": text, "actors": actors, "actors_count": len(actors), **more}


def words(html):
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", "", html, flags=re.DOTALL).split())


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("like", "Ada liked your post"),
        ("profile_like", "Ada liked your profile"),
        ("follow", "Ada followed you"),
        ("follow_request", "Ada would like to follow you"),
        ("follow_accepted", "Ada accepted your request"),
    ],
)
def test_what_people_did_is_said_in_a_sentence_of_the_page(kind, said):
    html = render_to_string("web/notifications/_note.html", {"note": note(kind, "as SQL says it", "Ada")})
    assert said in words(html)
    assert "as SQL says it" not in html


@pytest.mark.parametrize("text", TOLD_ALONE)
def test_what_the_site_tells_is_translated_as_pages_are(text, monkeypatch):
    german = translation.trans_real.DjangoTranslation("de")
    german._catalog[text] = "Auf Deutsch"
    monkeypatch.setitem(translation.trans_real._translations, "de", german)
    with translation.override("de"):
        html = render_to_string("web/notifications/_note.html", {"note": note("new_sign_in", text)})
    assert "Auf Deutsch" in html


def test_translators_find_all_that_the_site_tells():
    source = (settings.BASE_DIR / "notifications/sql/internal/alone_text.sql").read_text()
    body = source.partition("as $$")[2].partition("$$;")[0]
    assert {text for text in re.findall(r"'([^']*)'", body) if " " in text} == set(TOLD_ALONE)
