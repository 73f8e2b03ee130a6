"""What the doors of moderation take, and what they answer (for the schema)."""

from rest_framework import serializers

from moderation.models import REASONS
from topin.text_fields import TextField

NOTE_LENGTH = 1_000


class ReportWords(serializers.Serializer):
    """Why, whatever is reported."""

    reason = serializers.ChoiceField(REASONS)
    note = TextField(NOTE_LENGTH, required=False, default="", allow_blank=True)


class ReportSubject(serializers.Serializer):
    type = serializers.ChoiceField(["message"], error_messages={"invalid_choice": "Only messages can be reported here"})
    id = serializers.UUIDField()


class NewReport(ReportWords):
    subject = ReportSubject()


class DecisionNote(serializers.Serializer):
    """What staff write to a decision, for staff."""

    note = TextField(NOTE_LENGTH, required=False, default="", allow_blank=True)


class Report(serializers.Serializer):
    id = serializers.UUIDField()
    subject = ReportSubject()
    reason = serializers.ChoiceField(REASONS)
    note = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(["open", "decided"])
    outcome = serializers.ChoiceField(["dismissed", "upheld"], allow_null=True)
    created_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)


class ReportPage(serializers.Serializer):
    items = Report(many=True)
    next_cursor = serializers.CharField(allow_null=True)
