"""Whom members may want to follow: what was found, and what they do not want to see again."""

from django.db import models

from topin.fields import ByMember, MadeAtField, OwnedBy


class SuggestionList(models.Model):
    """When the suggestions of a member were last computed (also when none were found)."""

    user = OwnedBy(on_delete=models.DO_NOTHING)
    computed_at = models.DateTimeField(db_default=models.functions.Now())

    class Meta:
        db_table = "suggestion_lists"
        indexes = [models.Index(fields=["computed_at"], name="suggestion_lists_oldest")]


class Suggestion(models.Model):
    """A cache: `suggested` may interest `user`. Who may be seen is decided again whenever it is read."""

    pk = models.CompositePrimaryKey("user_id", "suggested_id")
    user = ByMember()
    suggested = ByMember()
    score = models.FloatField()
    reason = models.TextField()  # a code of `internal.suggestion_reason`
    via = ByMember(null=True)  # the best known of the people between the two
    others = models.IntegerField(db_default=0)  # how many people are between them besides `via`
    topic = models.TextField(null=True)  # the tag or the circle that both have

    class Meta:
        db_table = "suggestions"
        indexes = [
            models.Index(fields=["user", "-score", "-suggested"], name="suggestions_best"),
            models.Index(fields=["suggested"], name="suggestions_of"),
            models.Index(fields=["via"], name="suggestions_via"),
        ]


class DismissedSuggestion(models.Model):
    """`user` does not want to be shown `dismissed` again."""

    pk = models.CompositePrimaryKey("user_id", "dismissed_id")
    user = ByMember()
    dismissed = ByMember()
    created_at = MadeAtField()

    class Meta:
        db_table = "dismissed_suggestions"
        indexes = [models.Index(fields=["dismissed"], name="dismissed_suggestions_of")]
