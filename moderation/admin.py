"""The queue of reported messages: the grave ones first, then the oldest, and what was decided as history."""

from copy import copy

from django.contrib import admin, messages
from django.db.models import Case, Q, When
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST
from unfold.decorators import display

from accounts.admin import MemberAdmin, of_profile
from accounts.models import Profile
from messaging.admin import ConversationAdmin
from messaging.sealing import KeyUnavailable
from moderation import services
from moderation.models import GRAVE, MessageReport
from moderation.serializers import DecisionNote
from social.admin import handles, named
from topin import errors, staff
from topin.console import ChosenFilter, LookOnlyAdmin, MadeWithin, as_id, member_link, moment, short_id, short_time
from topin.rest import checked

REPORTED = moment("created_at", "reported")
SENT = moment("sent_at", "sent")
DECIDED = moment("decided_at", "decided")
#: Of what waits: the grave ones first, then who came first.
URGENT = (Case(When(reason__in=GRAVE, then=0), default=1).asc(), "id")
STATES = {"open": "warning", "dismissed": "success", "upheld": "danger"}
ROWS_SHOWN = 20
KEY_GONE = (
    "The copy of this message cannot be opened: the master key it was sealed with is missing from MESSAGE_KEYS. "
    "The report stays as it is; whoever runs TOPiN can bring the key back."
)


class StateFilter(ChosenFilter):
    title, parameter_name, first = "state", "state", "open"
    known = (("open", "open"), ("upheld", "upheld"), ("dismissed", "dismissed"), ("all", "all"))


def _words(reason):
    return reason.replace("_", " ")


@admin.register(MessageReport)
class MessageReportAdmin(LookOnlyAdmin):
    list_display = ("reason_shown", "author_shown", "reporter_shown", "content_shown", REPORTED)
    list_filter = (StateFilter, "reason", MadeWithin)
    nothing_here = "Nothing waits"
    search_help_text = "@handle of author or reporter, id of a report, message, conversation or member"
    fieldsets = (
        (None, {"fields": (("reason_shown", REPORTED), "reporter_shown", "note_shown")}),
        (
            "The message",
            {"fields": (("author_shown", SENT), ("content_shown", "conversation_shown"), ("message_id", "id"))},
        ),
    )
    decision_fields = (("state_shown", "decided_by_shown", DECIDED), "decision_note")
    change_form_outer_after_template = "admin/moderation/messagereport/decide.html"

    def get_queryset(self, request):
        names = {f"{role}_handle": of_profile("handle", f"{role}_id") for role in ("author", "reporter", "decided_by")}
        reports = super().get_queryset(request).defer("sealed")  # which is granted to nobody
        return reports.annotate(**names)

    def get_ordering(self, request):
        return ("-id",) if "state" in request.GET else URGENT

    def get_list_display(self, request):
        return (*self.list_display, "state_shown", DECIDED) if "state" in request.GET else self.list_display

    def get_fieldsets(self, request, obj=None):
        decided = obj is not None and obj.state != "open"
        return (*self.fieldsets, ("Decision", {"fields": self.decision_fields})) if decided else self.fieldsets

    def find(self, queryset, term):
        if term.startswith("@"):
            members = Profile.objects.filter(handle=term[1:].lower()).values("user_id")
            return queryset.filter(author_id__in=members) | queryset.filter(reporter_id__in=members)
        wanted = as_id(term)
        named = Q(pk=wanted) | Q(message_id=wanted) | Q(conversation_id=wanted)
        return queryset.filter(named | Q(author_id=wanted) | Q(reporter_id=wanted))

    # -- Columns and fields

    @display(description="reason", label={_words(reason): "danger" for reason in GRAVE})
    def reason_shown(self, report):
        return _words(report.reason)

    @display(description="what they say of it")
    def note_shown(self, report):
        return format_html('<div class="console-text">{}</div>', report.note) if report.note else "–"

    @display(description="author")
    def author_shown(self, report):
        return _member(report.author_id, report.author_handle)

    @display(description="reporter")
    def reporter_shown(self, report):
        return _member(report.reporter_id, report.reporter_handle)

    @display(description="holds")
    def content_shown(self, report):
        """What was there, without it. Of media no copy is kept: they go with their message."""
        media = report.media_count
        parts = ["a text"] * (report.master is not None) + [f"{media} media, not kept"] * (media > 0)
        return ", ".join(parts) or "erased"

    @display(description="conversation")
    def conversation_shown(self, report):
        if None in (report.author_id, report.reporter_id):
            return "erased"  # with either of both
        address = reverse("admin:messaging_conversation_change", args=[report.conversation_id])
        return format_html('<a class="console-link" href="{}">{}</a>', address, short_id(report.conversation_id))

    @display(description="state", label=STATES)
    def state_shown(self, report):
        return report.state

    @display(description="decided by")
    def decided_by_shown(self, report):
        return member_link(report.decided_by_id, report.decided_by_handle and f"@{report.decided_by_handle}")

    # -- The page of a report, and what can be done there

    def get_urls(self):
        deeds = (("text", self.text), ("dismiss", self.dismiss), ("uphold", self.uphold))
        own = [
            path(
                f"<uuid:report_id>/{name}/",
                self.admin_site.admin_view(require_POST(deed)),
                name=f"moderation_messagereport_{name}",
            )
            for name, deed in deeds
        ]
        return own + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **_context_of(object_id)})

    def text(self, request, report_id):
        """The page with the reported text on it. By POST, because each look is written down."""
        shown = {}
        try:
            shown["text"] = services.view_reported_message(staff.viewer_of(request), report_id)
        except KeyUnavailable:
            shown["text_missing"] = KEY_GONE
        except errors.NotFound as refusal:
            shown["text_missing"] = refusal.detail
        page = copy(request)  # what was asked for is done; the rest is the page as GET shows it
        page.method = "GET"
        return self.change_view(page, str(report_id), extra_context=shown)

    def dismiss(self, request, report_id):
        return self._decide(request, report_id, services.dismiss_message_report, "dismissed")

    def uphold(self, request, report_id):
        return self._decide(request, report_id, services.uphold_message_report, "upheld")

    def _decide(self, request, report_id, deed, outcome):
        """Does it and goes on to the next that waits; a refusal leads back to the page, with its reason."""
        try:
            deed(staff.viewer_of(request), report_id, **checked(DecisionNote, request.POST.dict()))
        except errors.Refused as refusal:
            self.message_user(request, refusal.errors[0].message if refusal.errors else refusal.detail, messages.ERROR)
            return HttpResponseRedirect(_page_of(report_id))
        self.message_user(request, f"The report is {outcome}; whoever made it sees that.", messages.SUCCESS)
        waiting = MessageReport.objects.filter(state="open").order_by(*URGENT)
        return HttpResponseRedirect(_page_of(waiting.values_list("pk", flat=True).first()))


