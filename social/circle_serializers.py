"""What the doors of circles take and answer, for the schema: PostgreSQL builds the JSON itself."""

import re

from django.conf import settings
from rest_framework import serializers

from accounts.serializers import UserSummary
from social.models.circles import JOIN_POLICIES, LARGEST, ROLES, SMALLEST, VISIBILITIES
from social.serializers import AskedMember, PageQuery
from topin.lists import ShortList
from topin.text_fields import NameField, TextField

MAX_USES = 10_000  # of a link
SLUG = re.compile(r"[a-z0-9-]{3,40}\Z")
#: Below /circles these addresses are pages of their own.
RESERVED_SLUGS = {"new", "discover", "invites"}
UUID_LIKE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")


class SlugField(serializers.CharField):
    """The name of a circle in addresses; upper case is lowered."""

    default_error_messages = {
        "form": "3 to 40 of a-z, 0-9 and -",
        "reserved": "This address is in use by TOPiN itself",
    }

    def to_internal_value(self, data):
        slug = super().to_internal_value(data).lower()
        if not SLUG.match(slug):
            self.fail("form")
        if slug in RESERVED_SLUGS or UUID_LIKE.match(slug):
            self.fail("reserved")
        return slug


class CircleChanges(serializers.Serializer):
    """Any of these; what is not named stays."""

    name = NameField(settings.CIRCLE_NAME_LENGTH, required=False)
    slug = SlugField(required=False)
    description = TextField(settings.CIRCLE_DESCRIPTION_LENGTH, required=False, allow_blank=True)
    visibility = serializers.ChoiceField(VISIBILITIES, required=False)
    join_policy = serializers.ChoiceField(JOIN_POLICIES, required=False)
    member_limit = serializers.IntegerField(
        min_value=SMALLEST, max_value=LARGEST, required=False, help_text="the owner counts"
    )


class NewCircle(CircleChanges):
    name = NameField(settings.CIRCLE_NAME_LENGTH)
    slug = SlugField()
    description = TextField(settings.CIRCLE_DESCRIPTION_LENGTH, default="", allow_blank=True)
    visibility = serializers.ChoiceField(VISIBILITIES, default="private")
    join_policy = serializers.ChoiceField(JOIN_POLICIES, default="approval")
    member_limit = serializers.IntegerField(min_value=SMALLEST, max_value=LARGEST, default=50)


class CirclesQuery(PageQuery):
    q = serializers.CharField(required=False, max_length=100, help_text="in name or slug, case does not matter")
    discover = serializers.ChoiceField(["0", "1"], default="0", help_text="1: all that are not secret, largest first")


class MembersQuery(PageQuery):
    role = serializers.ChoiceField(ROLES, required=False)


class CircleViewer(serializers.Serializer):
    role = serializers.ChoiceField(ROLES, allow_null=True)
    requested = serializers.BooleanField()
    banned = serializers.BooleanField()


class Circle(serializers.Serializer):
    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()
    avatar_url = serializers.URLField(allow_null=True)
    visibility = serializers.ChoiceField(VISIBILITIES)
    join_policy = serializers.ChoiceField(JOIN_POLICIES)
    member_limit = serializers.IntegerField()
    members_count = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    viewer = CircleViewer()


class CirclePage(serializers.Serializer):
    items = Circle(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class CircleMember(UserSummary):
    role = serializers.ChoiceField(ROLES)
    joined_at = serializers.DateTimeField()


class CircleMemberPage(serializers.Serializer):
    items = CircleMember(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class CircleRole(serializers.Serializer):
    role = serializers.ChoiceField(ROLES, help_text="owner: the circle is handed over, and you become a moderator")


class CircleRequestPage(serializers.Serializer):
    items = AskedMember(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class Joined(serializers.Serializer):
    role = serializers.ChoiceField(ROLES, allow_null=True)
    requested = serializers.BooleanField()


class InvitedPerson(serializers.Serializer):
    user_id = serializers.UUIDField()
    status = serializers.ChoiceField(["invited", "already_member", "already_invited", "not_found", "banned"])


class Invited(serializers.Serializer):
    """Either what came of each invite, or the link that was made."""

    results = InvitedPerson(many=True, required=False)
    code = serializers.CharField(required=False, help_text="said once: only its hash is kept")
    url = serializers.URLField(required=False)


class Invitation(serializers.Serializer):
    """People to invite, or what a link shall be like."""

    user_ids = ShortList(
        child=serializers.UUIDField(), min_length=1, max_length=settings.CIRCLE_INVITES_AT_ONCE, required=False
    )
    max_uses = serializers.IntegerField(min_value=1, max_value=MAX_USES, required=False, allow_null=True)
    expires_at = serializers.DateTimeField(required=False, allow_null=True, help_text="null: never")

    def validate(self, attrs):
        if "user_ids" in attrs and "max_uses" in attrs:
            message = "People are invited with user_ids, a link is made with max_uses: one of them"
            raise serializers.ValidationError({"max_uses": [serializers.ErrorDetail(message, "invalid")]})
        if not attrs:
            message = "Name people, or say max_uses or expires_at of a link (null: without limit)"
            raise serializers.ValidationError({"user_ids": [serializers.ErrorDetail(message, "required")]})
        return attrs


class CircleInvite(serializers.Serializer):
    circle = Circle()
    inviter = UserSummary()
    invited_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)


class CircleInvitePage(serializers.Serializer):
    items = CircleInvite(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class CircleLink(serializers.Serializer):
    id = serializers.UUIDField()
    inviter = UserSummary(allow_null=True, help_text="null: whoever made it does not exist for the viewer")
    max_uses = serializers.IntegerField(allow_null=True)
    uses = serializers.IntegerField()
    expires_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class CircleLinkPage(serializers.Serializer):
    items = CircleLink(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class BannedMember(UserSummary):
    banned_at = serializers.DateTimeField()


class CircleBanPage(serializers.Serializer):
    items = BannedMember(many=True)
    next_cursor = serializers.CharField(allow_null=True)
