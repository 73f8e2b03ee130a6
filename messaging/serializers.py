"""What the doors of messages take, and what they answer (for the schema)."""

from django.conf import settings
from rest_framework import serializers

from accounts.serializers import UserSummary
from messaging.emoji import EmojiField
from messaging.models import EXPIRIES
from topin.lists import ShortList
from topin.media_shape import Media
from topin.text import VISIBLE
from topin.text_fields import TextField

STATES = ["active", "request", "sent_request", "archived"]
LISTS = ["active", "request", "archived"]
CLIENT_ID_LENGTH = 100


class ClientIdField(serializers.RegexField):
    """What a client calls a message before it has an id: printable, no spaces at its ends."""

    def __init__(self, **kwargs):
        super().__init__(rf"^[!-~]([ -~]{{0,{CLIENT_ID_LENGTH - 2}}}[!-~])?\Z", trim_whitespace=False, **kwargs)


class NewMessage(serializers.Serializer):
    """To a member, or into a conversation; something to say has to be in it: a text, or media."""

    recipient_id = serializers.UUIDField(required=False, allow_null=True, default=None)
    conversation_id = serializers.UUIDField(required=False, allow_null=True, default=None)
    text = TextField(
        settings.MESSAGE_LENGTH, required=False, allow_null=True, allow_blank=True, default="", trim_whitespace=False
    )
    media_ids = ShortList(
        child=serializers.UUIDField(), max_length=settings.MESSAGE_MEDIA, required=False, allow_null=True, default=list
    )
    reply_to = serializers.UUIDField(required=False, allow_null=True, default=None)
    client_id = ClientIdField(required=False, allow_null=True, default=None)

    def validate_text(self, value):
        return value if value and VISIBLE.search(value) else ""

    def validate_media_ids(self, value):
        if value and len(set(value)) < len(value):
            raise serializers.ValidationError("The same twice", code="duplicate")
        return value or []

    def validate(self, attrs):
        if (attrs["recipient_id"] is None) == (attrs["conversation_id"] is None):
            message = "Either a recipient_id or a conversation_id"
            raise serializers.ValidationError({"recipient_id": message}, code="required")
        if not attrs["text"] and not attrs["media_ids"]:
            raise serializers.ValidationError({"text": "Write something, or add a picture"}, code="blank")
        return attrs


class ConversationQuery(serializers.Serializer):
    """The query of the list."""

    state = serializers.ChoiceField(LISTS, required=False, default="active")


class ConversationChange(serializers.Serializer):
    muted = serializers.BooleanField(required=False)
    archived = serializers.BooleanField(required=False)
    expiry = serializers.ChoiceField(EXPIRIES, required=False, help_text="after reading, of messages sent from now on")


class ReadUpTo(serializers.Serializer):
    up_to = serializers.UUIDField(help_text="a message of the conversation")


class DeletedFor(serializers.Serializer):
    """The query of a deletion. An own parameter is called `for`, which Python keeps for itself."""

    def get_fields(self):
        return {"for": serializers.ChoiceField(["me", "everyone"], required=False, default="me")}


class Reacted(serializers.Serializer):
    emoji = EmojiField()


class QuotedMessage(serializers.Serializer):
    id = serializers.UUIDField()
    sender_id = serializers.UUIDField()
    text = serializers.CharField(allow_null=True)
    deleted = serializers.BooleanField()


class Reaction(serializers.Serializer):
    emoji = serializers.CharField()
    user_ids = serializers.ListField(child=serializers.UUIDField())


class Message(serializers.Serializer):
    """Deleted for everyone it has neither text nor media. The sender sees marks where both let them be known."""

    id = serializers.UUIDField()
    conversation_id = serializers.UUIDField()
    sender_id = serializers.UUIDField()
    client_id = serializers.CharField(allow_null=True, help_text="for its sender")
    text = serializers.CharField(allow_null=True)
    media = Media(many=True)
    reply_to = QuotedMessage(allow_null=True)
    reactions = Reaction(many=True)
    created_at = serializers.DateTimeField()
    delivered_at = serializers.DateTimeField(allow_null=True)
    read_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True, help_text="known once it was read")
    deleted = serializers.BooleanField()


class MessagePage(serializers.Serializer):
    items = Message(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class Conversation(serializers.Serializer):
    id = serializers.UUIDField()
    participant = UserSummary()
    state = serializers.ChoiceField(STATES)
    expiry = serializers.ChoiceField(EXPIRIES)
    last_message = Message(allow_null=True, help_text="null also where it cannot be opened right now")
    unread_count = serializers.IntegerField(help_text="1000 stands for all above")
    muted = serializers.BooleanField()
    updated_at = serializers.DateTimeField()


class ConversationPage(serializers.Serializer):
    items = Conversation(many=True)
    next_cursor = serializers.CharField(allow_null=True)
