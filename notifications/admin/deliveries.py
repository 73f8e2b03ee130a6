"""Pushes and mails: only looked at, and sent again where they failed. Their texts stand nowhere: they are read late."""

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.utils.html import format_html
from unfold.decorators import display

from accounts.admin import of_profile
from accounts.models import Profile
from notifications import console
from notifications.models import CHANNELS, Device, NotificationDelivery
from topin.console import ChosenFilter, LookOnlyAdmin, MadeWithin, as_id, member_link, moment, newest_values, short_id

MADE = moment("created_at", "made")
NEXT_TRY = moment("next_try_at", "next try")
ENDED = moment("ended_at", "ended")
TONES = {"failed": "danger", "dropped": "info", "waiting": "warning", "sent": "success"}


class StateFilter(ChosenFilter):
    title, parameter_name, first = "state", "state", "failed"
    known = (*((state, state) for state in ("failed", "waiting", "dropped", "sent")), ("all", "all"))


class ChannelFilter(admin.SimpleListFilter):
    title, parameter_name = "channel", "channel"

    def lookups(self, request, model_admin):
        return [(channel, channel) for channel in CHANNELS]

    def queryset(self, request, queryset):
        return queryset.filter(channel=self.value()) if self.value() in CHANNELS else queryset


def with_device(deliveries):
    """Deliveries with the provider and the app of their device; none when it is forgotten."""
    device = Device.objects.filter(pk=OuterRef("device_id"))
    return deliveries.annotate(**{name: Subquery(device.values(name)) for name in ("provider", "app_id")})


@admin.register(NotificationDelivery)
class NotificationDeliveryAdmin(LookOnlyAdmin):
    list_display = (
        *("kind_shown", "member", "state_shown", "channel", "provider", "reason_shown", "answer_shown", "tries"),
        *(NEXT_TRY, MADE),
    )
    list_filter = (StateFilter, ChannelFilter, newest_values("kind"), newest_values("reason"), MadeWithin)
    search_help_text = "@handle or id of a member, or id of a delivery, notification or device"
    fields = (
        *("kind_shown", "member", "subject", "state_shown", "reason_shown", "answer_shown", "channel", "provider"),
        *("app", "device", "tries", NEXT_TRY, moment("leased_until", "with a courier until")),
        *(moment("expires_at", "expires"), MADE, ENDED, "id"),
    )
    change_form_outer_after_template = "admin/notifications/notificationdelivery/replay.html"
    actions = ("replay",)
    nothing_here = "Nothing failed"

    def get_queryset(self, request):
        return with_device(super().get_queryset(request)).annotate(handle=of_profile("handle", "user_id"))

    def find(self, queryset, term):
        if term.startswith("@"):
            members = Profile.objects.filter(handle=term[1:].lower())
            return queryset.filter(user_id__in=members.values("user_id"))
        wanted = as_id(term)
        of_it = queryset.filter(notification_id=wanted) | queryset.filter(device_id=wanted)
        return queryset.filter(user_id=wanted) | queryset.filter(pk=wanted) | of_it

    @admin.action(description="Send again: give them their tries and their time back")
    def replay(self, request, queryset):
        deed = console.replay_notification_delivery
        self.do_each(request, queryset, deed, "{} will go out at once, if they still may.")

    # -- Columns and fields

    @display(description="kind")
    def kind_shown(self, delivery):
        return delivery.kind.replace("_", " ")

    @display(description="member")
    def member(self, delivery):
        return member_link(delivery.user_id, delivery.handle and f"@{delivery.handle}")

    @display(description="state", label=TONES)
    def state_shown(self, delivery):
        return delivery.state

    @display(description="provider")
    def provider(self, delivery):
        return delivery.provider or "–"

    @display(description="app")
    def app(self, delivery):
        return delivery.app_id or "–"

    @display(description="device")
    def device(self, delivery):
        if delivery.device_id and not delivery.provider:
            return "forgotten"
        return short_id(delivery.device_id)

    @display(description="reason")
    def reason_shown(self, delivery):
        return delivery.reason.replace("_", " ") or "–"

    @display(description="provider's answer")
    def answer_shown(self, delivery):
        if delivery.state != "failed":
            return delivery.answer or "–"
        return format_html('<span class="console-error">{}</span>', delivery.answer)

    @display(description="about")
    def subject(self, delivery):
        if not delivery.subject_id:
            return "–"
        return format_html("{} {}", (delivery.subject_type or "").replace("_", " "), short_id(delivery.subject_id))
