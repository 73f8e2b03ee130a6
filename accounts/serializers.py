"""What the doors to profiles take and, for the schema, what they answer: PostgreSQL builds that JSON itself."""

from datetime import UTC, date, datetime

from django.core.validators import URLValidator
from rest_framework import serializers

from accounts.models.verification import CATEGORIES
from topin.lists import ShortList
from topin.text_fields import NameField, TextField

WEBSITE_LENGTH = 300


class WebAddress(TextField):
    """An address of the web: http or https, nothing that a browser would run."""

    def __init__(self, **kwargs):
        message = "An address that begins with http:// or https://"
        super().__init__(
            WEBSITE_LENGTH, validators=[URLValidator(schemes=["http", "https"], message=message)], **kwargs
        )


class MeChanges(serializers.Serializer):
    """Any of a member's own profile fields."""

    display_name = NameField(50, required=False)
    bio = TextField(300, required=False, allow_blank=True)
    location = NameField(60, required=False, allow_blank=True)
    website = WebAddress(required=False, allow_blank=True)
    pronouns = NameField(30, required=False, allow_blank=True)
    birthday = serializers.DateField(required=False, allow_null=True)

    def validate_birthday(self, value):
        if value is not None and not date(1900, 1, 1) <= value <= datetime.now(UTC).date():
            raise serializers.ValidationError("A day from 1900 to today", code="out_of_range")
        return value


class HandleChange(serializers.Serializer):
    """SQL judges the handle (`internal.handle_refusal`)."""

    handle = serializers.CharField(trim_whitespace=False, max_length=100)


class UserSummary(serializers.Serializer):
    id = serializers.UUIDField()
    handle = serializers.CharField()
    display_name = serializers.CharField()
    avatar_url = serializers.CharField(allow_null=True)
    is_verified = serializers.BooleanField()
    is_private = serializers.BooleanField()


class Relation(serializers.Serializer):
    """What the viewer and a member are to each other."""

    is_self = serializers.BooleanField()
    follow = serializers.ChoiceField(["none", "requested", "following"])
    followed_by = serializers.BooleanField()
    mutual = serializers.BooleanField()
    blocking = serializers.BooleanField()
    muting = serializers.BooleanField()
    liked = serializers.BooleanField()
    can_message = serializers.ChoiceField(["yes", "request", "no"])


class ProfileCounts(serializers.Serializer):
    posts = serializers.IntegerField()
    followers = serializers.IntegerField()
    following = serializers.IntegerField()
    likes = serializers.IntegerField()


class ActiveStatus(serializers.Serializer):
    online = serializers.BooleanField()
    last_seen_at = serializers.DateTimeField(allow_null=True)


class Profile(UserSummary):
    """With `limited` the viewer sees the fields of UserSummary only; the others are empty or null."""

    bio = serializers.CharField(allow_blank=True)
    banner_url = serializers.CharField(allow_null=True)
    location = serializers.CharField(allow_blank=True)
    website = serializers.CharField(allow_blank=True)
    pronouns = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField(allow_null=True)
    is_creator = serializers.BooleanField()
    limited = serializers.BooleanField()
    counts = ProfileCounts(allow_null=True)
    active = ActiveStatus(allow_null=True)
    viewer = Relation(allow_null=True)


class Unread(serializers.Serializer):
    notifications = serializers.IntegerField()
    messages = serializers.IntegerField(help_text="1000 stands for all above")


class Me(Profile):
    email = serializers.CharField(allow_null=True)
    phone = serializers.CharField(allow_blank=True)
    email_confirmed = serializers.BooleanField()
    birthday = serializers.DateField(allow_null=True)
    unread = Unread()


class Profiles(serializers.Serializer):
    items = Profile(many=True)
    missing = serializers.ListField(child=serializers.UUIDField())


class HandleCheck(serializers.Serializer):
    available = serializers.BooleanField()
    reason = serializers.ChoiceField(["invalid", "reserved", "taken"], allow_null=True)
    suggestions = serializers.ListField(child=serializers.CharField())


class PictureUpload(serializers.Serializer):
    file = serializers.FileField(
        help_text="JPEG, PNG, WebP, GIF (the first frame of it) or AVIF; cut around its middle"
    )


class ProfileLikes(serializers.Serializer):
    liked = serializers.BooleanField()
    likes = serializers.IntegerField(allow_null=True, help_text="null where the profile is limited")


class VerificationAsked(serializers.Serializer):
    category = serializers.ChoiceField(CATEGORIES)
    legal_name = NameField(100)
    links = ShortList(child=WebAddress(), max_length=5, required=False, default=list)
    document = serializers.UUIDField(required=False, allow_null=True, default=None)


class Verification(serializers.Serializer):
    id = serializers.UUIDField()
    status = serializers.ChoiceField(["pending", "approved", "refused"])
    reason = serializers.CharField(allow_null=True)
    category = serializers.ChoiceField(CATEGORIES)
    created_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)


class DocumentUpload(serializers.Serializer):
    file = serializers.FileField()


class DocumentId(serializers.Serializer):
    id = serializers.UUIDField()
