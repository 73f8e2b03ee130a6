"""Suggestions as pages show them."""

from social import services

BESIDE = 3  # in the card beside a page


def as_people(page):
    """The items of a page of suggestions, with what the button to follow asks for: nobody among them is followed."""
    return [{**item, "viewer": _relation(item)} for item in page["items"]]


def _relation(item):
    return {"is_self": False, "follow": "none", "followed_by": item["reason"]["code"] == "follows_you"}


def beside(viewer):
    """The best few for a member; nobody for visitors."""
    if viewer is None or not viewer.is_member:
        return []
    return as_people(services.get_suggestions(viewer, BESIDE).loads())
