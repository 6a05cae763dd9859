"""What a later evaluation needs: what was switched on when, staff in and out, hours, costs, outages."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from django.db import models
from django.db.models import Sum, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core import clock
from kollega.core.actor import Actor, Role
from kollega.core.suppression import LEAST, partition, runs
from kollega.followup.measures import BASES, USERS
from kollega.followup.models import Entry, Function, OwnCell, StaffMonth
from kollega.followup.staffing import SWITCH
from kollega.organisation import options
from kollega.organisation.api import area_tree
from kollega.organisation.models import ROLE_LABELS, Agreement, MunicipalitySetting

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Exposure:
    """A function that was in use from a day to a day (included), or still is."""

    function: str
    first: date
    last: date | None

    @property
    def until(self) -> str:
        return self.last.isoformat() if self.last else _("tills vidare")


def exposures(actor: Actor) -> list[Exposure]:
    """What the municipality has had switched on and when. Two statements, nothing typed twice."""
    here = actor.municipality_id
    agreements = Agreement.objects.filter(municipality_id=here)
    functions = Function.objects.filter(municipality_id=here)
    dates = agreements.values_list(Value(""), "valid_from", "valid_to").union(
        functions.values_list("room", "since", Value(None, models.DateField())), all=True
    )
    both = list(dates)
    taken = sorted(
        ((first, last) for room, first, last in both if not room),
        key=lambda each: (each[0], str(each[1])),
    )
    if not taken:
        return []
    parts = _joined(taken)
    found = [Exposure(_("Del i samverkan"), first, last) for first, last in parts]
    came = {room: since for room, since, _last in both if room}
    chosen: dict[str, list[tuple[date, bool]]] = defaultdict(list)
    rows = MunicipalitySetting.objects.filter(municipality_id=here, key__endswith=SWITCH).order_by(
        "valid_from", "set_at"
    )
    for row in rows:
        chosen[row.key].append((row.valid_from, bool(row.value)))
    for option in options.every("municipality"):
        if option.key.endswith(SWITCH):
            began = max(taken[0][0], came.get(option.room, clock.today() if came else taken[0][0]))
            spans = _on(began, option.default, chosen[option.key])
            title = options.room_title(option.room)
            found += [Exposure(title, *span) for span in _inside(spans, parts)]
    return found


Span = tuple[date, date | None]


def _joined(agreements: Iterable[Span]) -> list[Span]:
    """Agreements that overlap or follow each other are one part in the collaboration."""
    found: list[Span] = []
    for first, last in agreements:
        before = found[-1] if found else None
        if before is None or (before[1] is not None and first > before[1] + DAY):
            found.append((first, last))
        elif before[1] is not None:
            found[-1] = (before[0], None if last is None else max(before[1], last))
    return found


def _inside(spans: Iterable[Span], parts: Iterable[Span]) -> Iterator[Span]:
    """What of the spans lies inside the parts: outside an agreement nothing is in use."""
    for (first, last), (begins, ends) in product(spans, parts):
        until = min((day for day in (last, ends) if day is not None), default=None)
        if until is None or max(first, begins) <= until:
            yield max(first, begins), until


def _on(began: date, default: bool, choices: Iterable[tuple[date, bool]]) -> Iterator[Span]:
    """The spans when something was on; the last choice of a day holds."""
    by_day = dict(choices)
    since = began if default else None
    for day, value in sorted(by_day.items()):
        if value and since is None:
            since = max(day, began)
        elif not value and since is not None:
            if day > since:
                yield since, day - DAY
            since = None
    if since is not None:
        yield since, None


@dataclass(frozen=True)
class StaffLine:
    """A month and a role: how many began, ended and were there."""

    month: date
    role: str
    role_label: str
    began: int
    ended: int
    there: int


def staff(actor: Actor, months: int = 12) -> list[StaffLine]:
    """The latest months where somebody began or ended. One statement."""
    rows = StaffMonth.objects.filter(municipality_id=actor.municipality_id).order_by(
        "-month", "role"
    )
    found = [
        StaffLine(
            row.month,
            row.role,
            str(ROLE_LABELS.get(Role(row.role), row.role)),
            row.began,
            row.ended,
            row.there,
        )
        for row in rows
    ]
    latest = {each.month for each in found}
    keep = set(sorted(latest, reverse=True)[:months]) if months else latest
    return [each for each in found if each.month in keep]


def manager_changes(lines: Iterable[StaffLine]) -> list[date]:
    """The months when a manager began or ended."""
    found = {e.month for e in lines if e.role == Role.MANAGER and (e.began or e.ended)}
    return sorted(found, reverse=True)


@dataclass(frozen=True)
class EntryLine:
    """Something told to the follow-up, as the list shows it."""

    id: str
    kind: str
    day: date
    amount: str
    note: str
    automatic: bool


PAGE = 25


@dataclass(frozen=True)
class Entries:
    """A page of what was told, the latest first: what holds, and what was taken away."""

    held: list[EntryLine]
    removed: list[EntryLine]
    has_next: bool


def entries(actor: Actor, page: int) -> Entries:
    """What was told, and what of it was taken away. One statement."""
    rows = Entry.objects.filter(municipality_id=actor.municipality_id).order_by("-day", "id")
    found = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    shown = found[:PAGE]
    return Entries(
        [_line(row) for row in shown if row.removed_at is None],
        [_line(row) for row in shown if row.removed_at is not None],
        has_next=len(found) > PAGE,
    )


def _line(row: Entry) -> EntryLine:
    hours = row.kind in {Entry.Kind.HOURS, Entry.Kind.OUTAGE}
    number = f"{row.amount:,f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    number = number.removesuffix(",0")
    unit = _("timmar") if hours else _("kr")
    return EntryLine(
        str(row.id),
        row.get_kind_display(),
        row.day,
        f"{number}\N{NO-BREAK SPACE}{unit}",
        row.note,
        row.automatic,
    )


# --- The register ---------------------------------------------------------------------------------

COLUMNS = ("part", "measure", "group", "from", "to", "value", "unit")
DICTIONARY = (
    ("part", gettext_lazy("Vilken del av registret raden hör till.")),
    (
        "measure",
        gettext_lazy("Vad som räknas. Före punkten det som räknas, efter den hur det delas."),
    ),
    ("group", gettext_lazy("Vilken grupp raden gäller. Flera med + emellan är hoplagda.")),
    ("from", gettext_lazy("Periodens första dag.")),
    ("to", gettext_lazy("Periodens sista dag. Tomt: gäller fortfarande.")),
    ("value", gettext_lazy("Värdet. Färre än fem personer eller frågor finns aldrig med.")),
    ("unit", gettext_lazy("Vad värdet mäts i.")),
)

Row = tuple[str, str, str, str, str, str, str]


def register(actor: Actor) -> list[Row]:
    """Everything that the municipality keeps for an evaluation, pooled. Six statements."""
    areas = {str(each.id): each.title for top in area_tree(actor) for each in (top, *top.children)}
    rows: list[Row] = [
        ("exposure", each.function, "", _day(each.first), _day(each.last), "1", "on")
        for each in exposures(actor)
    ]
    rows += _staff_years(actor)
    rows += _told(actor)
    order = {base.name: place for place, base in enumerate(BASES)}
    cells = OwnCell.objects.filter(municipality_id=actor.municipality_id)
    rows += [
        (
            "figures",
            cell.measure,
            " + ".join(areas.get(key, key) or "not_said" for key in cell.keys),
            _day(cell.first),
            _day(cell.last),
            str(cell.count),
            # The same people are there in one quarter after another.
            "person-quarters" if cell.measure.startswith(USERS.name) else "count",
        )
        for cell in sorted(
            cells, key=lambda c: (c.first, order.get(c.measure.split(".")[0], 99), c.measure)
        )
    ]
    return rows


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _staff_years(actor: Actor) -> list[Row]:
    """Staff in and out by role, over as many years as it takes: months are too small to leave the house."""
    totals: dict[str, dict[int, Counter[str]]] = {"began": {}, "ended": {}}
    for each in StaffMonth.objects.filter(
        municipality_id=actor.municipality_id, month__lt=date(clock.today().year, 1, 1)
    ):
        for name, by_year in totals.items():
            by_year.setdefault(each.month.year, Counter())[each.role] += getattr(each, name)
    found: list[Row] = []
    for name, by_year in totals.items():
        years = sorted(by_year)
        numbers = [by_year[year].total() for year in years]
        for span in runs(numbers, [LEAST] * len(years)):
            inside = years[span.first : span.last + 1]
            days = (f"{inside[0]}-01-01", f"{inside[-1]}-12-31")
            roles = sum((by_year[year] for year in inside), Counter[str]())
            found += [
                ("staff", f"staff.{name}", " + ".join(group.keys), *days, str(group.count), "count")
                for group in partition(dict(sorted(roles.items())))
            ]
    return found


def _told(actor: Actor) -> list[Row]:
    """What was told, summed by month and kind."""
    sums = (
        Entry.objects.filter(municipality_id=actor.municipality_id, removed_at=None)
        .values("kind", "day__year", "day__month")
        .annotate(total=Sum("amount"))
        .order_by("day__year", "day__month", "kind")
    )
    found: list[Row] = []
    for each in sums:
        first = date(each["day__year"], each["day__month"], 1)
        last = date.fromordinal(first.replace(day=28).toordinal() + 4)
        last = date.fromordinal(last.replace(day=1).toordinal() - 1)
        hours = each["kind"] in {Entry.Kind.HOURS, Entry.Kind.OUTAGE}
        unit = "hours" if hours else "SEK"
        days = (_day(first), _day(last))
        found.append(("told", each["kind"], "", *days, f"{each['total']:f}", unit))
    return found
