"""Setting an option for the municipality or the collaboration."""

from datetime import date
from typing import Any

from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.posting import Conflict, one_at_a_time
from kollega.organisation import options
from kollega.organisation.models import CollaborationSetting, MunicipalitySetting


def set_option(
    actor: Actor, *, key: str, value: Any, valid_from: date, seen: str | None = None
) -> None:
    """Let an option have this value from a day on. Setting what holds already changes nothing.

    `seen` is the id of the option's newest row as the person saw it, empty where there was none;
    None sets it whatever stands there.

    Raises:
        Conflict: somebody set it in between.
    """
    found = options.option(key)
    # One query shape for both tables; the caller's right to the scope stands in `rules`.
    place_id = actor.municipality_id if found.scope == "municipality" else actor.collaboration_id
    if found.scope == "municipality":
        rows: Any = MunicipalitySetting.objects.filter(municipality_id=actor.municipality_id)
        row: Any = MunicipalitySetting(
            municipality_id=actor.municipality_id, set_by_id=actor.account_id
        )
    else:
        rows = CollaborationSetting.objects.filter(collaboration_id=actor.collaboration_id)
        row = CollaborationSetting(
            collaboration_id=actor.collaboration_id, set_by_id=actor.colleague_id
        )
    one_at_a_time(f"option {key} {place_id}")
    newest = rows.filter(key=key).order_by("-set_at").first()
    if newest is not None and (newest.value, newest.valid_from) == (value, valid_from):
        return
    if seen is not None and (str(newest.id) if newest else "") != seen:
        theirs = options.in_words(found, newest.value if newest else found.default)
        label, yours = str(found.label), options.in_words(found, value)
        raise Conflict(version=0, fields={"value": (label, theirs, yours)})
    row.key, row.value, row.valid_from = key, value, valid_from
    row.save(force_insert=True)
    access.audit(actor, "option.set", "option", row.id, reason=key)
