"""The home feed's candidates, written ahead for members who come by.

All of it is a cache: a row says that a post may stand at this time in this member's feed. Whether it does is
decided from posts, reposts, follows and blocks when the page is read, so that a wrong row shows nothing and a
member without rows reads the same feed, a little slower.
"""

from django.db import models

from topin.fields import ByMember, IdField, MadeAtField, OwnedBy


class Timeline(models.Model):
    """Hash-partitioned by member. One row for each time at which the post may stand: published, or reposted."""

    pk = models.CompositePrimaryKey("user_id", "at", "post_id")
    # No foreign keys: a row whose post or member is gone is never shown, and is trimmed away.
    user_id = models.UUIDField()
    at = models.DateTimeField()
    post_id = models.UUIDField()

    class Meta:
        db_table = "timelines"


class TimelineState(models.Model):
    """A member whose timeline is kept. Fan-out writes to them from the moment this row stands."""

    user = OwnedBy(on_delete=models.DO_NOTHING)
    # null: not built yet. Follows and circles newer than this are merged when the page is read.
    built_at = models.DateTimeField(null=True)
    # Older posts than this are not in it (trimmed, or never written); null: it goes back to the beginning.
    reaches_to = models.DateTimeField(null=True)
    created_at = MadeAtField()

    class Meta:
        db_table = "timeline_states"
        indexes = [models.Index(fields=["built_at"], name="timeline_states_oldest")]


class Fanout(models.Model):
    """A post or repost that has not reached all timelines yet: readers merge it themselves until then."""

    id = IdField()
    post = models.ForeignKey("posts.Post", models.DO_NOTHING, related_name="+", db_index=False)
    by = ByMember()  # whose followers get it: the author, or who reposted
    at = models.DateTimeField()
    # How far the workers came: the last follower (in the order of ids) that has it.
    reached = models.UUIDField(null=True)
    created_at = MadeAtField()

    class Meta:
        db_table = "fanouts"
        indexes = [
            models.Index(fields=["by", "-at"], name="fanouts_by"),
            models.Index(fields=["post"], name="fanouts_of"),
        ]


class WideAuthor(models.Model):
    """Somebody with so many followers that their posts are merged when a page is read. For good: what they
    wrote meanwhile is in nobody's timeline."""

    user = OwnedBy(on_delete=models.DO_NOTHING)
    created_at = MadeAtField()

    class Meta:
        db_table = "wide_authors"


class Trend(models.Model):
    """A public post's place among those of the last 72 hours, as ranked at a moment.

    Pages of explore hold on to one ranking, so that they neither repeat nor skip while likes come and go. The primary
    key read backwards is the order.
    """

    pk = models.CompositePrimaryKey("ranked_at", "trend", "published_at", "post_id")
    ranked_at = models.DateTimeField()
    trend = models.BigIntegerField()  # millionths of the published formula
    published_at = models.DateTimeField()
    # No foreign key: rows outlive their post until their ranking is dropped, an hour later at most.
    post_id = models.UUIDField()

    class Meta:
        db_table = "trends"
