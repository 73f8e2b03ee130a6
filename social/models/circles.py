"""Circles: spaces of their own, with members, roles, requests, invites and bans."""

from django.db import models
from django.db.models import Q

from topin.fields import ByMember, IdField, MadeAtField

VISIBILITIES = ["public", "private", "secret"]
JOIN_POLICIES = ["open", "approval", "invite"]
ROLES = ["owner", "moderator", "member"]
SMALLEST, LARGEST = 2, 10_000  # member_limit


class Circle(models.Model):
    """A space that scopes a feed. A closed one is there for nobody; its posts are their authors' alone."""

    id = IdField()
    slug = models.TextField()
    name = models.TextField()
    description = models.TextField(db_default="")
    avatar = models.TextField(null=True)
    visibility = models.TextField(choices=[(v, v) for v in VISIBILITIES], db_default="private")
    join_policy = models.TextField(choices=[(p, p) for p in JOIN_POLICIES], db_default="approval")
    member_limit = models.IntegerField(db_default=50)
    members_count = models.IntegerField(db_default=0)  # exact: changed with the rows, under the lock of this row
    created_at = MadeAtField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "circles"
        constraints = [
            models.UniqueConstraint(fields=["slug"], condition=Q(closed_at=None), name="circles_slug"),
            models.CheckConstraint(condition=Q(slug__regex=r"^[a-z0-9-]{3,40}$"), name="circles_slug_form"),
            models.CheckConstraint(condition=Q(visibility__in=VISIBILITIES), name="circles_visibility"),
            models.CheckConstraint(condition=Q(join_policy__in=JOIN_POLICIES), name="circles_join_policy"),
            models.CheckConstraint(condition=Q(member_limit__range=(SMALLEST, LARGEST)), name="circles_member_limit"),
            models.CheckConstraint(
                condition=Q(members_count__range=(0, models.F("member_limit"))), name="circles_members_count"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-members_count", "-id"],
                name="circles_to_discover",
                condition=Q(closed_at=None) & ~Q(visibility="secret"),
            ),
        ]

    def __str__(self):
        return self.name


class CircleMember(models.Model):
    """`user` belongs to a circle, of which exactly one is the owner."""

    pk = models.CompositePrimaryKey("circle_id", "user_id")
    circle = ByMember(Circle)
    user = ByMember()
    role = models.TextField(choices=[(r, r) for r in ROLES], db_default="member")
    joined_at = MadeAtField()

    class Meta:
        db_table = "circle_members"
        constraints = [
            models.CheckConstraint(condition=Q(role__in=ROLES), name="circle_members_role"),
            models.UniqueConstraint(fields=["circle"], condition=Q(role="owner"), name="circle_members_one_owner"),
        ]
        indexes = [
            models.Index(fields=["circle", "-joined_at", "-user"], name="circle_members_newest"),
            models.Index(fields=["user", "-joined_at", "-circle"], name="circle_members_by"),
        ]


class CircleRequest(models.Model):
    """A wish to join, until it is answered or withdrawn."""

    pk = models.CompositePrimaryKey("circle_id", "user_id")
    circle = ByMember(Circle)
    user = ByMember()
    created_at = MadeAtField()

    class Meta:
        db_table = "circle_requests"
        indexes = [
            models.Index(fields=["circle", "-created_at", "-user"], name="circle_requests_newest"),
            models.Index(fields=["user"], name="circle_requests_by"),
        ]


class CircleInvite(models.Model):
    """A way in: for one member (`invitee`), or for whoever has the link, whose code is kept as a hash."""

    id = IdField()
    circle = ByMember(Circle)
    inviter = ByMember()
    invitee = ByMember(null=True)
    code_hash = models.BinaryField(null=True)  # SHA-256
    max_uses = models.IntegerField(null=True)
    uses = models.IntegerField(db_default=0)
    expires_at = models.DateTimeField(null=True)
    created_at = MadeAtField()

    class Meta:
        db_table = "circle_invites"
        constraints = [
            models.UniqueConstraint(fields=["code_hash"], name="circle_invites_code"),
            models.UniqueConstraint(fields=["circle", "invitee"], name="circle_invites_once"),
            models.CheckConstraint(
                condition=Q(invitee=None, code_hash__isnull=False) | Q(invitee__isnull=False, code_hash=None),
                name="circle_invites_person_or_link",
            ),
            models.CheckConstraint(
                condition=Q(max_uses=None) | Q(max_uses__gte=models.F("uses")), name="circle_invites_uses"
            ),
        ]
        indexes = [
            models.Index(fields=["invitee", "-created_at", "-id"], name="circle_invites_to"),
            models.Index(fields=["inviter"], name="circle_invites_from"),
        ]


class CircleBan(models.Model):
    """`user` may not come (back) into a circle."""

    pk = models.CompositePrimaryKey("circle_id", "user_id")
    circle = ByMember(Circle)
    user = ByMember()
    banned_by = ByMember(null=True)  # nobody any more: their account is erased
    created_at = MadeAtField()

    class Meta:
        db_table = "circle_bans"
        indexes = [
            models.Index(fields=["circle", "-created_at", "-user"], name="circle_bans_newest"),
            models.Index(fields=["user"], name="circle_bans_of"),
            models.Index(fields=["banned_by"], name="circle_bans_by"),
        ]
