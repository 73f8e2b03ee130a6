"""Posts in the console."""

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from unfold.decorators import display

from accounts.admin import of_profile
from posts.admin.panels import panels_of
from posts.admin.shown import STATE_TONES, beginning, of_author, state_of, whole
from posts.models import Post, PostCounter
from topin.console import LookOnlyAdmin, MadeWithin, as_id, member_link, moment
from topin.counts import pending

WRITTEN = moment("created_at", "written")


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = "state", "state"

    def lookups(self, request, model_admin):
        return [
            *(("shown", "shown"), ("hidden", "hidden by moderation"), ("deleted", "deleted")),
            *(("draft", "draft"), ("scheduled", "scheduled")),
        ]

    def queryset(self, request, queryset):
        wanted = {
            "shown": queryset.filter(status="published", hidden_at=None, deleted_at=None),
            "hidden": queryset.exclude(hidden_at=None),
            "deleted": queryset.exclude(deleted_at=None),
            "draft": queryset.filter(status="draft"),
            "scheduled": queryset.filter(status="scheduled"),
        }
        return wanted.get(self.value(), queryset)


class ContentFilter(admin.SimpleListFilter):
    title, parameter_name = "with", "with"

    def lookups(self, request, model_admin):
        return [
            ("poll", "a poll"),
            ("quote", "a quote"),
            ("circle", "a circle"),
            ("link", "a link"),
            ("edits", "edits"),
        ]

    def queryset(self, request, queryset):
        wanted = {
            "poll": queryset.filter(has_poll=True),
            "quote": queryset.exclude(quote=None),
            "circle": queryset.exclude(circle=None),
            "link": queryset.exclude(link=None),
            "edits": queryset.exclude(edited_at=None),
        }
        return wanted.get(self.value(), queryset)


@admin.register(Post)
class PostAdmin(LookOnlyAdmin):
    list_display = ("beginning", "author_shown", "audience_shown", "state", "likes", WRITTEN)
    list_filter = ("audience", StateFilter, ContentFilter, MadeWithin)
    search_help_text = "Words of the text, @handle of the author, or id"
    fields = (
        *("whole_text", "author_shown", "audience_shown", "reply_policy", "state", "content_warning", "language"),
        *("likes", WRITTEN, moment("published_at", "published"), moment("scheduled_at", "scheduled for")),
        *(moment("edited_at", "edited"), moment("pinned_at", "pinned")),
        *(moment("hidden_at", "hidden"), moment("deleted_at", "deleted"), "id"),
    )
    change_form_outer_after_template = "admin/accounts/user/panels.html"

    def get_queryset(self, request):
        folded = Subquery(PostCounter.objects.filter(pk=OuterRef("pk")).values("likes"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                handle=of_profile("handle", "author_id"),
                likes_count=Coalesce(folded, 0) + pending("post_likes", "pk"),
            )
        )

    def find(self, queryset, term):
        if term.startswith("@"):
            return of_author(queryset, term)
        if term.startswith("#"):
            return queryset.filter(tags__contains=[term[1:].casefold()])
        return queryset.filter(text__icontains=term) | queryset.filter(pk=as_id(term))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        panels = panels_of(as_id(object_id)) if request.method == "GET" else []
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "panels": panels})

    @display(description="post")
    def beginning(self, post):
        return beginning(post.text)

    @display(description="text")
    def whole_text(self, post):
        return whole(post.text)

    @display(description="author")
    def author_shown(self, post):
        return member_link(post.author_id, f"@{post.handle}" if post.handle else None)

    @display(description="audience", label={"public": "success", "private": "danger"})
    def audience_shown(self, post):
        return post.audience

    @display(description="likes")
    def likes(self, post):
        return post.likes_count

    @display(description="state", label=STATE_TONES)
    def state(self, post):
        return state_of(post)
