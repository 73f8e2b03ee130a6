"""Comments in the console."""

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from unfold.decorators import display

from accounts.admin import of_profile
from posts.admin.shown import STATE_TONES, beginning, comment_link, of_author, post_link, state_of, whole
from posts.models import Comment, CommentCounter
from topin.console import LookOnlyAdmin, MadeWithin, as_id, member_link, moment
from topin.counts import pending

WRITTEN = moment("created_at", "written")


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = "state", "state"

    def lookups(self, request, model_admin):
        return [("shown", "shown"), ("hidden", "hidden by moderation"), ("deleted", "deleted"), ("edited", "edited")]

    def queryset(self, request, queryset):
        wanted = {
            "shown": queryset.filter(hidden_at=None, deleted_at=None),
            "hidden": queryset.exclude(hidden_at=None),
            "deleted": queryset.exclude(deleted_at=None),
            "edited": queryset.exclude(edited_at=None),
        }
        return wanted.get(self.value(), queryset)


class PlaceFilter(admin.SimpleListFilter):
    title, parameter_name = "place", "place"

    def lookups(self, request, model_admin):
        return [("post", "below a post"), ("comment", "below a comment")]

    def queryset(self, request, queryset):
        wanted = {"post": queryset.filter(parent=None), "comment": queryset.exclude(parent=None)}
        return wanted.get(self.value(), queryset)


@admin.register(Comment)
class CommentAdmin(LookOnlyAdmin):
    list_display = ("beginning", "author_shown", "post_shown", "state", "likes", "replies", WRITTEN)
    list_filter = (StateFilter, PlaceFilter, MadeWithin)
    list_select_related = ("post", "parent")
    search_help_text = "Words of the text, @handle of the author, or the id of a comment or its post"
    fields = (
        *("whole_text", "author_shown", "post_shown", "parent_shown", "depth", "state", "likes", "replies", WRITTEN),
        *(moment("edited_at", "edited"), moment("hidden_at", "hidden"), moment("deleted_at", "deleted"), "id"),
    )

    def get_queryset(self, request):
        counters = CommentCounter.objects.filter(pk=OuterRef("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                handle=of_profile("handle", "author_id"),
                likes_count=Coalesce(Subquery(counters.values("likes")), 0) + pending("comment_likes", "pk"),
                replies_count=Coalesce(Subquery(counters.values("replies")), 0) + pending("comment_replies", "pk"),
            )
        )

    def find(self, queryset, term):
        if term.startswith("@"):
            return of_author(queryset, term)
        known = as_id(term)
        return queryset.filter(text__icontains=term) | queryset.filter(pk=known) | queryset.filter(post_id=known)

    @display(description="comment")
    def beginning(self, comment):
        return beginning(comment.text)

    @display(description="text")
    def whole_text(self, comment):
        return whole(comment.text)

    @display(description="author")
    def author_shown(self, comment):
        return member_link(comment.author_id, f"@{comment.handle}" if comment.handle else None)

    @display(description="post")
    def post_shown(self, comment):
        return post_link(comment.post)

    @display(description="answers")
    def parent_shown(self, comment):
        return comment_link(comment.parent) if comment.parent else "the post"

    @display(description="likes")
    def likes(self, comment):
        return comment.likes_count

    @display(description="replies")
    def replies(self, comment):
        return comment.replies_count

    @display(description="state", label=STATE_TONES)
    def state(self, comment):
        return state_of(comment)
