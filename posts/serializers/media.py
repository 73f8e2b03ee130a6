"""Media: what doors take, and what they answer."""

from django.conf import settings
from rest_framework import serializers

from accounts.documents import shown_name
from posts.media_types import plain_type
from posts.models.media import PURPOSES
from topin.lists import ShortList
from topin.media_shape import Media
from topin.text_fields import TextField

PARTS_AT_ONCE = 1_000  # S3 takes 10,000 in all; no file we take has nearly as many
BIGINT = 2**63 - 1


class NewMedia(serializers.Serializer):
    """A file that is going to be uploaded."""

    filename = serializers.CharField(max_length=1_000)
    content_type = serializers.CharField(max_length=200)
    size = serializers.IntegerField(min_value=1, max_value=BIGINT, help_text="bytes")
    sha256 = serializers.RegexField(r"^[0-9A-Fa-f]{64}\Z", help_text="of the whole file, 64 hexadecimal digits")
    alt_text = TextField(settings.ALT_TEXT_LENGTH, required=False, allow_blank=True, default="")
    purpose = serializers.ChoiceField(PURPOSES)

    def validate_filename(self, value):
        return shown_name(value) or "file"

    def validate_content_type(self, value):
        return plain_type(value)

    def validate_sha256(self, value):
        return value.lower()


class ChangedMedia(serializers.Serializer):
    alt_text = TextField(settings.ALT_TEXT_LENGTH, allow_blank=True)


class PartNumbers(serializers.Serializer):
    numbers = ShortList(
        child=serializers.IntegerField(min_value=1, max_value=PARTS_AT_ONCE),
        max_length=PARTS_AT_ONCE,
        required=False,
        default=list,
        help_text="Those that an address is wanted for; none, to learn which have arrived",
    )


class SentPart(serializers.Serializer):
    number = serializers.IntegerField(min_value=1, max_value=PARTS_AT_ONCE)
    etag = serializers.CharField(max_length=200, help_text="as the storage answered")


class SentParts(serializers.Serializer):
    """Needed by nobody: who sends what was answered for each part has it compared with what is there."""

    parts = ShortList(child=SentPart(), max_length=PARTS_AT_ONCE, required=False, allow_null=True)


class PartAddress(serializers.Serializer):
    number = serializers.IntegerField()
    url = serializers.CharField()


class UploadAddress(serializers.Serializer):
    """In one piece (method, url), or in parts (parts, part_size)."""

    method = serializers.ChoiceField(["PUT"])
    headers = serializers.DictField(child=serializers.CharField(), help_text="to be sent with each PUT")
    expires_at = serializers.DateTimeField(help_text="ask for new addresses after that")
    url = serializers.CharField(required=False)
    parts = PartAddress(many=True, required=False)
    part_size = serializers.IntegerField(required=False, help_text="bytes of each part; the last one has what is left")


class CreatedMedia(serializers.Serializer):
    media = Media()
    upload = UploadAddress()


class PartAddresses(serializers.Serializer):
    parts = PartAddress(many=True, help_text="fresh addresses of the parts that were asked for")
    uploaded = serializers.ListField(child=serializers.IntegerField(), help_text="numbers of parts that have arrived")
    part_size = serializers.IntegerField(help_text="bytes of each part; the last one has what is left")
    method = serializers.ChoiceField(["PUT"])
    headers = serializers.DictField(child=serializers.CharField(), help_text="to be sent with each PUT")
    expires_at = serializers.DateTimeField(allow_null=True, help_text="null where no address was asked for")
