from django import template

from accounts import devices

register = template.Library()


@register.filter
def device(user_agent):
    """The browser or app in words, and what it runs on."""
    return devices.label(user_agent or "")
