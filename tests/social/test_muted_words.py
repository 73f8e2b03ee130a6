"""The words that members mute: the list, its limits and its end. Where they act: test_muted_words_in_feeds.py."""

from datetime import UTC, datetime, timedelta
from itertools import repeat
from uuid import uuid4

import pytest

from social import jobs, services
from tests.at_once import at_once
from topin import errors, sql

URL = "/api/social/muted-words"


def phrases(api, person):
    return [item["phrase"] for item in api(person).get(URL).json["items"]]


def in_a(**time):
    return (datetime.now(UTC) + timedelta(**time)).isoformat()


def is_over(superuser, phrase):
    """Time passes for one word."""
    superuser.execute("update muted_words set expires_at = now() - interval '1 minute' where phrase = %s", [phrase])


def test_a_word_is_muted_and_listed(api, alice):
    answer = api(alice).post(URL, {"phrase": "  Spoiler \n"})
    assert answer.status == 201
    word = answer.json
    assert {k: v for k, v in word.items() if k not in ("id", "created_at")} == {
        "phrase": "Spoiler", "match": "word", "action": "hide", "expires_at": None,
    }  # fmt: skip
    assert word["created_at"].endswith("Z")
    assert api(alice).get(URL).json == {"items": [word], "next_cursor": None}


def test_how_and_how_long_is_the_members_choice(api, alice):
    until = in_a(days=7)
    asked = {"phrase": "#finale", "match": "substring", "action": "warn", "expires_at": until}
    word = api(alice).post(URL, asked).json
    assert (word["match"], word["action"]) == ("substring", "warn")
    assert datetime.fromisoformat(word["expires_at"]) - datetime.fromisoformat(until) < timedelta(milliseconds=1)


def test_the_same_phrase_again_changes_how_it_is_muted(api, alice, bob):
    first = api(alice).post(URL, {"phrase": "Élan", "expires_at": in_a(days=1)}).json
    again = api(alice).post(URL, {"phrase": "E\u0301LAN", "action": "warn", "match": "substring"}).json
    assert (again["id"], again["created_at"]) == (first["id"], first["created_at"])
    assert (again["phrase"], again["action"], again["match"], again["expires_at"]) == (
        "ÉLAN",
        "warn",
        "substring",
        None,
    )
    assert phrases(api, alice) == ["ÉLAN"]
    assert api(bob).post(URL, {"phrase": "élan"}).json["id"] != first["id"]


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"phrase": None}, "phrase", "null"),
        ({"phrase": 7}, "phrase", "invalid"),
        ({"phrase": " \n "}, "phrase", "blank"),
        ({"phrase": "\u200b\u2060"}, "phrase", "invisible"),
        ({"phrase": "x" * 101}, "phrase", "too_long"),
        ({"match": "regex"}, "match", "invalid_choice"),
        ({"action": "delete"}, "action", "invalid_choice"),
        ({"expires_at": "tomorrow"}, "expires_at", "invalid"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at", "past"),
    ],
)
def test_what_cannot_be_muted_is_refused_by_field(api, alice, wrong, field, code):
    answer = api(alice).post(URL, {"phrase": "spoiler"} | wrong)
    assert answer.status == 400
    assert [(e["field"], e["code"]) for e in answer.json["errors"]] == [(field, code)]
    assert phrases(api, alice) == []


def test_a_phrase_is_needed(api, alice):
    assert api(alice).post(URL, {"match": "word"}).json["errors"][0]["code"] == "required"


def test_what_only_the_database_sees_through_is_refused_too(alice):
    for phrase, code in (("\u200d", "invisible"), ("".join(map(chr, range(0x5000, 0x5400))), "too_long")):
        with pytest.raises(errors.Invalid) as refused:
            services.mute_word(alice.viewer, phrase)
        assert refused.value.errors[0].code == code


@pytest.mark.parametrize(
    "phrase", ["x" * 100, "日" * 100, "👩‍👩‍👧‍👦" * 100, "\\(.*)+[^" * 12, "".join(map(chr, range(0x4E00, 0x4E64)))]
)
def test_a_hundred_characters_of_any_kind_can_be_muted(api, alice, phrase):
    assert api(alice).post(URL, {"phrase": phrase}).json["phrase"] == phrase


