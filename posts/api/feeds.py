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
from topin.rest import READ, ApiView, checked, page_arguments, validated

FEED = OpenApiParameter("feed", str, enum=["home", "circle"], default="home")
CIRCLE = OpenApiParameter("circle", str, description="With feed=circle: id or slug; visitors read public circles")
IDS = OpenApiParameter(
    "ids", str, description="Instead of a feed: 1 to 100 ids, parted by commas; answers `missing` too"
)


class PostsView(ApiView):
    visitors_may, etagged = READ, True  # posts by id are for visitors too

    @extend_schema(
        operation_id="posts_list",
        summary="A feed, or posts by id",
        parameters=[FEED, CIRCLE, IDS, PageQuery],
        responses=PostPage,
    )
    def get(self, request):
        if "ids" in request.GET:
            ids = checked(PostIds, {"ids": request.GET["ids"].split(",")})["ids"]
            return Response(selectors.get_posts(request.viewer, ids))
        feed = request.GET.get("feed", "home")
        if feed == "circle":
            return Response(selectors.get_posts_with_counts(request.viewer, _circle(request), *page_arguments(request)))
        if not request.viewer.is_member:
            raise errors.NotSignedIn()
        if feed != "home":
            raise errors.Invalid("There is no such feed", errors=[("feed", "invalid_choice", "One of: home, circle")])
        return Response(selectors.get_visible_posts_for_user(request.viewer, *page_arguments(request)))

    @extend_schema(summary="Publish a post", request=NewPost, responses={201: Post})
    def post(self, request):
        return Response(services.create_post(request.viewer, **validated(NewPost, request)), status=201)


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
        operation_id="posts_of_member", summary="A member's posts", parameters=[PageQuery], responses=PostPage
    )
    def get(self, request, user_id):
        return Response(selectors.get_posts_of_member(request.viewer, user_id, *page_arguments(request)))
