"""Changing somebody's introduction: what it is about, whom to call, what to read."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.posting import Conflict
from kollega.introduction import rules
from kollega.introduction.models import Introduction


def change(
    actor: Actor,
    row: Introduction,
    *,
    version: int,
    area_ids: Sequence[UUID],
    people_ids: Sequence[UUID],
    card_ids: Sequence[UUID],
) -> None:
    """Change what the page is made of; nothing chosen is what is suggested. `row` comes locked.

    Raises:
        Conflict: it was changed elsewhere in between.
    """
    rules.manage(actor).require()
    said: dict[str, Any] = {
        "area_ids": list(area_ids),
        "people_ids": list(people_ids),
        "card_ids": list(card_ids),
    }
    differs = any(set(getattr(row, name)) != set(value) for name, value in said.items())
    if version != row.version and differs:
        raise Conflict(
            version=row.version,
            fields={
                "page": (_("Sidan"), _("ändrad av någon annan"), _("det du har valt här")),
            },
        )
    for name, value in said.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*said, "version"])
    access.audit(actor, "introduction.change", "introduction", row.id)
