"""What the doors take and what the database holds are the same, for any text that people (or machines) may send."""

import regex
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rest_framework.serializers import ValidationError

from topin import sql, text
from topin.text_fields import NameField

QUICK = settings(derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAME = NameField(50)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=70)
ODD = st.sampled_from(
    ["a", "Z", "_", "9", "é", "e\u0301", "\u212a", "\u200b", "\u200d", "\u202e", "\u2067", "\u2069", "\u00a0", " ",
     "\n", "\u3164", "\u2800", "\u0301", "\u0903", "👩", "👩\u200d👩\u200d👧", "👍\U0001f3fd", "🇩🇪", "🇩", "\u200e",
     "\u00ad", "न", "ि", "\U000e0041", "\ufe0f", "❤", "가", "\u1100", "\u0600", "\ue000", "①", "٣"]
)  # fmt: skip
MIXED = st.lists(ODD, max_size=90).map("".join)
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def ask(function, *args):
    """An internal function, as the worker."""
    with sql.acting_as(sql.SYSTEM, read_only=True):
        marks = ", ".join(["%s"] * len(args))
        return sql.rows(f"select internal.{function}({marks}) as answer", args)[0]["answer"]


def fits_the_constraint(superuser, handle):
    (definition,) = superuser.execute(
        "select pg_get_constraintdef(oid) from pg_constraint where conname = 'profiles_handle_form'"
    ).fetchone()
    check = definition.removeprefix("CHECK ").replace("handle", "%(handle)s::text")
    return superuser.execute(f"select {check}", {"handle": handle}).fetchone()[0]


@QUICK
@given(st.one_of(st.text("abcXYZ019_", max_size=34), TEXT, MIXED))
@example("abc")
@example("a" * 30)
@example("a" * 31)
@example("abc\n")
@example("\u212aelvin")
def test_a_handle_passes_the_door_where_it_fits_the_constraint(superuser, handle):
    passes = ask("handle_refusal", handle) != "invalid"
    assert passes == (handle.isascii() and fits_the_constraint(superuser, handle.lower()))
    assert passes == bool(regex.match(r"[A-Za-z0-9_]{3,30}\Z", handle))


@QUICK
@given(st.one_of(TEXT, MIXED), st.one_of(st.none(), TEXT))
def test_a_handle_that_the_server_makes_always_fits(superuser, wish, email):
    made = ask("make_handle", wish, f"{email or ''}@topin.test")
    assert fits_the_constraint(superuser, made)
    assert ask("handle_refusal", made) is None


def taken_by_the_door(name):
    """What the door makes of a display name, or None when it refuses it."""
    try:
        return NAME.run_validation(name)
    except ValidationError:
        return None


@QUICK
@given(st.one_of(TEXT, MIXED))
def test_what_the_door_takes_is_trimmed_seen_short_and_harmless(name):
    taken = taken_by_the_door(name)
    if taken is None:
        return
    assert taken == name.strip()
    assert 1 <= len(regex.findall(r"\X", taken)) <= 50
    assert not regex.search(rf"[\p{{Cc}}{BIDI}]", taken)
    assert regex.search(r"[\p{L}\p{N}\p{P}\p{S}\p{M}]", taken)


@QUICK
@given(st.one_of(TEXT, MIXED))
@example("e\u0301" * 60)
@example("👩\u200d👩\u200d👧" * 60)
@example("🇩🇪" * 60)
@example("a" + "\u0301" * 3000)
@example("a" * 49 + " " + "b" * 9)
@example("👩\u200d\u200d👧" * 40)
@example("\u200b\u2060")
@example("\u3164")
def test_a_name_from_a_sign_up_is_one_that_the_door_would_take(name):
    fit = ask("fit_name", name)
    assert fit is None or taken_by_the_door(fit) == fit


@QUICK
@given(st.one_of(st.text(st.sampled_from("aé漢न🦊 "), max_size=50), st.text("abc ", max_size=50)))
def test_a_name_that_the_door_takes_comes_through_a_sign_up_unchanged(name):
    taken = taken_by_the_door(name)
    assert ask("fit_name", name) == taken


def test_long_names_are_cut_between_characters():
    for character in ("e\u0301", "👩\u200d👩\u200d👧", "🇩🇪", "👍\U0001f3fd", "x", "漢"):
        assert ask("fit_name", character * 60) == character * 50


def test_every_turner_of_direction_is_refused():
    for turner in BIDI:
        assert taken_by_the_door(f"a{turner}b") is None
        assert ask("fit_name", f"a{turner}b") == "ab"


def test_names_that_nobody_sees_are_refused():
    for name in (
        "",
        "  ",
        "\u200b",
        "\u200d\u200d",
        "\u2060",
        "\ufeff",
        "\u3164",
        "\u115f\u1160",
        "\uffa0",
        "\u2800",
        "\u00ad",
    ):
        assert taken_by_the_door(name) is None
        assert ask("fit_name", name) is None


def test_lengths_count_what_people_see():
    assert [text.length(t) for t in ("abc", "e\u0301", "👩\u200d👩\u200d👧", "🇩🇪🇫🇷", "a\r\nb")] == [3, 1, 1, 2, 3]
