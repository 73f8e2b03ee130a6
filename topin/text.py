"""Text that people write: counted as they see it, and what of Unicode names refuse."""

import regex

GRAPHEME = regex.compile(r"\X")
#: Controls, and what turns the direction of the text around it: with these a name looks like another.
UNFIT_FOR_NAMES = regex.compile(r"[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]")
#: Letters, numbers and signs, but for those that are blank: fillers of Hangul, the empty pattern of Braille.
VISIBLE = regex.compile(r"(?V1)[[\p{L}\p{N}\p{P}\p{S}\p{Alphabetic}]--[\p{Default_Ignorable_Code_Point}\u2800]]")
POINTS_PER_CHARACTER = 20  # the longest emoji has some 10; hundreds are a prank


def length(text):
    """How many characters a person sees: grapheme clusters."""
    return len(text) if text.isascii() and "\r" not in text else sum(1 for _ in GRAPHEME.finditer(text))
