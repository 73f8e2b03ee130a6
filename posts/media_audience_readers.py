"""What follows when more or fewer people may see media: their public copies come and go.

Not in the queue of media, where a film may take a quarter of an hour: what is narrowed has to be gone at once.
"""

from uuid import UUID

from django.utils.crypto import salted_hmac

from posts.services import media_audience
from topin import sql
from topin.events import reads, tells

AT_ONCE = 500  # media of one member, of one transaction


@tells("media_audience_changed", queue="default")
def settle_audience(event):
    """A post that shows this content came out, was narrowed, deleted, restored; or its author is seen by others now."""
    name = salted_hmac("posts.media_copy", f"{event.subject_id}/{event.id}", algorithm="sha256").hexdigest()[:32]
    media_audience.settle_media_audience(sql.SYSTEM, event.subject_id, name)


@tells("media_copy_outdated", queue="default")
def delete_copy(event):
    """Nobody may be shown this copy any more."""
    media_audience.remove_public_copy(event.data["public_folder"])


@reads("settings_changed")
def tell_after_settings(event):
    """Who sees a member's posts may be another matter now."""
    if event.data["section"] == "privacy":
        media_audience.tell_media_of_member(sql.SYSTEM, event.subject_id, None, AT_ONCE)


@reads("deletion_asked")
@reads("deletion_cancelled")
def tell_after_leaving(event):
    """A member is hidden until the account is erased, or is back."""
    media_audience.tell_media_of_member(sql.SYSTEM, event.subject_id, None, AT_ONCE)


@reads("member_media_continued")
def tell_of_more(event):
    """The next chunk of a member's media."""
    media_audience.tell_media_of_member(sql.SYSTEM, event.subject_id, UUID(event.data["after_id"]), AT_ONCE)
