"""Conversations: only looked at, and only from outside. Messages and marks of reading are granted to no staff."""

from django.contrib import admin
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.html import format_html_join
from unfold.decorators import display

from accounts.admin import of_profile
from accounts.models import Profile
from messaging.models import Conversation, ConversationParticipant
from topin.console import LookOnlyAdmin, as_id, member_link, moment

BEGUN = moment("created_at", "begun")
LAST = moment("last_at", "last message")
#: Of one side. `request`: they were written to and did not answer yet.
STATES = {"active": "takes part", "request": "was asked", "sent_request": "asked", "declined": "declined"}
EXPIRIES = {"1h": "1 hour after reading", "24h": "24 hours after reading", "7d": "7 days after reading", "keep": "kept"}


def with_members(conversations):
    """Conversations with `members`: [{id, handle, state}]."""
    of = ConversationParticipant.objects.filter(conversation_id=OuterRef("pk")).order_by("user_id")
    member = JSONObject(id="user_id", handle=of_profile("handle", "user_id"), state="state")
    return conversations.annotate(members=ArraySubquery(of.values_list(member)))


@admin.register(Conversation)
class ConversationAdmin(LookOnlyAdmin):
    list_display = ("members_shown", "sent", "expiry_shown", LAST, BEGUN)
    list_display_links = ("members_shown",)
    ordering = ("-created_at", "-id")  # ids are made of the members'
    search_help_text = "@handle or two of them, id of a conversation or member"
    fields = ("sides_shown", "sent", "expiry_shown", LAST, BEGUN, "id")
    change_form_outer_after_template = "admin/accounts/user/panels.html"
    #: What else the page of a conversation shows: functions of it that return panels (moderation adds its own).
    panels = []

    def get_queryset(self, request):
        return with_members(super().get_queryset(request))

    def find(self, queryset, term):
        if not term.startswith("@"):
            return queryset.filter(pk__in=of_member([as_id(term)])) | queryset.filter(pk=as_id(term))
        for handle in term.split():
            members = Profile.objects.filter(handle=handle.lstrip("@").lower()).values("user_id")
            queryset = queryset.filter(pk__in=of_member(members))
        return queryset

    def change_view(self, request, object_id, form_url="", extra_context=None):
        panels = [panel for make in self.panels for panel in make(as_id(object_id))] if request.method == "GET" else []
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "panels": panels})

    @display(description="between")
    def members_shown(self, conversation):
        return " and ".join(_name(member) for member in conversation.members)

    @display(description="between")
    def sides_shown(self, conversation):
        sides = [(member_link(m["id"], _name(m)), STATES[m["state"]]) for m in conversation.members]
        return format_html_join(", ", "{} ({})", sides)

    @display(description="messages so far")
    def sent(self, conversation):
        """All that were ever sent: how many still stand would tell what was read."""
        return conversation.last_seq

    @display(description="messages are gone")
    def expiry_shown(self, conversation):
        return EXPIRIES[conversation.expiry]


def of_member(user_ids):
    """The ids of their conversations."""
    return ConversationParticipant.objects.filter(user_id__in=user_ids).values("conversation_id")


def _name(member):
    return f"@{member['handle']}" if member["handle"] else member["id"]
