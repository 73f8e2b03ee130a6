"""Lists and objects that people send: counted before anything in them is looked at.

A body has room for hundreds of thousands of items; checking each, and saying of each what is wrong with it, would
take minutes.
"""

from rest_framework import serializers


class ShortList(serializers.ListField):
    """A list of at most `max_length` items."""

    def to_internal_value(self, data):
        if isinstance(data, list) and len(data) > self.max_length:
            self.fail("max_length", max_length=self.max_length)
        return super().to_internal_value(data)


class ShortDict(serializers.DictField):
    """An object of at most `max_length` names."""

    default_error_messages = {"max_length": "At most {max_length} names"}

    def __init__(self, *, max_length, **kwargs):
        self.max_length = max_length
        super().__init__(**kwargs)

    def to_internal_value(self, data):
        if isinstance(data, dict) and len(data) > self.max_length:
            self.fail("max_length", max_length=self.max_length)
        return super().to_internal_value(data)
