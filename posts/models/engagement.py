"""Likes, reposts, bookmarks and views: one row for what one person did once."""

from django.db import models

from topin.fields import ByMember, IdField, MadeAtField, XactIdField


class Like(models.Model):
    """One member's like of one post or one comment."""

    id = IdField()
    user = ByMember()
    # No constraint: each like would lock the post's row, and the fans of one post would queue for it. Posts are erased
    # together with their likes, long after nobody could like them any more (decision 11).
    post = models.ForeignKey(
        "posts.Post", models.DO_NOTHING, null=True, related_name="+", db_index=False, db_constraint=False
    )
    comment = models.ForeignKey("posts.Comment", models.DO_NOTHING, null=True, related_name="+", db_index=False)
    created_at = MadeAtField()

    class Meta:
        db_table = "likes"
        constraints = [
            models.UniqueConstraint(fields=["post", "user"], name="likes_once"),
            models.UniqueConstraint(
                fields=["comment", "user"], name="likes_comment_once", condition=models.Q(comment__isnull=False)
            ),
            models.CheckConstraint(
                condition=models.Q(post=None, comment__isnull=False) | models.Q(post__isnull=False, comment=None),
                name="likes_of_one",
            ),
        ]
        indexes = [
            models.Index(fields=["post", "-id"], name="likes_newest"),
            models.Index(fields=["user", "-id"], name="likes_by"),
            models.Index(fields=["comment", "-id"], name="likes_of_comment", condition=models.Q(comment__isnull=False)),
        ]


class Repost(models.Model):
    """A post that a member hands on to their followers."""

    id = IdField()
    user = ByMember()
    post = models.ForeignKey("posts.Post", models.DO_NOTHING, related_name="+", db_index=False)
    created_at = MadeAtField()
    written_in = XactIdField()

    class Meta:
        db_table = "reposts"
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="reposts_once")]
        indexes = [
            # The walk of feeds, as of an author's posts.
            models.Index(fields=["user", "-created_at", "-post"], name="reposts_by"),
            models.Index(fields=["post", "-created_at"], include=["user"], name="reposts_of"),
            # The walk of those who follow thousands.
            models.Index(fields=["-created_at", "-post"], include=["user"], name="reposts_by_time"),
        ]


class BookmarkFolder(models.Model):
    """A named place for bookmarks. Names differ in more than case."""

    id = IdField()
    user = ByMember()
    name = models.TextField()
    created_at = MadeAtField()

    class Meta:
        db_table = "bookmark_folders"
        constraints = [
            models.UniqueConstraint("user", models.functions.Lower("name"), name="bookmark_folders_once"),
        ]


class Bookmark(models.Model):
    """A post that a member keeps for themselves."""

    pk = models.CompositePrimaryKey("user_id", "post_id")
    user = ByMember()
    post = models.ForeignKey("posts.Post", models.DO_NOTHING, related_name="+", db_index=False)
    folder = models.ForeignKey(BookmarkFolder, models.DO_NOTHING, null=True, related_name="+", db_index=False)
    created_at = MadeAtField()

    class Meta:
        db_table = "bookmarks"
        indexes = [
            models.Index(fields=["user", "-created_at", "-post"], name="bookmarks_newest"),
            models.Index(fields=["folder", "-created_at", "-post"], name="bookmarks_in_folder"),
            models.Index(fields=["post"], name="bookmarks_of"),
        ]


class PostView(models.Model):
    """One viewer of one post on one day. The id is made of the three, so that it is unique over all partitions.

    Partitioned by month. `viewer_hash` is salted and made on the server: it leads back to nobody.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    # No foreign key: rows outlive their post until their month is dropped.
    post_id = models.UUIDField()
    viewer_hash = models.TextField()
    created_at = MadeAtField()

    class Meta:
        db_table = "post_views"
        indexes = [models.Index(fields=["post_id"], name="post_views_of")]


class PostViewDay(models.Model):
    """How many viewed a post on a day (UTC); stays when the views themselves are dropped."""

    pk = models.CompositePrimaryKey("post_id", "day")
    post = models.ForeignKey("posts.Post", models.DO_NOTHING, related_name="+", db_index=False)
    day = models.DateField()
    views = models.BigIntegerField()

    class Meta:
        db_table = "post_view_days"
