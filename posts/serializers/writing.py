"""What people may write: new posts, and changes to posts."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from rest_framework import serializers

from posts.models import AUDIENCES, REPLY_POLICIES, STATES
from topin.lists import ShortList
from topin.text import VISIBLE
from topin.text_fields import TextField

LANGUAGE = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$"


def each_once(media_ids):
    if len(set(media_ids)) < len(media_ids):
        raise serializers.ValidationError("Each medium stands in a post once", code="duplicate")
    return media_ids


class NewPoll(serializers.Serializer):
    options = ShortList(child=TextField(settings.POLL_OPTION_LENGTH), min_length=2, max_length=settings.POLL_OPTIONS)
    multiple = serializers.BooleanField(default=False)
    closes_in = serializers.IntegerField(
        min_value=settings.POLL_SECONDS_LEAST, max_value=settings.POLL_SECONDS_MOST, help_text="Seconds from publishing"
    )

    def validate_options(self, value):
        if not all(VISIBLE.search(text) for text in value):
            raise serializers.ValidationError("Every option needs a text", code="blank")
        return value


class Written(serializers.Serializer):
    """What new posts and changes have in common. Text in which nothing can be seen is none."""

    text = TextField(settings.POST_TEXT_LENGTH, required=False, allow_blank=True)
    audience = serializers.ChoiceField(AUDIENCES, required=False, allow_null=True)
    circle_id = serializers.UUIDField(required=False, allow_null=True)
    reply_policy = serializers.ChoiceField(REPLY_POLICIES, required=False, allow_null=True)
    content_warning = TextField(settings.CONTENT_WARNING_LENGTH, required=False, allow_null=True, allow_blank=True)
    language = serializers.RegexField(LANGUAGE, required=False, allow_null=True)
    poll = NewPoll(required=False, allow_null=True)
    quote_id = serializers.UUIDField(required=False, allow_null=True)
    scheduled_at = serializers.DateTimeField(required=False, allow_null=True)

    def validate_text(self, value):
        return value if VISIBLE.search(value) else ""

    def validate_content_warning(self, value):
        return value if value and VISIBLE.search(value) else None

    def validate_scheduled_at(self, value):
        ahead = value and value - datetime.now(UTC)
        soonest = timedelta(seconds=settings.SCHEDULE_SECONDS_LEAST)
        latest = timedelta(days=settings.SCHEDULE_DAYS_MOST)
        if ahead is not None and not soonest <= ahead <= latest:
            message = f"From {settings.SCHEDULE_SECONDS_LEAST} seconds to {latest.days} days ahead"
            raise serializers.ValidationError(message, code="out_of_range")
        return value


class NewPost(Written):
    """Something must be in it unless it is a draft. A time alone schedules."""

    media_ids = ShortList(
        child=serializers.UUIDField(), max_length=settings.POST_MEDIA, required=False, allow_null=True
    )
    status = serializers.ChoiceField(STATES, required=False)

    def validate_media_ids(self, value):
        return each_once(value or ())

    def validate(self, attrs):
        scheduled = attrs.get("scheduled_at") is not None
        status = attrs.setdefault("status", "scheduled" if scheduled else "published")
        if (status == "scheduled") != scheduled:
            message = 'A time goes with the status "scheduled", and only with it'
            raise serializers.ValidationError({"scheduled_at": message}, code="scheduled")
        if (attrs.get("audience") == "circle") != (attrs.get("circle_id") is not None):
            message = 'A circle goes with the audience "circle", and only with it'
            raise serializers.ValidationError({"circle_id": message}, code="circle")
        return attrs


class MediaText(serializers.Serializer):
    id = serializers.UUIDField()
    alt_text = TextField(settings.ALT_TEXT_LENGTH, required=False, allow_blank=True)


class ChangedPost(Written):
    """Fields that are not given stay. The circle, the language and the quote change until the post is published.

    `media` are all that the post has from now on, in their order; an alt text that is not given stays.
    """

    audience = serializers.ChoiceField(AUDIENCES, required=False)
    reply_policy = serializers.ChoiceField(REPLY_POLICIES, required=False)
    media = MediaText(many=True, required=False, max_length=settings.POST_MEDIA)

    def validate_media(self, value):
        each_once([medium["id"] for medium in value])
        return value
