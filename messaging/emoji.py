"""Which texts are one emoji: a reaction is nothing else."""

import regex
from rest_framework import serializers

LONGEST = 20  # code points; flags of regions and families have some ten
PICTURE = r"[\p{Extended_Pictographic}\p{Emoji_Modifier}](?:\p{Emoji_Modifier}|\uFE0F)?"
#: Pictures that are joined to one, a flag of a region, a key cap, a flag of a country; and nothing hung on to them.
EMOJI = regex.compile(
    rf"{PICTURE}(?:\u200D{PICTURE})*|\U0001F3F4[\U000E0030-\U000E007A]{{1,6}}\U000E007F"
    r"|[0-9#*]\uFE0F?\u20E3|\p{Regional_Indicator}{2}"
)


def is_emoji(text):
    """Whether people see exactly one picture."""
    return len(text) <= LONGEST and regex.fullmatch(r"\X", text) is not None and EMOJI.fullmatch(text) is not None


class EmojiField(serializers.CharField):
    default_error_messages = {"invalid": "One emoji"}

    def to_internal_value(self, data):
        if not isinstance(data, str) or not is_emoji(data):
            self.fail("invalid")
        return data
