"""The for-you feed."""

from rest_framework import serializers

from posts.models import FEEDBACK, WHY_CODES


class Why(serializers.Serializer):
    """Why a post stands in the for-you feed."""

    code = serializers.ChoiceField(WHY_CODES)
    text = serializers.CharField(help_text="A sentence in English")


class Feedback(serializers.Serializer):
    kind = serializers.ChoiceField(FEEDBACK)


class Ranking(serializers.Serializer):
    version = serializers.IntegerField(help_text="0: as it came, nobody changed it")
    weights = serializers.DictField(child=serializers.FloatField())
    rules = serializers.DictField(child=serializers.CharField(), help_text="How the weights are used, in sentences")
