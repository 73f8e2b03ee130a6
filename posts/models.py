"""What people say, who may see it, and who liked it."""

from django.db import models

from topin.fields import ByMember, IdField, MadeAtField, OwnedBy

AUDIENCES = ["public", "followers", "mutuals", "circle", "private"]
REPLY_POLICIES = ["everyone", "followers", "mutuals", "mentioned", "nobody"]
STATES = ["published", "draft", "scheduled"]


class Post(models.Model):
    """A post. `author_*` facts are read from the author's profile, never copied here."""

    id = IdField()
    author = ByMember()
    text = models.TextField(db_default="")
    circle = models.ForeignKey("social.Circle", models.DO_NOTHING, null=True, related_name="+", db_index=False)
    audience = models.TextField(choices=[(a, a) for a in AUDIENCES], db_default="public")
    reply_policy = models.TextField(choices=[(p, p) for p in REPLY_POLICIES], db_default="everyone")
    content_warning = models.TextField(null=True)
    language = models.TextField(null=True)
    status = models.TextField(choices=[(s, s) for s in STATES], db_default="published")
    published_at = models.DateTimeField(db_default=models.functions.Now())
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)  # by moderation
    created_at = MadeAtField()

    class Meta:
        db_table = "posts"
        constraints = [
            models.CheckConstraint(condition=models.Q(audience__in=AUDIENCES), name="posts_audience"),
            models.CheckConstraint(condition=models.Q(reply_policy__in=REPLY_POLICIES), name="posts_reply_policy"),
            models.CheckConstraint(condition=models.Q(status__in=STATES), name="posts_status"),
            models.CheckConstraint(
                condition=models.Q(audience="circle", circle__isnull=False)
                | (~models.Q(audience="circle") & models.Q(circle=None)),
                name="posts_circle",
            ),
        ]
        indexes = [
            # The walk of every feed: an author's posts, newest first, decided without touching the row.
            models.Index(
                fields=["author", "-published_at", "-id"],
                include=["audience", "hidden_at"],
                name="posts_by_author",
                condition=models.Q(status="published", deleted_at=None),
            ),
            # Everybody's posts by time: the home feed of people who follow thousands.
            models.Index(
                fields=["-published_at", "-id"],
                include=["author", "audience", "hidden_at"],
                name="posts_by_time",
                condition=models.Q(status="published", deleted_at=None),
            ),
            # The feed of a circle.
            models.Index(
                fields=["circle", "-published_at", "-id"],
                include=["author", "hidden_at"],
                name="posts_by_circle",
                condition=models.Q(circle__isnull=False, status="published", deleted_at=None),
            ),
            models.Index(fields=["author", "-id"], name="posts_of_author"),
        ]

    def __str__(self):
        return self.text[:60]


class PostTag(models.Model):
    """A #tag in a post, folded to lower case."""

    pk = models.CompositePrimaryKey("post_id", "tag")
    post = models.ForeignKey(Post, models.DO_NOTHING, related_name="+", db_index=False)
    tag = models.TextField()
    author = ByMember()
    place = models.SmallIntegerField()  # in the text, from 0

    class Meta:
        db_table = "post_tags"
        indexes = [
            models.Index(fields=["tag", "-post"], name="post_tags_newest"),
            models.Index(fields=["author", "tag"], name="post_tags_by"),
        ]


class PostCounter(models.Model):
    """Folded counts of a post (none yet: no row); pending `counter_deltas` are added when read."""

    post = OwnedBy("posts.Post")
    likes = models.BigIntegerField(db_default=0)
    comments = models.BigIntegerField(db_default=0)
    reposts = models.BigIntegerField(db_default=0)
    quotes = models.BigIntegerField(db_default=0)
    views = models.BigIntegerField(db_default=0)

    class Meta:
        db_table = "post_counters"


class Like(models.Model):
    """One member's like of one post."""

    id = IdField()
    user = ByMember()
    post = models.ForeignKey(Post, on_delete=models.DO_NOTHING, related_name="+", db_index=False)
    created_at = MadeAtField()

    class Meta:
        db_table = "likes"
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="likes_once")]
        indexes = [
            models.Index(fields=["post", "-id"], name="likes_newest"),
            models.Index(fields=["user", "-id"], name="likes_by"),
        ]
