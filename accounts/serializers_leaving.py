"""What the doors to export and deletion take and answer."""

from rest_framework import serializers

STATUSES = ("queued", "running", "ready", "failed", "expired")


class Leave(serializers.Serializer):
    """Either proves that the account is one's own; `code` comes by `GET /api/auth/reauthenticate`."""

    password = serializers.CharField(required=False, trim_whitespace=False, max_length=1000)
    code = serializers.CharField(required=False, max_length=20)


class Leaving(serializers.Serializer):
    erases_at = serializers.DateTimeField(help_text="signing in before then cancels")


class ExportAsked(serializers.Serializer):
    id = serializers.UUIDField()
    status = serializers.ChoiceField(STATUSES)


class Export(ExportAsked):
    progress = serializers.IntegerField(min_value=0, max_value=100, help_text="per cent")
    size = serializers.IntegerField(allow_null=True, help_text="bytes")
    url = serializers.CharField(allow_null=True, help_text="signed; no sign-in needed")
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)
