"""Who is signed in. Staff end a session; whole addresses are shown to administrators only."""

from django.contrib import admin
from django.db.models import F, Func, TextField
from unfold.decorators import display

from accounts import devices, services
from accounts.admin.members import of_profile
from accounts.models import Profile, UserSession
from topin import errors
from topin.console import LookOnlyAdmin, MadeWithin, as_id, member_link, moment

SINCE = moment("created_at", "since")
LAST_SEEN = moment("last_seen_at", "last seen")
READ = ("id", "user", "aal", "waits_for_factor", "user_agent", "created_at", "last_seen_at")


def with_addresses(sessions):
    """Sessions with `address`: as much of it as the viewer may read. The column itself is granted to no staff."""
    address = Func(F("pk"), function="internal.session_address", output_field=TextField())
    return sessions.only(*READ).annotate(address=address)


class FactorFilter(admin.SimpleListFilter):
    title, parameter_name = "second factor", "factor"

    def lookups(self, request, model_admin):
        return [("given", "given"), ("waiting", "waited for"), ("none", "none")]

    def queryset(self, request, queryset):
        wanted = {
            "given": queryset.filter(aal="aal2"),
            "waiting": queryset.filter(waits_for_factor=True),
            "none": queryset.filter(aal="aal1", waits_for_factor=False),
        }
        return wanted.get(self.value(), queryset)


@admin.register(UserSession)
class SessionAdmin(LookOnlyAdmin):
    list_display = ("device", "member", "address_shown", "factor", SINCE, LAST_SEEN)
    list_filter = (FactorFilter, MadeWithin)
    search_help_text = "@handle or id of a member, or id of a session"
    fields = ("member", "device", "user_agent", "address_shown", "factor", SINCE, LAST_SEEN, "id")
    change_form_outer_after_template = "admin/accounts/usersession/end.html"
    actions = ("end",)

    def get_queryset(self, request):
        return with_addresses(super().get_queryset(request)).annotate(handle=of_profile("handle", "user_id"))

    def find(self, queryset, term):
        if not term.startswith("@"):
            return queryset.filter(user_id=as_id(term)) | queryset.filter(pk=as_id(term))
        members = Profile.objects.filter(handle=term[1:].lower())
        return queryset.filter(user_id__in=members.values("user_id"))

    @display(description="member")
    def member(self, session):
        return member_link(session.user_id, session.handle and f"@{session.handle}")

    @display(description="device")
    def device(self, session):
        return devices.label(session.user_agent)

    @display(description="address")
    def address_shown(self, session):
        return session.address or "–"

    @display(description="second factor", label={"given": "success", "waited for": "warning"})
    def factor(self, session):
        return "waited for" if session.waits_for_factor else "given" if session.aal == "aal2" else "–"

    @admin.action(description="End: sign the member out there")
    def end(self, request, queryset):
        done = "{} ended; the members are signed out there."
        self.do_each(request, queryset, services.end_session_by_staff, done, errors.Refused)
