"""Polls: a question to everybody who sees the post."""

from django.db import models

from topin.fields import ByMember, IdField, MadeAtField, OwnedBy


class PostPoll(models.Model):
    """The poll of a post. It runs from publishing on."""

    post = OwnedBy("posts.Post", on_delete=models.DO_NOTHING)
    multiple = models.BooleanField(db_default=False)
    seconds = models.IntegerField()  # how long it runs
    closes_at = models.DateTimeField(null=True)  # null: not published yet
    closed_at = models.DateTimeField(null=True)  # when its result was frozen and told
    voters = models.BigIntegerField(db_default=0)  # folded; pending `counter_deltas` are added when read

    class Meta:
        db_table = "post_polls"
        indexes = [
            models.Index(
                fields=["closes_at"],
                name="post_polls_running",
                condition=models.Q(closed_at=None, closes_at__isnull=False),
            )
        ]


class PostPollOption(models.Model):
    id = IdField()
    post = models.ForeignKey(PostPoll, models.DO_NOTHING, related_name="+", db_index=False)
    place = models.SmallIntegerField()  # from 0
    text = models.TextField()
    votes = models.BigIntegerField(db_default=0)  # folded, as voters

    class Meta:
        db_table = "post_poll_options"
        constraints = [models.UniqueConstraint(fields=["post", "place"], name="post_poll_options_place")]


class PostPollVote(models.Model):
    pk = models.CompositePrimaryKey("option_id", "user_id")
    option = models.ForeignKey(PostPollOption, models.DO_NOTHING, related_name="+", db_index=False)
    user = ByMember()
    post = models.ForeignKey(PostPoll, models.DO_NOTHING, related_name="+", db_index=False)
    created_at = MadeAtField()

    class Meta:
        db_table = "post_poll_votes"
        indexes = [
            models.Index(fields=["post", "user"], name="post_poll_votes_of_voter"),
            models.Index(fields=["user"], name="post_poll_votes_by"),
        ]
