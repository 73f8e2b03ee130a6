from uuid import UUID

from django.shortcuts import render

from posts import selectors, services
from topin import errors
from web.doors import deed
from web.views.rows import answer_deed


@deed()
def vote(request, post_id):
    """Votes for the chosen options, or for none of them any more; answers with the poll."""
    chosen = [] if "withdraw" in request.POST else _ids(request.POST.getlist("option_ids"))
    services.vote_in_poll(request.viewer, post_id, chosen)
    if not request.htmx:
        return answer_deed(request, post_id)
    post = selectors.get_post(request.viewer, post_id).loads()
    return render(request, "web/posts/_poll.html", {"post": post, "poll": post["poll"]})


def _ids(texts):
    try:
        return [UUID(text) for text in texts]
    except ValueError:
        raise errors.Invalid("option_ids are ids of this poll's options") from None
