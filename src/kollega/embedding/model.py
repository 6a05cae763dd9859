"""The model: from texts to vectors, on this machine alone."""

import hashlib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kollega.embedding.fields import Vector

LONGEST = 2_000
"""Letters of a text that are read: small models read no more."""


def folder() -> Path:
    """Where the model lies."""
    return Path(settings.EMBEDDING_MODEL)


@cache
def number() -> int:
    """Tells one model from another: 63 bits over its files' names and sizes."""
    files = sorted(each for each in folder().rglob("*") if each.is_file())
    names = "\n".join(f"{each.relative_to(folder())} {each.stat().st_size}" for each in files)
    digest = hashlib.blake2b(names.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


@cache
def _loaded() -> Any:
    """The model in memory, read at the first question (some seconds, some hundred megabytes).

    Raises:
        ImproperlyConfigured: the library or the model is not there.
    """
    if not (folder() / "modules.json").is_file():
        raise ImproperlyConfigured(
            f"KOLLEGA_EMBEDDING_MODEL: {folder()} är ingen modell för sentence-transformers."
        )
    try:
        library = import_module("sentence_transformers")
    except ImportError as error:
        raise ImproperlyConfigured(
            "KOLLEGA_EMBEDDING_MODEL är satt, men paketet sentence-transformers är inte installerat."
        ) from error
    return library.SentenceTransformer(str(folder()), device="cpu", local_files_only=True)


def vectors(texts: Sequence[str]) -> list[Vector]:
    """A vector of length 1 for each text."""
    found = _loaded().encode(
        [text[:LONGEST] for text in texts], normalize_embeddings=True, show_progress_bar=False
    )
    return [tuple(map(float, row)) for row in found]


@lru_cache(maxsize=256)
def vector_of(question: str) -> Vector:
    """A question's vector; the same question again, on the next page, costs nothing."""
    return vectors([question])[0]
