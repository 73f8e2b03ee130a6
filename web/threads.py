"""What people say to a post: its comments, with the first answers to each already open."""

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from posts import selectors, serializers
from topin import errors
from topin.rest import checked, page_arguments
from web.doors import older

UNFOLDED = 12  # lists of answers on one page that are open from the beginning: each is a question of its own
ANSWERS = 3  # in each of those
DEPTH = 3


def conversation(request, post):
    """Context of the comments on a post's page, as the query asks: `sort`, `limit`, `cursor`."""
    limit, cursor = page_arguments(request)
    sort = checked(serializers.CommentQuery, request.GET.dict())["sort"]
    page = selectors.get_comments(request.viewer, post["id"], sort=sort, limit=limit, cursor=cursor).loads()
    unfold(request.viewer, page["items"])
    return {
        "comments": page["items"],
        "next": older(request, page, sort=sort),
        "sort": sort,
        "is_older": bool(cursor),
        **writing(post),
    }


def writing(post):
    """Context of the forms for comments."""
    return {"comment_limit": settings.COMMENT_LENGTH, "op_id": post["author"]["id"]}


def line_of(viewer, comment):
    """The comment with its answers, inside those that it answers: [the outermost]."""
    unfold(viewer, [comment])
    while comment["parent_id"]:
        try:
            parent = selectors.get_comment(viewer, comment["parent_id"]).loads()
        except errors.NotFound:
            break
        comment = {**parent, "answers": [comment], "more": answers_address(parent) if _has_others(parent) else None}
    return [comment]


def _has_others(comment):
    return comment["counts"]["replies"] > 1


def unfold(viewer, comments):
    """Puts the first answers into `answers` of each comment, and the address of the others into `more`."""
    level, left = comments, UNFOLDED
    for _depth in range(1, DEPTH):
        below = []
        for comment in level:
            if not comment["counts"]["replies"]:
                continue
            if not left:
                comment["more"] = answers_address(comment)
                continue
            left -= 1
            page = answers(viewer, comment, ANSWERS)
            comment["answers"], comment["more"] = page["items"], answers_address(comment, page["next_cursor"])
            below += page["items"]
        level = below


def answers(viewer, comment, limit, cursor=""):
    """A page of the answers to a comment, in the order of the conversation."""
    return selectors.get_comments(
        viewer, comment["post_id"], sort="old", parent_id=comment["id"], limit=limit, cursor=cursor
    ).loads()


def answers_address(comment, cursor=""):
    """Where the (other) answers to a comment are; None behind the last."""
    if cursor is None:
        return None
    address = reverse("comment_replies", args=[comment["id"]])
    return f"{address}?{urlencode({'cursor': cursor})}" if cursor else address
