"""Posting twice is safe, and an old page never overwrites a newer text.

A form carries the new object's UUID, so the second post finds the first's result; or the
object's `version`, so a post from an old page is a `Conflict`, shown with both texts side by side.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db import connection, models

T = TypeVar("T", bound=models.Model)


class Conflict(Exception):
    """Somebody saved in between. Carries both texts so that nothing written is lost.

    `fields` maps a field's name to (label, theirs, yours). `more` is posted with the choice.
    """

    def __init__(
        self,
        *,
        version: int,
        fields: Mapping[str, tuple[str, str, str]],
        back: str = "",
        more: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__("the object changed in between")
        self.version = version
        self.fields = dict(fields)
        self.back = back
        self.more = dict(more or {})

    def as_json(self) -> dict[str, Any]:
        """What the autosave script reads."""
        return {
            "version": self.version,
            "theirs": {name: theirs for name, (_label, theirs, _yours) in self.fields.items()},
        }


def once(existing: models.QuerySet[T], public_id: UUID, create: Callable[[], T]) -> tuple[T, bool]:
    """The object with this id if it was made before, else what `create` makes, and whether new.

    Two posts at the same moment wait for each other: the second finds what the first made.
    """
    one_at_a_time(f"once {public_id}")
    found = existing.filter(pk=public_id).first()
    if found is not None:
        return found, False
    return create(), True


def one_at_a_time(what: str) -> None:
    """Let nobody else who says the same be here until this transaction ends.

    For a write that looks first at rows that may not be there yet, and so cannot be locked.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])


class Versioned(Protocol):
    """Something stored with a version and its text fields as attributes."""

    version: int


def next_version(
    stored: Versioned, version: int, fields: Mapping[str, tuple[str, str]], *, back: str = ""
) -> int:
    """The version to store now.

    `fields` maps a text field's name to (label, the text that was posted). `stored` is the row,
    locked by the caller, with its `version`.

    Raises:
        Conflict: the post builds on an older version and its texts differ from what is stored.
    """
    current = stored.version
    if version == current:
        return current + 1
    differing = {
        name: (label, str(getattr(stored, name)), yours)
        for name, (label, yours) in fields.items()
        if str(getattr(stored, name)) != yours
    }
    if differing:
        raise Conflict(version=current, fields=differing, back=back)
    return current
