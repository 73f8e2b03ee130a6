from datetime import UTC, datetime, timedelta

import pytest

from web.templatetags.pages import brief, compact, initials, people_said

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
