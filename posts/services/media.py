"""Handing in pictures, films and sounds, and taking them away again."""

from datetime import UTC, datetime, timedelta

from django.conf import settings

from posts.media_types import refuse_unfit
from topin import errors, files, sql, storage


def create_media(viewer, *, filename, content_type, size, sha256, alt_text, purpose):
    """Takes note of a file that will be uploaded. Returns {media, upload}: Media, and where to send it.

    upload is {method, url, headers, expires_at} for a file in one piece, {method, parts: [{number, url}],
    part_size (bytes), headers, expires_at} above MEDIA_PART_THRESHOLD. Raises UnsupportedMediaType, TooLarge,
    Conflict `too_many_uploads`.
    """
    refuse_unfit(purpose, content_type, size)
    announced = {
        "filename": filename, "content_type": content_type, "size": size, "sha256": sha256, "alt_text": alt_text,
        "purpose": purpose,
    }  # fmt: skip
    made = sql.do(viewer, "create_media", announced, settings.MEDIA_PENDING, settings.MEDIA_UNATTACHED_BYTES).loads()
    upload = _begun(viewer, storage.Upload(**made["upload"]))
    addresses = storage.uploads.addresses(upload, upload.numbers)
    parts = {"parts": _urls(addresses), "part_size": upload.part_size}
    where = parts if upload.in_parts else {"url": addresses[0].url}
    return {"media": made["media"], "upload": {**where, **_how(addresses)}}


def renew_parts(viewer, media_id, numbers):
    """Fresh addresses for parts of an upload, to begin it again or go on with it.

    Returns {parts: [{number, url}], uploaded: [numbers of those that have arrived], part_size, method, headers,
    expires_at}. A file in one piece is part 1. Raises NotFound, Conflict `already_uploaded`, Invalid for numbers
    that it has not.
    """
    upload = _upload_of(viewer, media_id)
    if upload.state != "pending":
        raise errors.Conflict("All of this file has arrived already.", code="already_uploaded")
    if any(number not in upload.numbers for number in numbers):
        message = f"This file has the parts 1 to {len(upload.numbers)}"
        raise errors.Invalid(message, errors=[("numbers", "out_of_range", message)])
    upload = _begun(viewer, upload)
    addresses = storage.uploads.addresses(upload, sorted(set(numbers)))
    return {
        "parts": _urls(addresses),
        "uploaded": sorted(_arrived(upload)),
        "part_size": upload.part_size,
        **_how(addresses),
    }


def receive_part(token, read):
    """Takes a part of an upload, from `read(bytes)`, to an address that we signed. Returns its ETag.

    Raises Forbidden `address_expired`, Gone where nothing more is to come of that file, Invalid `upload_incomplete`
    for more or fewer bytes than the part has.
    """
    ticket = storage.uploads.read_ticket(token)
    _require_pending(ticket)
    try:
        etag = storage.uploads.receive(ticket, read)
    except storage.UploadGone as error:
        raise _over() from error
    try:
        _require_pending(ticket)
    except errors.Gone:
        storage.uploads.abort(ticket.original, None)  # what came too late is nobody's
        raise
    return etag


def complete_media(viewer, media_id, parts=()):
    """Says that all of a file was sent, which is checked, and has it processed. Returns Media, also when repeated.

    parts: [{number, etag}] as the storage answered, to be compared with what is there, or none. Raises NotFound,
    Conflict `upload_incomplete`.
    """
    upload = _upload_of(viewer, media_id)
    if upload.state == "pending" and not storage.uploads.is_there(upload):
        _put_together(upload, parts)
    return sql.do(viewer, "complete_media", media_id)


def retry_media(viewer, media_id):
    """Has a failed medium processed once more, from the original that was kept. Returns Media; what did not fail stays
    as it is. Raises NotFound, Conflict `media_not_uploaded`."""
    return sql.do(viewer, "retry_media", media_id)


def retry_media_by_staff(viewer, media_id):
    """Has a member's failed medium processed once more; audited. Raises NotFound, Conflict `not_failed`."""
    sql.do(viewer, "retry_media_by_staff", media_id)


def update_media(viewer, media_id, *, alt_text):
    """Changes the alt text of an own medium and returns it. Raises NotFound."""
    return sql.do(viewer, "update_media", media_id, alt_text)


def delete_media(viewer, media_id):
    """Removes an own medium in any state; its files follow. Raises NotFound, Conflict `media_in_use` in a post or
    message."""
    sql.do(viewer, "delete_media", media_id)


