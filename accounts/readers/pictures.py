"""What follows when somebody hands in a picture, and when one is needed no more. Both are work for the media queue."""

from accounts.services import pictures
from topin.events import tells


@tells("picture_uploaded", queue="media")
def draw_picture(event):
    pictures.process_picture(event.subject_id)


@tells("picture_files_outdated", queue="media")
def delete_picture_files(event):
    pictures.delete_outdated(event.data)
