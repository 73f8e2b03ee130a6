"""What a post is about, as far as its text says so."""

from django.conf import settings

from posts.engine import embedder
from posts.engine.languages import find_language
from posts.engine.phrases import clean, find_candidates, find_phrases, letters_of


def find_features(text):
    """{language, phrases, candidates, embedding, model} of a text: language and embedding are None where it says too
    little, `model` is None where there is no embedder. Any text will do."""
    text = clean(text)
    says_enough = letters_of(text) >= settings.FEATURE_LETTERS
    return {
        "language": find_language(text),
        "phrases": find_phrases(text),
        "candidates": find_candidates(text),
        "embedding": embedder.embed([text])[0] if says_enough else None,
        "model": embedder.model(),
    }
