"""Posts, and what is read from their text."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from topin.fields import ByMember, IdField, MadeAtField, OwnedBy

AUDIENCES = ["public", "followers", "mutuals", "circle", "private"]
REPLY_POLICIES = ["everyone", "followers", "mutuals", "mentioned", "nobody"]
STATES = ["published", "draft", "scheduled"]
PREVIEW_STATES = ["waiting", "ready", "failed"]


class LinkPreview(models.Model):
    """What a page says of itself, fetched once for all posts that link to it."""

    id = IdField()
    url = models.TextField(unique=True)
    state = models.TextField(choices=[(s, s) for s in PREVIEW_STATES], db_default="waiting")
    title = models.TextField(db_default="")
    description = models.TextField(db_default="")
    image_url = models.TextField(null=True)
    fetched_at = models.DateTimeField(null=True)
    created_at = MadeAtField()

    class Meta:
        db_table = "link_previews"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=PREVIEW_STATES), name="link_previews_state"),
        ]


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
    # As the door found them in the text, in its order. Published, they are rows of `post_tags` and `mentions` too.
    tags = ArrayField(models.TextField(), db_default=[])
    handles = ArrayField(models.TextField(), db_default=[])
    link = models.ForeignKey(LinkPreview, models.DO_NOTHING, null=True, related_name="+", db_index=False)
    quote = models.ForeignKey("self", models.DO_NOTHING, null=True, related_name="+", db_index=False)
    quote_is_gone = models.BooleanField(db_default=False)  # it was a quote, and what it quoted is erased
    has_poll = models.BooleanField(db_default=False)  # spares readers of feeds a look into post_polls
    has_media = models.BooleanField(db_default=False)  # and into post_media
    status = models.TextField(choices=[(s, s) for s in STATES], db_default="published")
    published_at = models.DateTimeField(db_default=models.functions.Now())
    scheduled_at = models.DateTimeField(null=True)
    pinned_at = models.DateTimeField(null=True)
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
            models.Index(fields=["quote", "-id"], name="posts_quoting", condition=models.Q(quote__isnull=False)),
            models.Index(fields=["link"], name="posts_linking", condition=models.Q(link__isnull=False)),
            # What is due, and an author's drafts; few rows.
            models.Index(fields=["scheduled_at"], name="posts_scheduled", condition=models.Q(status="scheduled")),
            models.Index(
                fields=["author", "-id"],
                name="posts_unpublished",
                condition=~models.Q(status="published") & models.Q(deleted_at=None),
            ),
            models.Index(fields=["deleted_at"], name="posts_deleted", condition=models.Q(deleted_at__isnull=False)),
            # The pictures and films of a profile.
            models.Index(
                fields=["author", "-published_at", "-id"],
                name="posts_with_media",
                condition=models.Q(has_media=True, status="published", deleted_at=None),
            ),
            models.Index(fields=["author"], name="posts_pinned", condition=models.Q(pinned_at__isnull=False)),
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
    published_at = models.DateTimeField(db_default=models.functions.Now())  # the post's, which never changes

    class Meta:
        db_table = "post_tags"
        indexes = [
            models.Index(fields=["tag", "-published_at", "-post"], name="post_tags_by_time"),
            models.Index(fields=["author", "tag"], name="post_tags_by"),
        ]


class PostVersion(models.Model):
    """What a post said until an edit."""

    id = IdField()
    post = models.ForeignKey(Post, models.DO_NOTHING, related_name="+", db_index=False)
    text = models.TextField()
    content_warning = models.TextField(null=True)
    written_at = models.DateTimeField()  # when this version was published

    class Meta:
        db_table = "post_versions"
        indexes = [models.Index(fields=["post", "-id"], name="post_versions_newest")]


class Mention(models.Model):
    """Somebody named in a post or a comment whom its author could reach."""

    id = IdField()
    post = models.ForeignKey(Post, models.DO_NOTHING, related_name="+", db_index=False)
    # null: in the post itself
    comment = models.ForeignKey("posts.Comment", models.DO_NOTHING, null=True, related_name="+", db_index=False)
    user = ByMember()
    place = models.SmallIntegerField()  # in the text, from 0

    class Meta:
        db_table = "mentions"
        constraints = [
            models.UniqueConstraint(fields=["post", "comment", "user"], name="mentions_once", nulls_distinct=False),
        ]
        indexes = [
            models.Index(fields=["comment"], name="mentions_in_comment", condition=models.Q(comment__isnull=False)),
            models.Index(fields=["user", "-id"], name="mentions_of"),
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
