"""What the composer shows: the choices, and what was being written."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

AUDIENCES = [("public", _("Everyone")), ("followers", _("Followers")), ("private", _("Only me"))]


def composer(draft=None, refusal=None, circle=None):
    """Context of `web/posts/_composer.html`; in a `circle` there is no other audience to choose."""
    return {
        "audiences": AUDIENCES,
        "text_limit": settings.POST_TEXT_LENGTH,
        "draft": draft or {"text": "", "audience": ""},
        "refusal": refusal,
        "circle": circle,
    }
