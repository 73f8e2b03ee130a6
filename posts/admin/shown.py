"""What lists and pages of the console have in common here: links, labels, panels."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from accounts.models import Profile
from topin.console import member_link

ROWS_SHOWN = 50
STATE_TONES = {"published": "success", "hidden": "danger", "deleted": "danger", "draft": "info", "scheduled": "info"}


def state_of(thing):
    """Of a post or comment: what moderation and its author did to it comes before what it was meant to be."""
    return "deleted" if thing.deleted_at else "hidden" if thing.hidden_at else getattr(thing, "status", "published")


def whole(text):
    return format_html('<div class="console-text">{}</div>', text) if text else "(no text)"


def beginning(text, characters=90):
    return Truncator(text).chars(characters) or "(no text)"


def post_link(post):
    return _link("admin:posts_post_change", post.pk, beginning(post.text, 70))


def comment_link(comment):
    return _link("admin:posts_comment_change", comment.pk, beginning(comment.text, 70))


def _link(name, key, text):
    return format_html('<a class="console-link" href="{}">{}</a>', reverse(name, args=[key]), text)


def by(user_ids):
    """id → link to the member, of those whose handles can be named at once."""
    handles = dict(Profile.objects.filter(user_id__in=set(user_ids)).values_list("user_id", "handle"))
    return {user_id: member_link(user_id, f"@{handle}") for user_id, handle in handles.items()}


def panel(title, headers, rows, **more):
    note = {} if len(rows) < ROWS_SHOWN else {"note": f"The newest {ROWS_SHOWN}."}
    return {"title": title, "table": {"headers": headers, "rows": rows}, **note, **more}


def of_author(queryset, term):
    """The rows by the member whose @handle was typed."""
    authors = Profile.objects.filter(handle=term[1:].lower())
    return queryset.filter(author_id__in=authors.values("user_id"))
