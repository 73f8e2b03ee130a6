"""What a muted phrase finds: by examples, and by properties of texts that nobody would think of."""

import time

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

BARE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
#: Without NUL and lone surrogates, which no text of ours has.
signs = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
around = st.text(signs, max_size=30)
letters = st.sampled_from("abcxyzäöéß09_жщאבπ")
words = st.text(letters, min_size=1, max_size=8)
between = st.sampled_from([" ", "  ", "\n", ", ", ". ", " – ", "! ", "\u00a0", "(", "/", "-", "🔥", "東"])


@pytest.fixture
def finds(superuser):
    """`finds("phrase", "text", "word")`: whether the muted phrase is found in the text."""

    def look(phrase, text, match="word"):
        found = superuser.execute(
            """select internal.muted_phrases(%(text)s, array[w.word]) is not null
                 from (select jsonb_populate_record(null::muted_words, jsonb_build_object('id', gen_random_uuid(),
                    'phrase', %(phrase)s::text, 'pattern', internal.muted_needle(%(phrase)s, %(match)s))) as word) w
            """,
            {"text": text, "phrase": phrase, "match": match},
        )
        return found.fetchone()[0]

    return look


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("cat", "The CAT sat"),
        ("cat", "cat"),
        ("cat", "cat, dog"),
        ("cat", "#cat and @cat"),
        ("cat", "concat cat"),
        ("Straße", "die STRAßE"),
        ("naïve", "nai\u0308ve"),
        ("ΟΔΟΣ", "οδος"),
        ("two words", "two\n\t words"),
        ("two words", "Two\u00a0words."),
        ("c++", "I write C++."),
        ("c++", "c++, mostly"),
        (".net", "on .NET today"),
        ("#tag", "a #Tag!"),
        ("@alice", "hi @alice"),
        ("don't", "I don’t"),
        ("spoiler", "sp\u00adoil\u200ber"),
        ("хлеб", "Хлеб и соль"),
        ("हिन्दी", "यह हिन्दी है"),
        ("می‌خواهم", "من میخواهم"),
        ("🔥", "so🔥🔥hot"),
        ("👩‍💻", "a 👩‍💻 at work"),
        ("❤", "I ❤️ it"),
        ("東京", "私は東京に住む"),
        ("ねこ", "ねこです"),
        ("กาแฟ", "ดื่มกาแฟร้อน"),
        ("cat", "ねこcatです"),
        ("a a", "a a a"),
        ("100%", "100% sure"),
        ("a.c", "a.c"),
    ],
)
def test_a_whole_word_is_found(finds, phrase, text):
    assert finds(phrase, text)
    assert finds(phrase, text, "substring")


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("cat", "cats"),
        ("cat", "concatenate"),
        ("cat", "cat_1"),
        ("cat", "cat2"),
        ("caf", "cafe\u0301"),
        ("cafe", "cafe\u0301"),
        ("#tag", "#tagged"),
        ("хлеб", "хлебный"),
        ("हिन्द", "हिन्दी"),
        ("two words", "two wordsmiths"),
        ("٣", "٣٤"),
    ],
)
def test_a_part_of_a_word_is_not_the_word(finds, phrase, text):
    assert not finds(phrase, text)


@pytest.mark.parametrize("text", ["abc", "a\\.c", "a c", ""])
def test_nothing_in_a_phrase_means_anything_but_itself(finds, text):
    for phrase in ("a.c", "a*", ".*", "[a-c]", "(a|b)", "\\w", "^a", "c$", "a{1}", "\\", "%", "_bc"):
        assert finds(phrase, text, "substring") is (phrase in text), (phrase, text)


@BARE
@given(before=st.lists(words), phrase=st.lists(words, min_size=1, max_size=3), after=st.lists(words), gap=between)
def test_words_among_words_are_found_wherever_they_stand(finds, before, phrase, after, gap):
    text = gap.join([*before, " ".join(phrase), *after])
    assert finds(" ".join(phrase), text)
    assert finds(" ".join(phrase).upper(), text) or " ".join(phrase).upper().lower() != " ".join(phrase)


@BARE
@given(word=words, more=words, text=st.lists(words))
def test_a_word_is_found_if_and_only_if_it_is_one_of_the_words(finds, word, more, text):
    assert finds(word, " ".join(text)) is (word.lower() in [other.lower() for other in text])
    assert finds(word, word + more) is False


@BARE
@given(before=around, phrase=st.text(signs, min_size=1, max_size=20), after=around)
def test_a_part_is_found_inside_any_text(finds, superuser, before, phrase, after):
    seen = superuser.execute("select internal.muted_needle(%s, 'substring')", [phrase]).fetchone()[0]
    assume(seen)
    assert finds(phrase, f"{before} {phrase} {after}", "substring")
    assert finds(phrase, phrase, "substring")


@BARE
@given(phrase=st.text(signs, min_size=1, max_size=40))
def test_every_phrase_of_which_something_is_seen_finds_itself(finds, superuser, phrase):
    assume(superuser.execute("select internal.muted_needle(%s, 'word')", [phrase]).fetchone()[0])
    for text in (phrase, f"so {phrase} it is", phrase.upper() if phrase.upper().lower() == phrase else phrase):
        assert finds(phrase, text)


@BARE
@given(phrase=st.text(signs, min_size=1, max_size=40), text=st.text(signs, max_size=60))
def test_a_whole_word_is_a_part_of_the_text(finds, phrase, text):
    assert finds(phrase, text, "substring") or not finds(phrase, text)


def test_two_hundred_words_of_a_hundred_different_signs_take_no_time(superuser):
    """What compiling them into one expression would take minutes for."""
    superuser.execute(
        """create temp table if not exists many as
           select array_agg(jsonb_populate_record(null::muted_words, jsonb_build_object('id', gen_random_uuid(),
              'phrase', p, 'pattern', internal.muted_needle(p, 'substring')))) as words
             from (select string_agg(chr(19968 + n * 100 + i), '') as p
                     from generate_series(0, 199) n, generate_series(0, 99) i group by n) made"""
    )
    started = time.monotonic()
    found = superuser.execute(
        "select internal.muted_phrases(repeat('a 東 ', 500) || n, words) from many, generate_series(1, 100) n"
    ).fetchall()
    assert found == [(None,)] * 100
    assert time.monotonic() - started < 5
