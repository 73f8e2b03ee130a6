"""What trends, in the console: staff hide topics from trends, and let them back."""

from django.contrib import admin, messages
from unfold.decorators import display

from accounts.admin import of_profile
from posts import services
from posts.models import HiddenTopic, TopicTrend
from posts.tags import fold_tag
from topin import staff
from topin.console import LookOnlyAdmin, member_link, moment


class _TopicsAdmin(LookOnlyAdmin):
    search_fields = ("topic",)
    search_help_text = "#topic, or its beginning"
    list_display_links = None  # all there is to know stands in the list

    def find(self, queryset, term):
        return queryset.filter(topic__startswith=fold_tag(term.lstrip("#＃")))

    @display(description="topic")
    def tag(self, row):
        return f"#{row.topic}"


@admin.register(TopicTrend)
class TopicTrendAdmin(_TopicsAdmin):
    list_display = ("tag", "velocity_shown", "people", "posts", moment("ranked_at", "ranked"))
    ordering = ("-velocity", "topic")
    nothing_here = "Nothing trends just now"
    actions = ("hide",)

    @display(description="velocity")
    def velocity_shown(self, trend):
        return f"{trend.velocity:.1f}"

    @admin.action(description="Hide from trends")
    def hide(self, request, queryset):
        topics = list(queryset.values_list("topic", flat=True))
        for topic in topics:
            services.hide_topic(staff.viewer_of(request), topic)
        self.message_user(request, f"{len(topics)} hidden; they trend no more, from now on.", messages.SUCCESS)


@admin.register(HiddenTopic)
class HiddenTopicAdmin(_TopicsAdmin):
    list_display = ("tag", "by", moment("created_at", "hidden"))
    ordering = ("-created_at", "topic")
    nothing_here = "No topic is hidden"
    actions = ("unhide",)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(handle=of_profile("handle", "hidden_by_id"))

    @display(description="by")
    def by(self, topic):
        return member_link(topic.hidden_by_id, topic.handle and f"@{topic.handle}")

    @admin.action(description="Let it trend again")
    def unhide(self, request, queryset):
        topics = list(queryset.values_list("topic", flat=True))
        for topic in topics:
            services.unhide_topic(staff.viewer_of(request), topic)
        self.message_user(request, f"{len(topics)} may trend again, from the next ranking on.", messages.SUCCESS)
