"""Which language a text is in, by py3langid: as far as that is sure."""

from functools import cache

from django.conf import settings
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from posts.engine.phrases import letters_of

NO_LANGUAGE = "zxx"  # ISO 639: nothing linguistic


def find_language(text):
    """The code of the language (ISO 639, which BCP 47 takes over) of a cleaned text; None where it is not sure."""
    if letters_of(text) < settings.FEATURE_LETTERS:
        return None
    found, confidence = _identifier().classify(text)
    return found if confidence >= settings.LANGUAGE_CONFIDENCE and found != NO_LANGUAGE else None


@cache
def _identifier():
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
