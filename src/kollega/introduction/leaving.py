"""Somebody has a last day: what has to be handed on, and to whom."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from kollega.competence.api import StaffLevel, levels_here
from kollega.competence.models import Host, Level
from kollega.core import access, clock
from kollega.core.actor import Actor, Role
from kollega.core.request import not_found
from kollega.introduction import rules, telling
from kollega.introduction.models import Departure, HandedOn, Thing
from kollega.knowledge import api as knowledge
from kollega.organisation.api import Area, areas_by_id
from kollega.organisation.models import Colleague, Membership
from kollega.rounds import api as rounds
from kollega.swedish import sort_key

AHEAD = timedelta(days=90)
AFTER = timedelta(days=30)
"""A departure is looked for among last days so far ahead, and so long after."""


# --- Seen by night --------------------------------------------------------------------------------


def last_days(actor: Actor) -> dict[UUID, date]:
    """Account → last day for those whose every place here ends about now. One statement."""
    today = clock.today()
    rows = (
        Membership.objects.filter(municipality_id=actor.municipality_id, lent_by__isnull=True)
        .values("account_id")
        .annotate(
            last=Max("valid_to"),
            without_end=Count("pk", filter=Q(valid_to__isnull=True)),
            named=Count("pk", filter=Q(is_forgotten=False)),
        )
        .filter(without_end=0, named__gt=0, last__gte=today - AFTER, last__lte=today + AHEAD)
    )
    return {row["account_id"]: row["last"] for row in rows}


def notice_all(actor: Actor) -> None:
    """Keep a departure for each who has a last day; one who stays after all has none."""
    leaves = last_days(actor)
    known = {
        row.account_id: row
        for row in Departure.objects.select_for_update(of=("self",)).filter(
            municipality_id=actor.municipality_id, last_day__gte=clock.today() - AFTER
        )
    }
    for account_id, last in sorted(leaves.items()):
        row = known.get(account_id)
        if row is None:
            Departure.objects.filter(
                municipality_id=actor.municipality_id, account_id=account_id
            ).delete()
            row = Departure(
                municipality_id=actor.municipality_id, account_id=account_id, last_day=last
            )
            row.save(force_insert=True)
            told = telling.managers(actor, of=account_id)
            telling.tell(told, "departure.noticed", row.id)
            telling.tell([account_id], "departure.why", row.id)
        elif row.last_day != last:
            row.last_day = last
            row.save(update_fields=["last_day"])
    for account_id, row in known.items():
        if account_id not in leaves and row.last_day >= clock.today():
            row.delete()


# --- Reading --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """Somebody who leaves, in the managers' list."""

    id: UUID
    name: str
    last_day: date
    handed_on: int

    @property
    def has_left(self) -> bool:
        return self.last_day < clock.today()


@dataclass(frozen=True)
class Item:
    """Something to hand on. `near`: who could take it, here (id, name with her level)."""

    thing: Thing
    id: UUID
    title: str
    why: str
    url: str = ""
    near: tuple[tuple[UUID, str], ...] = ()
    is_handed_on: bool = False
    to: str = ""


@dataclass(frozen=True)
class Found:
    """A departure with what there is to hand on."""

    row: Departure
    name: str
    items: tuple[Item, ...]

    @property
    def left_to_do(self) -> int:
        return sum(not each.is_handed_on for each in self.items)


def _rows(actor: Actor) -> QuerySet[Any]:
    place = Membership.objects.filter(
        municipality_id=actor.municipality_id, account_id=OuterRef("account_id")
    ).order_by("-valid_from", "id")
    shown = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id, account_id=OuterRef("account_id")
    )
    handed = HandedOn.objects.filter(
        municipality_id=actor.municipality_id, departure_id=OuterRef("pk")
    )
    held = Host.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today()),
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
        valid_from__lte=clock.today(),
    )
    return Departure.objects.filter(municipality_id=actor.municipality_id).annotate(
        name=Subquery(place.values("name")[:1]),
        shown_as=Subquery(shown.values("id")[:1]),
        handed=ArraySubquery(handed.values(found=JSONObject(id="object_id", to="to_id"))),
        held=ArraySubquery(held.values("area_id")),
    )


def everybody(actor: Actor) -> list[Line]:
    """Those who leave, or have just left, by last day; at most thirty. One statement."""
    rows = _rows(actor).filter(last_day__gte=clock.today() - AFTER).order_by("last_day", "id")
    return [Line(row.id, row.name or "", row.last_day, len(row.handed)) for row in rows[:30]]


