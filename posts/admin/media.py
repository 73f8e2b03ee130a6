"""Media jobs in the console: what is being processed, and what failed."""

import json

from django.contrib import admin
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from unfold.decorators import display

from accounts.admin import of_profile
from accounts.models import Profile
from posts import services
from posts.admin.shown import post_link
from posts.media_types import shown_size
from posts.models import MEDIA_KINDS, PostMedia
from topin import errors
from topin.console import ChosenFilter, LookOnlyAdmin, MadeWithin, as_id, member_link, moment, short_id

ASKED = moment("created_at", "asked for")
ARRIVED = moment("completed_at", "arrived")
TONES = {"failed": "danger", "processing": "warning", "pending": "info", "ready": "success"}


class StateFilter(ChosenFilter):
    title, parameter_name, first = "state", "state", "failed"
    known = (*((state, state) for state in ("failed", "processing", "pending", "ready")), ("all", "all"))

    def queryset(self, request, queryset):
        """What is not ready is in no post, and there is an index of those."""
        found = super().queryset(request, queryset)
        return found if (self.value() or self.first) in ("ready", "all") else found.filter(post=None)


class KindFilter(admin.SimpleListFilter):
    title, parameter_name = "kind", "kind"

    def lookups(self, request, model_admin):
        return [(kind, kind) for kind in MEDIA_KINDS if kind != "document"]

    def queryset(self, request, queryset):
        wanted = self.value()
        if wanted not in MEDIA_KINDS:
            return queryset
        announced = {"gif": {"content_type": "image/gif"}}.get(wanted, {"content_type__startswith": f"{wanted}/"})
        guessed = queryset.filter(content=None, **announced)
        if wanted == "image":
            guessed = guessed.exclude(content_type="image/gif")
        return queryset.filter(content__kind=wanted) | guessed


class FailureFilter(admin.SimpleListFilter):
    title, parameter_name = "failure", "failure"

    def lookups(self, request, model_admin):
        failed = model_admin.get_queryset(request).filter(state="failed", post=None).order_by()
        return [(code, code) for code in sorted(set(failed.values_list("why", flat=True)) - {None})]

    def queryset(self, request, queryset):
        return queryset.filter(state="failed", why=self.value()) if self.value() else queryset


@admin.register(PostMedia)
class PostMediaAdmin(LookOnlyAdmin):
    list_display = ("kind", "owner", "state_shown", "failure_shown", "size_shown", "tries", ASKED, ARRIVED)
    list_filter = (StateFilter, KindFilter, FailureFilter, MadeWithin)
    list_select_related = ("content", "post")
    search_help_text = "@handle of a member, SHA-256 of a file, or the id of a medium, its content, post or member"
    fields = (
        *("kind", "owner", "post_shown", "purpose", "state_shown", "failure_shown", "progress", "tries", "worker"),
        *("content_type", "size_shown", "sha256", "alt_text", "made", ASKED, ARRIVED, "id"),
    )
    change_form_outer_after_template = "admin/posts/postmedia/retry.html"
    actions = ("retry",)
    nothing_here = "Nothing failed"

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(handle=of_profile("handle", "user_id"), why=Coalesce(F("failure"), F("content__failure")))
        )

    def find(self, queryset, term):
        if term.startswith("@"):
            members = Profile.objects.filter(handle=term[1:].lower())
            return queryset.filter(user_id__in=members.values("user_id"))
        if len(term) == 64:
            return queryset.filter(sha256=term.lower())
        wanted = as_id(term)
        named = queryset.filter(pk=wanted) | queryset.filter(content_id=wanted)
        return named | queryset.filter(post_id=wanted) | queryset.filter(user_id=wanted)

    @admin.action(description="Retry: process them once more")
    def retry(self, request, queryset):
        refusals = (errors.Conflict, errors.NotFound)
        done = "{} will be processed once more."
        self.do_each(request, queryset, services.retry_media_by_staff, done, refusals)

    # -- Columns and fields

    @display(description="kind")
    def kind(self, medium):
        return medium.content.kind if medium.content else medium.content_type

    @display(description="member")
    def owner(self, medium):
        return member_link(medium.user_id, f"@{medium.handle}" if medium.handle else None)

    @display(description="post")
    def post_shown(self, medium):
        return post_link(medium.post) if medium.post else "–"

    @display(description="state", label=TONES)
    def state_shown(self, medium):
        return medium.state

    @display(description="failure")
    def failure_shown(self, medium):
        return (medium.why or "–") if medium.state == "failed" else "–"

    @display(description="size")
    def size_shown(self, medium):
        return shown_size(medium.size)

    @display(description="progress")
    def progress(self, medium):
        return f"{medium.content.progress} %" if medium.content else "–"

    @display(description="tries")
    def tries(self, medium):
        return medium.content.tries if medium.content else "–"

    @display(description="worker")
    def worker(self, medium):
        return short_id(medium.content.worker) if medium.content else "–"

    @display(description="made of it")
    def made(self, medium):
        variants = medium.content.variants if medium.content else []
        return format_html('<pre class="console-pre">{}</pre>', json.dumps(variants, indent=2)) if variants else "–"
