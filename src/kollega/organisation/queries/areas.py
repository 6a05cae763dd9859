"""The collaboration's tree of practice areas."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.organisation.area_fields import LABELS, in_words, snapshot
from kollega.organisation.models import AreaAction, PracticeArea, PracticeAreaChange
from kollega.swedish import sort_key


@dataclass(frozen=True)
class Area:
    """A practice area in the actor's language. `children` is empty below the top level."""

    id: UUID
    key: str
    title: str
    description: str
    synonyms: tuple[str, ...]
    is_rare: bool
    parent_id: UUID | None
    children: "tuple[Area, ...]" = ()
    merged_ids: tuple[UUID, ...] = ()
    """In a tree: the areas that have gone up in this one."""
    titles: tuple[str, ...] = ()
    """What it is called in each language, for what people bring from elsewhere."""

    @property
    def every_id(self) -> tuple[UUID, ...]:
        """The area, those below it, and those that have gone up in one of them."""
        below = (each for child in self.children for each in child.every_id)
        return (self.id, *self.merged_ids, *below)


def area_tree(actor: Actor) -> list[Area]:
    """The areas in use, top level with children, in alphabetical order. One statement."""
    return _tree(actor, _rows(actor))


def _tree(actor: Actor, rows: Iterable[PracticeArea]) -> list[Area]:
    rows = list(rows)
    every = {row.id: row for row in rows}
    merged: dict[UUID, list[UUID]] = {}
    for row in rows:
        if row.merged_into_id is not None:
            merged.setdefault(_resolved(every, row).id, []).append(row.id)
    live = [row for row in rows if row.merged_into_id is None]
    below: dict[UUID | None, list[PracticeArea]] = {}
    for row in live:
        below.setdefault(row.parent_id, []).append(row)
    known = {row.id for row in live}
    # Where the parent has gone up in another area the child stands at the top, never lost.
    top = [row for row in live if row.parent_id not in known]
    return _in_order(
        _area(
            actor,
            row,
            _in_order(
                _area(actor, child, merged=merged.get(child.id, ()))
                for child in below.get(row.id, ())
            ),
            merged=merged.get(row.id, ()),
        )
        for row in top
    )


def area_choices(
    actor: Actor, *, without: UUID | None = None
) -> list[tuple[str, list[tuple[str, str]]]]:
    """The areas for a select: (top level's title, [(id, title)]), the top level itself first."""
    return [
        (
            top.title,
            [(str(each.id), each.title) for each in (top, *top.children) if each.id != without],
        )
        for top in area_tree(actor)
    ]


def areas_by_id(actor: Actor, ids: Iterable[UUID] | None = None) -> dict[UUID, Area]:
    """Each id's area; that of an area gone up in another is the other. One statement, none for no ids.

    All ids ever used are known; one of another collaboration is missing from the answer.
    """
    asked = None if ids is None else list(ids)
    rows = {row.id: row for row in _rows(actor)} if asked is None or asked else {}
    wanted = rows if asked is None else [each for each in asked if each in rows]
    return {each: _area(actor, _resolved(rows, rows[each])) for each in wanted}


def _rows(actor: Actor) -> list[PracticeArea]:
    return list(PracticeArea.objects.filter(collaboration_id=actor.collaboration_id))


def _resolved(rows: dict[UUID, PracticeArea], row: PracticeArea) -> PracticeArea:
    while row.merged_into_id is not None:
        row = rows[row.merged_into_id]
    return row


def _area(
    actor: Actor,
    row: PracticeArea,
    children: Iterable[Area] = (),
    *,
    merged: Iterable[UUID] = (),
) -> Area:
    english = actor.language == "en"
    return Area(
        id=row.id,
        key=row.key,
        title=(english and row.title_en) or row.title,
        description=(english and row.description_en) or row.description,
        synonyms=tuple(row.synonyms),
        is_rare=row.is_rare,
        parent_id=row.parent_id,
        children=tuple(children),
        merged_ids=tuple(merged),
        titles=tuple(each for each in (row.title, row.title_en) if each),
    )


def _in_order(areas: Iterable[Area]) -> list[Area]:
    return sorted(areas, key=lambda area: sort_key(area.title))


@dataclass(frozen=True)
class MergedArea:
    """An area that has gone up in another, shown so that it can be found and restored."""

    id: UUID
    title: str
    into: str


def areas_and_merged(actor: Actor) -> tuple[list[Area], list[MergedArea]]:
    """The tree in use, and the areas that have gone up in another. One statement."""
    rows = {row.id: row for row in _rows(actor)}
    merged = [
        MergedArea(row.id, _area(actor, row).title, _area(actor, _resolved(rows, row)).title)
        for row in rows.values()
        if row.merged_into_id is not None
    ]
    return _tree(actor, rows.values()), sorted(merged, key=lambda area: sort_key(area.title))


@dataclass(frozen=True)
class AreaChange:
    """One step in an area's history: who did what, and field by field what it was before."""

    id: UUID
    at: str
    who: str
    did: str
    before: tuple[tuple[str, str], ...]
    can_restore: bool


def area_page(actor: Actor, area: PracticeArea) -> tuple[Area, Area | None, list[AreaChange]]:
    """The area, the one it has gone up in, and its changes, newest first. Two statements."""
    rows = {row.id: row for row in _rows(actor)}
    into = _area(actor, _resolved(rows, area)) if area.merged_into_id else None
    titles = {str(row.id): row.title for row in rows.values()}
    return _area(actor, area), into, _history(actor, area, titles)


def _history(actor: Actor, area: PracticeArea, titles: dict[str, str]) -> list[AreaChange]:
    """`before` holds only what that change changed: each is compared with the one after it."""
    rows = (
        PracticeAreaChange.objects.filter(collaboration_id=actor.collaboration_id, area=area)
        .select_related("by__municipality")
        .order_by("-version")
    )
    after = snapshot(area)
    changes = []
    for row in rows:
        changed = [field for field in LABELS if row.before and row.before[field] != after[field]]
        changes.append(
            AreaChange(
                id=row.id,
                at=f"{clock.local(row.at):%Y-%m-%d %H.%M}",
                who=f"{row.by.name}, {row.by.municipality.name}",
                did=str(AreaAction(row.action).label),
                before=tuple(
                    (str(LABELS[field]), in_words(row.before[field], titles)) for field in changed
                ),
                can_restore=bool(row.before),
            )
        )
        after = row.before or after
    return changes
