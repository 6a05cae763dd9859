"""What tests of lists ask for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import write_mo
from scripts import messages

from kollega.competence.bringing import columns, vocabulary


@pytest.fixture
def english(tmp_path: Path, settings: Any) -> Iterator[None]:
    """The English texts as they stand in the source, whether they are compiled or not."""
    compiled = tmp_path / "en" / "LC_MESSAGES" / "django.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as out:
        write_mo(out, messages.stored())
    tables_of_words = (vocabulary.levels, vocabulary.roles, vocabulary.degrees, columns.by_word)
    settings.LOCALE_PATHS = [tmp_path]
    for each in tables_of_words:
        each.cache_clear()
    yield
    for each in tables_of_words:
        each.cache_clear()
