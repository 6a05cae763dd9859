"""What every gate does with the rows that its object is looked for in."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from kollega.core import access
from kollega.core.request import not_found

T = TypeVar("T", bound=Model)


def one(rows: QuerySet[T], kind: str, public_id: UUID, *, lock: bool) -> T:
    """The object among the rows, noted in the access log; with `lock` held until the transaction ends.

    Raises:
        Http404: it is not there.
    """
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=public_id).first()
    if found is None:
        raise not_found()
    access.opened(kind, public_id)
    return found
