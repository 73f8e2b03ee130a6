"""Circles of the tests of pages, made by the product's own services."""

from social import circle_selectors as selectors
from social import circle_services as circles


def open_circle(owner, slug="tides", **more):
    answers = {"name": "Tide Watchers", "description": "", "visibility": "private", "join_policy": "open"}
    return circles.create_circle(owner.viewer, **answers | {"slug": slug, "member_limit": 50} | more).loads()


def come_in(circle, *people):
    for person in people:
        circles.join_circle(person.viewer, circle["id"])


def standing(person, circle):
    return selectors.get_circle(person.viewer, circle["id"]).loads()["viewer"]
