"""Private talk: who talks with whom, under which key, and what was said, sealed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from topin.fields import ByMember, IdField, MadeAtField

EXPIRIES = [(e, e) for e in ("1h", "24h", "7d", "keep")]
PARTICIPATIONS = [(s, s) for s in ("active", "request", "sent_request", "declined")]


class Conversation(models.Model):
    """Two members' talk. Its id is derived from theirs (`generate_conversation_id`); its row's lock orders it."""

    id = models.UUIDField(primary_key=True, editable=False)
    expiry = models.TextField(choices=EXPIRIES, db_default="24h")  # after reading, for messages sent from now on
    last_seq = models.BigIntegerField(db_default=0)  # of its newest message
    last_at = models.DateTimeField(null=True)
    created_at = MadeAtField()

    class Meta:
        db_table = "conversations"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expiry__in=[e for e, _ in EXPIRIES]), name="conversations_expiry"
            ),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="conversations_newest")]  # for the console

    def __str__(self):
        return str(self.id)


class ConversationParticipant(models.Model):
    """What a conversation is to one of its members."""

    pk = models.CompositePrimaryKey("conversation_id", "user_id")
    conversation = models.ForeignKey(Conversation, models.DO_NOTHING, related_name="+", db_index=False)
    user = ByMember()
    #: The other one. Blocks, leaving and lists ask for them at each turn; null when there are several one day.
    peer = ByMember(null=True)
    state = models.TextField(choices=PARTICIPATIONS)
    is_muted = models.BooleanField(db_default=False)
    is_archived = models.BooleanField(db_default=False)
    #: Up to this message of the conversation they have read, or been brought, all of the other's.
    read_seq = models.BigIntegerField(db_default=0)
    delivered_seq = models.BigIntegerField(db_default=0)
    #: Whether there may be something unread: where to count, not the count.
    has_unread = models.BooleanField(db_default=False)
    updated_at = models.DateTimeField()  # of the newest message that they may see: the order of lists

    class Meta:
        db_table = "conversation_participants"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[s for s, _ in PARTICIPATIONS]), name="conversation_participants_state"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-updated_at", "-conversation"], name="conversations_of_member"),
            models.Index(fields=["peer", "user"], name="conversations_with_member"),
            models.Index(
                fields=["user"], name="conversations_unread", condition=models.Q(has_unread=True)
            ),
            models.Index(
                fields=["conversation"],
                name="conversations_not_agreed",
                condition=models.Q(state__in=["request", "declined"]),
            ),
        ]


class ConversationKey(models.Model):
    """What seals the texts of one conversation, itself wrapped by a master key (`MESSAGE_KEYS`)."""

    conversation = models.OneToOneField(Conversation, models.DO_NOTHING, primary_key=True, related_name="+")
    id = models.UUIDField()  # of the key inside: it stays the same when another master key wraps it
    master = models.TextField()  # the master key's id
    wrapped = models.BinaryField()
    created_at = MadeAtField()

    class Meta:
        db_table = "conversation_keys"
        indexes = [models.Index(fields=["master", "conversation"], name="conversation_keys_of_master")]


class Message(models.Model):
    """One message. Times of a conversation's messages rise with `seq`; its text stands sealed or not at all."""

    id = IdField()
    conversation = models.ForeignKey(Conversation, models.DO_NOTHING, related_name="+", db_index=False)
    seq = models.BigIntegerField()
    sender = ByMember()
    client_id = models.TextField(null=True)
    fingerprint = models.BinaryField(null=True)  # of what came with that client_id, made with the conversation's key
    sealed = models.BinaryField(null=True)  # see messaging/sealing.py; null without a text
    has_media = models.BooleanField(db_default=False)
    # What describes its media, by their places: theirs, from here on sealed as the text is; null without any.
    sealed_alts = ArrayField(models.BinaryField(null=True), null=True)
    reply_to = models.ForeignKey("self", models.DO_NOTHING, null=True, related_name="+", db_index=False)
    expiry = models.TextField(choices=EXPIRIES)  # the conversation's when it was sent
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)  # known when it was read; null: kept, or unread
    deleted_at = models.DateTimeField(null=True)  # for everyone: a tombstone
    hidden_for = ArrayField(models.UUIDField(), db_default=[])  # whoever deleted it for themselves

    class Meta:
        db_table = "messages"
        constraints = [
            models.UniqueConstraint(fields=["conversation", "seq"], name="messages_in_order"),
            models.UniqueConstraint(
                fields=["sender", "client_id"], name="messages_once", condition=models.Q(client_id__isnull=False)
            ),
            models.CheckConstraint(condition=models.Q(expiry__in=[e for e, _ in EXPIRIES]), name="messages_expiry"),
            models.CheckConstraint(
                condition=models.Q(deleted_at=None) | models.Q(sealed=None, has_media=False),
                name="messages_tombstone",
            ),
        ]
        indexes = [
            models.Index(fields=["sender", "-id"], name="messages_of_sender"),
            models.Index(fields=["reply_to"], name="messages_answered", condition=models.Q(reply_to__isnull=False)),
            # For the clock: what goes when.
            models.Index(fields=["expires_at"], name="messages_expiring", condition=models.Q(expires_at__isnull=False)),
            models.Index(fields=["deleted_at"], name="messages_deleted", condition=models.Q(deleted_at__isnull=False)),
            # What is kept waits for its reader for as long as it takes; the clock does not walk over it.
            models.Index(
                fields=["created_at"],
                name="messages_unread",
                condition=models.Q(read_at=None) & ~models.Q(expiry="keep"),
            ),
        ]

    def __str__(self):
        return str(self.id)


class MessageReaction(models.Model):
    """An emoji that a member put under a message."""

    pk = models.CompositePrimaryKey("message_id", "user_id", "emoji")
    message = models.ForeignKey(Message, models.DO_NOTHING, related_name="+", db_index=False)
    user = ByMember()
    emoji = models.TextField()
    created_at = MadeAtField()

    class Meta:
        db_table = "message_reactions"
        indexes = [models.Index(fields=["user"], name="message_reactions_of_member")]
