"""What templates of circles ask for: a circle's mark, and words about somebody."""

from django import template

from web.templatetags.pages import hue, initials

register = template.Library()


@register.inclusion_tag("web/circles/_mark.html")
def circle_mark(circle, size="m"):
    """A circle's picture, or its letters on a colour that is always the same for it."""
    letters = initials({"display_name": circle["name"], "handle": circle["slug"]})
    return {"circle": circle, "size": size, "hue": hue(circle), "letters": letters}


@register.filter
def about(words, handle):
    """`Ban @%s?` about somebody."""
    return words % handle
