"""PostgreSQL's `vector` as a column: a tuple of floats."""

from typing import Any

from django.db import models

Vector = tuple[float, ...]


class VectorField(models.Field):  # type: ignore[type-arg]  # generic only in the stubs
    """A vector of any length, as the extension pgvector stores it."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002 - Django's signature
        return "vector"

    def from_db_value(self, value: str | None, *_rest: Any) -> Vector | None:
        return None if value is None else tuple(map(float, value.strip("[]").split(",")))

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else literal(value)


def literal(vector: Vector) -> str:
    """As the extension reads it.

    >>> literal((1.0, 0.5))
    '[1.0,0.5]'
    """
    return "[" + ",".join(map(str, vector)) + "]"
