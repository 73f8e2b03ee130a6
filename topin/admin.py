"""The console's pages about the machinery: events, their deliveries, the clock, the audit log."""

import json

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import display

from topin import services
from topin.console import ChosenFilter, LookOnlyAdmin, MadeWithin, as_id, member_link, moment, newest_values, short_id
from topin.models import AuditLog, Event, EventDelivery, JobSlot

CREATED = moment("created_at", "created")
DONE = moment("done_at", "done")
NEXT_TRY = moment("next_try_at", "next try")
RELAYED = moment("relayed_at", "handed on")
SLOT = moment("slot", "slot")


@display(description="data")
def data_shown(row):
    return format_html('<pre class="console-pre">{}</pre>', json.dumps(row.data, indent=2, ensure_ascii=False))


@display(description="error")
def whole_error(row):
    return format_html('<pre class="console-pre">{}</pre>', row.last_error) if row.last_error else "–"


@display(description="error")
def short_error(row):
    last_line = (row.last_error.strip().splitlines() or [""])[-1]
    return format_html('<span class="console-error" title="{}">{}</span>', last_line, last_line[:80])


@admin.register(Event)
class EventAdmin(LookOnlyAdmin):
    list_display = ("kind_shown", "actor", "subject", CREATED, RELAYED)
    list_filter = (newest_values("kind"), MadeWithin)
    search_help_text = "Id of an event, its actor or its subject"
    fields = ("kind", "actor", "subject_id", data_shown, "request_id", CREATED, RELAYED)

    def find(self, queryset, term):
        wanted = as_id(term)
        return queryset.filter(pk=wanted) | queryset.filter(actor_id=wanted) | queryset.filter(subject_id=wanted)

    @display(description="kind", label=True)
    def kind_shown(self, event):
        return event.kind

    @display(description="actor")
    def actor(self, event):
        return member_link(event.actor_id)

    @display(description="subject")
    def subject(self, event):
        return short_id(event.subject_id)


class StateFilter(ChosenFilter):
    title, parameter_name, first = "state", "state", "dead"
    known = (("dead", "dead"), ("waiting", "waiting"), ("done", "done"), ("all", "all"))


@admin.register(EventDelivery)
class EventDeliveryAdmin(LookOnlyAdmin):
    list_display = ("reader", "state_shown", "tries", short_error, "event", CREATED, NEXT_TRY)
    list_filter = (StateFilter, newest_values("reader"), newest_values("queue"), MadeWithin)
    search_help_text = "Id of a delivery or of its event"
    fields = ("reader", "state_shown", "queue", "tries", whole_error, "event", CREATED, NEXT_TRY, DONE)
    change_form_outer_after_template = "admin/topin/eventdelivery/replay.html"
    actions = ("replay",)

    def find(self, queryset, term):
        return queryset.filter(pk=as_id(term)) | queryset.filter(event_id=as_id(term))

    @display(description="state", label={"dead": "danger", "waiting": "warning", "done": "success"})
    def state_shown(self, delivery):
        return delivery.state

    @display(description="event")
    def event(self, delivery):
        address = reverse("admin:topin_event_change", args=[delivery.event_id])
        return format_html('<a class="console-link" href="{}">{}</a>', address, short_id(delivery.event_id))

    @admin.action(description="Replay: give them their tries back")
    def replay(self, request, queryset):
        self.do_each(request, queryset, services.replay_delivery, "{} will be tried again at once.")


class SlotFilter(admin.SimpleListFilter):
    title, parameter_name = "state", "state"

    def lookups(self, request, model_admin):
        return [("failing", "failing"), ("waiting", "waiting"), ("done", "done")]

    def queryset(self, request, queryset):
        waiting = queryset.filter(done_at=None)
        wanted = {
            "failing": waiting.exclude(last_error=""),
            "waiting": waiting.filter(last_error=""),
            "done": queryset.exclude(done_at=None),
        }
        return wanted.get(self.value(), queryset)


@admin.register(JobSlot)
class JobSlotAdmin(LookOnlyAdmin):
    list_display = ("task", SLOT, "state", "tries", "result", short_error, DONE)
    list_filter = (SlotFilter, newest_values("task"), MadeWithin)
    search_help_text = "Name of a job"
    fields = ("task", SLOT, "state", "tries", "result", whole_error, CREATED, NEXT_TRY, DONE)

    def find(self, queryset, term):
        return queryset.filter(task__contains=term)

    @display(description="state", label={"failing": "danger", "waiting": "warning", "done": "success"})
    def state(self, slot):
        return "done" if slot.done_at else "failing" if slot.last_error else "waiting"


@admin.register(AuditLog)
class AuditLogAdmin(LookOnlyAdmin):
    list_display = ("action_shown", "actor", "subject_type", "subject", CREATED)
    list_filter = (newest_values("action"), MadeWithin)
    search_help_text = "Id of a member, or of what was done to"
    fields = ("action", "actor", "subject_type", "subject_id", data_shown, "request_id", CREATED)

    def find(self, queryset, term):
        wanted = as_id(term)
        return queryset.filter(actor_id=wanted) | queryset.filter(subject_id=wanted)

    @display(description="action", label=True)
    def action_shown(self, entry):
        return entry.action

    @display(description="by")
    def actor(self, entry):
        return member_link(entry.actor_id)

    @display(description="subject")
    def subject(self, entry):
        return member_link(entry.subject_id) if entry.subject_type == "user" else short_id(entry.subject_id)
