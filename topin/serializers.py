"""What the ground floor's doors take, and what they answer (for the API's schema)."""

import re

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from topin import batch
from topin.lists import ShortDict, ShortList

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
PATH = re.compile(r"/api/[^\s#\\\x00-\x1f\x7f]*\Z")
HEADER = re.compile(r"[^\x00-\x1f\x7f]{0,1000}\Z")


class Ticket(serializers.Serializer):
    """Lets one socket in, once."""

    ticket = serializers.CharField()
    url = serializers.CharField()
    expires_in = serializers.IntegerField(help_text="seconds")


class StreamEvent(serializers.Serializer):
    seq = serializers.IntegerField()
    kind = serializers.CharField()
    payload = serializers.DictField()


class StreamPage(serializers.Serializer):
    """A part of the member's own stream, in order and without gaps."""

    items = StreamEvent(many=True)
    cursor = serializers.CharField()
    has_more = serializers.BooleanField()


@extend_schema_field({"type": ["string", "integer"], "maxLength": 100})
class RequestName(serializers.JSONField):
    """What a client calls a request: a short text or a number, given back as it came."""

    def to_internal_value(self, data):
        if isinstance(data, bool) or not isinstance(data, (str, int)) or len(str(data)) > 100:
            raise serializers.ValidationError("A text of at most 100 characters, or a number", code="invalid")
        return data


@extend_schema_field({})
class AnyJson(serializers.JSONField):
    """Any value of JSON, null too."""


class BatchEntry(serializers.Serializer):
    id = RequestName(help_text="a text or number, given back with the answer")
    method = serializers.ChoiceField(METHODS)
    path = serializers.CharField(max_length=4_000, help_text="with the query; below /api/, not /api/auth, no batch")
    body = AnyJson(required=False, allow_null=True, help_text="JSON")
    headers = ShortDict(
        max_length=100,
        child=serializers.CharField(allow_blank=True, max_length=1_000),
        required=False,
        allow_null=True,
        help_text=f"{', '.join(batch.OWN_HEADERS)}; others are passed over",
    )

    def validate_path(self, value):
        if not PATH.match(value) or not batch.is_allowed(value):
            message = "A path below /api/, with its query; neither /api/auth nor a batch"
            raise serializers.ValidationError(message, code="invalid")
        return value

    def validate_headers(self, value):
        if not all(HEADER.match(text) for text in (value or {}).values()):
            raise serializers.ValidationError("Headers are texts in one line", code="invalid")
        return value


class Batch(serializers.Serializer):
    requests = ShortList(child=BatchEntry(), min_length=1, max_length=settings.BATCH_REQUESTS)


class BatchEntryAnswer(serializers.Serializer):
    id = RequestName()
    status = serializers.IntegerField()
    headers = serializers.DictField(child=serializers.CharField())
    body = AnyJson(help_text="JSON; null where the answer has no body")


class BatchAnswer(serializers.Serializer):
    """The answers, in the order of the requests."""

    responses = BatchEntryAnswer(many=True)
