"""What a later evaluation needs: what was switched on when, staff in and out, hours, costs, outages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core import clock
from kollega.core.actor import Actor, Role
from kollega.followup.measures import BASES
from kollega.followup.models import Entry, Function, OwnCell, StaffMonth
from kollega.followup.staffing import SWITCH
from kollega.followup.suppression import LEAST
from kollega.organisation import options
from kollega.organisation.models import ROLE_LABELS, Agreement, MunicipalitySetting


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
    """What the municipality has had switched on and when. Three statements, nothing typed twice."""
    agreements = Agreement.objects.filter(municipality_id=actor.municipality_id)
    taken = sorted(
        agreements.values_list("valid_from", "valid_to"), key=lambda each: (each[0], str(each[1]))
    )
    found = [Exposure(_("Del i samverkan"), first, last) for first, last in taken]
    if not taken:
        return []
    came = dict(
        Function.objects.filter(municipality_id=actor.municipality_id).values_list("room", "since")
    )
    chosen: dict[str, list[tuple[date, bool]]] = defaultdict(list)
    rows = MunicipalitySetting.objects.filter(
        municipality_id=actor.municipality_id, key__endswith=SWITCH
    ).order_by("valid_from", "set_at")
    for row in rows:
        chosen[row.key].append((row.valid_from, bool(row.value)))
    for option in options.every("municipality"):
        if option.key.endswith(SWITCH):
            began = max(taken[0][0], came.get(option.room, clock.today() if came else taken[0][0]))
            spans = _on(began, option.default, chosen[option.key])
            title = options.room_title(option.room)
            found += [Exposure(title, first, last) for first, last in spans]
    return found


def _on(
    began: date, default: bool, choices: Iterable[tuple[date, bool]]
) -> Iterator[tuple[date, date | None]]:
    """The spans when something was on; the last choice of a day holds."""
    by_day = dict(choices)
    since = began if default else None
    for day, value in sorted(by_day.items()):
        if value and since is None:
            since = max(day, began)
        elif not value and since is not None:
            if day > since:
                yield since, date.fromordinal(day.toordinal() - 1)
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


MOST = 200


def entries(actor: Actor) -> tuple[list[EntryLine], list[EntryLine]]:
    """The latest that hold, and those that were taken away. One statement."""
    rows = Entry.objects.filter(municipality_id=actor.municipality_id).order_by("-day", "id")
    found = list(rows[:MOST])
    held = [_line(row) for row in found if row.removed_at is None]
    return held, [_line(row) for row in found if row.removed_at is not None]


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
    ("value", gettext_lazy("Antalet. Färre än fem finns aldrig med.")),
    ("unit", gettext_lazy("Vad värdet mäts i.")),
)

Row = tuple[str, str, str, str, str, str, str]


def register(actor: Actor) -> list[Row]:
    """Everything that the municipality keeps for an evaluation, pooled. Five statements."""
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
            "+".join(key or "not_said" for key in cell.keys),
            _day(cell.first),
            _day(cell.last),
            str(cell.count),
            "count",
        )
        for cell in sorted(
            cells, key=lambda c: (c.first, order.get(c.measure.split(".")[0], 99), c.measure)
        )
    ]
    return rows


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _staff_years(actor: Actor) -> list[Row]:
    """Staff by year and role, where it is at least five: months are too small to leave the house."""
    totals: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    for each in StaffMonth.objects.filter(municipality_id=actor.municipality_id):
        totals[each.month.year, each.role][0] += each.began
        totals[each.month.year, each.role][1] += each.ended
    found: list[Row] = []
    for (year, role), (began, ended) in sorted(totals.items()):
        if year == clock.today().year:
            continue
        for name, number in (("began", began), ("ended", ended)):
            if number >= LEAST:
                days = (f"{year}-01-01", f"{year}-12-31")
                found.append(("staff", f"staff.{name}", role, *days, str(number), "count"))
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
