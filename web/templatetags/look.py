"""The page's look, for base.html."""

from django import template
from django.utils import translation

from topin import errors
from web.look import Look

register = template.Library()


@register.simple_tag(takes_context=True)
def page_look(context):
    """The reader's Look; from here on the page speaks their language.

    Costs no question of its own: it comes with `me`, which the navigation shows anyway.
    """
    choices = _choices(context)
    if choices is None:
        return Look()
    look = Look.of(choices)
    context["request"].spoken = look.spoken  # for LanguageMiddleware, which also puts the old one back
    if look.spoken:
        translation.activate(look.spoken)
    return look


def _choices(context):
    """None for visitors; and an ended session, or a database that is away, has no say in the page about it."""
    viewer, error = context["viewer"], context.get("error")
    if viewer is None or not viewer.is_member or (error and error.status >= 500):
        return None
    try:
        return context["me"]["accessibility"]
    except errors.Refused:
        return None
