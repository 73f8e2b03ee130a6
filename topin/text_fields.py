"""Fields of doors for text that people write (topin/text.py)."""

from rest_framework import serializers

from topin.text import POINTS_PER_CHARACTER, UNFIT_FOR_NAMES, VISIBLE, length


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
