"""Comments."""

from django.conf import settings
from rest_framework import serializers

from accounts.serializers import UserSummary
from posts.serializers.posts import Mention
from topin.text import VISIBLE
from topin.text_fields import TextField

SORTS = ["best", "new", "old"]


class EditedComment(serializers.Serializer):
    text = TextField(settings.COMMENT_LENGTH)

    def validate_text(self, value):
        if not VISIBLE.search(value):
            raise serializers.ValidationError("Write something first", code="blank")
        return value


class NewComment(EditedComment):
    parent_id = serializers.UUIDField(required=False, allow_null=True, default=None)


class CommentQuery(serializers.Serializer):
    """The query of a list of comments."""

    sort = serializers.ChoiceField(SORTS, required=False, default="best")
    parent = serializers.UUIDField(required=False, default=None, help_text="A comment: its answers instead")


class CommentCounts(serializers.Serializer):
    likes = serializers.IntegerField()
    replies = serializers.IntegerField()


class CommentViewer(serializers.Serializer):
    """What the viewer did with a comment, and whether it is theirs."""

    liked = serializers.BooleanField()
    is_author = serializers.BooleanField()


class Comment(serializers.Serializer):
    """Deleted, it has neither author nor text, and stands for its replies."""

    id = serializers.UUIDField()
    post_id = serializers.UUIDField()
    parent_id = serializers.UUIDField(allow_null=True)
    author = UserSummary(allow_null=True)
    text = serializers.CharField(allow_null=True)
    deleted = serializers.BooleanField()
    mentions = Mention(many=True)
    counts = CommentCounts()
    viewer = CommentViewer(allow_null=True)
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)


class CommentPage(serializers.Serializer):
    items = Comment(many=True)
    next_cursor = serializers.CharField(allow_null=True)
