"""What the doors of devices take, and what they answer."""

import base64
import binascii
import re

from rest_framework import serializers

from notifications.models import PROVIDERS

TOKEN_LENGTH = 2_000
#: As browsers write it: each push service has one name, for one that is slow or shut is so under that name.
ENDPOINT = re.compile(
    r"https://(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::(?!443/)(?P<port>[1-9][0-9]{0,4}))?/[!-~]*"
)
ENVIRONMENTS = ["production", "sandbox"]


class KeyField(serializers.CharField):
    """So many bytes as base64url, padded or not."""

    def __init__(self, size, **kwargs):
        self.size = size
        super().__init__(max_length=200, **kwargs)

    def to_internal_value(self, data):
        text = super().to_internal_value(data).rstrip("=")
        try:
            size = len(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
        except (binascii.Error, ValueError):
            size = -1
        if size != self.size:
            raise serializers.ValidationError(f"{self.size} bytes as base64url", code="invalid")
        return text


class SubscriptionKeys(serializers.Serializer):
    p256dh = KeyField(65)
    auth = KeyField(16)


class Subscription(serializers.Serializer):
    """As `PushSubscription.toJSON()` gives it."""

    endpoint = serializers.CharField(max_length=TOKEN_LENGTH)
    keys = SubscriptionKeys()

    def validate_endpoint(self, value):
        found = ENDPOINT.fullmatch(value)
        if not found or int(found["port"] or 0) > 65_535:
            raise serializers.ValidationError("The https address of a push service", code="invalid")
        return value


class NewDevice(serializers.Serializer):
    """A browser's `subscription`, or an app's `token`."""

    provider = serializers.ChoiceField(PROVIDERS)
    token = serializers.RegexField(r"^[!-~]+\Z", max_length=TOKEN_LENGTH, required=False, allow_null=True)
    subscription = Subscription(required=False, allow_null=True)
    environment = serializers.ChoiceField(ENVIRONMENTS, required=False, allow_null=True, help_text="of APNs")
    app_id = serializers.RegexField(
        r"^[A-Za-z0-9._-]*\Z", max_length=200, required=False, allow_blank=True, allow_null=True
    )

    def validate(self, attrs):
        """The arguments of `register_device`."""
        wanted = "subscription" if attrs["provider"] == "webpush" else "token"
        if not attrs.get(wanted):
            raise serializers.ValidationError({wanted: f"{attrs['provider']} needs a {wanted}"}, code="required")
        app = {"provider": attrs["provider"], "app_id": attrs.get("app_id") or ""}
        if wanted == "token":
            environment = attrs.get("environment") if attrs["provider"] == "apns" else None
            return app | {"token": attrs["token"], "environment": environment or ""}
        return app | {"token": attrs["subscription"]["endpoint"], **attrs["subscription"]["keys"]}


class Device(serializers.Serializer):
    id = serializers.UUIDField()
    provider = serializers.ChoiceField(PROVIDERS)
    app_id = serializers.CharField()
    environment = serializers.CharField()
    current = serializers.BooleanField(help_text="whether this session registered it")
    user_agent = serializers.CharField(help_text="of the session that registered it; may be empty")
    created_at = serializers.DateTimeField()
    last_seen_at = serializers.DateTimeField()


class DeviceList(serializers.Serializer):
    items = Device(many=True)


class PushKey(serializers.Serializer):
    vapid_public_key = serializers.CharField(help_text="base64url, for PushManager.subscribe")
