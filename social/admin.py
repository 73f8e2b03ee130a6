"""Circles in the console, and on a member's page their circles and blocks. All of it is only looked at.

Memberships and blocks have no list of their own: Django's admin knows no rows with a key of two columns.
"""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import display

from accounts.admin import MemberAdmin
from accounts.models import Profile
from social.models import BlockedUser, Circle, CircleMember
from topin.console import LookOnlyAdmin, MadeWithin, as_id, member_link, moment, short_time

ROWS_SHOWN = 50
MADE = moment("created_at", "made")


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = "state", "state"

    def lookups(self, request, model_admin):
        return [("open", "open"), ("closed", "closed")]

    def queryset(self, request, queryset):
        wanted = {"open": queryset.filter(closed_at=None), "closed": queryset.exclude(closed_at=None)}
        return wanted.get(self.value(), queryset)


@admin.register(Circle)
class CircleAdmin(LookOnlyAdmin):
    list_display = ("named", "visibility_shown", "join_policy", "members", "state", MADE)
    list_filter = ("visibility", "join_policy", StateFilter, MadeWithin)
    search_help_text = "Words of the name, slug, @handle of a member, or id"
    fields = (
        *("name", "slug", "description", "visibility_shown", "join_policy", "members", "state"),
        *(MADE, moment("closed_at", "closed"), "id"),
    )
    change_form_outer_after_template = "admin/accounts/user/panels.html"

    def find(self, queryset, term):
        if term.startswith("@"):
            named = Profile.objects.filter(handle=term[1:].lower()).values("user_id")
            inside = CircleMember.objects.filter(user_id__in=named).values("circle_id")
            return queryset.filter(pk__in=inside)
        return (
            queryset.filter(name__icontains=term) | queryset.filter(slug=term.lower()) | queryset.filter(pk=as_id(term))
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        panels = members_panel(as_id(object_id)) if request.method == "GET" else []
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "panels": panels})

    @display(description="circle")
    def named(self, circle):
        return circle.name or "(erased)"

    @display(description="visibility", label={"public": "success", "private": "info", "secret": "danger"})
    def visibility_shown(self, circle):
        return circle.visibility

    @display(description="members")
    def members(self, circle):
        return f"{circle.members_count} of {circle.member_limit}"

    @display(description="state", label={"open": "success", "closed": "danger"})
    def state(self, circle):
        return "closed" if circle.closed_at else "open"


def members_panel(circle_id):
    """Who is in a circle: owner and moderators first, then the newest."""
    rows = CircleMember.objects.filter(circle_id=circle_id)
    staff = rows.exclude(role="member").order_by("-role", "joined_at")
    plain = rows.filter(role="member").order_by("-joined_at")
    found = [*staff[:ROWS_SHOWN], *plain[:ROWS_SHOWN]][:ROWS_SHOWN]
    names = handles([row.user_id for row in found])
    shown = [[named(row.user_id, names), row.role, short_time(row.joined_at)] for row in found]
    return [_panel("Members", ["Member", "Role", "Joined"], shown)]


def circles_panel(member_id):
    """The circles that a member is in."""
    rows = CircleMember.objects.filter(user_id=member_id).select_related("circle").order_by("-joined_at")[:ROWS_SHOWN]
    shown = [[_circle(row.circle), row.role, short_time(row.joined_at)] for row in rows]
    return [_panel("Circles", ["Circle", "Role", "Joined"], shown)]


def blocks_panel(member_id):
    """Whom a member blocked, and who blocked them."""
    made = BlockedUser.objects.filter(blocker_id=member_id).order_by("-created_at")[:ROWS_SHOWN]
    got = BlockedUser.objects.filter(blocked_id=member_id).order_by("-created_at")[:ROWS_SHOWN]
    names = handles([*(row.blocked_id for row in made), *(row.blocker_id for row in got)])
    shown = [["blocked", named(row.blocked_id, names), short_time(row.created_at)] for row in made]
    shown += [["was blocked by", named(row.blocker_id, names), short_time(row.created_at)] for row in got]
    return [_panel("Blocks", ["", "Member", "When"], shown)]


def handles(user_ids):
    return dict(Profile.objects.filter(user_id__in=user_ids).values_list("user_id", "handle"))


def named(user_id, names):
    return member_link(user_id, f"@{names[user_id]}" if user_id in names else None)


def _circle(circle):
    address = reverse("admin:social_circle_change", args=[circle.pk])
    return format_html('<a class="console-link" href="{}">{}</a>', address, circle.name)


def _panel(title, headers, rows):
    note = {} if len(rows) < ROWS_SHOWN else {"note": f"The newest {ROWS_SHOWN}."}
    return {"title": title, "table": {"headers": headers, "rows": rows}, **note}


MemberAdmin.panels += [circles_panel, blocks_panel]
