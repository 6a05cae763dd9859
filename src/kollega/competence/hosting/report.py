"""The yearly report of cooperation by agreement: what the municipality did for others, and they for it.

Only what is kept is told: days, areas, agreements. Nothing is estimated, and nobody is named.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kollega.competence.hosting import calendar, holding
from kollega.competence.hosting.queries import agreement
from kollega.competence.hosting.reading import Held
from kollega.competence.lending import keeping
from kollega.competence.lending import queries as lending
from kollega.competence.lending import reading as loans
from kollega.competence.lending.options import LOAN_KEPT_YEARS
from kollega.competence.lending.state import LoanState
from kollega.competence.models import Duty
from kollega.core import clock, dates
from kollega.core.actor import Actor
from kollega.organisation import options
from kollega.swedish import sort_key

WEEK_DAYS = 7
Row = tuple[str, str, str, str]
"""What, with or for whom, how long, agreement."""


@dataclass(frozen=True)
class Part:
    """A heading and its rows; `nothing` stands where there are none, and `gone` beneath those that
    are left of a year of which some have been destroyed."""

    title: str
    rows: tuple[Row, ...]
    nothing: str
    gone: str = ""


@dataclass(frozen=True)
class Report:
    """A municipality's year."""

    year: int
    first_day: date
    last_day: date
    helped: tuple[Part, ...]
    was_helped: tuple[Part, ...]

    @property
    def is_whole(self) -> bool:
        return (self.last_day.month, self.last_day.day) == (12, 31)


def how_long(days: int) -> str:
    """'3 dagar' or '12 veckor'; weeks are rounded."""
    if days < 2 * WEEK_DAYS:
        return ngettext("%(n)d dag", "%(n)d dagar", days) % {"n": days}
    weeks = round(days / WEEK_DAYS)
    return ngettext("%(n)d vecka", "%(n)d veckor", weeks) % {"n": weeks}


def years(known: Held) -> list[int]:
    """The years that there can be a report of, newest first; ten at most."""
    this = clock.today().year
    first = min((each.first_day.year for each in known.tasks), default=this)
    return list(range(this, max(min(first, this), this - 9) - 1, -1))


def report(actor: Actor, known: Held, year: int) -> Report:
    """The actor's municipality's year, as far as it has come. Four statements."""
    first_day, last_day = date(year, 1, 1), min(date(year, 12, 31), clock.today())
    agreements = {
        (each.area_id, each.municipality_id): agreement(each)
        for each in known.agreements
        if each.first_day <= last_day and (each.last_day is None or each.last_day >= first_day)
    }
    ours, theirs = _held(actor, known, agreements, first_day, last_day)
    lent, borrowed = _loans(actor, first_day, last_day)
    duty_ours, duty_theirs = _duty(actor, first_day, last_day)
    loans_end = keeping.kept_since(int(options.value(actor, LOAN_KEPT_YEARS)))
    duty_end = keeping.kept_since(keeping.DUTY_KEPT_YEARS)
    gone = _("Det som är äldre än %(day)s är gallrat. Se det årets redovisning.")
    loans_gone = gone % {"day": dates.day(loans_end)} if first_day < loans_end else ""
    duty_gone = gone % {"day": dates.day(duty_end)} if first_day < duty_end else ""
    no_loans, no_duty = loans_gone or _("Inga kollegor."), duty_gone or _("Ingen beredskap.")
    return Report(
        year,
        first_day,
        last_day,
        helped=(
            Part(_("Områden som vi höll för de andra"), ours, _("Inga områden.")),
            Part(_("Kollegor som vi lånade ut"), lent, no_loans, loans_gone),
            Part(_("Beredskap i bakgrunden som vi hade"), duty_ours, no_duty, duty_gone),
        ),
        was_helped=(
            Part(_("Områden som andra höll för oss"), theirs, _("Inga områden.")),
            Part(_("Kollegor som vi lånade"), borrowed, no_loans, loans_gone),
            Part(_("Beredskap i bakgrunden som andra hade"), duty_theirs, no_duty, duty_gone),
        ),
    )


def _held(
    actor: Actor,
    known: Held,
    agreements: dict[tuple[UUID, UUID], str],
    first_day: date,
    last_day: date,
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """What the own municipality held, and what others did, counted in days."""
    ours: list[Row] = []
    theirs: list[Row] = []
    home = actor.municipality_id
    for area in calendar.areas_held(known, first_day, last_day):
        for second in (False, True):
            days: dict[UUID, int] = {}
            for each in holding.stretches(
                known.tasks, known.taken, area.id, first_day, last_day, is_second=second
            ):
                for town in each.holders:
                    days[town] = days.get(town, 0) + each.days
            title = area.title + " " + _("(i andra hand)") if second else area.title
            for town, count in days.items():
                who = _("de andra kommunerna") if town == home else known.towns.get(town, "")
                row = (title, who, how_long(count), agreements.get((area.id, town), ""))
                (ours if town == home else theirs).append(row)
    return tuple(ours), tuple(sorted(theirs, key=lambda row: (sort_key(row[0]), sort_key(row[1]))))


def _loans(
    actor: Actor, first_day: date, last_day: date
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Colleagues lent and borrowed, for the days that fell in the time."""
    agreed = [
        each
        for each in loans.loans(actor)
        if each.place_id is not None
        and _days_in(each, first_day, last_day) > 0
        and str(each.phase) == "agreed"
    ]
    names = lending.known(actor, agreed, people=False)
    lent: list[Row] = []
    borrowed: list[Row] = []
    for each in sorted(agreed, key=lambda loan: loan.terms.first_day):
        area = names.areas.get(each.area_id, "") if each.area_id else ""
        time = f"{how_long(_days_in(each, first_day, last_day))}, {lending.share(each.terms.share)}"
        other = each.town(each.other(actor.municipality_id))
        row = (area or _("Kollega"), other, time, each.terms.reference)
        (lent if each.lender_id == actor.municipality_id else borrowed).append(row)
    return tuple(lent), tuple(borrowed)


def _days_in(loan: LoanState, first_day: date, last_day: date) -> int:
    begins, ends = max(loan.terms.first_day, first_day), min(loan.terms.last_day, last_day)
    return (ends - begins).days + 1


def _duty(actor: Actor, first_day: date, last_day: date) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    days: dict[UUID, int] = {}
    names: dict[UUID, str] = {}
    grounds: dict[UUID, set[str]] = {}
    for row in Duty.objects.filter(
        collaboration_id=actor.collaboration_id,
        first_day__lte=last_day,
        last_day__gte=first_day,
    ).select_related("municipality"):
        names[row.municipality_id] = row.municipality.name
        count = (min(row.last_day, last_day) - max(row.first_day, first_day)).days + 1
        days[row.municipality_id] = days.get(row.municipality_id, 0) + count
        grounds.setdefault(row.municipality_id, set()).update({row.reference} - {""})
    title = _("Beredskap i bakgrunden")
    ours = [
        (title, _("hela samverkan"), how_long(count), ", ".join(sorted(grounds[town])))
        for town, count in days.items()
        if town == actor.municipality_id
    ]
    theirs = [
        (title, names.get(town, ""), how_long(count), ", ".join(sorted(grounds[town])))
        for town, count in days.items()
        if town != actor.municipality_id
    ]
    return tuple(ours), _sorted(theirs)


def _sorted(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: sort_key(row[1])))
