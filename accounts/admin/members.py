"""Members in the console: who they are and how they came. Administrators give roles here."""

from django import forms
from django.contrib import admin
from django.db.models import Func, OuterRef, Subquery, TextField
from django.utils import timezone
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget

from accounts import staff_roles
from accounts.models import Profile, User
from topin import staff
from topin.console import LookOnlyAdmin, MadeWithin, as_id, moment

#: What is read of an account; more, such as the password's hash, is not granted to staff either.
READ = (
    "id",
    "email",
    "staff_role",
    "email_confirmed_at",
    "last_sign_in_at",
    "banned_until",
    "deleted_at",
    "created_at",
)
TONES = {"active": "success", "banned": "danger", "deleted": "danger", "hidden": "warning", "unconfirmed": "warning"}
JOINED = moment("created_at", "joined")
LAST_SIGN_IN = moment("last_sign_in_at", "last sign-in")
ACCOUNT = (
    *("id", JOINED, moment("email_confirmed_at", "e-mail confirmed"), LAST_SIGN_IN),
    *(moment("banned_until", "banned until"), moment("deleted_at", "deleted")),
)


class RoleForm(forms.ModelForm):
    """What an administrator may change of a member. No role comes first: nobody becomes staff by accident."""

    staff_role = forms.TypedChoiceField(
        choices=[("", "none: a member"), *User.StaffRole.choices],
        required=False,
        empty_value=None,
        widget=UnfoldAdminSelectWidget,
    )


def of_profile(column, user="pk"):
    """A column of the profile of the row's member."""
    return Subquery(Profile.objects.filter(user_id=OuterRef(user)).values(column)[:1])


class RoleFilter(admin.SimpleListFilter):
    title, parameter_name = "role", "role"

    def lookups(self, request, model_admin):
        return [("staff", "staff"), *User.StaffRole.choices]

    def queryset(self, request, queryset):
        if self.value() == "staff":
            return queryset.exclude(staff_role=None)
        return queryset.filter(staff_role=self.value()) if self.value() else queryset


class StandingFilter(admin.SimpleListFilter):
    title, parameter_name = "standing", "standing"

    def lookups(self, request, model_admin):
        return [("unconfirmed", "e-mail not confirmed"), ("banned", "banned"), ("deleted", "deleted")]

    def queryset(self, request, queryset):
        wanted = {
            "unconfirmed": queryset.filter(email_confirmed_at=None),
            "banned": queryset.filter(banned_until__gt=timezone.now()),
            "deleted": queryset.exclude(deleted_at=None),
        }
        return wanted.get(self.value(), queryset)


def with_profile(members):
    """Members with what the console shows of their profiles: the columns below, and avatar_url."""
    columns = {name: of_profile(name) for name in ("handle", "display_name", "is_private", "is_hidden")}
    picture = Func(
        of_profile("avatar"), template="internal.media_url(%(expressions)s || '/128.webp')", output_field=TextField()
    )
    return members.only(*READ).annotate(**columns, avatar_url=picture)


@admin.register(User)
class MemberAdmin(LookOnlyAdmin):
    list_display = ("who", "email", "standing", "role", JOINED, LAST_SIGN_IN)
    list_filter = (RoleFilter, StandingFilter, MadeWithin)
    search_help_text = "E-mail address, @handle, name or id"
    fieldsets = (
        (None, {"fields": ("name", "handle_shown", "email", "standing", "staff_role")}),
        ("Account", {"fields": ACCOUNT}),
    )
    readonly_fields = ("name", "handle_shown", "email", "standing", *ACCOUNT)
    form = RoleForm
    change_form_outer_after_template = "admin/accounts/user/panels.html"
    #: What else the page of a member shows: functions of the member that return panels (posts adds its own).
    panels = []

    def get_queryset(self, request):
        return with_profile(super().get_queryset(request))

    def has_change_permission(self, request, obj=None):
        """Only roles can be changed, by administrators, and nobody's own; the policy on users says so too."""
        return request.user.is_administrator and (obj is None or obj.pk != request.user.pk)

    def find(self, queryset, term):
        if "@" in term[1:]:
            return queryset.filter(email__startswith=term.lower())
        named = Profile.objects.filter(handle__startswith=term.lstrip("@").lower()) | Profile.objects.filter(
            display_name__icontains=term
        )
        return queryset.filter(pk__in=named.values("user_id")) | queryset.filter(pk=as_id(term))

    def save_model(self, request, member, form, change):
        if "staff_role" in form.changed_data:
            staff_roles.set_staff_role(staff.viewer_of(request), member.pk, member.staff_role)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        member_id = as_id(object_id)
        panels = [panel for make in self.panels for panel in make(member_id)] if request.method == "GET" else []
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "panels": panels})

    @display(description="member", header=True)
    def who(self, member):
        name = member.display_name or "–"
        return [name, f"@{member.handle}" if member.handle else "", name[:1].upper()]

    @display(description="name")
    def name(self, member):
        return member.display_name

    @display(description="handle")
    def handle_shown(self, member):
        return f"@{member.handle}"

    @display(description="role", label={"moderator": "info", "administrator": "primary"})
    def role(self, member):
        return member.staff_role

    @display(description="standing", label=TONES)
    def standing(self, member):
        return standing_of(member)


def standing_of(member):
    """In a word, of a member that carries `is_hidden` of the profile."""
    if member.deleted_at:
        return "deleted"
    if member.banned_until and member.banned_until > timezone.now():
        return "banned"
    if member.is_hidden:
        return "hidden"
    return "active" if member.email_confirmed_at else "unconfirmed"
