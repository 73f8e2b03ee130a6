"""What the doors to settings take (parts of it, at every depth) and answer (all of it)."""

from rest_framework import serializers

from accounts.choices import LanguageField, ScaleField, SwitchField, TimeOfDayField, TimeZoneField
from accounts.notification_kinds import CHANNELS, KINDS

AUDIENCES = ("everyone", "followers", "mutuals", "nobody")


def _switch(**kwargs):
    return SwitchField(required=False, **kwargs)


def _one_of(*choices):
    return serializers.ChoiceField(choices, required=False)


class Privacy(serializers.Serializer):
    is_private = _switch(help_text="followers need approval; switched off, those who wait become followers")
    profile_visibility = _one_of(*AUDIENCES)
    active_status_visibility = _one_of(*AUDIENCES)
    message_policy = _one_of(*AUDIENCES)
    comment_policy = _one_of(*AUDIENCES)
    mention_policy = _one_of(*AUDIENCES)
    read_receipts = _switch()
    discoverable = _switch(help_text="in search and suggestions")
    personalised = _switch(help_text="recommendations may use what I do")
    show_likes = _switch(help_text="others may see who liked my posts")


Channels = type("Channels", (serializers.Serializer,), {channel: _switch() for channel in CHANNELS})
Kinds = type("Kinds", (serializers.Serializer,), {kind: Channels(required=False) for kind in KINDS})


class QuietHours(serializers.Serializer):
    """Push and e-mail wait until they end; an end before the start is on the next day."""

    enabled = _switch()
    start = TimeOfDayField(required=False)
    end = TimeOfDayField(required=False)
    time_zone = TimeZoneField(required=False)


class NotificationChoices(serializers.Serializer):
    kinds = Kinds(required=False)
    quiet_hours = QuietHours(required=False)
    digest = _one_of("off", "daily", "weekly")
    previews = _switch(help_text="message text in push notifications")


class Accessibility(serializers.Serializer):
    theme = _one_of("system", "light", "dark")
    reduce_motion = _switch()
    high_contrast = _switch()
    font_scale = ScaleField(required=False, min_value=0.8, max_value=2.0)
    autoplay_media = _switch()
    captions = _switch()
    language = LanguageField(required=False, allow_null=True, help_text="BCP 47; null: what browser or phone ask for")


class Creator(serializers.Serializer):
    is_creator = _switch()


class Settings(serializers.Serializer):
    """Everything, whatever was chosen and whatever is as it came."""

    privacy = Privacy()
    notifications = NotificationChoices()
    accessibility = Accessibility()
    creator = Creator()
    updated_at = serializers.DateTimeField()
