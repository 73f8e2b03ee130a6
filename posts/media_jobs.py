"""Files of media that nobody has any more."""

from datetime import timedelta

from posts import services
from posts.services.media_contents import resume_media
from topin import sql
from topin.clock import in_rounds, job
from topin.events import tells

AT_ONCE = 100  # media of one transaction
LATE = timedelta(minutes=10)  # after a lease ended: a lost delivery comes again much sooner


@job(every=timedelta(hours=1), at=timedelta(minutes=35))
def remove_unattached_media():
    """Removes uploads that never arrived or that are in nothing, what was begun of them, and what was left of them."""
    removed = in_rounds(services.remove_unattached_media, AT_ONCE)
    unused = in_rounds(services.remove_unused_contents, AT_ONCE)
    lost = services.remove_lost_originals(sql.SYSTEM)
    return f"{removed} media, {unused} contents, {lost} originals, {services.abort_old_uploads()} uploads"


@job(every=timedelta(minutes=1))
def resume_lost_media():
    """Goes on with media whose worker was lost, and whose delivery does not come again."""
    return resume_media(sql.SYSTEM, LATE, AT_ONCE)


@job(every=timedelta(days=1), at=timedelta(hours=4, minutes=10))
def rotate_media_keys():
    """A new key for signed addresses, when the newest is old enough."""
    return services.rotate_media_keys(sql.SYSTEM)


@tells("media_removed", queue="default")
def delete_originals(event):
    """Media are gone: their originals go too, and what was made of them when nobody else has the same."""
    services.remove_originals(sql.SYSTEM, event.data["media"])


@tells("media_content_removed", queue="default")
def delete_renditions(event):
    """Nobody has this file any more."""
    services.remove_renditions(event.data["folder"], event.data["public_folder"])
