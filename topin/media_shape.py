"""What a medium looks like to clients, in a post or in a message."""

from rest_framework import serializers

from topin.media_kinds import MEDIA_KINDS, MEDIA_STATES


class MediaVariant(serializers.Serializer):
    name = serializers.CharField()
    url = serializers.CharField()
    width = serializers.IntegerField(allow_null=True, help_text="pixels")
    height = serializers.IntegerField(allow_null=True, help_text="pixels")
    content_type = serializers.CharField()


class MediaFailure(serializers.Serializer):
    code = serializers.CharField()
    message = serializers.CharField(help_text="a sentence that its member can act on")


class Media(serializers.Serializer):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(MEDIA_KINDS)
    status = serializers.ChoiceField(MEDIA_STATES)
    progress = serializers.IntegerField(min_value=0, max_value=100, help_text="per cent of the processing")
    failure = MediaFailure(allow_null=True)
    url = serializers.CharField(allow_null=True, help_text="of the largest, when it is ready")
    thumbnail_url = serializers.CharField(allow_null=True, help_text="a small picture of it; sounds have none")
    variants = MediaVariant(many=True)
    width = serializers.IntegerField(allow_null=True, help_text="pixels")
    height = serializers.IntegerField(allow_null=True, help_text="pixels")
    duration = serializers.FloatField(allow_null=True, help_text="seconds")
    blurhash = serializers.CharField(allow_null=True)
    alt_text = serializers.CharField()
    size = serializers.IntegerField(help_text="bytes of what was uploaded")
