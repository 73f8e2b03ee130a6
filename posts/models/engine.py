"""What the feed engine knows of posts and of members, and what it worked out from that.

Everything about a member is theirs to switch off: without `personalised` there are no rows of interest.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from topin.fields import ByMember, EmbeddingField, IdField, MadeAtField, NearestIndex, OwnedBy

FEEDBACK = ["less", "more"]
TOPIC_CHOICES = ["follow", "mute"]
WHY_CODES = ["followed", "liked_by_followed", "similar", "topic", "trending", "circle", "fresh", "seen_before"]


class PostWords(models.Model):
    """The words of a published post, for search. In a table of its own: posts are read far more often than searched."""

    post = OwnedBy("posts.Post", on_delete=models.DO_NOTHING)
    published_at = models.DateTimeField()  # the post's, which never changes
    words = SearchVectorField()

    class Meta:
        db_table = "post_words"
        indexes = [
            GinIndex(fields=["words"], name="post_words_words", fastupdate=False),
            models.Index(fields=["-published_at", "-post"], name="post_words_by_time"),
        ]


class PostFeatures(models.Model):
    """What a post is about, found by a job. `embedding` is null where its text says too little."""

    post = OwnedBy("posts.Post", on_delete=models.DO_NOTHING)
    author = ByMember()
    published_at = models.DateTimeField()  # the post's
    language = models.TextField(null=True)  # BCP 47, as found where the author named none
    topics = ArrayField(models.TextField(), db_default=[])  # tags first, then key phrases that are tags elsewhere
    phrases = ArrayField(models.TextField(), db_default=[])
    embedding = EmbeddingField(null=True)
    model = models.TextField(null=True)  # which embedder made it: vectors of two are not comparable
    made_at = MadeAtField()

    class Meta:
        db_table = "post_features"
        indexes = [
            models.Index(fields=["-published_at", "-post"], name="post_features_by_time"),
            models.Index(fields=["author"], name="post_features_by"),
            GinIndex(fields=["topics"], name="post_features_topics", fastupdate=False),
            NearestIndex("embedding", name="post_features_nearest"),
        ]


class InterestVector(models.Model):
    """What a member liked to read lately, in the space of the embeddings. None for who switched `personalised` off."""

    user = OwnedBy(on_delete=models.DO_NOTHING)
    embedding = EmbeddingField()
    model = models.TextField()
    weight = models.FloatField()  # of what is in it, halved each 30 days
    updated_at = models.DateTimeField(db_default=models.functions.Now())

    class Meta:
        db_table = "interest_vectors"


class InterestTopic(models.Model):
    """How much a topic means to a member, by what they did."""

    pk = models.CompositePrimaryKey("user_id", "topic")
    user = ByMember()
    topic = models.TextField()
    weight = models.FloatField()  # at updated_at; halved each 30 days
    updated_at = models.DateTimeField(db_default=models.functions.Now())

    class Meta:
        db_table = "interest_topics"


class TopicPreference(models.Model):
    """A topic that a member follows, or wants to see nothing of."""

    pk = models.CompositePrimaryKey("user_id", "topic")
    user = ByMember()
    topic = models.TextField()
    choice = models.TextField(choices=[(c, c) for c in TOPIC_CHOICES])
    created_at = MadeAtField()

    class Meta:
        db_table = "topic_preferences"
        constraints = [
            models.CheckConstraint(condition=models.Q(choice__in=TOPIC_CHOICES), name="topic_preferences_choice"),
        ]


class FeedFeedback(models.Model):
    """More or less like this, as a member said of a post."""

    pk = models.CompositePrimaryKey("user_id", "post_id")
    user = ByMember()
    post = models.ForeignKey("posts.Post", models.DO_NOTHING, related_name="+", db_index=False)
    kind = models.TextField(choices=[(k, k) for k in FEEDBACK])
    created_at = MadeAtField()

    class Meta:
        db_table = "feed_feedback"
        constraints = [models.CheckConstraint(condition=models.Q(kind__in=FEEDBACK), name="feed_feedback_kind")]
        indexes = [models.Index(fields=["post"], name="feed_feedback_on")]


class FeedState(models.Model):
    """Whose for-you feed is worked out ahead, and since when."""

    user = OwnedBy(on_delete=models.DO_NOTHING)
    made_at = models.DateTimeField(null=True)  # null: asked for, not made yet
    read_at = models.DateTimeField(db_default=models.functions.Now())

    class Meta:
        db_table = "feed_states"
        indexes = [models.Index(fields=["made_at"], name="feed_states_oldest")]


class FeedCache(models.Model):
    """The next posts of a member's for-you feed. What of it may be shown is decided when the page is read."""

    pk = models.CompositePrimaryKey("user_id", "place")
    # No foreign keys: a row whose post or member is gone is never shown, and is written over.
    user_id = models.UUIDField()
    place = models.IntegerField()
    post_id = models.UUIDField()
    score = models.FloatField()
    why = models.TextField()  # a code
    about = models.TextField(null=True)  # what the code speaks of: a topic, or the id of a member

    class Meta:
        db_table = "feed_cache"


class FeedSeen(models.Model):
    """Hash-partitioned by member. What a for-you page showed, or a client reported as viewed, lately."""

    pk = models.CompositePrimaryKey("user_id", "post_id")
    # No foreign keys: rows are gone in a week.
    user_id = models.UUIDField()
    post_id = models.UUIDField()
    seen_at = models.DateTimeField(db_default=models.functions.Now())

    class Meta:
        db_table = "feed_seen"


class TopicTrend(models.Model):
    """A topic that many people write about just now, compared with what is usual for it."""

    topic = models.TextField(primary_key=True)
    velocity = models.FloatField()  # posts of the last hours against those of the days before, by the published formula
    posts = models.IntegerField()  # of the window
    people = models.IntegerField()  # who wrote them: never fewer than TREND_PEOPLE
    ranked_at = models.DateTimeField()

    class Meta:
        db_table = "topic_trends"
        indexes = [models.Index(fields=["-velocity"], name="topic_trends_fastest")]


class HiddenTopic(models.Model):
    """A topic that staff keep out of trends."""

    topic = models.TextField(primary_key=True)
    hidden_by = ByMember(null=True)
    created_at = MadeAtField()

    class Meta:
        db_table = "hidden_topics"
        indexes = [models.Index(fields=["hidden_by"], name="hidden_topics_by")]


class RankingVersion(models.Model):
    """Weights of the for-you ranking. The newest version holds; all of them are kept, to compare."""

    id = IdField()
    version = models.IntegerField(unique=True)
    weights = models.JSONField()  # {name: number}
    made_by = ByMember(null=True)
    created_at = MadeAtField()

    class Meta:
        db_table = "ranking_versions"
        indexes = [models.Index(fields=["made_by"], name="ranking_versions_by")]
