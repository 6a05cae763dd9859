"""The journal of destruction: what was destroyed stays destroyed, also when a backup is read back.

A room that destroys something notes it in the same transaction,

    destruction.note(actor, kind="question", object_id=question.id, ground="consultation.kept_months")

and says how a thing of that kind is destroyed, in a module that is imported at start:

    @destroys("question")
    def destroy(actor: Actor, object_id: UUID) -> bool: ...

`kollega restore` reads the journal and lets each thing that the backup brought back be destroyed
again (`replay`). The journal holds ids and rules, never what was written, and is also kept beside
the database (`journal_file`), since a backup knows only of what was destroyed before it was made.
Why: docs/decisions/destruction.md.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from kollega.core import journal_file
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.journal_file import Entry, Zone
from kollega.core.models.destruction import CaseDestroyed, SharedDestroyed

GROUND = re.compile(r"[a-z0-9][a-z0-9_.:=-]{0,119}")
"""A rule's name, an id, or one with the other: no room for words about somebody."""

Destroy = Callable[[Actor, UUID], bool]
"""Destroys the thing with this id if it is there; whether it was. Bears to be called again."""


@dataclass(frozen=True)
class _Way:
    destroy: Destroy
    then: Callable[[], object] | None


_ways: dict[str, _Way] = {}


def destroys(
    kind: str, *, then: Callable[[], object] | None = None
) -> Callable[[Destroy], Destroy]:
    """Register how a thing of this kind is destroyed, for when a backup has brought it back.

    The function acts for the collaboration (and, where the thing was kept to one, the municipality)
    or for the municipality that noted it. It removes all that belongs to the thing and notes
    nothing. `then` runs once at the end of a replay, in a transaction of its own without a place.
    """

    def register(function: Destroy) -> Destroy:
        if kind in _ways:
            raise ValueError(f"two ways to destroy a {kind}")
        _ways[kind] = _Way(function, then)
        return function

    return register


def kinds() -> frozenset[str]:
    """Everything that a replay knows how to destroy."""
    return frozenset(_ways)


def note(
    actor: Actor,
    *,
    kind: str,
    object_id: UUID,
    ground: str,
    zone: Zone = "shared",
    only_municipality_id: UUID | None = None,
) -> None:
    """Write in the journal that this thing is destroyed, in the transaction that destroys it.

    `ground`: the rule's name or id (`consultation.kept_months=24`). `only_municipality_id`: of a
    thing in the shared zone that only one municipality may know of.

    Raises:
        ValueError: nobody has said how such a thing is destroyed again, the ground is not a name or
            an id, or the actor has no place in that zone.
    """
    if kind not in _ways:
        raise ValueError(f"no @destroys({kind!r}): a restored backup would bring it back")
    if not GROUND.fullmatch(ground):
        raise ValueError("the ground is a rule's name or id, nothing else")
    row: SharedDestroyed | CaseDestroyed
    if zone == "shared":
        if actor.collaboration_id is None:
            raise ValueError("what is destroyed in the shared zone needs a collaboration")
        row = SharedDestroyed(
            kind=kind,
            object_id=object_id,
            ground=ground,
            collaboration_id=actor.collaboration_id,
            only_municipality_id=only_municipality_id,
        )
    else:
        if actor.municipality_id is None:
            raise ValueError("what is destroyed in the case zone needs a municipality")
        row = CaseDestroyed(
            kind=kind, object_id=object_id, ground=ground, municipality_id=actor.municipality_id
        )
    row.save(force_insert=True)
    entry = _entry(row)
    transaction.on_commit(lambda: journal_file.append([entry]), robust=True)


def _entry(row: SharedDestroyed | CaseDestroyed) -> Entry:
    shared = isinstance(row, SharedDestroyed)
    return Entry(
        id=row.id,
        zone="shared" if shared else "case",
        place_id=row.collaboration_id if isinstance(row, SharedDestroyed) else row.municipality_id,
        only_municipality_id=row.only_municipality_id if isinstance(row, SharedDestroyed) else None,
        kind=row.kind,
        object_id=row.object_id,
        at=row.at,
        ground=row.ground,
    )


def entries(actor: Actor) -> list[Entry]:
    """What the actor may read of the journal, oldest first."""
    shared = SharedDestroyed.objects.filter(collaboration_id=actor.collaboration_id)
    own = CaseDestroyed.objects.filter(municipality_id=actor.municipality_id)
    found = [_entry(row) for row in shared] + [_entry(row) for row in own]
    return sorted(found, key=lambda entry: (entry.at, entry.id))


# --- Replaying ------------------------------------------------------------------------------------


@dataclass
class Replayed:
    """What a replay did. `unknown`: kinds that this version does not know how to destroy."""

    destroyed: int = 0
    already_gone: int = 0
    noted: int = 0
    unknown: set[str] = field(default_factory=set)


def replay(journal: Iterable[Entry]) -> Replayed:
    """Destroy again what the journal says was destroyed, and write down what was not written.

    Each in a transaction of its own; may be run again.
    """
    result = Replayed()
    then: dict[str, Callable[[], object]] = {}
    for entry in journal:
        way = _ways.get(entry.kind)
        if way is None:
            result.unknown.add(entry.kind)
        actor = _actor(entry)
        with acting(actor):
            if way is not None:
                gone = not way.destroy(actor, entry.object_id)
                result.already_gone += gone
                result.destroyed += not gone
            result.noted += _note_again(entry)
        if way is not None and way.then is not None:
            then[entry.kind] = way.then
    for follow in then.values():
        with acting(job_for(job="core.replay")):
            follow()
    return result


def _actor(entry: Entry) -> Actor:
    if entry.zone == "shared":
        return job_for(
            job="core.replay",
            collaboration_id=entry.place_id,
            municipality_id=entry.only_municipality_id,
        )
    return job_for(
        job="core.replay", municipality_id=entry.place_id, roles=frozenset({Role.COUNTER})
    )


def _note_again(entry: Entry) -> bool:
    common = {
        "id": entry.id,
        "kind": entry.kind,
        "object_id": entry.object_id,
        "at": entry.at,
        "ground": entry.ground,
    }
    row: SharedDestroyed | CaseDestroyed
    if entry.zone == "shared":
        row = SharedDestroyed(
            **common,
            collaboration_id=entry.place_id,
            only_municipality_id=entry.only_municipality_id,
        )
    else:
        row = CaseDestroyed(**common, municipality_id=entry.place_id)
    if type(row).objects.filter(pk=entry.id).exists():
        return False
    row.save(force_insert=True)
    return True
