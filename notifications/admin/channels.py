"""Channels: the providers of pushes and the mail server, whether anything goes out by them, and their switch."""

from datetime import datetime

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from notifications import console
from notifications.models import PushChannel
from topin import errors, staff
from topin.console import LookOnlyAdmin, short_time

LIST = "admin:notifications_pushchannel_changelist"
ROWS_SHOWN = 100
TONES = {"open": "success", "paused": "warning", "stopped": "danger", "off": "danger"}
STATES = {"open": "open", "paused": "paused until", "stopped": "stopped since", "off": "switched off"}
LABELS = {"email": "E-mail", "fcm": "FCM", "apns": "APNs", "webpush": "Web push, all browsers"}
HEADERS = ["Channel", "State", "Reason", "Waiting", "Faults in a row", "Last reached"]


@admin.register(PushChannel)
class PushChannelAdmin(LookOnlyAdmin):
    """One page: most channels have no row, for all is well with them."""

    ordering = ("name",)
    search_fields = ()

    def get_urls(self):
        deeds = (("switch-off", self.switch_off), ("open", self.open))
        guarded = self.admin_site.admin_view
        return [
            path("", guarded(self.channels), name="notifications_pushchannel_changelist"),
            *[path(f"{name}/", guarded(require_POST(deed)), name=f"notifications_pushchannel_{name}")
              for name, deed in deeds],
        ]  # fmt: skip

    def channels(self, request):
        found = console.get_push_channels(staff.viewer_of(request), ROWS_SHOWN).loads()
        may_act = request.user.is_administrator
        rows = [_row(channel) + ([_act(request, channel)] if may_act else []) for channel in found]
        page = {
            **self.admin_site.each_context(request),
            "title": "Push channels",
            "opts": self.opts,
            "table": {"headers": HEADERS + ([""] if may_act else []), "rows": rows},
            "is_cut": len(found) == ROWS_SHOWN,
        }
        return TemplateResponse(request, "admin/notifications/pushchannel/channels.html", page)

    def switch_off(self, request):
        return self._do(request, console.switch_off_push_channel, "Nothing goes out by {} until it is opened.")

    def open(self, request):
        return self._do(request, console.open_push_channel, "{} is open: what waits goes out.")

    def _do(self, request, deed, done):
        name = request.POST.get("name", "")
        try:
            deed(staff.viewer_of(request), name)
            self.message_user(request, done.format(label(name)), messages.SUCCESS)
        except errors.Refused as refusal:
            self.message_user(request, refusal.detail, messages.ERROR)
        return HttpResponseRedirect(reverse(LIST))


def label(name):
    """A channel in words: of web push, the host of the push service."""
    return LABELS.get(name) or name.removeprefix("webpush:").removeprefix("https://")


def _row(channel):
    return [
        *(label(channel["name"]), _state(channel), channel["reason"] or "–", channel["waiting"], channel["faults"]),
        _time(channel["reached_at"]),
    ]


def _state(channel):
    state, time = channel["state"], channel["until"] or channel["since"]
    mark = format_html('<span class="console-mark" data-tone="{}">{}</span>', TONES[state], STATES[state])
    return format_html("{} {}", mark, _time(time)) if time else mark


def _time(text):
    return short_time(datetime.fromisoformat(text) if text else None)


def _act(request, channel):
    return render_to_string("admin/notifications/pushchannel/act.html", {"channel": channel}, request)
