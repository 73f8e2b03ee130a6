"""Bookmarks and their folders."""

from django.conf import settings
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers

from posts.serializers.posts import Post
from topin.text_fields import NameField


class BookmarkChoice(serializers.Serializer):
    folder = NameField(
        settings.FOLDER_NAME_LENGTH,
        required=False,
        allow_null=True,
        help_text="made where there is none; null: in no folder; left out: where the post lies already",
    )


class NewBookmarkFolder(serializers.Serializer):
    name = NameField(settings.FOLDER_NAME_LENGTH)


class BookmarkState(serializers.Serializer):
    bookmarked = serializers.BooleanField()
    folder = serializers.CharField(allow_null=True)


class BookmarkFolder(serializers.Serializer):
    name = serializers.CharField()
    count = serializers.IntegerField()


class BookmarkFolderPage(serializers.Serializer):
    """All of them: there are never many."""

    items = BookmarkFolder(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class BookmarkedPost(Post):
    unavailable = serializers.ChoiceField([False])
    folder = serializers.CharField(allow_null=True)


class UnavailableBookmark(serializers.Serializer):
    """Of a post that is gone, or no longer for the viewer to see."""

    id = serializers.UUIDField()
    unavailable = serializers.ChoiceField([True])
    folder = serializers.CharField(allow_null=True)


class BookmarkPage(serializers.Serializer):
    items = PolymorphicProxySerializer(
        component_name="Bookmark",
        serializers=[BookmarkedPost, UnavailableBookmark],
        resource_type_field_name=None,
        many=True,
    )
    next_cursor = serializers.CharField(allow_null=True)
