"""Text that people write: counted as they see it, and what of Unicode names refuse."""

import regex
from rest_framework import serializers

GRAPHEME = regex.compile(r"\X")
#: Controls, and what turns the direction of the text around it: with these a name looks like another.
UNFIT_FOR_NAMES = regex.compile(r"[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]")
#: Letters, numbers and signs, but for those that are blank: fillers of Hangul, the empty pattern of Braille.
VISIBLE = regex.compile(r"(?V1)[[\p{L}\p{N}\p{P}\p{S}\p{Alphabetic}]--[\p{Default_Ignorable_Code_Point}\u2800]]")
POINTS_PER_CHARACTER = 20  # the longest emoji has some 10; hundreds are a prank


def length(text):
    """How many characters a person sees: grapheme clusters."""
    return len(text) if text.isascii() and "\r" not in text else sum(1 for _ in GRAPHEME.finditer(text))


class TextField(serializers.CharField):
    """Text of at most `longest` characters as people see them. Numbers are no text."""

    default_error_messages = {"invalid": "Write a text", "too_long": "At most {longest} characters"}

    def __init__(self, longest, **kwargs):
        self.longest = longest
        super().__init__(**kwargs)

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid")
        text = super().to_internal_value(data)
        if len(text) > self.longest and self._is_long(text):
            self.fail("too_long", longest=self.longest)
        return text

    def _is_long(self, text):
        return len(text) > self.longest * POINTS_PER_CHARACTER or length(text) > self.longest


class NameField(TextField):
    """A text in one line by which people are told apart."""

    default_error_messages = {
        "unfit": "Names have no control characters and none that turn the direction of the text",
        "invisible": "Something has to be seen of it",
    }

    def to_internal_value(self, data):
        text = super().to_internal_value(data)
        if UNFIT_FOR_NAMES.search(text):
            self.fail("unfit")
        if text and not VISIBLE.search(text):
            self.fail("invisible")
        return text
