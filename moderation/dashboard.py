"""The console's first page: what happens on the site, and whether its machinery keeps up."""

import json
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from notifications.models import PushChannel
from topin import sql, staff

DAYS = 14
LATE = 60  # seconds that a delivery may wait before the console warns
PATIENCE = timedelta(days=2)  # that a request for a blue tick may wait
LINE = {"borderWidth": 2, "tension": 0.35, "cubicInterpolationMode": "monotone", "fill": True, "pointRadius": 0}
AXIS = {"border": {"display": False}, "ticks": {"color": "#8d8678", "maxTicksLimit": 7, "precision": 0}}
CHART = {
    "animation": False,
    "maintainAspectRatio": False,
    "interaction": {"mode": "index", "intersect": False},
    "plugins": {"legend": {"display": False}},
    "scales": {"x": {**AXIS, "grid": {"display": False}}, "y": {**AXIS, "beginAtZero": True}},
}


def fill(request, context):
    """Adds the figures to the context of admin/index.html (called by the theme)."""
    figures = sql.ask(staff.viewer_of(request), "get_console_figures", DAYS).loads()
    return context | {
        "title": "Dashboard",
        "cards": _people(figures) + _machinery(figures),
        "charts": [_chart(figures, "sign_ups", "New members"), _chart(figures, "posts", "Posts")],
        "dead": [_failure(delivery) for delivery in figures["dead"]],
        "days": DAYS,
        "chart_options": json.dumps(CHART),
    }


def dead_deliveries(request):
    """The sidebar's badge; nothing for whoever is not in the console yet."""
    return _count_dead() if sql.viewer_now() else ""


def pending_verifications(request):
    """The sidebar's badge of those who wait for their blue tick."""
    return (sql.call("count_pending_verifications").loads()["count"] or "") if sql.viewer_now() else ""


def open_message_reports(request):
    """The sidebar's badge of reports that wait."""
    return (sql.call("count_open_message_reports").loads()["count"] or "") if sql.viewer_now() else ""


def stopped_push_channels(request):
    """The sidebar's badge of channels that somebody has to mend."""
    stopped = PushChannel.objects.filter(stopped_at__isnull=False, is_off=False).values_list("pk")
    return (len(stopped) or "") if sql.viewer_now() else ""


def _count_dead():
    return sql.call("get_backlog").loads()["deliveries_dead"] or ""


def _people(figures):
    week, before = figures["days"][-7:], figures["days"][-14:-7]
    return [
        _card("Members", figures["members"], "group", "accounts_user_changelist"),
        _card(
            "New this week",
            _sum(week, "sign_ups"),
            "person_add",
            "accounts_user_changelist",
            note=f"{_sum(before, 'sign_ups'):,} the week before",
            query="?within=week",
        ),
        _card(
            "Posts",
            figures["posts"],
            "article",
            "posts_post_changelist",
            note=f"{_sum(week, 'posts'):,} this week, {_sum(before, 'posts'):,} the week before",
        ),
        _waiting_for_ticks(figures["verifications"]),
        _reported_messages(figures["message_reports"]),
    ]


def _reported_messages(waiting):
    grave = waiting["grave"]
    oldest = _since(waiting["oldest"])
    note = f"the oldest for {_days(oldest)}" if oldest else "nothing waits"
    return _card(
        "Reported messages",
        waiting["count"],
        "flag",
        "moderation_messagereport_changelist",
        note=f"{grave} about safety, {note}" if grave else note,
        tone="danger" if grave else "warning" if oldest else "good",
    )


def _waiting_for_ticks(waiting):
    oldest = _since(waiting["oldest"])
    late = oldest is not None and oldest > PATIENCE
    return _card(
        "Verification requests",
        waiting["count"],
        "verified",
        "accounts_verificationrequest_changelist",
        note=f"the oldest for {_days(oldest)}" if oldest else "nobody waits",
        tone="warning" if late else "" if oldest else "good",
    )


def _machinery(figures):
    backlog = figures["backlog"]
    waiting, oldest = backlog["deliveries_waiting"] + backlog["events_waiting"], backlog["oldest_seconds"]
    dead, failing = backlog["deliveries_dead"], figures["slots_failing"]
    return [
        _card(
            "Deliveries waiting",
            waiting,
            "hourglass_top",
            "topin_eventdelivery_changelist",
            note=f"the oldest for {_span(oldest)}" if waiting else "readers keep up",
            tone="warning" if oldest > LATE else "good",
            query="?state=waiting",
        ),
        _card(
            "Dead deliveries",
            dead,
            "heart_broken",
            "topin_eventdelivery_changelist",
            note="look, mend, replay" if dead else "nothing was given up",
            tone="danger" if dead else "good",
        ),
        _card(
            "Jobs failing",
            failing,
            "schedule",
            "topin_jobslot_changelist",
            note="they are tried again" if failing else "the clock runs well",
            tone="danger" if failing else "good",
            query="?state=failing",
        ),
        _pushes(figures["notifications"]),
        _card(
            "Events today",
            figures["days"][-1]["events"],
            "bolt",
            "topin_event_changelist",
            note="since midnight, UTC",
            query="?within=day",
        ),
    ]


def _pushes(backlog):
    """Pushes and mails of notifications that wait. Those of quiet hours may; one that is late tells of a fault."""
    waiting, stopped = backlog["waiting"].values(), backlog["channels"]["stopped"]
    count, failed = sum(kind["count"] for kind in waiting), backlog["failed_today"]
    notes = [
        f"{stopped} channel{'' if stopped == 1 else 's'} stopped" if stopped else "",
        f"the oldest for {_span(max(kind['oldest_seconds'] for kind in waiting))}" if count else "",
        f"{failed:,} failed today" if failed else "",
    ]
    late = max(kind["late_seconds"] for kind in waiting) > LATE
    page = "notifications_pushchannel_changelist" if stopped else "notifications_notificationdelivery_changelist"
    return _card(
        "Pushes and mails",
        count,
        "notifications_active",
        page,
        note=", ".join(note for note in notes if note) or "none waits",
        tone="danger" if stopped else "warning" if late or failed else "good",
        query="" if stopped else "?state=waiting" if count else "",
    )


def _card(title, value, icon, page, note="", tone="", query=""):
    address = reverse(f"admin:{page}") + query
    return {"title": title, "value": f"{value:,}", "icon": icon, "note": note, "tone": tone, "href": address}


def _chart(figures, key, label):
    colours = {"borderColor": "var(--color-primary-500)", "backgroundColor": "var(--console-wash)"}
    return {
        "title": label,
        "total": f"{_sum(figures['days'], key):,}",
        "data": json.dumps(
            {
                "labels": [f"{date.fromisoformat(day['day']):%-d %b}" for day in figures["days"]],
                "datasets": [{"label": label, "data": [day[key] for day in figures["days"]], **colours, **LINE}],
            }
        ),
    }


def _failure(delivery):
    lines = delivery["last_error"].strip().splitlines()
    address = reverse("admin:topin_eventdelivery_change", args=[delivery["id"]])
    return {"reader": delivery["reader"], "error": lines[-1] if lines else "", "href": address}


def _sum(days, key):
    return sum(day[key] for day in days)


def _since(time):
    """How long ago, or None for never."""
    return timezone.now() - datetime.fromisoformat(time) if time else None


def _days(span):
    return f"{span.days} day{'' if span.days == 1 else 's'}" if span.days else "less than a day"


def _span(seconds):
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7_200 else f"{seconds / 3_600:.0f} h"
