"""Comments: reading the answers to one, writing, changing, liking and deleting them."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from posts import selectors, serializers, services
from topin import errors
from topin.rest import checked, page_arguments
from web.doors import count_deed, deed, live_page, members_only, wants_fragment
from web.threads import answers, answers_address, conversation, line_of, unfold, writing
from web.views.posts import say_below


@live_page
def show(request, comment_id):
    """A comment with what it answers and what answers it; for HTMX, itself alone."""
    comment = selectors.get_comment(request.viewer, comment_id).loads()
    if wants_fragment(request):
        return _alone(request, comment)
    return _page(request, comment)


@live_page
def replies(request, comment_id):
    """A page of the answers to a comment, in the order of the conversation."""
    limit, cursor = page_arguments(request)
    comment = selectors.get_comment(request.viewer, comment_id).loads()
    page = answers(request.viewer, comment, limit, cursor)
    if wants_fragment(request):
        unfold(request.viewer, page["items"])
        post = _post_of(request, comment)
        more = answers_address(comment, page["next_cursor"])
        context = {"post": post, "comment": comment, "comments": page["items"], "more": more, **writing(post)}
        return render(request, "web/posts/_answers.html", context)
    comment |= {"answers": page["items"], "more": answers_address(comment, page["next_cursor"])}
    return _page(request, comment, [comment])


@deed()
def create(request, post_id):
    """Says something to a post, or answers a comment: HTMX puts it where it belongs."""
    try:
        fields = checked(serializers.NewComment, _filled(request.POST, "text", "parent_id"))
        comment = services.create_comment(request.viewer, post_id, **fields).loads()
    except errors.Refused as refusal:
        return _refused(request, post_id, refusal)
    if not request.htmx:
        return HttpResponseRedirect(_address(comment))
    response = _render(request, "_comment.html", comment, fresh=True)
    parent = comment["parent_id"]
    response["HX-Retarget"] = f"#replies-{parent}" if parent else "#comment-list"
    response["HX-Reswap"] = "beforeend" if parent else "afterbegin"
    return response


def _refused(request, post_id, refusal):
    """The words stay where they were typed, with the reason below."""
    parent = request.POST.get("parent_id")
    if request.htmx:
        return say_below(request, refusal, f"answer-{parent}" if parent else "comment")
    if any(error.field == "parent_id" for error in refusal.errors):
        raise errors.NotFound() from refusal
    post = selectors.get_post(request.viewer, post_id).loads()
    said = {"refusal": refusal, "typed": request.POST.get("text", "")}
    if parent:
        comment = selectors.get_comment(request.viewer, parent).loads()
        return _page(request, comment, answering=comment["id"], **said)
    context = {"post": post, **conversation(request, post), **said}
    return render(request, "web/posts/show.html", context, status=refusal.status)


@members_only
@live_page
def reply(request, comment_id):
    """The form to answer a comment: below it, or on its page."""
    comment = selectors.get_comment(request.viewer, comment_id).loads()
    if wants_fragment(request):
        return _render(request, "_answer_form.html", comment, parent=comment)
    return _page(request, comment, answering=comment["id"])


@require_http_methods(["GET", "POST"])
@members_only
def edit(request, comment_id):
    """An own comment with its words in a form, then with new ones."""
    comment = selectors.get_comment(request.viewer, comment_id).loads()
    if request.method == "GET":
        if wants_fragment(request):
            return _alone(request, comment, editing=comment["id"])
        return _page(request, comment, editing=comment["id"])
    count_deed(request)
    try:
        fields = checked(serializers.EditedComment, _filled(request.POST, "text"))
        comment = services.update_comment(request.viewer, comment_id, **fields).loads()
    except errors.Refused as refusal:
        if request.htmx:
            return say_below(request, refusal, f"edit-{comment_id}")
        return _page(request, comment, editing=comment["id"], refusal=refusal, typed=request.POST.get("text", ""))
    return _alone(request, comment) if request.htmx else HttpResponseRedirect(_address(comment))


@require_http_methods(["GET", "POST"])
@members_only
def delete(request, comment_id):
    """Asks, then deletes a comment, own or on an own post. Where it was answered, its place stays."""
    comment = selectors.get_comment(request.viewer, comment_id).loads()
    if request.method == "GET":
        return _render(request, "delete_comment.html", comment)
    count_deed(request)
    services.delete_comment(request.viewer, comment_id)
    if not request.htmx:
        messages.success(request, _("Comment deleted"))
        return HttpResponseRedirect(reverse("post", args=[comment["post_id"]]) + "#comments")
    if comment["counts"]["replies"]:
        return _alone(request, {**comment, "deleted": True, "author": None, "text": None})
    return HttpResponse(headers={"HX-Retarget": f"#item-{comment_id}", "HX-Reswap": "delete"})


@deed()
def like(request, comment_id):
    services.like_content(request.viewer, comment_id)
    return _liked(request, comment_id, just_liked=True)


@deed()
def unlike(request, comment_id):
    services.unlike_content(request.viewer, comment_id)
    return _liked(request, comment_id)


def _liked(request, comment_id, **context):
    comment = selectors.get_comment(request.viewer, comment_id).loads()
    if request.htmx:
        return render(request, "web/posts/_comment_like.html", {"comment": comment, **context})
    return HttpResponseRedirect(_address(comment))


def _page(request, comment, line=None, refusal=None, **context):
    """The post's page with this comment alone, among those that it answers."""
    post = _post_of(request, comment)
    context |= {
        "post": post,
        "comments": line or line_of(request.viewer, comment),
        "alone": comment["id"],
        "refusal": refusal,
        **writing(post),
    }
    return render(request, "web/posts/show.html", context, status=refusal.status if refusal else 200)


def _alone(request, comment, **context):
    return _render(request, "_comment_body.html", comment, **context)


def _render(request, template, comment, **context):
    post = _post_of(request, comment)
    return render(request, f"web/posts/{template}", {"post": post, "comment": comment, **writing(post), **context})


def _post_of(request, comment):
    return selectors.get_post(request.viewer, comment["post_id"]).loads()


def _filled(data, *names):
    return {name: data[name] for name in names if name == "text" or data.get(name)} if "text" in data else {}


def _address(comment):
    return reverse("comment", args=[comment["id"]]) + f"#comment-{comment['id']}"
