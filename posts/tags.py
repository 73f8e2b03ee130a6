"""#tags, read from the text of a post."""

import unicodedata

import regex

LONGEST = 100  # characters
#: A letter or number first, so that a keycap emoji (# with marks) begins no tag; & begins an entity, / a fragment.
FOUND = regex.compile(
    r"(?:https?://|www\.)\S+"
    r"|(?<![\p{L}\p{M}\p{N}_&/#＃])[#＃](?P<tag>[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*)",
    regex.IGNORECASE,
)
LETTER = regex.compile(r"\p{L}")


def find_tags(text):
    """The tags of a text, each once, in the order of their first place, folded to lower case (NFC).

    A tag needs a letter; what is longer than LONGEST is none, nor is anything within words and addresses.
    """
    found = (match["tag"] for match in FOUND.finditer(text))
    folded = (fold_tag(tag) for tag in found if tag and LETTER.search(tag))
    return list(dict.fromkeys(tag for tag in folded if len(tag) <= LONGEST))


def fold_tag(tag):
    """A tag as it is kept.

    Decomposed first: casefold turns the Greek iota below a letter into a letter, where no mark moves past it.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", tag).casefold())
