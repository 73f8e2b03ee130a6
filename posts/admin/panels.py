"""What the page of a post shows besides: figures, versions, poll, quote, link, tags, mentions, reposts, comments."""

from django.db.models import F
from django.utils.html import format_html

from posts.admin.shown import ROWS_SHOWN, by, comment_link, panel, post_link, state_of, whole
from posts.models import (
    Comment,
    Mention,
    Post,
    PostCounter,
    PostPoll,
    PostPollOption,
    PostVersion,
    Repost,
)
from topin.console import short_time
from topin.counts import pending

FIGURES = ("likes", "comments", "reposts", "quotes", "views")


def panels_of(post_id):
    """The panels of a post; what it does not have, has none."""
    post = Post.objects.select_related("quote", "link", "circle").filter(pk=post_id).first()
    if post is None:
        return []
    kinds = [_figures, _poll, _quote, _link, _circle, _versions, _names, _reposts, _comments]
    return [found for kind in kinds for found in kind(post)]


def _figures(post):
    """Folded and not yet folded together, as everybody reads them."""
    folded = PostCounter.objects.filter(pk=post.pk).values(*FIGURES).first() or {}
    waiting = {f"waiting_{name}": pending(f"post_{name}", "pk") for name in FIGURES}
    row = Post.objects.filter(pk=post.pk).values(**waiting).first()
    yield {
        "title": "Figures",
        "figures": [(name, folded.get(name, 0) + row[f"waiting_{name}"]) for name in FIGURES],
    }


def _poll(post):
    if not post.has_poll:
        return
    poll = PostPoll.objects.annotate(all=F("voters") + pending("poll_voters", "pk")).get(pk=post.pk)
    options = PostPollOption.objects.filter(post_id=post.pk).order_by("place")
    rows = [[o.text, o.all] for o in options.annotate(all=F("votes") + pending("poll_votes", "pk"))]
    note = format_html("Closes {}", short_time(poll.closes_at)) if poll.closes_at else "It runs from publishing on."
    choices = "several choices" if poll.multiple else "one choice"
    closed = " · closed" if poll.closed_at else ""
    title = f"Poll: {poll.all} voters, {choices}{closed}"
    yield panel(title, ["Choice", "Votes"], rows, note=note)


def _quote(post):
    if post.quote:
        names = by([post.quote.author_id])
        row = [post_link(post.quote), names.get(post.quote.author_id, "–"), state_of(post.quote)]
        yield panel("Quotes", ["Post", "Author", "State"], [row])
    elif post.quote_is_gone:
        yield panel("Quotes", ["Post"], [["a post that was erased"]])


def _link(post):
    if post.link:
        link = post.link
        row = [link.url, link.title or "–", link.state, short_time(link.fetched_at)]
        yield panel("Link", ["Address", "Title", "Preview", "Fetched"], [row])


def _circle(post):
    if post.circle:
        yield panel("Circle", ["Name", "Visibility"], [[post.circle.name or "(erased)", post.circle.visibility]])


def _versions(post):
    """Former wordings, newest first; the present one stands above."""
    found = PostVersion.objects.filter(post_id=post.pk).order_by("-id")[:ROWS_SHOWN]
    if found:
        rows = [[whole(v.text), v.content_warning or "–", short_time(v.written_at)] for v in found]
        yield panel("Earlier versions", ["Text", "Warning", "Written"], rows)


def _names(post):
    """Tags and mentions as the text has them, with whom the mentions reached."""
    reached = list(Mention.objects.filter(post_id=post.pk, comment=None).order_by("place")[:ROWS_SHOWN])
    names = by(mention.user_id for mention in reached)
    rows = [["tag", f"#{tag}"] for tag in post.tags]
    rows += [["mention", names.get(mention.user_id, "–")] for mention in reached]
    if rows:
        yield panel("Tags and mentions", ["Kind", "Name"], rows)


def _reposts(post):
    found = list(Repost.objects.filter(post_id=post.pk).order_by("-created_at")[:ROWS_SHOWN])
    names = by(repost.user_id for repost in found)
    if found:
        rows = [[names.get(repost.user_id, "–"), short_time(repost.created_at)] for repost in found]
        yield panel("Reposts", ["Member", "When"], rows)


def _comments(post):
    found = list(Comment.objects.filter(post_id=post.pk).order_by("-id")[:ROWS_SHOWN])
    names = by(comment.author_id for comment in found)
    if found:
        rows = [
            [comment_link(c), names.get(c.author_id, "(erased)"), state_of(c), short_time(c.created_at)] for c in found
        ]
        yield panel("Comments", ["Comment", "Author", "State", "Written"], rows)
