"""Deeds in conversations: each is one SQL function of the same name, in one transaction.

Texts are sealed before they go to the database and opened when they come back; SQL never sees one.
"""

import json
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings

from messaging import rotation, selectors
from messaging.sealing import Wrapped, fingerprint, new_key, open_texts, seal, unwrap, wrap
from topin import sql
from topin.realtime import whisper

STORED = Wrapped(None, None)  # nothing to store: the database has it


def send_message(
    viewer, *, recipient_id=None, conversation_id=None, text="", media_ids=(), reply_to=None, client_id=None
):
    """Sends a message to a member, or into a conversation. Returns the Message.

    The same `client_id` with the same message again is that message. Raises NotFound, Forbidden
    `not_allowed_to_message`, Conflict `client_id_reused`, `media_not_ready`, `media_in_use`, Invalid for media or a
    message to reply to that are not there, and `sealing.KeyUnavailable`.
    """
    prepared = sql.ask(viewer, "prepare_message", conversation_id, recipient_id, client_id, list(media_ids)).loads()
    conversation_id, recipient_id = UUID(prepared["conversation_id"]), UUID(prepared["recipient_id"])
    parts = json.dumps([text, [str(m) for m in media_ids], str(reply_to or "")], ensure_ascii=False).encode()
    alts = [prepared["alts"].get(str(m)) for m in media_ids]
    answer = prepared
    while "message" not in answer:  # twice, when somebody else's first message came in between
        key, wrapped = _key(conversation_id, answer["key"])
        answer = sql.do(
            *(viewer, "send_message", recipient_id, key.id, wrapped.wrapped, wrapped.master),
            *(_sealed(key, text), fingerprint(key, parts), client_id),
            *(list(media_ids), [_sealed(key, alt) for alt in alts] if any(alts) else None, reply_to),
        ).loads()
    return open_texts(answer["message"])


def _sealed(key, text):
    return seal(key, text) if text else None


def _key(conversation_id, known):
    """The conversation's key, and how a new one is stored."""
    if known is None:
        rotation.prove_first_master()
        key = new_key()
        return key, wrap(conversation_id, key)
    key = unwrap(conversation_id, known["id"], known["master"], b64decode(known["wrapped"]))
    return key, STORED


def fetch_messages(viewer, conversation_id, limit, cursor=""):
    """A page of Messages for a client of the viewer, newest first: with this they are delivered. Raises NotFound."""
    page = selectors.get_messages(viewer, conversation_id, limit, cursor)
    deliver_messages(viewer, page.pop("undelivered"))
    return page


def deliver_messages(viewer, message_ids):
    """A client of the viewer has these messages, and so all before them."""
    if message_ids:
        sql.do(viewer, "deliver_messages", message_ids)


def read_messages(viewer, conversation_id, up_to):
    """The viewer has read a conversation up to this message. Raises NotFound, and `sealing.KeyUnavailable`: nobody
    has read what nobody can open."""
    with sql.acting_as(viewer):
        sql.call("read_messages", conversation_id, up_to)
        open_texts(sql.call("get_message", up_to).loads())


def read_message(viewer, message_id):
    """The viewer has read this message, and so those before it. Returns the Message. Raises NotFound."""
    return _done(viewer, "read_message", message_id)


def delete_message_for_me(viewer, message_id):
    """Takes a message from the viewer's sight. Raises NotFound."""
    sql.do(viewer, "delete_message_for_me", message_id)


def delete_message_for_everyone(viewer, message_id):
    """Takes back a message of the viewer. Raises NotFound, Forbidden `not_sender`."""
    sql.do(viewer, "delete_message_for_everyone", message_id)


def react_to_message(viewer, message_id, emoji):
    """Puts an emoji under a message. Returns the Message.

    Raises NotFound, Gone for deleted ones, Forbidden `request_not_accepted`, Conflict `too_many_reactions`.
    """
    return _done(viewer, "react_to_message", message_id, emoji, settings.MESSAGE_REACTIONS)


def withdraw_reaction(viewer, message_id, emoji):
    """Takes an emoji back. Returns the Message. Raises as `react_to_message`."""
    return _done(viewer, "withdraw_reaction", message_id, emoji)


def update_conversation(viewer, conversation_id, changes):
    """Changes `muted`, `archived` for the viewer, `expiry` for both. Returns the Conversation.

    Raises NotFound, Forbidden `request_not_accepted`.
    """
    return selectors.with_preview(sql.do(viewer, "update_conversation", conversation_id, changes).loads())


def accept_conversation(viewer, conversation_id):
    """Accepts a request. Returns the Conversation. Raises NotFound, Forbidden for requests that the viewer sent."""
    return selectors.with_preview(sql.do(viewer, "accept_conversation", conversation_id).loads())


def decline_conversation(viewer, conversation_id):
    """Hides a request, and what follows in it. Raises NotFound, Conflict when it is none."""
    sql.do(viewer, "decline_conversation", conversation_id)


def note_typing(viewer, conversation_id):
    """The viewer is typing: the other one's open clients may hear of it; nobody writes it down. Raises NotFound."""
    audience = selectors.get_typing_audience(viewer, conversation_id)
    whisper(audience, f"conversation:{conversation_id}", "typing", {"user_id": str(viewer.user_id)})


def delete_expired_messages(viewer, limit, now=None):
    """Removes up to `limit` messages whose time is over (at `now`). Returns how many."""
    now = now or datetime.now(UTC)
    unread, tombstone = timedelta(days=settings.MESSAGE_UNREAD_DAYS), timedelta(hours=settings.MESSAGE_TOMBSTONE_HOURS)
    return sql.do(viewer, "delete_expired_messages", now, limit, unread, tombstone)


def remake_exports(viewer, message_id, conversation_id, user_id=None):
    """Has archives made anew that may hold a deleted message: a member's, or those of all who take part."""
    sql.do(viewer, "remake_exports", message_id, conversation_id, user_id)


def _done(viewer, function, *args):
    """A deed whose answer is a message. One that cannot be opened undoes the deed: nobody reads, and so lets
    expire, what nobody could see."""
    with sql.acting_as(viewer):
        return open_texts(sql.call(function, *args).loads())
