"""Fields of settings: strict about JSON's kinds, so that "false" and 1 are refused instead of guessed."""

import re
from functools import cache
from zoneinfo import available_timezones

from rest_framework import serializers

LANGUAGE = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*\Z"
)
LANGUAGE_LENGTH = 35  # what RFC 5646 asks to make room for
TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]\Z")
#: Names of the data base of time zones that are none.
NO_ZONES = {"Factory", "localtime", "posixrules"}


@cache
def time_zones():
    """The names of IANA's time zones."""
    return available_timezones() - NO_ZONES


class SwitchField(serializers.BooleanField):
    """true or false, and nothing that only means it."""

    def to_internal_value(self, data):
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class ScaleField(serializers.FloatField):
    """A number; text and switches are none."""

    def to_internal_value(self, data):
        if isinstance(data, (str, bool)):
            self.fail("invalid")
        return super().to_internal_value(data)


class WordField(serializers.CharField):
    """A text of a given form."""

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid")
        return self.read(data)


class TimeOfDayField(WordField):
    default_error_messages = {"invalid": "A time such as 22:30"}

    def read(self, text):
        if not TIME.match(text):
            self.fail("invalid")
        return text


class TimeZoneField(WordField):
    default_error_messages = {"invalid": "An IANA time zone such as Europe/Vienna"}

    def read(self, text):
        if text not in time_zones():
            self.fail("invalid")
        return text


class LanguageField(WordField):
    """A BCP 47 tag, in the letters' cases that it is usually written in (de-AT, zh-Hant-TW)."""

    default_error_messages = {"invalid": "A language tag such as en or de-AT"}

    def read(self, text):
        if len(text) > LANGUAGE_LENGTH or not LANGUAGE.match(text):
            self.fail("invalid")
        first, *rest = text.split("-")
        return "-".join([first.lower(), *map(_cased, rest)])


def _cased(part):
    if len(part) == 4 and part.isalpha():
        return part.title()
    return part.upper() if len(part) == 2 else part.lower()
