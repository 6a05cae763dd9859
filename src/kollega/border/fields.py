"""Cleared text: the only kind of free text that a shared table holds.

`ClearedText` is made by `border.gate.clear` alone. Saving anything else into a
`ClearedTextField` is refused, and beside the field stands the passage it came through.
"""

from typing import Any, Self

from django.db import models

_KEY = object()


class ClearedText(str):
    """A text that has passed the recognition gate. A `str` wherever it is read."""

    __slots__ = ()

    def __new__(cls, text: str, *, key: object = None) -> Self:
        """Only the gate and the database's reader hold the key."""
        if key is not _KEY:
            raise TypeError("cleared text is made by border.gate.clear() alone")
        return super().__new__(cls, text)


def _cleared(text: str) -> ClearedText:
    return ClearedText(text, key=_KEY)


class ClearedTextField(models.TextField):  # type: ignore[type-arg]  # generic only in the stubs
    """A text column that takes cleared text and nothing else.

    The model has `passage_id`, NOT NULL: which check let its texts through.
    """

    def from_db_value(self, value: str | None, *_rest: Any) -> ClearedText | None:
        return None if value is None else _cleared(value)

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, ClearedText) or hasattr(value, "as_sql"):
            return super().get_prep_value(value)
        if value == "":
            return ""
        raise TypeError(f"{self.name} takes text cleared by border.gate.clear() alone")
