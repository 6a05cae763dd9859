"""What one's competence rests on: courses, degrees, shadowing and supervision, noted by oneself.

The rows are the person's own. A manager reads those that she shows, in the municipality where she
showed them and for as long as she has a place there (`shown_by_those_who_left`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from kollega.competence import words
from kollega.competence.models import Evidence, EvidenceKind
from kollega.competence.profile import rules
from kollega.core import access, clock, gate
from kollega.core.actor import Actor
from kollega.core.posting import next_version, once
from kollega.core.request import not_found
from kollega.organisation.api import Area, areas_for_ids
from kollega.organisation.models import Membership


@dataclass(frozen=True)
class EvidenceLine:
    """A line as the page shows it. `area` is empty where it is about no area in particular."""

    id: UUID
    kind: str
    title: str
    month: str
    area: str
    is_shown: bool


def evidence_for(actor: Actor, evidence_id: UUID, *, lock: bool = False) -> Evidence:
    """The gate: a line of one's own.

    Raises:
        Http404: there is none.
    """
    rows = Evidence.objects.filter(account_id=actor.account_id)
    return gate.one(rows, "evidence", evidence_id, lock=lock)


def own_evidence(actor: Actor) -> list[Evidence]:
    """The actor's own, newest first. One statement."""
    return list(_in_order(Evidence.objects.filter(account_id=actor.account_id)))


def shown_evidence(actor: Actor, account_id: UUID) -> list[Evidence]:
    """What somebody shows to the managers of the actor's municipality, newest first. One statement."""
    rows = Evidence.objects.filter(account_id=account_id, shown_to_id=actor.municipality_id)
    return list(_in_order(rows))


def _in_order(rows: Any) -> Any:
    return rows.order_by(F("month").desc(nulls_last=True), "title", "id")


def lines(
    actor: Actor, rows: Iterable[Evidence], areas: Mapping[UUID, Area]
) -> tuple[EvidenceLine, ...]:
    """The rows in words. `areas`: those of the collaboration, all that were ever used."""
    by_key = {area.key: area for area in areas.values()}
    return tuple(
        EvidenceLine(
            id=row.id,
            kind=_first_upper(str(EvidenceKind(row.kind).label)),
            title=row.title,
            month=words.month(row.month),
            area=area.title if (area := area_of(row, areas, by_key)) else "",
            is_shown=row.shown_to_id is not None and row.shown_to_id == actor.municipality_id,
        )
        for row in rows
    )


def area_of(row: Evidence, areas: Mapping[UUID, Area], by_key: Mapping[str, Area]) -> Area | None:
    """The area a line is about, where the collaboration has it: by its id, else by its key."""
    if row.area_id is not None and row.area_id in areas:
        return areas[row.area_id]
    return by_key.get(row.area_key) if row.area_key else None


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def add(
    actor: Actor,
    *,
    public_id: UUID,
    kind: EvidenceKind,
    title: str,
    month: date | None = None,
    area_id: UUID | None = None,
    shown: bool = False,
) -> Evidence:
    """Note something about oneself. The same `public_id` twice adds it once.

    Raises:
        Http404: there is no such area in the collaboration.
    """
    rules.own_profile(actor).require()
    area = _area(actor, area_id)

    def create() -> Evidence:
        row = Evidence(
            id=public_id,
            account_id=actor.account_id,
            kind=kind,
            title=title,
            month=_month(month),
            area_id=area.id if area else None,
            area_key=area.key if area else "",
            shown_to_id=actor.municipality_id if shown else None,
        )
        row.save(force_insert=True)
        access.audit(actor, "evidence.add", "evidence", row.id)
        return row

    mine = Evidence.objects.filter(account_id=actor.account_id)
    return once(mine, public_id, create)[0]


def change(
    actor: Actor,
    row: Evidence,
    *,
    version: int,
    kind: EvidenceKind,
    title: str,
    month: date | None,
    area_id: UUID | None,
    shown: bool,
) -> Evidence:
    """Change a line of one's own; `row` comes locked through the gate.

    Raises:
        Conflict: it was changed elsewhere in between.
    """
    area = _area(actor, area_id)
    row.version = next_version(row, version, {"title": (_("Vad"), title)})
    row.kind, row.title, row.month = kind, title, _month(month)
    row.area_id, row.area_key = (area.id, area.key) if area else (None, "")
    row.shown_to_id = actor.municipality_id if shown else None
    row.save()
    access.audit(actor, "evidence.change", "evidence", row.id)
    return row


def show(actor: Actor, row: Evidence, *, shown: bool) -> None:
    """Show a line to the managers of one's municipality, or not any more."""
    row.shown_to_id = actor.municipality_id if shown else None
    row.save(update_fields=["shown_to"])
    access.audit(actor, "evidence.change", "evidence", row.id)


def remove(actor: Actor, row: Evidence) -> None:
    """Take a line of one's own away."""
    removed = row.id
    row.delete()
    access.audit(actor, "evidence.remove", "evidence", removed)


def shown_by_those_who_left(actor: Actor) -> list[UUID]:
    """A job that reads as the municipality's managers: accounts that still show something here and have
    no place here any more. One statement.
    """
    place = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today()),
        municipality_id=actor.municipality_id,
        account_id=OuterRef("account_id"),
        suspended=False,
    )
    rows = Evidence.objects.filter(~Exists(place), shown_to_id=actor.municipality_id)
    return list(rows.order_by("account_id").values_list("account_id", flat=True).distinct())


def show_no_more(actor: Actor) -> None:
    """A job that acts for an account: nothing of hers is shown in this municipality any more."""
    mine = Evidence.objects.filter(account_id=actor.account_id)
    for row in mine.select_for_update().filter(shown_to_id=actor.municipality_id):
        show(actor, row, shown=False)


def _area(actor: Actor, area_id: UUID | None) -> Area | None:
    if area_id is None:
        return None
    area = areas_for_ids(actor, [area_id]).get(area_id)
    if area is None:
        raise not_found()
    return area


def _month(day: date | None) -> date | None:
    return min(day, clock.today()).replace(day=1) if day else None
