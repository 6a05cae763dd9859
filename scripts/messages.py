"""Bring the English texts up to the Swedish ones in the code: `python scripts/messages.py`.

Texts that are gone leave the catalogue; new ones stand there empty until somebody writes their
English, and `tests/test_english.py` fails until then. Babel does it all, so that no gettext programs
are needed; Django's own `templatize` tells which texts a template holds.
"""

# ruff: noqa: T201 - it speaks on the screen

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parents[1]
SOURCE = PROJECT / "src" / "kollega"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Written here and not by Babel: its header changes with each minute, and is marked as uncertain, and
# Babel compiles no catalogue that is.
HEADER = """\
# The English texts of Digital kollega, kept in order by scripts/messages.py.
msgid ""
msgstr ""
"Project-Id-Version: Digital kollega\\n"
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def used() -> Catalog:
    """Every text on screen with the files it stands in, and no English."""
    catalogue = Catalog(locale="en")
    for path in sorted(SOURCE.rglob("*")):
        place = path.relative_to(PROJECT).as_posix()
        for message, context in _texts(path):
            catalogue.add(message, locations=[(place, 0)], context=context)
    return catalogue


def _texts(path: Path) -> Iterator[tuple[Any, str | None]]:
    """(the text, or its singular and plural; the context) of each text in a file."""
    parts = path.relative_to(SOURCE).parts
    if path.suffix == ".py" and not {"tests", "migrations"} & set(parts):
        source = path.read_text(encoding="utf-8")
    elif path.suffix in {".html", ".txt"} and "templates" in parts:
        # Calls among rows of X; inside one parenthesis Python asks nothing of their indentation.
        source = f"({templatize(path.read_text(encoding='utf-8'), origin=str(path))}\n)"
    else:
        return
    for _line, message, _comments, context in extract("python", BytesIO(source.encode()), KEYWORDS):
        yield message, context


def stored() -> Catalog:
    """The English texts as they stand."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def as_text(catalogue: Catalog) -> str:
    """A catalogue as its file: sorted, without line numbers, so that a change shows only itself."""
    body = BytesIO()
    write_po(body, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False)
    return HEADER + body.getvalue().decode()


def main() -> None:
    catalogue = stored()
    catalogue.update(used(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    CATALOGUE.write_text(as_text(catalogue), encoding="utf-8")
    for message in catalogue:
        texts = message.string if message.pluralizable else [message.string]
        if message.id and (message.fuzzy or not all(texts)):
            print(message.id if isinstance(message.id, str) else message.id[0])


if __name__ == "__main__":
    main()
