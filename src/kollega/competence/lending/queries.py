"""Reads for the pages: loans in words, who can be lent, and background duty."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.competence.api import levels_for
from kollega.competence.lending.rules import Standing, change_duty
from kollega.competence.lending.state import LoanState, Phase, Step
from kollega.competence.models import Duty, Level, StepKind
from kollega.competence.names import hides_name, is_seen
from kollega.core import clock, dates
from kollega.core.actor import Actor
from kollega.organisation.api import (
    ColleagueLine,
    areas_for_ids,
    at_work,
    colleagues_by_ids,
    municipalities,
)
from kollega.organisation.models import Colleague, Unit
from kollega.swedish import sort_key
from kollega.ui.parts import StateKind


@dataclass(frozen=True)
class Known:
    """What ids are called."""

    areas: Mapping[UUID, str]
    people: Mapping[UUID, ColleagueLine]

    def name(self, colleague_id: UUID | None) -> str:
        """A colleague's name, empty for nobody."""
        found = self.people.get(colleague_id) if colleague_id else None
        return found.name if found else ""


def known(
    actor: Actor, loans: Iterable[LoanState], more: Iterable[UUID] = (), *, people: bool = True
) -> Known:
    """The names that these loans need; without `people` only the areas'. At most two statements."""
    loans = list(loans)
    ids = {*more}
    for each in loans if people else ():
        ids |= {each.asked_by, *(one.by for one in each.steps if one.by)}
        ids |= {one for one in (each.lent_id, *(step.lent_id for step in each.steps)) if one}
    areas = {each.area_id for each in loans if each.area_id}
    return Known(
        {id_: area.title for id_, area in areas_for_ids(actor, areas).items()} if areas else {},
        colleagues_by_ids(actor, ids) if ids else {},
    )


def span(first_day: date, last_day: date, day: Callable[[date], str] = dates.day) -> str:
    """'12 januari till och med 8 mars'; `day` says how a day is written."""
    return _("%(first)s till och med %(last)s") % {
        "first": day(first_day),
        "last": day(last_day),
    }


@dataclass(frozen=True)
class LoanLine:
    """A loan in a list."""

    id: UUID
    title: str
    between: str
    when: str
    state: str
    light: StateKind


def line(actor: Actor, loan: LoanState, names: Known) -> LoanLine:
    """A loan as a list shows it, seen from the actor's municipality."""
    other = loan.town(loan.other(actor.municipality_id))
    lends = actor.municipality_id == loan.lender_id
    title = names.name(loan.lent_id) or (names.areas.get(loan.area_id) if loan.area_id else "")
    words, light = state_words(actor, loan)
    return LoanLine(
        id=loan.id,
        title=title or _("Kollega"),
        between=_between(loan, lends=lends) % {"town": other},
        when=f"{span(loan.terms.first_day, loan.terms.last_day)}, {share(loan.terms.share)}",
        state=words,
        light=light,
    )


def _between(loan: LoanState, *, lends: bool) -> str:
    if loan.place_id is None:
        return _("förfrågan från %(town)s") if lends else _("förfrågan till %(town)s")
    return _("lånas ut till %(town)s") if lends else _("lånas från %(town)s")


def share(percent: int) -> str:
    """How much of the working time."""
    if percent == 100:
        return _("hela tiden")
    return _("%(percent)s procent av tiden") % {"percent": percent}


def waits_for_you() -> str:
    """How a loan stands for the colleague who is asked."""
    return _("Väntar på ditt svar")


def state_words(actor: Actor, loan: LoanState) -> tuple[str, StateKind]:
    """How the loan stands, in words, and in which colour."""
    lends, today = actor.municipality_id == loan.lender_id, clock.today()
    found: tuple[str, StateKind] = (_("Avslutat"), "info")
    if loan.phase != Phase.AGREED and loan.is_over(today):
        found = (_("Det blev inget lån"), "info")
    elif loan.phase == Phase.ASKED:
        found = (_("Väntar på ert svar"), "mind") if lends else (_("Förfrågan är skickad"), "info")
    elif loan.phase == Phase.OFFERED:
        if lends:
            found = (_("Erbjudandet är skickat"), "info")
        else:
            found = (_("Väntar på ert svar"), "mind")
    elif loan.later_by is not None and not loan.is_over(today):
        mine = loan.later_by == actor.municipality_id
        found = (_("Förslag om längre tid"), "info" if mine else "mind")
    elif loan.is_upcoming(today):
        found = (_("Klart, börjar senare"), "good")
    elif loan.is_running(today):
        found = (_("Pågår"), "good")
    return found


@dataclass(frozen=True)
class StepLine:
    """One line of what has happened."""

    when: str
    who: str
    what: str


def history(
    loan: LoanState, names: Known, day: Callable[[date], str] = dates.day
) -> list[StepLine]:
    """What has been said of a loan, oldest first; `day` says how a day is written."""
    asked = StepLine(
        day(clock.local(loan.asked_at)),
        _who(names, loan.borrower, loan.asked_by),
        _("frågade om att få låna en kollega"),
    )
    return [asked, *(_told(loan, each, names, day) for each in loan.steps)]


def _told(loan: LoanState, step: Step, names: Known, day: Callable[[date], str]) -> StepLine:
    what = str(step.kind.label)
    if step.kind == StepKind.OFFER and step.lent_id:
        what = _("erbjöd %(name)s, som själv har sagt ja") % {"name": names.name(step.lent_id)}
    elif step.last_day and step.kind != StepKind.OFFER:
        what = f"{what}: {day(step.last_day)}"
    return StepLine(
        day(clock.local(step.at)), _who(names, loan.town(step.sender_id), step.by), what
    )


