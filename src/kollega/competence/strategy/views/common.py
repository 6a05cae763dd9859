"""What the pages of strategy documents share."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.competence.models import Strategy
from kollega.competence.pages import room_link
from kollega.competence.strategy import words
from kollega.competence.strategy.contents import Contents, Measure
from kollega.competence.strategy.queries import Sheet
from kollega.ui.parts import Link, StateKind

GET_AND_POST = ["GET", "HEAD", "POST"]
KINDS: dict[str, StateKind] = {
    Strategy.State.DRAFT: "info",
    Strategy.State.SENT: "mind",
    Strategy.State.ADOPTED: "good",
    Strategy.State.REPLACED: "info",
}
FAR_KINDS: dict[str, StateKind] = {
    "waiting": "info",
    "ongoing": "mind",
    "done": "good",
    "dropped": "bad",
}
OUTCOME_KINDS: dict[str, StateKind] = {"adopted": "good", "returned": "mind", "declined": "bad"}


def title(strategy: Strategy) -> str:
    """'Strategi för kompetens 2027–2029'."""
    years = words.years(strategy.first_year, strategy.last_year)
    return _("Strategi för kompetens %(years)s") % {"years": years}


def list_link() -> Link:
    return Link(_("Strategi för kompetens"), reverse("competence:strategies"))


def trail(strategy: Strategy | None = None, *more: str) -> list[Link]:
    """The way here."""
    links = [room_link()]
    if strategy is None and not more:
        return [*links, Link(list_link().label)]
    links.append(list_link())
    if strategy is not None:
        url = reverse("competence:strategy", args=[strategy.id]) if more else ""
        label = _("Version %(number)s") % {"number": strategy.number}
        links.append(Link(label, url))
    return [*links, *(Link(each) for each in more)]


@dataclass(frozen=True)
class MeasureLine:
    """A measure as the pages show it."""

    key: str
    areas: str
    kind: str
    text: str
    when: str
    cost: str
    time: str
    why: str
    responsible: str
    town: str
    state: str = ""
    state_kind: StateKind = "info"
    because: str = ""
    done: str = ""
    url: str = ""


def line(sheet: Sheet, measure: Measure, *, url: str = "") -> MeasureLine:
    """A measure with how far it has come, where that is told."""
    contents, far = sheet.contents, sheet.far(measure)
    names, areas = contents.place_names, contents.area_names
    time = words.hours(measure.hours + measure.travel_hours)
    counted = measure.people > 1 and (far.done or far.state in {"ongoing", "done"})
    told = {"done": far.done, "all": measure.people}
    return MeasureLine(
        key=measure.key,
        areas=words.listed(areas.get(each, "") for each in measure.areas),
        kind=str(words.KINDS[measure.kind]),
        text=words.measure(measure, names),
        when=words.years(measure.year, measure.last_year),
        cost=words.cost(measure),
        time=time if measure.hours or measure.travel_hours else "",
        why=words.why(measure, contents),
        responsible=str(words.ROLES[measure.responsible]),
        town=names.get(measure.place, ""),
        state=far.label if sheet.is_followed else "",
        state_kind=FAR_KINDS[far.state],
        because=far.because,
        done=_("%(done)s av %(all)s klara") % told if counted else "",
        url=url,
    )


def lines(sheet: Sheet, measures: Iterable[Measure]) -> list[MeasureLine]:
    return [line(sheet, each) for each in measures]


def chosen_place(contents: Contents, asked: str) -> str:
    """The municipality that an address asks for; empty where it is none of the document's."""
    return asked if asked in contents.place_names else ""
