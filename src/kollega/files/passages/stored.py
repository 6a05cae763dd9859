"""A reading as JSON carries it, without the file made anew, which goes beside it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kollega.files.passages.blocks import Form, Passage, Reading, Unread, Why


def as_json(found: Reading) -> dict[str, Any]:
    """What JSON holds of a reading."""
    return {
        "form": str(found.form),
        "title": found.title,
        "title_is_sure": found.title_is_sure,
        "day": found.day.isoformat() if found.day else None,
        "pages": found.pages,
        "needs_eyes": found.needs_eyes,
        "beside": list(found.beside),
        "left": [[str(each.why), each.count, list(each.pages)] for each in found.left],
        "passages": [
            [each.text, list(each.path), each.level, each.page] for each in found.passages
        ],
    }


def from_json(stored: Mapping[str, Any], clean: bytes = b"") -> Reading:
    """The reading again."""
    return Reading(
        form=Form(stored["form"]),
        title=stored["title"],
        title_is_sure=stored["title_is_sure"],
        day=date.fromisoformat(stored["day"]) if stored["day"] else None,
        pages=stored["pages"],
        needs_eyes=stored["needs_eyes"],
        beside=tuple(stored.get("beside", ())),
        left=tuple(Unread(Why(why), count, tuple(pages)) for why, count, pages in stored["left"]),
        passages=tuple(
            Passage(
                text=text,
                heading=path[-1] if path else "",
                path=tuple(path),
                level=level,
                page=page,
            )
            for text, path, level, page in stored["passages"]
        ),
        clean=clean,
    )
