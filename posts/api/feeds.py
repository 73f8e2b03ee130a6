"""Doors of /api/posts: feeds."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from posts import selectors, services
from posts.serializers import NewPost, Post, PostIds, PostPage
from social import circle_selectors
from social.circle_serializers import UUID_LIKE
from social.serializers import PageQuery
from topin import errors
from topin.rest import READ, Answer, ApiView, checked, page_arguments, validated

FEEDS = ["home", "for_you", "explore", "circle", "tag"]
FEED = OpenApiParameter("feed", str, enum=FEEDS, default="home")
CIRCLE = OpenApiParameter("circle", str, description="With feed=circle: id or slug; visitors read public circles")
TAG = OpenApiParameter("tag", str, description="With feed=tag: which one, in any case, with # or without")
TOPIC = OpenApiParameter("topic", str, description="With feed=explore: a tag, for its posts only")
WITH = OpenApiParameter(
    "with", str, enum=["replies", "media"],
    description="`replies`: the posts on which the member commented, newest first; `media`: those that have any",
)  # fmt: skip
IDS = OpenApiParameter(
    "ids", str, description="Instead of a feed: 1 to 100 ids, parted by commas; answers `missing` too"
)


class PostsView(ApiView):
    visitors_may = READ  # posts by id are for visitors too

    @extend_schema(
        operation_id="posts_list",
        summary="A feed, or posts by id",
        parameters=[FEED, CIRCLE, TAG, TOPIC, IDS, PageQuery],
        responses=PostPage,
    )
    def get(self, request):
        if "ids" in request.GET:
            ids = checked(PostIds, {"ids": request.GET["ids"].split(",")})["ids"]
            return Answer(selectors.get_posts(request.viewer, ids))
        feed = request.GET.get("feed", "home")
        if feed not in _READERS and request.viewer.is_member:
            message = f"One of: {', '.join(FEEDS)}"
            raise errors.Invalid("There is no such feed", errors=[("feed", "invalid_choice", message)])
        return Answer(_READERS.get(feed, _read_home)(request))

    @property
    def etagged(self):
        """But not the for-you feed: a page of it is served once, so nobody keeps it, nor is told that they have it."""
        return "ids" in self.request.GET or self.request.GET.get("feed") != "for_you"

    @property
    def public(self):
        """Explore and tags are the same for every visitor; a circle's feed may be closed to them at any moment."""
        return "ids" not in self.request.GET and self.request.GET.get("feed") in ("explore", "tag")

    @extend_schema(summary="Publish or schedule a post, or keep a draft", request=NewPost, responses={201: Post})
    def post(self, request):
        return Response(services.create_post(request.viewer, **validated(NewPost, request)), status=201)


def _read_home(request):
    if not request.viewer.is_member:
        raise errors.NotSignedIn()
    return selectors.get_visible_posts_for_user(request.viewer, *page_arguments(request))


def _read_for_you(request):
    if not request.viewer.is_member:
        raise errors.NotSignedIn()
    arguments = page_arguments(request)
    if request.method == "HEAD":  # asks for no page, so none counts as seen
        return {"items": [], "next_cursor": None}
    return services.get_for_you(request.viewer, *arguments)


def _read_explore(request):
    return selectors.get_explore(request.viewer, *page_arguments(request), request.GET.get("topic", ""))


def _read_circle(request):
    return selectors.get_posts_with_counts(request.viewer, _circle(request), *page_arguments(request))


def _read_tag(request):
    tag = request.GET.get("tag", "")
    if not tag.strip("#＃"):
        raise errors.Invalid("Which tag?", errors=[("tag", "required", "A #tag")])
    return selectors.get_posts_by_tag(request.viewer, tag, *page_arguments(request))


_READERS = {
    "home": _read_home,
    "for_you": _read_for_you,
    "explore": _read_explore,
    "circle": _read_circle,
    "tag": _read_tag,
}


def _circle(request):
    """The id of the circle that the query names by id or slug. Raises Invalid, NotFound."""
    name = request.GET.get("circle", "")
    if not name:
        raise errors.Invalid("Which circle?", errors=[("circle", "required", "The id or slug of a circle")])
    if UUID_LIKE.match(name.lower()):  # no looser form: 32 hexadecimal digits are a slug
        return UUID(name)
    return circle_selectors.get_circle(request.viewer, name).loads()["id"]


class MemberPostsView(ApiView):
    visitors_may, public, etagged = READ, True, True

    @extend_schema(
        operation_id="posts_of_member",
        summary="A member's posts and reposts, pinned ones first",
        parameters=[WITH, PageQuery],
        responses=PostPage,
    )
    def get(self, request, user_id):
        kind = request.GET.get("with")
        if kind not in (None, "replies", "media"):
            message = "One of: replies, media"
            raise errors.Invalid("There is no such list", errors=[("with", "invalid_choice", message)])
        page = selectors.get_posts_of_member(request.viewer, user_id, *page_arguments(request), with_=kind)
        return Answer(page)
