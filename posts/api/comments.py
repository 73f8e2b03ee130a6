"""Doors of /api/engagement: comments."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from posts import selectors, services
from posts.serializers import Comment, CommentPage, CommentQuery, EditedComment, NewComment
from social.serializers import PageQuery
from topin.rest import READ, ApiView, checked, page_arguments, validated


class CommentView(ApiView):
    """One address for both: a post is commented on, a comment is changed."""

    @extend_schema(summary="Comment on a post", request=NewComment, responses={201: Comment})
    def post(self, request, content_id):
        made = services.create_comment(request.viewer, content_id, **validated(NewComment, request))
        return Response(made, status=201)

    @extend_schema(summary="Edit an own comment", request=EditedComment, responses=Comment)
    def put(self, request, content_id):
        return Response(services.update_comment(request.viewer, content_id, **validated(EditedComment, request)))

    @extend_schema(summary="Delete a comment, own or on an own post", responses={204: None})
    def delete(self, request, content_id):
        services.delete_comment(request.viewer, content_id)
        return Response(status=204)


class CommentsView(ApiView):
    visitors_may, public = READ, True

    @extend_schema(summary="Comments on a post", parameters=[CommentQuery, PageQuery], responses=CommentPage)
    def get(self, request, post_id):
        wanted = checked(CommentQuery, request.GET.dict())
        limit, cursor = page_arguments(request)
        page = selectors.get_comments(
            request.viewer, post_id, sort=wanted["sort"], parent_id=wanted["parent"], limit=limit, cursor=cursor
        )
        return Response(page)
