"""Which texts are one emoji: a reaction is nothing else."""

import regex
from rest_framework import serializers

LONGEST = 20  # code points; flags of regions and families have some ten
#: A sign that is shown as a picture, or is asked to be; a key cap; a flag.
PICTURE = regex.compile(
    r"\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Emoji}\uFE0F|[0-9#*]\uFE0F?\u20E3|\p{Regional_Indicator}{2}"
)


def is_emoji(text):
    """Whether people see exactly one picture."""
    return len(text) <= LONGEST and regex.fullmatch(r"\X", text) is not None and PICTURE.match(text) is not None


class EmojiField(serializers.CharField):
    default_error_messages = {"invalid": "One emoji"}

    def to_internal_value(self, data):
        if not isinstance(data, str) or not is_emoji(data):
            self.fail("invalid")
        return data
