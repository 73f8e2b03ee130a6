"""What people answer."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from topin.fields import ByMember, IdField, MadeAtField, OwnedBy

DEPTHS = [1, 2, 3]


class Comment(models.Model):
    """A comment. Deleted with replies left it stays as a tombstone: its text gone, its author unnamed."""

    id = IdField()
    post = models.ForeignKey("posts.Post", models.DO_NOTHING, related_name="+", db_index=False)
    parent = models.ForeignKey("self", models.DO_NOTHING, null=True, related_name="+", db_index=False)
    depth = models.SmallIntegerField()  # 1 for those without a parent
    author = ByMember(null=True)  # null: the account is erased
    text = models.TextField()
    handles = ArrayField(models.TextField(), db_default=[])
    created_at = MadeAtField()
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)  # by moderation

    class Meta:
        db_table = "comments"
        constraints = [
            models.CheckConstraint(condition=models.Q(depth__in=DEPTHS), name="comments_depth"),
            models.CheckConstraint(
                condition=models.Q(depth=1, parent=None) | models.Q(depth__gt=1, parent__isnull=False),
                name="comments_parent",
            ),
        ]
        indexes = [
            models.Index(fields=["post", "-id"], name="comments_first", condition=models.Q(parent=None)),
            models.Index(fields=["parent", "-id"], name="comments_replies", condition=models.Q(parent__isnull=False)),
            models.Index(fields=["post", "author"], name="comments_on"),
            models.Index(fields=["author", "-id"], name="comments_by"),
        ]

    def __str__(self):
        return self.text[:60]


class CommentCounter(models.Model):
    """Folded counts of a comment (none yet: no row); pending `counter_deltas` are added when read."""

    comment = OwnedBy("posts.Comment")
    thread = models.UUIDField()  # the comment's parent, or its post: what it is listed under
    likes = models.BigIntegerField(db_default=0)
    replies = models.BigIntegerField(db_default=0)

    class Meta:
        db_table = "comment_counters"
        indexes = [models.Index(fields=["thread", "-likes", "-comment"], name="comment_counters_best")]