def test_muting_ends(api, alice, bob):
    word = api(alice).post(URL, {"phrase": "spoiler"}).json["id"]
    assert api(bob).delete(f"{URL}/{word}").status == 404
    others, absent = (api(bob).delete(f"{URL}/{each}").json for each in (word, uuid4()))
    assert others | {"request_id": ""} == absent | {"request_id": ""}
    assert phrases(api, alice) == ["spoiler"]
    assert [api(alice).delete(f"{URL}/{word}").status for _ in range(2)] == [204, 404]
    assert phrases(api, alice) == []


def test_words_are_for_members_and_their_owner_alone(api, alice, bob, mona):
    services.mute_word(alice.viewer, "spoiler")
    assert api().get(URL).status == api().post(URL, {"phrase": "x"}).status == 401
    assert api().delete(f"{URL}/{uuid4()}").status == 401
    for other in (bob, mona):
        assert phrases(api, other) == []
        with sql.acting_as(other.viewer):
            assert sql.rows("select * from muted_words") == []


def test_nobody_is_told_of_it(alice, superuser):
    before = superuser.execute("select count(*) from events").fetchone()
    services.mute_word(alice.viewer, "spoiler")
    assert superuser.execute("select count(*) from events").fetchone() == before


def test_the_list_has_the_newest_first_page_by_page(api, alice):
    for n in range(5):
        services.mute_word(alice.viewer, f"word {n}")
    seen, cursor = [], ""
    while cursor is not None:
        page = api(alice).get(f"{URL}?limit=2&cursor={cursor}").json
        seen += [item["phrase"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert seen == [f"word {n}" for n in (4, 3, 2, 1, 0)]
    assert api(alice).get(f"{URL}?limit=0").status == api(alice).get(f"{URL}?cursor=x").status == 400


def test_there_is_a_limit_and_changing_a_word_is_no_new_one(api, alice, settings):
    settings.MUTED_WORDS = 2
    for phrase in ("one", "two"):
        services.mute_word(alice.viewer, phrase)
    answer = api(alice).post(URL, {"phrase": "three"})
    assert (answer.status, answer.code) == (409, "muted_words_limit")
    assert api(alice).post(URL, {"phrase": "TWO", "action": "warn"}).status == 201
    assert phrases(api, alice) == ["TWO", "one"]


def test_a_word_whose_time_is_over_takes_no_place(api, alice, settings, superuser):
    settings.MUTED_WORDS = 1
    services.mute_word(alice.viewer, "one", expires_at=datetime.now(UTC) + timedelta(hours=1))
    is_over(superuser, "one")
    assert api(alice).post(URL, {"phrase": "two"}).status == 201
    assert phrases(api, alice) == ["two"]


def test_the_limit_holds_when_many_are_muted_at_once(api, alice, settings):
    settings.MUTED_WORDS = 3
    phrase = iter(range(100))

    def mute():
        try:
            services.mute_word(alice.viewer, f"word {next(phrase)}")
        except errors.Conflict as refusal:
            return refusal.code
        return "muted"

    for _ in range(3):
        told = at_once(*repeat(mute, 6))
        assert sorted(told) == ["muted"] * 3 + ["muted_words_limit"] * 3
        for word in api(alice).get(URL).json["items"]:
            services.unmute_word(alice.viewer, word["id"])


def test_the_same_phrase_at_once_is_one_word(api, alice):
    at_once(*[lambda: services.mute_word(alice.viewer, "spoiler")] * 4)
    assert phrases(api, alice) == ["spoiler"]


def test_an_expired_word_is_gone_before_any_job_runs(api, alice, superuser):
    word = services.mute_word(alice.viewer, "one", expires_at=datetime.now(UTC) + timedelta(hours=1)).loads()
    assert phrases(api, alice) == ["one"]
    is_over(superuser, "one")
    assert phrases(api, alice) == []
    assert api(alice).delete(f"{URL}/{word['id']}").status == 404
    again = services.mute_word(alice.viewer, "one").loads()
    assert again["id"] != word["id"]


def test_a_job_removes_what_is_over_and_nothing_else(alice, bob, superuser):
    for person in (alice, bob):
        services.mute_word(person.viewer, "over")
        services.mute_word(person.viewer, "for good")
    services.mute_word(bob.viewer, "later", expires_at=datetime.now(UTC) + timedelta(days=1))
    is_over(superuser, "over")
    assert [jobs.remove_expired_words() for _ in range(2)] == [2, 0]
    left = superuser.execute("select phrase from muted_words order by phrase").fetchall()
    assert left == [("for good",), ("for good",), ("later",)]