def _context_of(report_id):
    """Other reports about the same author, and what came of the reporter's own."""
    report = MessageReport.objects.filter(pk=as_id(report_id)).only("author_id", "reporter_id").first()
    if report is None:
        return {}
    others = MessageReport.objects.exclude(pk=report.pk)
    about = others.filter(author_id=report.author_id) if report.author_id else others.none()
    by = others.filter(reporter_id=report.reporter_id) if report.reporter_id else others.none()
    return {
        "panels": [
            panel("Other reports about this author", about),
            panel("Other reports by this reporter", by),
        ],
        "text_keys": {"aria-keyshortcuts": "t"},
    }


def panel(title, reports, link=None):
    found = list(reports.defer("sealed").order_by("-id")[:ROWS_SHOWN])
    names = handles([id for report in found for id in (report.author_id, report.reporter_id)])
    rows = [
        [
            *(_link(report), named(report.author_id, names), named(report.reporter_id, names)),
            *(report.state, short_time(report.created_at)),
        ]
        for report in found
    ]
    note = {"note": f"The newest {ROWS_SHOWN}."} if len(rows) == ROWS_SHOWN else {}
    headers = ["Reason", "Author", "Reporter", "State", "Reported"]
    return {"title": title, "table": {"headers": headers, "rows": rows}, "link": link, **note}


def of_conversation(conversation_id):
    return [panel("Reported messages", MessageReport.objects.filter(conversation_id=conversation_id))]


def of_member(member_id):
    address = f"{reverse('admin:moderation_messagereport_changelist')}?state=all&q={member_id}"
    reports = MessageReport.objects.filter(Q(author_id=member_id) | Q(reporter_id=member_id))
    return [panel("Reported messages", reports, address)]


def _member(user_id, handle):
    return member_link(user_id, handle and f"@{handle}") if user_id else "erased"


def _link(report):
    return format_html('<a class="console-link" href="{}">{}</a>', _page_of(report.pk), _words(report.reason))


def _page_of(report_id):
    if report_id is None:
        return reverse("admin:moderation_messagereport_changelist")
    return reverse("admin:moderation_messagereport_change", args=[report_id])


ConversationAdmin.panels += [of_conversation]
MemberAdmin.panels += [of_member]
