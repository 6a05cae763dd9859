"""Cleared text: the only kind of free text that a shared table holds.

`ClearedText` is made by `border.gate.clear` alone. Saving anything else into a
`ClearedTextField` is refused, and beside the field stands the passage it came through. A text that was
only looked over for the writer's own municipality (`HomeText`) is refused by rows that others read;
`functions.sql` holds the same in the database.
"""

from typing import Any, Self

from django.db import models

from kollega.core import zones

_KEY = object()


class ClearedText(str):
    """A text that has passed the recognition gate. A `str` wherever it is read."""

    __slots__ = ()

    def __new__(cls, text: str, *, key: object = None) -> Self:
        """Only the gate and the database's reader hold the key."""
        if key is not _KEY:
            raise TypeError("cleared text is made by border.gate.clear() alone")
        return super().__new__(cls, text)


class HomeText(ClearedText):
    """Looked over for the writer's own municipality alone; no other may read a row that holds it."""

    __slots__ = ()


def _cleared(text: str, *, stays_home: bool = False) -> ClearedText:
    return (HomeText if stays_home else ClearedText)(text, key=_KEY)


class ClearedTextField(models.TextField):  # type: ignore[type-arg]  # generic only in the stubs
    """A text column that takes cleared text and nothing else.

    The model has `passage_id`, NOT NULL: which check let its texts through.
    """

    def from_db_value(self, value: str | None, *_rest: Any) -> ClearedText | None:
        return None if value is None else _cleared(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, HomeText):
            narrowed_by = zones.zone_of(type(model_instance)).narrowed_by  # type: ignore[union-attr]
            if not narrowed_by or getattr(model_instance, narrowed_by) is None:
                raise TypeError(f"{self.name} was looked over for the own municipality alone")
        return value

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, ClearedText) or hasattr(value, "as_sql"):
            return super().get_prep_value(value)
        if value == "":
            return ""
        raise TypeError(f"{self.name} takes text cleared by border.gate.clear() alone")
