"""What follows from facts about posts."""

from uuid import UUID

from posts import services
from posts.services.link_previews import fetch_link_preview
from topin import sql
from topin.events import reads, tells


@tells("link_found", queue="links")
def preview_link(event):
    """A post links to a page: what the page says of itself is looked up once for all who link to it."""
    fetch_link_preview(UUID(event.data["link_id"]))


@reads("post_published", queue="fanout")
@reads("post_reposted", queue="fanout")
@reads("fanout_continued", queue="fanout")
def reach_timelines(event):
    """A chunk of followers for each event; while some are left, the next event comes with the same transaction."""
    services.fan_out(sql.SYSTEM, event.subject_id)
