"""Posts in the console."""

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from unfold.decorators import display

from accounts.admin import MemberAdmin, of_profile
from accounts.models import Profile
from posts.models import Post, PostCounter
from topin.console import LookOnlyAdmin, MadeWithin, as_id, member_link, moment, short_time
from topin.counts import pending

POSTS_SHOWN = 5
WRITTEN = moment("created_at", "written")


class VisibilityFilter(admin.SimpleListFilter):
    title, parameter_name = "state", "state"

    def lookups(self, request, model_admin):
        return [("shown", "shown"), ("hidden", "hidden by moderation"), ("deleted", "deleted"), ("draft", "draft")]

    def queryset(self, request, queryset):
        wanted = {
            "shown": queryset.filter(status="published", hidden_at=None, deleted_at=None),
            "hidden": queryset.exclude(hidden_at=None),
            "deleted": queryset.exclude(deleted_at=None),
            "draft": queryset.exclude(status="published"),
        }
        return wanted.get(self.value(), queryset)


@admin.register(Post)
class PostAdmin(LookOnlyAdmin):
    list_display = ("beginning", "author_shown", "audience_shown", "state", "likes", WRITTEN)
    list_filter = ("audience", VisibilityFilter, MadeWithin)
    search_help_text = "Words of the text, @handle of the author, or id"
    fields = (
        *("whole_text", "author_shown", "audience_shown", "reply_policy", "state", "content_warning", "language"),
        *("likes", WRITTEN, moment("published_at", "published"), moment("edited_at", "edited")),
        *(moment("hidden_at", "hidden"), moment("deleted_at", "deleted"), "id"),
    )

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
            authors = Profile.objects.filter(handle=term[1:].lower())
            return queryset.filter(author_id__in=authors.values("user_id"))
        return queryset.filter(text__icontains=term) | queryset.filter(pk=as_id(term))

    @display(description="post")
    def beginning(self, post):
        return Truncator(post.text).chars(90) or "(no text)"

    @display(description="text")
    def whole_text(self, post):
        return format_html('<div class="console-text">{}</div>', post.text)

    @display(description="author")
    def author_shown(self, post):
        return member_link(post.author_id, f"@{post.handle}" if post.handle else None)

    @display(description="audience", label={"public": "success", "private": "danger"})
    def audience_shown(self, post):
        return post.audience

    @display(description="likes")
    def likes(self, post):
        return post.likes_count

    @display(
        description="state", label={"published": "success", "hidden": "danger", "deleted": "danger", "draft": "info"}
    )
    def state(self, post):
        return "deleted" if post.deleted_at else "hidden" if post.hidden_at else post.status


def posts_panel(member_id):
    newest = Post.objects.filter(author_id=member_id).order_by("-id")[:POSTS_SHOWN]
    address = reverse("admin:posts_post_changelist")
    rows = [[_link(post), post.audience, short_time(post.created_at)] for post in newest]
    table = {"headers": ["Post", "Audience", "Written"], "rows": rows}
    return [{"title": "Newest posts", "link": f"{address}?author__id__exact={member_id}", "table": table}]


def _link(post):
    address = reverse("admin:posts_post_change", args=[post.pk])
    return format_html('<a class="console-link" href="{}">{}</a>', address, Truncator(post.text).chars(70))


MemberAdmin.panels += [posts_panel]