def departure_for(actor: Actor, departure_id: UUID, *, lock: bool = False) -> Departure:
    """The gate: a departure of the own municipality, for its managers.

    Raises:
        Http404: there is none, or the actor is no manager.
    """
    if not actor.has(Role.MANAGER):
        raise not_found()
    rows = _rows(actor).filter(pk=departure_id)
    if lock:
        rows = rows.select_for_update(of=("self",))
    row = rows.first()
    if row is None:
        raise not_found()
    access.opened("departure", row.id)
    found: Departure = row
    return found


def whole(actor: Actor, row: Any) -> Found:
    """What there is to hand on: areas that only she knows here, cards, standing rounds. Four statements."""
    levels = levels_here(actor)
    areas = areas_by_id(actor)
    handed = {UUID(each["id"]): each["to"] for each in row.handed}
    names = {str(each.colleague_id): each.name for each in levels if each.colleague_id}
    items = _areas(levels, areas, row)
    if row.shown_as:
        items += _cards(actor, row.shown_as)
        items += _rounds(actor, row.shown_as)
    return Found(
        row=row,
        name=row.name or "",
        items=tuple(
            _marked(each, handed[each.id], names) if each.id in handed else each for each in items
        ),
    )


def _marked(item: Item, to: str | None, names: dict[str, str]) -> Item:
    told = names.get(to, _("en kollega")) if to else _("kollegorna i samverkan")
    return replace(item, is_handed_on=True, to=told)


def _areas(levels: list[StaffLevel], areas: dict[UUID, Area], row: Any) -> list[Item]:
    """Areas that nobody else here manages alone, with who comes nearest."""
    found = []
    held = set(row.held)
    mine = [
        each
        for each in levels
        if each.account_id == row.account_id and each.in_force >= Level.INDEPENDENT
    ]
    for each in sorted(mine, key=lambda one: sort_key(areas[one.area_id].title)):
        others = [
            one
            for one in levels
            if one.area_id == each.area_id and one.account_id != row.account_id
        ]
        if any(one.in_force >= Level.INDEPENDENT for one in others):
            continue
        near = sorted(
            (one for one in others if one.colleague_id and one.in_force > Level.NOT_MINE),
            key=lambda one: (-one.in_force, sort_key(one.name)),
        )
        why = _("Ingen annan hos er klarar det själv.")
        if each.area_id in held:
            why += " " + _("Ni är stödkommun: säg till de andra i god tid.")
        found.append(
            Item(
                Thing.AREA,
                each.area_id,
                areas[each.area_id].title,
                why,
                near=tuple(
                    (one.colleague_id, f"{one.name} ({one.in_force.label})")
                    for one in near
                    if one.colleague_id
                ),
            )
        )
    return found


def _cards(actor: Actor, colleague_id: UUID) -> list[Item]:
    why = _("Ansvarar för kortet. Den som tar över trycker Ta över på kortet.")
    return [
        Item(Thing.CARD, each.id, each.title, why, each.url)
        for each in knowledge.cards_of(actor, colleague_id)
    ]


def _rounds(actor: Actor, colleague_id: UUID) -> list[Item]:
    from kollega.rounds.choices import WEEKDAYS

    days = dict(WEEKDAYS)
    return [
        Item(
            Thing.ROUND,
            each,
            _("Den stående rundan på %(day)sar") % {"day": days[weekday]},
            _("Leder rundan. Välj en ny som leder."),
        )
        for each, weekday, _first in rounds.series_led_by(actor, colleague_id)
    ]


# --- Handing on -----------------------------------------------------------------------------------


def hand_on(
    actor: Actor, row: Any, *, thing: Thing, object_id: UUID, to_id: UUID | None, undo: bool = False
) -> None:
    """Note that something has been handed on, or not after all. `row` comes locked through the gate.

    Raises:
        ValidationError: it is nothing that has to be handed on, or not to her.
    """
    rules.manage(actor).require()
    mine = HandedOn.objects.filter(
        municipality_id=actor.municipality_id, departure_id=row.id, object_id=object_id
    )
    mine.delete()
    if not undo:
        item = next(
            (
                each
                for each in whole(actor, row).items
                if each.thing == thing and each.id == object_id
            ),
            None,
        )
        if item is None:
            raise ValidationError(_("Det finns inte längre att lämna vidare. Ladda om sidan."))
        if to_id is not None and to_id not in {each for each, _name in item.near}:
            raise ValidationError(_("Välj någon i listan."))
        HandedOn(
            municipality_id=actor.municipality_id,
            departure_id=row.id,
            account_id=row.account_id,
            thing=thing,
            object_id=object_id,
            to_id=to_id,
        ).save(force_insert=True)
    access.audit(actor, "departure.hand_on", "departure", row.id)