def _who(names: Known, town: str, colleague_id: UUID | None) -> str:
    return ", ".join(part for part in (names.name(colleague_id), town) if part)


# --- Who can be asked ------------------------------------------------------------------------------


def own_staff(actor: Actor) -> list[tuple[str, str]]:
    """Colleagues of the own municipality for a select, by name. One statement."""
    rows = Colleague.objects.filter(
        at_work(),
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
    ).order_by("sort_key", "id")
    return [
        (str(row.id), ", ".join(part for part in (row.name, row.title) if part)) for row in rows
    ]


def own_units(actor: Actor) -> list[tuple[str, str]]:
    """The municipality's units for a select. One statement."""
    rows = Unit.objects.filter(municipality_id=actor.municipality_id).values_list("id", "name")
    return sorted(((str(id_), name) for id_, name in rows), key=lambda each: sort_key(each[1]))


def lenders(actor: Actor, area_id: UUID | None) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """The other municipalities for a choice; of an area those with the most who can it alone first,
    and how many they are. Two statements."""
    towns = [each for each in municipalities(actor) if each.id != actor.municipality_id]
    count: dict[UUID, int] = {}
    if area_id is not None:
        for each in levels_for(actor, [area_id], least=Level.INDEPENDENT):
            count[each.municipality_id] = count.get(each.municipality_id, 0) + 1
    towns.sort(key=lambda each: (-min(count.get(each.id, 0), 1), sort_key(each.name)))
    hints = {
        str(each.id): _("Någon där är självständig i området.")
        for each in towns
        if count.get(each.id)
    }
    return [(str(each.id), each.name) for each in towns], hints


# --- The lists --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shelves:
    """Loans by what is to be done."""

    waiting: list[LoanState]
    going_on: list[LoanState]
    before: list[LoanState]


def shelves(actor: Actor, loans: Iterable[LoanState]) -> Shelves:
    """What waits for the own municipality's answer, what goes on, and what has been."""
    today = clock.today()
    found = Shelves([], [], [])
    for each in loans:
        if each.is_over(today):
            found.before.append(each)
        elif _waits_for(actor, each):
            found.waiting.append(each)
        else:
            found.going_on.append(each)
    return found


def _waits_for(actor: Actor, loan: LoanState) -> bool:
    home = actor.municipality_id
    if loan.phase == Phase.ASKED:
        return bool(home == loan.lender_id)
    if loan.phase == Phase.OFFERED:
        return bool(home == loan.borrower_id)
    return loan.later_by is not None and loan.later_by != home


def mine(actor: Actor, loans: Iterable[LoanState]) -> list[LoanState]:
    """The loans that the actor is lent by herself."""
    return [each for each in loans if actor.colleague_id and each.lent_id == actor.colleague_id]


def asked_words(standing: Standing) -> str:
    """What a colleague is asked."""
    if standing.ask is None:
        return ""
    if standing.ask.kind == StepKind.OFFER:
        return _("Vill du arbeta en tid i en annan kommun?")
    return _("Vill du stanna längre?")


# --- Background duty --------------------------------------------------------------------------------


@dataclass(frozen=True)
class DutyLine:
    """A period of background duty; `is_unmanned` where whoever had it has left."""

    id: UUID
    town: str
    name: str
    phone: str
    tel: str
    when: str
    is_now: bool
    asked: str
    is_own: bool
    asks_us: bool
    is_unmanned: bool
    reference: str


def duties(actor: Actor) -> list[DutyLine]:
    """Periods that have days left, in order; at most a year's. Those that nobody has any more are
    told of where a manager can do something about it. One statement."""
    today = clock.today()
    manages = bool(change_duty(actor))
    rows = (
        Duty.objects.filter(collaboration_id=actor.collaboration_id, last_day__gte=today)
        .annotate(is_hidden=hides_name("colleague_id"))
        .select_related("municipality", "colleague", "offered_to")
        .order_by("first_day", "id")[:60]
    )
    lines = [duty_line(actor, row) for row in rows]
    return [
        each
        for each in lines
        if not each.is_unmanned or (manages and (each.is_own or each.asks_us))
    ]


def duty_line(actor: Actor, row: Any) -> DutyLine:
    """A period as a list shows it. `row` tells whether its colleague hides her name. Nobody's name
    and number are shown where she will have left."""
    left = row.colleague.left_on
    unmanned = left is not None and left < max(row.first_day, clock.today())
    name, phone = _("En kollega"), "" if unmanned else row.phone
    if unmanned:
        name = _("Obemannat")
    elif is_seen(actor, row.colleague, hides=row.is_hidden):
        name = row.colleague.name
    return DutyLine(
        id=row.id,
        town=row.municipality.name,
        name=name,
        phone=phone,
        tel="".join(sign for sign in phone if sign.isdigit() or sign == "+"),
        when=span(row.first_day, row.last_day),
        is_now=row.first_day <= clock.today() <= row.last_day,
        asked=row.offered_to.name if row.offered_to else "",
        is_own=row.municipality_id == actor.municipality_id,
        asks_us=row.offered_to_id is not None and row.offered_to_id == actor.municipality_id,
        is_unmanned=unmanned,
        reference=row.reference,
    )
