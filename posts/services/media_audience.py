"""Which files of media everybody may read: a copy of them lies in the public store while a public post shows them."""

from topin import files, sql


def settle_media_audience(viewer, content_id, copy):
    """Makes the public copy of a content, or takes it from sight, as the posts say that show it. Safe to repeat.

    `copy`: the name of the folder that a copy gets. It is new for each change and cannot be guessed, but the same
    when this is tried again, so that nothing is left behind of a try that was cut off.
    """
    settled = _settle(viewer, content_id, None)
    if settled and settled["copy"]:
        _share(viewer, content_id, settled["folder"], copy)
        # All may have changed meanwhile: whoever shows the copy looks once more.
        settled = _settle(viewer, content_id, copy)
    if not settled or settled["public_folder"] != copy:
        remove_public_copy(copy)


def remove_public_copy(copy):
    """Deletes a copy that is shown no more. Safe to repeat."""
    files.remove_folder(files.public, f"media/{copy}")


def tell_media_of_member(viewer, user_id, after_id, limit):
    """More or fewer people may see a member: has the audience of their media settled, the `limit` newest before
    `after_id` (None: of all). Returns whether there are more, which an event says too."""
    return sql.do(viewer, "tell_media_of_member", user_id, after_id, limit)


def _settle(viewer, content_id, copy):
    settled = sql.do(viewer, "settle_media_audience", content_id, copy)
    return settled and settled.loads()


def _share(viewer, content_id, folder, copy):
    try:
        files.share_folder(f"media/{folder}", f"media/{copy}")
    except FileNotFoundError:
        # Its last medium was deleted in this moment; else files are missing that should be there.
        if _settle(viewer, content_id, None) is not None:
            raise
