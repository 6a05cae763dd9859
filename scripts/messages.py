"""Bring the English catalogue up to the Swedish texts in the code: `python scripts/messages.py`.

Babel does it all, so that no gettext programs are needed. Django's templates are turned into
something that Babel reads as Python. Texts that are gone leave the catalogue; new ones stand there
empty until somebody translates them, and the tests fail until then.
"""

import os
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parents[1]
SOURCE = PROJECT / "src" / "kollega"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "gettext_noop": None,
}


def _python(path: Path) -> bytes:
    return path.read_bytes()


def _template(path: Path) -> bytes:
    """The template's texts as lines of Python calls, each on its own line number."""
    from django.utils.translation.template import templatize

    lines = []
    for line in templatize(path.read_text(encoding="utf-8"), origin=str(path)).split("\n"):
        # Between the calls stand rows of X where there was markup.
        calls = re.findall(r"\b(?:_|gettext|ngettext|pgettext|npgettext)\((?:[^()'\"]|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")*\)", line)
        lines.append("; ".join(calls))
    return "\n".join(lines).encode()


def texts() -> Iterator[tuple[str, int, object, str | None]]:
    """(place, line, message, context) of every text on screen."""
    for path in sorted(SOURCE.rglob("*")):
        place = path.relative_to(PROJECT).as_posix()
        if path.suffix == ".py" and "/tests/" not in place and "/migrations/" not in place:
            source = _python(path)
        elif path.suffix in {".html", ".txt"} and "/templates/" in place:
            source = _template(path)
        else:
            continue
        for line, message, _comments, context in extract(
            "python", BytesIO(source), keywords=KEYWORDS
        ):
            yield place, line, message, context


def template() -> Catalog:
    """Every text on screen, without translations."""
    catalogue = Catalog(project="Digital kollega", charset="utf-8")
    for place, _line, message, context in texts():
        catalogue.add(message, locations=[(place, 0)], context=context)  # type: ignore[arg-type]
    return catalogue


def current() -> Catalog:
    """The English catalogue as it is stored."""
    if not CATALOGUE.exists():
        return Catalog(locale="en", project="Digital kollega", charset="utf-8")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def missing() -> list[str]:
    """Texts without an English wording, or with an uncertain one."""
    stored = current()
    found = []
    for message in template():
        if not message.id:
            continue
        there = stored.get(message.id, context=message.context)
        words = there.string if there else ""
        complete = all(words) if isinstance(words, (tuple, list)) else bool(words)
        if there is None or not complete or there.fuzzy:
            found.append(message.id if isinstance(message.id, str) else message.id[0])
    return found


def update() -> int:
    """Write the catalogue anew; the number of texts that wait for a translation."""
    stored = current()
    stored.update(template(), no_fuzzy_matching=True)
    stored.obsolete.clear()
    for message in stored:
        message.locations = [(place, 0) for place in sorted({place for place, _ in message.locations})]
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, stored, sort_output=True, include_lineno=False, omit_header=False, width=100)
    return len(missing())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kollega.site.settings_test")
    import django

    django.setup()
    if sys.argv[1:] == ["--missing"]:
        print("\n".join(missing()))
    else:
        print(f"{update()} texts wait for an English wording in {CATALOGUE.relative_to(PROJECT)}")
