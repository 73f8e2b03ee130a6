"""How pages look and speak to their reader, as the reader chose in the settings."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import get_supported_language_variant, to_locale

ALWAYS, NEVER = "all", "not all"
STEP = 0.05  # scale.css has a rule for each step of the font scale


class Look(NamedTuple):
    """The choices of a member (`accessibility` of api.md) as far as every page obeys them."""

    theme: str = "system"
    reduce_motion: bool = False
    high_contrast: bool = False
    font_scale: float = 1
    language: str | None = None
    autoplay_media: bool = True
    captions: bool = False

    @classmethod
    def of(cls, choices):
        """From `accessibility` of the settings; choices that are not about every page are left to others."""
        return cls(**{name: choices[name] for name in cls._fields})

    @property
    def dark_media(self):
        """For whom dark.css counts, as its link says it: the server decides, so nothing flashes."""
        return {"dark": ALWAYS, "light": NEVER}.get(self.theme, "(prefers-color-scheme: dark)")

    @property
    def contrast_media(self):
        return ALWAYS if self.high_contrast else "(prefers-contrast: more)"

    @property
    def scale(self):
        """The font scale as scale.css knows it, in per cent; 100 needs no rule."""
        return round(round(self.font_scale / STEP) * STEP * 100)

    @property
    def spoken(self):
        """The language of our pages that is nearest to the chosen one; None where none was chosen, or none is."""
        return nearest(self.language) if self.language else None


def nearest(tag):
    """The language of our pages for a BCP 47 tag, or None."""
    try:
        found = get_supported_language_variant(tag)
    except LookupError:
        return None
    return found if found in page_languages() else None


@cache
def page_languages():
    """Those that pages are translated into. Mails may know more: a page says no language that it does not speak."""
    folders = [Path(path) for path in settings.LOCALE_PATHS]
    translated = [
        code
        for code, _ in settings.LANGUAGES
        if any((folder / to_locale(code) / "LC_MESSAGES" / "django.mo").exists() for folder in folders)
    ]
    return [settings.LANGUAGE_CODE, *translated]
