"""The words of texts in any language: what search keeps of a post, and what it looks for.

A word is folded: NFKC, casefold, and without the marks that many keyboards lack (café, Ёлка). Where a script
leaves no spaces between words, each character is a word, and each two neighbours are one more at the same place:
so 東京 is found in 東京都, and 京 too. Emoji are words. What is between words only parts them.
"""

import unicodedata
from collections import defaultdict
from typing import NamedTuple

import regex

from posts.tags import find_tags

LONGEST = 100  # characters of a word that count
LAST_PLACE = 16_383  # PostgreSQL's
#: Scripts that are written without spaces.
SCRIPTS = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar"]
UNSPACED = "".join(rf"\p{{Script={script}}}" for script in SCRIPTS) + "ー々〆〇"
WORD = regex.compile(
    rf"(?V1)(?P<unspaced>[{UNSPACED}]\p{{M}}*)"
    rf"|(?P<emoji>[\p{{Extended_Pictographic}}--[\p{{ASCII}}©®™]]|\p{{Regional_Indicator}}{{2}})"
    rf"|(?P<spaced>[[\p{{L}}\p{{M}}\p{{N}}_]--[{UNSPACED}]]+)"
)
#: Marks that are left out: of Latin, Greek and Cyrillic letters, vowels of Arabic and Hebrew, the stretch of Arabic.
LEFT_OUT = regex.compile(
    r"[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]"
)


class Word(NamedTuple):
    """A folded word, its place among the words, and where it stands in the text (code points)."""

    text: str
    place: int
    start: int
    end: int
    unspaced: bool


def find_words(text):
    """The words of a text in their order, each at the next place."""
    found = WORD.finditer(text)
    place = 0
    for match in found:
        # A letter may become several words (㍻ is 平成), or none.
        for part in WORD.finditer(fold(match.group())):
            place += 1
            yield Word(part.group()[:LONGEST], place, match.start(), match.end(), part["unspaced"] is not None)


def fold(text):
    """A text as words are compared."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFKC", LEFT_OUT.sub("", plain))


def vector_of(text):
    """What search keeps of a post's text, as PostgreSQL reads a tsvector: words with their places, and #tags."""
    places = defaultdict(list)
    before = None
    for word in find_words(text):
        if word.place > LAST_PLACE:
            break
        places[word.text].append(word.place)
        if _are_neighbours(before, word):
            places[before.text + word.text].append(before.place)
        before = word
    kept = [f"'{word}':{','.join(map(str, at))}" for word, at in places.items()]
    return " ".join(kept + [f"'#{tag}'" for tag in find_tags(text)])


def _are_neighbours(before, word):
    return before is not None and before.unspaced and word.unspaced and before.end >= word.start


def phrase_of(text):
    """Words that must stand one after the other, as PostgreSQL reads a tsquery; empty where there are none.

    Of a run without spaces the pairs are asked for: they are rarer than the characters, and tell as much.
    """
    lexemes = _lexemes(text)
    parts = []
    for n, (lexeme, place) in enumerate(lexemes):
        if n:
            parts.append(f"<{place - lexemes[n - 1][1]}>")
        parts.append(f"'{lexeme}'")
    return " ".join(parts)


def lexemes_of(text):
    """What of an index a phrase needs, in whatever order."""
    return [lexeme for lexeme, _ in _lexemes(text)]


def _lexemes(text):
    words = [word for word in find_words(text) if word.place <= LAST_PLACE]
    found = []
    for n, word in enumerate(words):
        if n + 1 < len(words) and _are_neighbours(word, words[n + 1]):
            found.append((word.text + words[n + 1].text, word.place))
        elif not (n and _are_neighbours(words[n - 1], word)):
            found.append((word.text, word.place))
    return found
