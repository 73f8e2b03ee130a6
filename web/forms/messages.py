"""What the forms of private talk offer, and what is sent with them."""

from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from web.forms import media
from web.forms.posts import reasons

#: How long a message stays after it was read: value, on the button, as a sentence.
EXPIRIES = [
    ("1h", _("1 hour"), _("New messages disappear 1 hour after they were read.")),
    ("24h", _("24 hours"), _("New messages disappear 24 hours after they were read.")),
    ("7d", _("7 days"), _("New messages disappear 7 days after they were read.")),
    ("keep", _("Keep"), _("New messages stay until somebody deletes them.")),
]
QUICK_EMOJI = ("👍", "❤️", "😂", "😮", "😢", "🙏")
REPORT_REASONS = [
    ("spam", _("Spam")),
    ("harassment", _("Harassment")),
    ("hate", _("Hate")),
    ("violence", _("Violence or threats")),
    ("nudity", _("Nudity nobody asked for")),
    ("self_harm", _("Self-harm")),
    ("child_safety", _("A child is in danger")),
    ("illegal", _("Something illegal")),
    ("impersonation", _("Somebody pretends to be another")),
    ("intellectual_property", _("Stolen work")),
    ("misinformation", _("Dangerous falsehood")),
    ("other", _("Something else")),
]
TARGETS = ("conversation_id", "recipient_id")
FIELDS = (*TARGETS, "text", "reply_to", "client_id")


class Target(serializers.Serializer):
    """Where a form was to be sent: a page is shown again for it when it was refused."""

    conversation_id = serializers.UUIDField(required=False, default=None)
    recipient_id = serializers.UUIDField(required=False, default=None)


def composer(draft=None, refusal=None, tray=()):
    """Context of `web/messages/_write.html`. The client id makes a form that is sent twice one message."""
    return {
        "draft": {"client_id": uuid4(), **(draft or {})},
        "tray": tray,
        "message_limit": settings.MESSAGE_LENGTH,
        **media.choices(),
        "media_limit": settings.MESSAGE_MEDIA,
        "refusal": refusal,
        "reasons": reasons(refusal),
    }


def sent(data):
    """The fields of a sent form, as `serializers.NewMessage` takes them."""
    fields = {name: data[name] for name in FIELDS if data.get(name)}
    return fields | ({"media_ids": ids} if (ids := media.ids_of(data)) else {})


def changes(data):
    """What a form changes of a conversation, as `serializers.ConversationChange` takes it."""
    return {name: data[name] for name in ("muted", "archived", "expiry") if name in data}
