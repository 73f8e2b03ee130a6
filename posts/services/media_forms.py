"""Files that come with a form, through us: browsers without scripts cannot send them straight to the storage."""

import hashlib
from uuid import UUID

from django.conf import settings

from posts.media_types import refuse_unfit
from posts.services.media import complete_media
from topin import files, sql, storage


def hand_in_media(viewer, file, *, filename, content_type, size, sha256, alt_text, purpose):
    """Announces, keeps and completes a Django upload in one go; returns Media, which is processed from then on.

    The fields are those of `create_media`, as checked by `serializers.NewMedia`. Raises as `create_media` does.
    """
    refuse_unfit(purpose, content_type, size)
    announced = {
        "filename": filename, "content_type": content_type, "size": size, "sha256": sha256, "alt_text": alt_text,
        "purpose": purpose,
    }  # fmt: skip
    made = sql.do(viewer, "create_media", announced, settings.MEDIA_PENDING, settings.MEDIA_UNATTACHED_BYTES).loads()
    file.seek(0)
    files.keep(files.private, storage.Upload(**made["upload"]).original, file)
    return complete_media(viewer, UUID(made["media"]["id"]))


def facts_of(file):
    """What a browser would have announced of a Django upload."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "filename": file.name,
        "content_type": file.content_type or "application/octet-stream",
        "size": file.size,
        "sha256": digest,
        "purpose": "post",
    }
