"""Private talk as pages show it: the inbox, what was said in a conversation, and whether one may write there."""

from datetime import UTC, datetime, timedelta

from django.urls import reverse
from django.utils.http import urlencode

from accounts import selectors as accounts
from messaging import selectors, services
from notifications import selectors as notifications
from topin import errors
from topin.rest import page_arguments
from web.forms import messages as forms

STATES = ("active", "request", "archived")
MOST_REQUESTS = 20  # that are counted one by one
SAID = 40  # messages that a page begins with
SOON = timedelta(hours=1)  # before a message disappears: then it says so (talk.js goes on counting)


def inbox(viewer, state="active", limit=20, cursor=""):
    """Context of a list of conversations with its tabs."""
    page = selectors.get_conversations(viewer, state, limit, cursor)
    return {
        "talks": [shown_row(viewer, talk) for talk in page["items"]],
        "more_talks": _following("messages", page, state=state),
        "state": state,
        **requests(viewer),
    }


def requests(viewer):
    """How many requests wait, as the tabs say it: `many_requests` when nobody counts them any more."""
    page = selectors.get_conversations(viewer, "request", MOST_REQUESTS)
    return {"requests": len(page["items"]), "many_requests": bool(page["next_cursor"])}


def notice(viewer, conversation_id):
    """What is to be said of a conversation while another page is open: {sender, count, message or None}.

    None when there is nothing to say; no message for those who want no previews.
    """
    found = notifications.get_message_notice(viewer, conversation_id)
    if found is None:
        return None
    previews = accounts.get_settings(viewer).loads()["notifications"]["previews"]
    newest = selectors.get_messages_by_id(viewer, [found["message_id"]]) if previews else {}
    return {**found, "message": newest.get(found["message_id"])}


def shown_row(viewer, talk):
    """A Conversation whose last message says whose it is."""
    last = talk["last_message"]
    return {**talk, "last_message": last and shown(viewer, last)}


def conversation(request, talk, draft=None, refusal=None, tray=()):
    """Context of a conversation's page with the newest that was said, beside the list that it is in."""
    viewer = request.viewer
    limit, cursor = page_arguments(request) if "limit" in request.GET else (SAID, request.GET.get("cursor", ""))
    answered = request.POST.get("reply_to") or request.GET.get("reply_to")
    draft = {"answer": _answered(viewer, answered, talk["id"]), **(draft or {})}
    state = talk["state"] if talk["state"] in STATES else "active"
    return {
        **inbox(viewer, state),
        "talk": talk,
        "peer": accounts.get_profile(viewer, talk["participant"]["id"]).loads(),
        **with_unread(said(viewer, talk, limit, cursor), talk["unread_count"]),
        **forms.composer(draft, refusal, tray),
        "expiries": forms.EXPIRIES,
        "in_talk": True,
        "here": "messages",
    }


def beginning(request, peer, draft=None, refusal=None, tray=()):
    """Context of the page on which a conversation with this member (Profile) would begin."""
    return {
        **inbox(request.viewer),
        "talk": None,
        "peer": peer,
        "said": [],
        "is_page": True,
        **forms.composer(draft, refusal, tray),
        "in_talk": True,
        "here": "messages",
    }


def said(viewer, talk, limit=SAID, cursor=""):
    """A page of what was said in a conversation, oldest first; what is served is delivered."""
    page = services.fetch_messages(viewer, talk["id"], limit, cursor)
    return {
        "said": with_days([shown(viewer, message) for message in reversed(page["items"])]),
        "older": _following("conversation", page, talk["id"]),
        "quick_emoji": forms.QUICK_EMOJI,
        "is_page": True,
    }


def shown(viewer, message):
    """A Message as its template asks for it: whose it is, how far it came, and who reacted."""
    me = str(viewer.user_id)
    own = message["sender_id"] == me
    mark = "read" if message["read_at"] else "delivered" if message["delivered_at"] else "sent"
    reactions = [{**r, "own": me in r["user_ids"], "count": len(r["user_ids"])} for r in message["reactions"]]
    answers_own = message["reply_to"] and message["reply_to"]["sender_id"] == me
    shown_as = {"own": own, "mark": mark if own else "", "answers_own": answers_own, "goes_soon": _goes_soon(message)}
    return {**message, **shown_as, "reactions": reactions}


def with_days(messages):
    """The same, each first of a day (in UTC, until a script knows better) with `starts_day`."""
    days = [message["created_at"][:10] for message in messages]
    return [{**m, "starts_day": day != before} for m, day, before in zip(messages, days, ["", *days], strict=False)]


def with_unread(page, count):
    """The same, the first of so many unread messages with `starts_unread`, where it is on this page."""
    received = [message for message in page["said"] if not (message["own"] or message["deleted"])]
    if 0 < count <= len(received):
        received[-count]["starts_unread"] = True
    return page


def _goes_soon(message):
    at = message["expires_at"]
    return bool(at) and datetime.fromisoformat(at) - datetime.now(UTC) < SOON


def _answered(viewer, message_id, conversation_id):
    """The message to reply to, or None where it cannot be."""
    try:
        message = selectors.get_message(viewer, message_id) if message_id else None
    except errors.Refused:
        return None
    is_there = message and message["conversation_id"] == conversation_id and not message["deleted"]
    return shown(viewer, message) if is_there else None


def _following(name, page, *arguments, **query):
    if not page["next_cursor"]:
        return None
    return f"{reverse(name, args=arguments)}?{urlencode({**query, 'cursor': page['next_cursor']})}"
