"""Posts."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.serializers import UserSummary
from posts.models import AUDIENCES, REPLY_POLICIES, STATES
from posts.serializers.for_you import Why
from posts.serializers.polls import Poll
from topin.lists import ShortList
from topin.media_shape import Media


class PostIds(serializers.Serializer):
    """The query of posts by id."""

    ids = ShortList(child=serializers.UUIDField(), min_length=1, max_length=100)


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


class Link(serializers.Serializer):
    """What a page that a post links to says of itself."""

    url = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    image_url = serializers.CharField(allow_null=True)


@extend_schema_field({"oneOf": [{"$ref": "#/components/schemas/Post"}, {"type": "null"}]})
class Quote(serializers.JSONField):
    """The post that a post quotes, whose own quote is only named. Null where it is not to be seen."""


class Post(serializers.Serializer):
    id = serializers.UUIDField()
    author = UserSummary()
    text = serializers.CharField()
    audience = serializers.ChoiceField(AUDIENCES)
    circle = PostCircle(allow_null=True)
    reply_policy = serializers.ChoiceField(REPLY_POLICIES)
    content_warning = serializers.CharField(allow_null=True)
    language = serializers.CharField(allow_null=True)
    media = Media(many=True)
    poll = Poll(allow_null=True)
    quote = Quote()
    quote_id = serializers.UUIDField(allow_null=True)
    quote_unavailable = serializers.BooleanField()
    link = Link(allow_null=True)
    tags = serializers.ListField(child=serializers.CharField())
    mentions = Mention(many=True)
    counts = PostCounts()
    viewer = PostViewer(allow_null=True)
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    pinned = serializers.BooleanField()
    status = serializers.ChoiceField(STATES)
    scheduled_at = serializers.DateTimeField(allow_null=True)
    reposted_by = UserSummary(allow_null=True)
    sponsored = serializers.JSONField(allow_null=True)
    why = Why(allow_null=True, help_text="Of the for-you feed")


class PostPage(serializers.Serializer):
    items = Post(many=True)
    next_cursor = serializers.CharField(allow_null=True, required=False)  # of a feed
    missing = serializers.ListField(child=serializers.UUIDField(), required=False)  # of posts by id


class PostVersion(serializers.Serializer):
    text = serializers.CharField(allow_blank=True)
    content_warning = serializers.CharField(allow_null=True)
    edited_at = serializers.DateTimeField(help_text="Since when it read like this")


class PostVersionPage(serializers.Serializer):
    items = PostVersion(many=True)
    next_cursor = serializers.CharField(allow_null=True)
