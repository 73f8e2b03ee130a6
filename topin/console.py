"""What the console's lists have in common: look only, no counting of big tables, ids as keys."""

from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.paginator import InfinitePaginator

from topin import errors, staff

NEWEST = 1_000  # rows that a filter looks at to learn which values there are


class LookOnlyAdmin(ModelAdmin):
    """Rows that staff look at, newest first. What may be changed is a deed of its own."""

    ordering = ("-id",)
    paginator = InfinitePaginator  # asks for one page; counting a big table would take longer
    show_full_result_count = False
    list_per_page = 50
    list_disable_select_all = True
    show_facets = admin.ShowFacets.NEVER
    nothing_here = "Nothing here yet"
    search_fields = ("id",)  # shows the box; `find` says what it does

    def do_each(self, request, queryset, deed, done, refusals=errors.Conflict):
        """`deed(viewer, id)` with each row that was chosen: says what was refused, and of how many it is `done`."""
        count = 0
        for key in queryset.values_list("pk", flat=True):
            try:
                deed(staff.viewer_of(request), key)
                count += 1
            except refusals as refusal:
                self.message_user(request, refusal.detail, messages.WARNING)
        if count:
            self.message_user(request, done.format(count), messages.SUCCESS)

    def has_view_permission(self, request, obj=None):
        return request.user.is_staff

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_search_results(self, request, queryset, search_term):
        term = search_term.strip()
        return (self.find(queryset, term) if term else queryset), False

    def find(self, queryset, term):
        """The rows that a moderator means who types this into the search box."""
        return queryset.filter(pk=as_id(term))

    def history_view(self, request, object_id, extra_context=None):
        """The history of a thing is its audit log."""
        address = reverse("admin:topin_auditlog_changelist")
        return HttpResponseRedirect(f"{address}?{urlencode({'q': object_id})}")


def as_id(term):
    """The id that was typed or pasted, or one that nothing has."""
    try:
        return UUID(term)
    except ValueError:
        return UUID(int=0)


def first_id_at(moment):
    """The smallest uuidv7 of a moment: a range of ids is a range of time, with an index."""
    milliseconds = int(moment.timestamp() * 1000)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | 0x8 << 60)


class MadeWithin(admin.SimpleListFilter):
    title, parameter_name = "made within", "within"
    spans = {
        "hour": ("the last hour", timedelta(hours=1)),
        "day": ("24 hours", timedelta(days=1)),
        "week": ("7 days", timedelta(days=7)),
        "month": ("30 days", timedelta(days=30)),
    }

    def lookups(self, request, model_admin):
        return [(key, label) for key, (label, _) in self.spans.items()]

    def queryset(self, request, queryset):
        if self.value() not in self.spans:
            return queryset
        return queryset.filter(pk__gte=first_id_at(timezone.now() - self.spans[self.value()][1]))


class ChosenFilter(admin.SimpleListFilter):
    """Filters by a column of which one value is chosen already: why anybody comes to this list."""

    first, known = "", ()  # a value of the column; (value, label) of all, where "all" stands for every row

    def lookups(self, request, model_admin):
        return [(None if value == self.first else value, label) for value, label in self.known]

    def choices(self, changelist):
        for value, label in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value}, [self.parameter_name])
            yield {"selected": self.value() == value, "query_string": query, "display": label}

    def queryset(self, request, queryset):
        wanted = self.value() or self.first
        return queryset if wanted == "all" else queryset.filter(**{self.parameter_name: wanted})


class NewestValues(admin.SimpleListFilter):
    """Filters by a text column, offering the values that the newest rows have."""

    def lookups(self, request, model_admin):
        newest = model_admin.model.objects.order_by("-pk").values_list(self.parameter_name, flat=True)
        return [(value, value) for value in sorted(set(newest[:NEWEST]) - {""})]

    def queryset(self, request, queryset):
        return queryset.filter(**{self.parameter_name: self.value()}) if self.value() else queryset


def newest_values(column):
    return type(f"Newest{column.title()}", (NewestValues,), {"title": column, "parameter_name": column})


def moment(column, description):
    """A column with a time, short enough for one line; the whole of it on hovering."""

    @display(description=description, ordering=column)
    def shown(row):
        return short_time(getattr(row, column))

    return shown


def short_time(time):
    if time is None:
        return "–"
    return format_html(
        '<time class="console-time" datetime="{}" title="{} UTC">{}</time>',
        time.isoformat(),
        f"{time:%Y-%m-%d %H:%M:%S.%f}",
        f"{time:%-d %b, %H:%M}" if time.year == timezone.now().year else f"{time:%-d %b %Y}",
    )


def short_id(value):
    """An id that fits into a column: its random end, the whole of it on hovering."""
    return format_html('<span class="console-id" title="{}">{}</span>', value, str(value)[-8:]) if value else "–"


def member_link(user_id, text=None):
    if not user_id:
        return "–"
    address = reverse("admin:accounts_user_change", args=[user_id])
    return format_html('<a class="console-link" href="{}">{}</a>', address, text or short_id(user_id))
