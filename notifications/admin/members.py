"""On a member's page: where they get pushes, and what went out to them of late."""

from django.urls import reverse
from django.utils.html import format_html

from accounts.admin import MemberAdmin
from notifications.models import Device, NotificationDelivery
from topin.console import short_time

NEWEST = 5
DEVICE = ("provider", "app_id", "environment", "last_seen_at", "reached_at", "failures")


def devices_panel(member_id):
    """Without tokens, which staff may not read."""
    found = Device.objects.filter(user_id=member_id).order_by("-last_seen_at").values_list(*DEVICE)
    rows = [
        [provider, f"{app} {environment}".strip() or "–", short_time(seen), short_time(reached), failures]
        for provider, app, environment, seen, reached, failures in found
    ]
    headers = ["Provider", "App", "Last seen", "Last reached", "Failures since"]
    return [{"title": "Devices for pushes", "table": {"headers": headers, "rows": rows}}]


def deliveries_panel(member_id):
    newest = NotificationDelivery.objects.filter(user_id=member_id).order_by("-id")[:NEWEST]
    rows = [
        [_link(d), d.channel, d.state, d.reason.replace("_", " ") or "–", short_time(d.created_at)] for d in newest
    ]
    address = f"{reverse('admin:notifications_notificationdelivery_changelist')}?state=all&q={member_id}"
    headers = ["Kind", "Channel", "State", "Reason", "Made"]
    return [{"title": "Newest pushes and mails", "link": address, "table": {"headers": headers, "rows": rows}}]


def _link(delivery):
    address = reverse("admin:notifications_notificationdelivery_change", args=[delivery.pk])
    return format_html('<a class="console-link" href="{}">{}</a>', address, delivery.kind.replace("_", " "))


MemberAdmin.panels += [devices_panel, deliveries_panel]
