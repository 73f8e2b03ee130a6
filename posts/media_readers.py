"""What follows when a file has arrived, when its original is needed no more, and what streams say of media."""

from uuid import UUID

from posts.services.media_contents import delete_originals
from topin import events, sql
from topin.events import tells
from topin.realtime.rendering import renders


@tells("media_uploaded", queue="media")
def process_uploaded(event):
    from posts.services import processing  # here: nobody but the media worker loads what decodes

    processing.process_media(event.subject_id, events.holding(event))


@tells("media_originals_outdated", queue="media")
def delete_outdated_originals(event):
    delete_originals(event.data["originals"])


@renders("media.changed")
def changed_media(viewer, payloads):
    """{media: Media}, as the media are now; those that are gone have none."""
    found = sql.ask(viewer, "get_changed_media", [UUID(one["media_id"]) for one in payloads]).loads()
    return [{"media": found[one["media_id"]]} if one["media_id"] in found else None for one in payloads]
