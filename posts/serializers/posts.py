"""Posts."""

from django.conf import settings
from rest_framework import serializers

from accounts.serializers import UserSummary
from posts.models import AUDIENCES, REPLY_POLICIES
from topin.text import VISIBLE, TextField

LANGUAGE = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$"


class NewPost(serializers.Serializer):
    text = TextField(settings.POST_TEXT_LENGTH)
    audience = serializers.ChoiceField(AUDIENCES, required=False, allow_null=True)
    circle_id = serializers.UUIDField(required=False, allow_null=True)
    reply_policy = serializers.ChoiceField(REPLY_POLICIES, required=False, allow_null=True)
    content_warning = TextField(settings.CONTENT_WARNING_LENGTH, required=False, allow_null=True, allow_blank=True)
    language = serializers.RegexField(LANGUAGE, required=False, allow_null=True)
    status = serializers.ChoiceField(["published"], required=False, write_only=True)

    def validate_text(self, value):
        if not VISIBLE.search(value):
            raise serializers.ValidationError("Write something first", code="blank")
        return value

    def validate_content_warning(self, value):
        return value or None

    def validate(self, attrs):
        attrs.pop("status", None)
        if (attrs.get("audience") == "circle") != (attrs.get("circle_id") is not None):
            message = 'A circle goes with the audience "circle", and only with it'
            raise serializers.ValidationError({"circle_id": message}, code="circle")
        return attrs


class PostIds(serializers.Serializer):
    """The query of posts by id."""

    ids = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=100)


class PostCounts(serializers.Serializer):
    likes = serializers.IntegerField()
    comments = serializers.IntegerField()
    reposts = serializers.IntegerField()
    quotes = serializers.IntegerField()
    views = serializers.IntegerField()


class PostViewer(serializers.Serializer):
    """What the viewer did with a post and may do."""

    liked = serializers.BooleanField()
    reposted = serializers.BooleanField()
    bookmarked = serializers.BooleanField()
    can_reply = serializers.BooleanField()
    can_repost = serializers.BooleanField()
    is_author = serializers.BooleanField()


class Mention(serializers.Serializer):
    id = serializers.UUIDField()
    handle = serializers.CharField()


class PostCircle(serializers.Serializer):
    """Null where the circle is closed or not for the viewer to see."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()


class Post(serializers.Serializer):
    id = serializers.UUIDField()
    author = UserSummary()
    text = serializers.CharField()
    audience = serializers.ChoiceField(AUDIENCES)
    circle = PostCircle(allow_null=True)
    reply_policy = serializers.ChoiceField(REPLY_POLICIES)
    content_warning = serializers.CharField(allow_null=True)
    language = serializers.CharField(allow_null=True)
    media = serializers.ListField(child=serializers.JSONField())
    poll = serializers.JSONField(allow_null=True)
    quote = serializers.JSONField(allow_null=True)
    quote_id = serializers.UUIDField(allow_null=True)
    quote_unavailable = serializers.BooleanField()
    link = serializers.JSONField(allow_null=True)
    tags = serializers.ListField(child=serializers.CharField())
    mentions = Mention(many=True)
    counts = PostCounts()
    viewer = PostViewer(allow_null=True)
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    pinned = serializers.BooleanField()
    status = serializers.ChoiceField(["published", "draft", "scheduled"])
    scheduled_at = serializers.DateTimeField(allow_null=True)
    reposted_by = UserSummary(allow_null=True)
    sponsored = serializers.JSONField(allow_null=True)
    why = serializers.JSONField(allow_null=True)


class PostPage(serializers.Serializer):
    items = Post(many=True)
    next_cursor = serializers.CharField(allow_null=True, required=False)  # of a feed
    missing = serializers.ListField(child=serializers.UUIDField(), required=False)  # of posts by id
