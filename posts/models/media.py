"""Pictures, films and sounds: what a member handed in, and what was made of it.

A medium is one member's: it has an alt text and a place in a post. Its content belongs to the file: whoever hands in
the same bytes again gets what was made of them the first time.
"""

from django.db import models

from topin.fields import ByMember, IdField, MadeAtField
from topin.media_kinds import MEDIA_KINDS, MEDIA_STATES

PURPOSES = ["post", "message", "avatar", "document"]
CONTENT_STATES = ["processing", "ready", "failed"]


class MediaContent(models.Model):
    """What was made of a file, once for all who hand it in. The original is kept only while that may be tried again."""

    id = IdField()
    sha256 = models.TextField()  # of the original, 64 hexadecimal digits
    size = models.BigIntegerField()  # of the original, bytes
    kind = models.TextField(choices=[(k, k) for k in MEDIA_KINDS])
    state = models.TextField(choices=[(s, s) for s in CONTENT_STATES], db_default="processing")
    progress = models.SmallIntegerField(db_default=0)  # percent
    failure = models.TextField(null=True)  # a code; its sentence stands in the code
    width = models.IntegerField(null=True)  # of the largest rendition, pixels
    height = models.IntegerField(null=True)
    duration = models.FloatField(null=True)  # seconds
    blurhash = models.TextField(null=True)
    variants = models.JSONField(db_default=[])  # [{name, file, width, height, content_type, size}], largest first
    folder = models.TextField()  # of the private store
    public_folder = models.TextField(null=True)  # of the public store, while a public post shows it
    worker = models.UUIDField(null=True)  # who works on it, until when
    leased_until = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(db_default=0)
    created_at = MadeAtField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "media_contents"
        constraints = [
            # A document is kept as it came and never shown, so it is not the same content as a picture of a post.
            models.UniqueConstraint(
                models.F("sha256"),
                models.Case(models.When(kind="document", then=True), default=False),
                name="media_contents_once",
            ),
            models.CheckConstraint(condition=models.Q(kind__in=MEDIA_KINDS), name="media_contents_kind"),
            models.CheckConstraint(condition=models.Q(state__in=CONTENT_STATES), name="media_contents_state"),
            models.CheckConstraint(condition=models.Q(progress__range=(0, 100)), name="media_contents_progress"),
        ]
        indexes = [
            models.Index(fields=["-id"], name="media_contents_unfinished", condition=~models.Q(state="ready")),
        ]


class PostMedia(models.Model):
    """One upload of a member: in a post, in a message, or in nothing yet."""

    id = IdField()
    user = ByMember()
    purpose = models.TextField(choices=[(p, p) for p in PURPOSES])
    filename = models.TextField()
    content_type = models.TextField()  # as announced; the content's kind is what was found
    size = models.BigIntegerField()  # bytes, announced and then checked
    sha256 = models.TextField()  # announced and then checked
    alt_text = models.TextField(db_default="")
    state = models.TextField(choices=[(s, s) for s in MEDIA_STATES], db_default="pending")
    failure = models.TextField(null=True)  # of the upload; that of the content stands there
    original = models.TextField()  # its name in the private store
    upload_id = models.TextField(null=True)  # the storage's name of an upload in parts
    content = models.ForeignKey(MediaContent, models.DO_NOTHING, null=True, related_name="+", db_index=False)
    post = models.ForeignKey("posts.Post", models.DO_NOTHING, null=True, related_name="+", db_index=False)
    message = models.ForeignKey("messaging.Message", models.DO_NOTHING, null=True, related_name="+", db_index=False)
    place = models.SmallIntegerField(null=True)  # in the post or message, from 0
    created_at = MadeAtField()
    completed_at = models.DateTimeField(null=True)  # when all of it had arrived

    class Meta:
        db_table = "post_media"
        constraints = [
            models.CheckConstraint(condition=models.Q(purpose__in=PURPOSES), name="post_media_purpose"),
            models.CheckConstraint(condition=models.Q(state__in=MEDIA_STATES), name="post_media_state"),
            models.CheckConstraint(
                condition=models.Q(post=None, message=None, place=None)
                | models.Q(post__isnull=False, message=None, place__isnull=False)
                | models.Q(post=None, message__isnull=False, place__isnull=False),
                name="post_media_in_one",
            ),
        ]
        indexes = [
            models.Index(fields=["post", "place"], name="post_media_of_post", condition=models.Q(post__isnull=False)),
            models.Index(
                fields=["message", "place"], name="post_media_of_message", condition=models.Q(message__isnull=False)
            ),
            models.Index(fields=["content"], name="post_media_of_content", condition=models.Q(content__isnull=False)),
            models.Index(fields=["user", "-id"], name="post_media_of_member"),
            # What nobody attached, for the clock; few rows.
            models.Index(
                fields=["created_at"], name="post_media_in_nothing", condition=models.Q(post=None, message=None)
            ),
        ]


class MediaKey(models.Model):
    """What signs the addresses of media that are not for everybody. The newest signs, the one before still opens."""

    id = IdField()
    key = models.BinaryField()  # 64 bytes
    created_at = MadeAtField()

    class Meta:
        db_table = "media_keys"
