"""Finding people by the handles that were typed."""

from accounts import selectors
from accounts.errors import HandleMoved
from topin import errors


def member_called(viewer, handle):
    """Their profile; also by a handle they gave up. Raises NotFound."""
    try:
        return selectors.get_profile_by_handle(viewer, handle).loads()
    except HandleMoved as moved:
        return selectors.get_profile_by_handle(viewer, moved.handle).loads()


def members_called(viewer, handles):
    """({id: handle} of those who are there, the handles that nobody has), in the order given."""
    found, missing = {}, []
    for handle in handles:
        try:
            person = member_called(viewer, handle)
        except errors.NotFound:
            missing.append(handle)
        else:
            found[person["id"]] = person["handle"]
    return found, missing
