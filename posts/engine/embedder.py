"""What a text means, as a vector: one function in front of whichever embedder is configured.

The one that comes along has the weights of WordLlama (an MIT-licensed package of token embeddings that were trained
so that their mean says what a sentence means; https://github.com/dleemiller/WordLlama), read from that package's own
folder. It reads English well and other European languages less; of scripts that it does not know it says nothing.
"""

import logging
import math
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy
from django.conf import settings
from django.utils.module_loading import import_string
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from topin.fields import EmbeddingField

log = logging.getLogger(__name__)
TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
WEIGHTS = "weights/l2_supercat_256.safetensors"
TOKENS_MOST = 512  # of one text; more say the same again
TOKENS_LEAST = 3  # that the embedder knows; fewer mean anything


def embed(texts):
    """A unit vector of 256 floats for each text, or None where it says too little, or where there is no embedder."""
    embedder = _embedder()
    return embedder.embed(texts) if embedder else [None for _ in texts]


def model():
    """The name of the embedder, which vectors carry: those of two are not comparable. None where there is none."""
    embedder = _embedder()
    return embedder.name if embedder else None


def forget():
    """The next call looks again for the embedder that is configured."""
    _embedder.cache_clear()


class WordLlama:
    """The mean of the embeddings of a text's tokens, of length one.

    Only read after it is made, so processes that were forked share it.
    """

    name = "wordllama-l2-supercat-256"

    def __init__(self):
        folder = Path(find_spec("wordllama").submodule_search_locations[0])  # found, not imported: it would download
        self.weights = load_file(folder / WEIGHTS)["embedding.weight"]
        self.tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self.tokenizer.enable_truncation(TOKENS_MOST)
        # The bytes of what it has no token for, and marks of beginning and end, mean nothing by themselves.
        vocabulary = self.tokenizer.get_vocab()
        self.meaningless = {at for token, at in vocabulary.items() if token.startswith("<") and token.endswith(">")}
        self.meaningless.add(vocabulary["▁"])

    def embed(self, texts):
        return [self._embed(text) for text in texts]  # one by one: the tokenizer's threads do not live through a fork

    def _embed(self, text):
        tokens = self.tokenizer.encode(text, add_special_tokens=False).ids
        tokens = [token for token in tokens if token not in self.meaningless and token < len(self.weights)]
        if len(tokens) < TOKENS_LEAST:
            return None
        mean = self.weights[tokens].astype(numpy.float32).mean(axis=0)
        length = float(numpy.linalg.norm(mean))
        return (mean / length).tolist() if length > 0 else None


class _Careful:
    """An embedder that never raises: what it cannot embed has no embedding. The first fault is logged, for all."""

    def __init__(self, embedder):
        self.embedder, self.name, self.is_well = embedder, embedder.name, True

    def embed(self, texts):
        return [self._embed(text) for text in texts]

    def _embed(self, text):
        try:
            (found,) = self.embedder.embed([text])
            return found if found is None else _checked(found)
        except Exception:
            if self.is_well:
                log.exception("The embedder %s failed; such texts go on without an embedding", self.name)
            self.is_well = False
            return None


def _checked(vector):
    """Raises ValueError for what the database would not take, or could not compare."""
    if len(vector) != EmbeddingField.DIMENSIONS or not all(map(math.isfinite, vector)) or not any(vector):
        raise ValueError(f"An embedding is {EmbeddingField.DIMENSIONS} finite numbers, not all of them 0")
    return [float(number) for number in vector]


@cache
def _embedder():
    """The configured embedder, once a process. None when it is missing or broken, which is logged once."""
    if not settings.EMBEDDER:
        return None
    try:
        embedder = import_string(settings.EMBEDDER)()
        (tried,) = embedder.embed(["The first sentence tells whether it works at all."])
        _checked(tried)
        return _Careful(embedder)
    except Exception:
        log.exception("There is no embedder at EMBEDDER=%s; features go on without embeddings", settings.EMBEDDER)
        return None
