"""What notifications say, in every language: complete, bent rightly, and with names that do not turn the sentence."""

import re

import polib
import pytest
from django.conf import settings

from accounts import services as accounts
from accounts.notification_kinds import KINDS
from notifications import texts
from notifications.sentences import SENTENCES, sentence_of
from tests.deeds import like, post_by
from tests.notifications.words import CATALOGS, sentences
from topin import streams

LANGUAGES = [code for code, _ in settings.LANGUAGES]
TRANSLATED = [code for code in LANGUAGES if code != "en"]
LIST = "/api/notifications"


def note(fact, variant=None, names=("Ada",), count=None, circle=None, language=None):
    """A notification as SQL makes it, as far as its text goes."""
    actors = [{"display_name": name} for name in names]
    told = {"fact": fact, "variant": variant, "circle": circle, "language": language}
    return {"kind": fact, "actors": actors, "actors_count": count or len(actors), "told": told}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact", [*SENTENCES, *KINDS])
def test_everything_is_told_in_every_language(fact, language):
    fact, _, variant = fact.partition(".")
    for count in (1, 2, 3, 5, 12, 103):
        said = texts.text_of(note(fact, variant, count=count, circle="Kent"), language)
        assert said
        assert "%" not in said
        assert ("\u2068Ada\u2069" if language == "ar" else "Ada") in said or "%(people)s" not in sentence_pattern(fact)
        assert language == "en" or said != texts.text_of(note(fact, variant, count=count, circle="Kent"), "en")


def sentence_pattern(fact):
    return str(sentence_of(fact) % {"people": "%(people)s", "count": 1, "circle": "%(circle)s"})


def test_every_kind_has_a_sentence_of_its_own():
    assert set(KINDS) - set(SENTENCES) == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated(language):
    catalog = polib.pofile(str(CATALOGS / language / "LC_MESSAGES" / "django.po"))
    assert [e.msgid for e in catalog if e.fuzzy or e.obsolete or not e.translated()] == []
    assert {e.msgid for e in catalog} == set(sentences())
    plurals = int(re.search(r"nplurals=(\d)", catalog.metadata["Plural-Forms"])[1])
    assert all(len(e.msgstr_plural) == plurals for e in catalog if e.msgid_plural)


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_name_what_the_sentences_name(language):
    for entry in polib.pofile(str(CATALOGS / language / "LC_MESSAGES" / "django.po")):
        wanted = names_in(entry.msgid + entry.msgid_plural)
        for form in [entry.msgstr, *entry.msgstr_plural.values()]:
            # One and two are said in words in some languages.
            assert names_in(form) - wanted == set()
            assert not form or wanted - names_in(form) <= {"%(others)d", "%(n)d"}


def names_in(text):
    return set(re.findall(r"%\(\w+\)[sd]", text))


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_runs_is_what_was_translated(language):
    path = CATALOGS / language / "LC_MESSAGES" / "django.po"
    assert path.with_suffix(".mo").read_bytes() == polib.pofile(str(path)).to_binary()


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 1, "Ada liked your post"),
        ("en", 2, "Ada and 1 other liked your post"),
        ("en", 12, "Ada and 11 others liked your post"),
        ("de", 1, "Ada mag deinen Beitrag"),
        ("de", 12, "Ada und 11 andere mögen deinen Beitrag"),
        ("de-AT", 2, "Ada und 1 andere Person mögen deinen Beitrag"),
        ("fr", 2, "Ada et 1 autre personne ont aimé votre publication"),
        ("es", 3, "Ada y 2 personas más han indicado que les gusta tu publicación"),
        ("ar", 1, "أُعجب \u2068Ada\u2069 بمنشورك"),
        ("ar", 2, "أُعجب \u2068Ada\u2069 وشخص آخر بمنشورك"),
        ("ar", 3, "أُعجب \u2068Ada\u2069 وشخصان آخران بمنشورك"),
        ("ar", 5, "أُعجب \u2068Ada\u2069 و4 أشخاص آخرين بمنشورك"),
        ("ar", 12, "أُعجب \u2068Ada\u2069 و11 شخصًا آخر بمنشورك"),
        ("ar", 103, "أُعجب \u2068Ada\u2069 و102 شخص آخر بمنشورك"),
        ("it", 1, "Ada liked your post"),
        (None, 1, "Ada liked your post"),
        ("not a tag", 1, "Ada liked your post"),
    ],
)
def test_languages_bend_the_sentence_after_how_many_they_are(language, count, said):
    assert texts.text_of(note("like", "post", count=count), language) == said


def test_a_name_that_runs_left_is_set_apart_in_a_sentence_that_runs_right():
    assert texts.text_of(note("follow", names=["ليلى"]), "en") == "\u2068ليلى\u2069 followed you"
    assert texts.text_of(note("follow", names=["Łucja"]), "en") == "Łucja followed you"


def test_no_name_turns_the_words_around_it():
    hostile = "Eve\u2069\u202e evil\u2066"
    assert texts.text_of(note("follow", names=[hostile]), "en") == "Eve evil followed you"
    assert texts.text_of(note("follow", names=[hostile]), "ar") == "تابعك \u2068Eve evil\u2069"


def test_a_name_is_no_pattern():
    told = note("circle_join", names=["100%(count)s %s"], circle="%(people)s")
    assert texts.text_of(told, "en") == "100%(count)s %s joined %(people)s"


def test_what_a_later_release_tells_is_said_in_general():
    assert texts.text_of(note("moon_landing", "first"), "en") == "There is news from TOPiN"
    assert texts.text_of(note("like", "moon"), "en") == "Ada liked your post"


# -- Through the doors -------------------------------------------------------------------------------


@pytest.fixture
def liked(alice, bob, run_events):
    """A post of Alice that Bob liked, and she was told of."""
    like(post_by(alice), bob)
    run_events()


def first_text(api, person, language=None):
    headers = {"Accept-Language": language} if language else {}
    (item,) = api(person).get(LIST, headers=headers).json["items"]
    assert "told" not in item
    return item["text"]


def choose(person, language):
    accounts.update_accessibility(person.viewer, {"language": language})


def test_the_list_speaks_the_language_that_is_asked_for_until_one_was_chosen(api, alice, liked):
    assert first_text(api, alice) == "Bob liked your post"
    assert first_text(api, alice, "de-CH, fr;q=0.8") == "Bob mag deinen Beitrag"
    choose(alice, "es")
    assert first_text(api, alice, "de-CH") == "Bob ha indicado que le gusta tu publicación"
    choose(alice, "it")
    assert first_text(api, alice, "de-CH") == "Bob liked your post"


def test_open_clients_hear_in_the_language_that_was_chosen(alice, bob, run_events):
    choose(alice, "fr")
    position = streams.position_now(alice.viewer)
    like(post_by(alice), bob)
    run_events()
    events = streams.read(alice.viewer, position).items
    (told,) = [e["payload"]["notification"] for e in events if e["kind"] == "notification.created"]
    assert told["text"] == "Bob a aimé votre publication"
    assert "told" not in told


def test_a_circle_that_is_gone_is_not_named():
    """Such a notification is not shown; were it, it would say no name."""
    assert texts.text_of(note("circle_invite", circle=None), "en") == "Ada invited you to a circle"
