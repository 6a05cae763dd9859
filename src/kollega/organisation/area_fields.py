"""What an area consists of: for its history, and for showing two versions side by side."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.organisation.models import PracticeArea

TEXTS = ("title", "title_en", "description", "description_en")
LABELS = {
    "title": gettext_lazy("Namn"),
    "title_en": gettext_lazy("Namn på engelska"),
    "description": gettext_lazy("Beskrivning"),
    "description_en": gettext_lazy("Beskrivning på engelska"),
    "synonyms": gettext_lazy("Sökord"),
    "is_rare": gettext_lazy("Sällanärende"),
    "parent": gettext_lazy("Ligger under"),
    "merged_into": gettext_lazy("Ihopslaget med"),
}

Snapshot = dict[str, Any]


def snapshot(area: PracticeArea) -> Snapshot:
    """What the history keeps of an area: a value for each of LABELS, ids as text."""
    return {
        **{field: getattr(area, field) for field in TEXTS},
        "synonyms": list(area.synonyms),
        "is_rare": area.is_rare,
        "parent": str(area.parent_id) if area.parent_id else None,
        "merged_into": str(area.merged_into_id) if area.merged_into_id else None,
    }


def in_words(value: Any, titles: Mapping[str, str]) -> str:
    """A value of a snapshot as it is read on screen; `titles` are the areas' by id."""
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, list):
        return ", ".join(value) or _("inget")
    if value is None:
        return _("inget")
    return titles.get(value, value) or _("inget")
