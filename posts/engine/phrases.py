"""The key phrases of a text, and what of it may be a #tag elsewhere.

RAKE (Rose, Engel, Cramer, Cowley: Automatic Keyword Extraction from Individual Documents, 2010): phrases are what
stands between stop words and punctuation, and a word weighs its degree (the words in its phrases) over its frequency.
It needs nothing but a list of stop words, which suits texts of a few lines. Scripts without spaces have no words to
count: there a run of one script is a phrase.
"""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import regex

from posts.tags import fold_tag

#: Words that part phrases, in the languages of most posts. Of others the shortest words do so.
STOP_WORDS = frozenset(Path(__file__).with_name("stopwords.txt").read_text("utf-8").split())
PHRASES = 10  # of one text
CANDIDATES = 300  # of one text, looked up among the tags
WORDS = 3  # of one phrase
LONGEST = 60  # characters of a phrase
READ = 20_000  # characters of a text that are looked at
UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
NOISE = regex.compile(
    r"(?:https?://|www\.)\S+|(?<![\p{L}\p{N}])@[\p{L}\p{N}_.]+|[\p{Cc}\p{Cf}--[\n\t\u200c\u200d]]", regex.V1
)
WORD = regex.compile(
    r"\p{Han}+|[\p{Katakana}ー]+|\p{Hiragana}+|[\p{Thai}\p{Mn}]+|[\p{Lao}\p{Mn}]+|[\p{Khmer}\p{M}]+|[\p{Myanmar}\p{M}]+"
    rf"|[[\p{{L}}\p{{N}}_]--[{UNSPACED}]][[\p{{L}}\p{{M}}\p{{N}}_]--[{UNSPACED}]]*(?:['’-][\p{{L}}\p{{M}}]+)*",
    regex.V1,
)
IS_UNSPACED = regex.compile(rf"[{UNSPACED}]", regex.V1)
GAP = regex.compile(r"[ \t\u00a0#＃]*")  # between the words of one phrase
GAP_INSIDE = regex.compile(r"[ \t\u00a0#＃]+")
LETTER = regex.compile(r"\p{L}")
HAN = regex.compile(r"\p{Han}{3,}")


class Word(NamedTuple):
    """A word that may stand in a phrase: lower case, and where it is in the text."""

    text: str
    begins: int
    ends: int


def clean(text):
    """A text without addresses, @handles and characters that nobody sees."""
    return NOISE.sub(" ", text[:READ])


def letters_of(text):
    """How many letters a text has; those of scripts without spaces say as much as three."""
    return len(LETTER.findall(text)) + 2 * len(IS_UNSPACED.findall(text))


def find_phrases(text):
    """The key phrases of a cleaned text, the weightiest first, in lower case, at most PHRASES."""
    pieces = [run[at : at + WORDS] for run in _runs(text) for at in range(0, len(run), WORDS)]
    frequency, degree = Counter(), Counter()
    for piece in pieces:
        for word in piece:
            frequency[word.text] += 1
            degree[word.text] += len(piece)
    weights = {}
    for piece in pieces:
        phrase = _between(text, piece, " ")
        if _says_something(phrase):
            weights.setdefault(phrase, sum(degree[word.text] / frequency[word.text] for word in piece))
    return sorted(weights, key=weights.get, reverse=True)[:PHRASES]


def find_candidates(text):
    """What of a cleaned text would be a tag, folded: up to three words together, and alone; at most CANDIDATES, those
    of more words first."""
    found = {}
    for run in _runs(text):
        for at in range(len(run)):
            for words in range(1, min(WORDS, len(run) - at) + 1):
                piece = run[at : at + words]
                for tag in (_between(text, piece, ""), _between(text, piece, "_")):
                    found.setdefault(tag, words)
                if words == 1 and HAN.fullmatch(piece[0].text):
                    found |= {part: 1 for part in _parts(piece[0].text) if part not in found}
        if len(found) > 10 * CANDIDATES:
            break
    tags = dict.fromkeys(fold_tag(tag) for tag in sorted(found, key=lambda tag: -found[tag]) if _says_something(tag))
    return list(tags)[:CANDIDATES]


def _runs(text):
    """Lists of words with nothing but spaces between them: stop words, punctuation and line ends part them."""
    runs, run, shouting = [], [], text.isupper()
    for match in WORD.finditer(text):
        word = Word(match[0].lower(), *match.span())
        goes_on = run and GAP.fullmatch(text, run[-1].ends, word.begins)
        is_stop = _is_stop(match[0], shouting)
        if run and (is_stop or not goes_on):
            runs.append(run)
            run = []
        if not is_stop:
            run.append(word)
    return [*runs, run] if run else runs


def _is_stop(word, shouting):
    if IS_UNSPACED.match(word):
        return regex.fullmatch(r"\p{Hiragana}{1,4}", word) is not None  # mostly endings and particles
    if len(word) == 2 and word.isupper() and not shouting:
        return False  # AI and EU are words, "no" and "eu" are none
    return len(word) < 3 or len(word) > LONGEST or word.lower() in STOP_WORDS or not LETTER.search(word)


def _between(text, piece, joint):
    """A piece of a run as it stands in the text, with `joint` where it has spaces."""
    return GAP_INSIDE.sub(joint, text[piece[0].begins : piece[-1].ends].lower())


def _parts(word):
    """What may be words within a run of Chinese characters: two to four of them."""
    return [word[at : at + length] for length in (4, 3, 2) for at in range(len(word) - length + 1)]


def _says_something(phrase):
    return 2 <= len(phrase) <= LONGEST and letters_of(phrase) >= 2