def remove_unattached_media(viewer, limit):
    """Removes up to `limit` media that no post or message has MEDIA_UNUSED_HOURS after they were asked for. Returns how
    many."""
    return sql.do(viewer, "remove_unattached_media", timedelta(hours=settings.MEDIA_UNUSED_HOURS), limit)


def remove_unused_contents(viewer, limit):
    """Removes what was begun of up to `limit` files that nobody has any more. Returns how many."""
    return sql.do(viewer, "remove_unused_contents", None, limit)


def abort_old_uploads():
    """Has the storage forget parts of uploads that nobody can go on with. Returns of how many."""
    # An upload may begin as late as its medium is there, and its addresses are good for a while after.
    kept = timedelta(hours=settings.MEDIA_UNUSED_HOURS, seconds=settings.MEDIA_UPLOAD_SECONDS)
    return storage.uploads.abort_older(datetime.now(UTC) - kept)


def remove_lost_originals(viewer):
    """Deletes originals that no medium needs: a bucket takes what an address was signed for, also when the medium was
    processed or deleted meanwhile. Returns how many."""
    removed = 0
    written_before = datetime.now(UTC) - timedelta(seconds=settings.MEDIA_UPLOAD_SECONDS)
    for names in storage.uploads.written_before(written_before):
        lost = sql.ask(viewer, "get_lost_originals", names) if names else ()
        files.remove(files.private, *lost)
        removed += len(lost)
    return removed


def rotate_media_keys(viewer):
    """Makes a new key for signed addresses every MEDIA_KEY_DAYS. Returns whether it was time."""
    return sql.do(viewer, "rotate_media_keys", timedelta(days=settings.MEDIA_KEY_DAYS))


def remove_originals(viewer, removed):
    """Deletes what was uploaded of media that are gone, [{original, upload_id, content_id}], and what was made of it
    when nobody else handed in the same. Safe to repeat."""
    for medium in removed:
        storage.uploads.abort(medium["original"], medium["upload_id"])
        files.remove(files.private, medium["original"])
    contents = [medium["content_id"] for medium in removed if medium["content_id"]]
    if contents:
        sql.do(viewer, "remove_unused_contents", contents, len(contents))


def remove_renditions(folder, public_folder):
    """Deletes what was made of a file, in both stores. Safe to repeat."""
    files.remove_folder(files.private, f"media/{folder}")
    if public_folder:
        files.remove_folder(files.public, f"media/{public_folder}")


def _require_pending(ticket):
    if not sql.ask(sql.SYSTEM, "is_media_pending", ticket.media_id):
        raise _over()


def _over():
    return errors.Gone("This upload is over, or was deleted.")


def _upload_of(viewer, media_id):
    return storage.Upload(**sql.ask(viewer, "get_media_upload", media_id).loads())


def _begun(viewer, upload):
    """The upload, by the name that the storage calls it where it has one of its own."""
    if upload.upload_id is not None:
        return upload
    begun = storage.uploads.begin(upload)
    if begun is None:
        return upload
    noted = sql.do(viewer, "note_media_upload", upload.id, begun)
    if noted != begun:
        storage.uploads.abort(upload.original, begun)  # another request was first
    return upload._replace(upload_id=noted)


def _put_together(upload, sent):
    """Raises Conflict `upload_incomplete` while something is missing."""
    etags = {part["number"]: part["etag"].strip('"') for part in sent}
    parts = _arrived(upload, etags)
    if len(parts) < len(upload.numbers):
        raise _incomplete(upload, set(upload.numbers) - set(parts))
    try:
        storage.uploads.finish(upload, [parts[number] for number in upload.numbers])
    except storage.UploadGone as error:
        if not storage.uploads.is_there(upload):
            raise _incomplete(upload, upload.numbers) from error


def _incomplete(upload, wrong):
    missing = ", ".join(str(number) for number in sorted(wrong)[:10])
    what = f"Send these parts again: {missing}." if upload.in_parts else "Send the file again."
    return errors.Conflict(f"Not all of this file has arrived. {what}", code="upload_incomplete")


def _arrived(upload, etags=None):
    """Number → Part of those that are there and whole; of those that `etags` names, only these very ones."""
    return {
        part.number: part
        for part in storage.uploads.arrived(upload)
        if part.number in upload.numbers
        and part.size == upload.size_of(part.number)
        and (etags or {}).get(part.number, part.etag) == part.etag
    }


def _urls(addresses):
    return [{"number": address.number, "url": address.url} for address in addresses]


def _how(addresses):
    """What is the same for all of them."""
    first = addresses[0] if addresses else storage.Address(0, "", {}, None)
    until = first.expires_at and first.expires_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return {"method": "PUT", "headers": first.headers, "expires_at": until}
