"""What clients send about profiles."""

from datetime import UTC, date, datetime

from django.core.validators import URLValidator
from rest_framework import serializers

from topin.text import NameField, TextField

WEBSITE_LENGTH = 300


class MeChanges(serializers.Serializer):
    """Any of a member's own profile fields."""

    display_name = NameField(50, required=False)
    bio = TextField(300, required=False, allow_blank=True)
    location = NameField(60, required=False, allow_blank=True)
    website = TextField(
        WEBSITE_LENGTH,
        required=False,
        allow_blank=True,
        validators=[URLValidator(schemes=["http", "https"], message="An address that begins with http:// or https://")],
    )
    pronouns = NameField(30, required=False, allow_blank=True)
    birthday = serializers.DateField(required=False, allow_null=True)

    def validate_birthday(self, value):
        if value is not None and not date(1900, 1, 1) <= value <= datetime.now(UTC).date():
            raise serializers.ValidationError("A day from 1900 to today", code="out_of_range")
        return value
