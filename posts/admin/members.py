"""On a member's page: what they wrote, answered and handed on."""

from django.urls import reverse

from accounts.admin import MemberAdmin
from posts.admin.shown import comment_link, panel, post_link, state_of
from posts.models import Comment, Post, Repost
from topin.console import short_time

NEWEST = 5


def posts_panel(member_id):
    newest = Post.objects.filter(author_id=member_id).order_by("-id")[:NEWEST]
    rows = [[post_link(post), post.audience, state_of(post), short_time(post.created_at)] for post in newest]
    return [panel("Newest posts", ["Post", "Audience", "State", "Written"], rows, link=_all("post", member_id))]


def comments_panel(member_id):
    newest = Comment.objects.filter(author_id=member_id).select_related("post").order_by("-id")[:NEWEST]
    rows = [[comment_link(c), post_link(c.post), short_time(c.created_at)] for c in newest]
    return [panel("Newest comments", ["Comment", "Below", "Written"], rows, link=_all("comment", member_id))]


def reposts_panel(member_id):
    newest = Repost.objects.filter(user_id=member_id).select_related("post").order_by("-created_at")[:NEWEST]
    return [panel("Newest reposts", ["Post", "When"], [[post_link(r.post), short_time(r.created_at)] for r in newest])]


def _all(model, member_id):
    return f"{reverse(f'admin:posts_{model}_changelist')}?author__id__exact={member_id}"


MemberAdmin.panels += [posts_panel, comments_panel, reposts_panel]
