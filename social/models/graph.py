"""Who follows whom, and who asked to."""

from django.db import models

from topin.fields import ByMember, MadeAtField


class Follower(models.Model):
    """`follower` sees `followed` in the home feed; approved where approval is needed."""

    pk = models.CompositePrimaryKey("follower_id", "followed_id")
    follower = ByMember()
    followed = ByMember()
    created_at = MadeAtField()

    class Meta:
        db_table = "followers"
        constraints = [
            models.CheckConstraint(condition=~models.Q(follower=models.F("followed")), name="followers_not_self"),
        ]
        indexes = [
            models.Index(fields=["followed", "-created_at", "-follower"], name="followers_of"),
            models.Index(fields=["follower", "-created_at", "-followed"], name="followers_by"),
        ]


class FollowRequest(models.Model):
    """A wish to follow a private account, until it is answered or withdrawn."""

    pk = models.CompositePrimaryKey("requester_id", "target_id")
    requester = ByMember()
    target = ByMember()
    created_at = MadeAtField()

    class Meta:
        db_table = "follow_requests"
        constraints = [
            models.CheckConstraint(condition=~models.Q(requester=models.F("target")), name="follow_requests_not_self"),
        ]
        indexes = [models.Index(fields=["target", "-created_at"], name="follow_requests_in")]
