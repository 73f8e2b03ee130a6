"""On a member's page: with whom they talk, and when. Not what they say."""

from django.urls import reverse
from django.utils.html import format_html

from accounts.admin import MemberAdmin
from messaging.admin.conversations import EXPIRIES, of_member
from messaging.models import Conversation, ConversationParticipant
from social.admin import handles, named
from topin.console import short_time

NEWEST = 5


def conversations_panel(member_id):
    newest = list(
        Conversation.objects.filter(pk__in=of_member([member_id])).exclude(last_at=None).order_by("-last_at")[:NEWEST]
    )
    others = dict(
        ConversationParticipant.objects.filter(conversation_id__in=[c.pk for c in newest], peer_id=member_id)
        .values_list("conversation_id", "user_id")
    )  # fmt: skip
    names = handles(others.values())
    rows = [
        [named(others.get(c.pk), names), _link(c), c.last_seq, EXPIRIES[c.expiry], short_time(c.last_at)]
        for c in newest
    ]
    table = {"headers": ["With", "Conversation", "Messages so far", "Gone", "Last message"], "rows": rows}
    address = f"{reverse('admin:messaging_conversation_changelist')}?q={member_id}"
    return [{"title": "Newest conversations", "link": address, "table": table}]


def _link(conversation):
    address = reverse("admin:messaging_conversation_change", args=[conversation.pk])
    return format_html('<a class="console-link" href="{}">…{}</a>', address, str(conversation.pk)[-8:])


MemberAdmin.panels += [conversations_panel]
