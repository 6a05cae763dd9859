"""A figure as it is shown, and how one is made of what has been told."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core.actor import Actor
from kollega.core.quarters import Quarter
from kollega.followup.charts import Chart, bars
from kollega.followup.figures.read import HIDDEN, Figures, Told, read
from kollega.followup.intervals import wilson
from kollega.followup.measures import Base
from kollega.ui.parts import Column, Table


@dataclass(frozen=True)
class Figure:
    """One figure: `message` is its title, `rows` its table. Empty where nothing may be told yet.

    `periods`: of each column but the first, where they differ.
    `value` with its `words` where it is one of the few that somebody decides something by.
    """

    slug: str
    heading: str
    message: str = ""
    period: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    periods: tuple[str, ...] = ()
    chart: Chart | None = None
    note: str = ""
    value: str = ""
    words: str = ""
    between: str = ""
    empty: str = ""

    @property
    def table(self) -> Table:
        columns = [Column(label, numeric=place > 0) for place, label in enumerate(self.columns)]
        caption = f"{self.heading}, {self.period}" if self.period else self.heading
        return Table(caption, columns, self.rows, hide_caption=True)


Build = Callable[[Figures, Quarter], Figure]


@dataclass(frozen=True)
class Kind:
    """A figure that can be asked for: its address, its tab and how it is made."""

    slug: str
    tab: str
    heading: str | Promise
    build: Build = field(compare=False)


KINDS: dict[str, Kind] = {}


def kind(slug: str, tab: str, heading: str | Promise) -> Callable[[Build], Build]:
    """Register a figure."""

    def register(build: Build) -> Build:
        KINDS[slug] = Kind(slug, tab, heading, build)
        return build

    return register


def of_tab(figures: Figures, tab: str, until: Quarter) -> list[Figure]:
    """The figures of a tab, in their order."""
    return [each.build(figures, until) for each in KINDS.values() if each.tab == tab]


def every_chart(actor: Actor) -> Iterator[Chart]:
    """Every chart that a page can ask for, in the language that is set."""
    figures = read(actor)
    for until in figures.quarters:
        for each in KINDS.values():
            chart = each.build(figures, until).chart
            if chart is not None:
                yield chart


TOO_FEW = gettext_lazy("Visas när minst tjugo har räknats, och ett kvartal har gått.")


def none(slug: str, why: str | Promise = TOO_FEW) -> Figure:
    return Figure(slug, str(KINDS[slug].heading), empty=str(why))


def divided(
    figures: Figures, until: Quarter, slug: str, of: tuple[Base, str], *, message: str = ""
) -> Figure:
    """A figure of one attribute: a bar and a row for each group, smallest groups laid together."""
    base, name = of
    attribute = base.attribute(name)
    cells = figures.of(f"{base.name}.{name}", until)
    if not cells:
        return none(slug)
    total = sum(each.count for each in cells)
    if len(cells) == 1 and len(cells[0].keys) > 1:
        why = _(
            "%(n)s har räknats, men de små grupperna är för små för att visas. Visas när de är fler."
        )
        return none(slug, why % {"n": total})
    rows = [(figures.label(attribute, each.keys), each.count) for each in cells]
    if attribute.keys == "order":
        order = list(attribute.labels or {})
        rows = [
            (figures.label(attribute, each.keys), each.count)
            for each in sorted(cells, key=lambda each: order.index(each.keys[0]))
        ]
    alone = [each for each in cells if len(each.keys) == 1]
    if not message and alone:
        most = max(alone, key=lambda each: each.count)
        words = {"what": figures.label(attribute, most.keys), "n": most.count, "total": total}
        message = _("%(what)s: %(n)s av %(total)s") % words
    return Figure(
        slug,
        str(KINDS[slug].heading),
        message=message or str(KINDS[slug].heading),
        period=cells[0].period,
        columns=(str(attribute.title), _("Antal"), _("Andel")),
        rows=tuple((label, number(count), percent(count, total)) for label, count in rows),
        chart=bars(rows),
        note=together(cells),
    )


def together(cells: Iterable[Told]) -> str:
    """Said where something has been laid together."""
    if any(len(each.keys) > 1 for each in cells):
        return _("Färre än fem visas inte för sig. Det som är litet har lagts ihop.")
    return ""


def percent(count: int, total: int) -> str:
    """'42 %', of nothing a dash."""
    return f"{round(100 * count / total)}\N{NO-BREAK SPACE}%" if total else HIDDEN


def number(count: int) -> str:
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")


def between(count: int, total: int) -> str:
    low, high = wilson(count, total)
    return _("Med så få frågor kan andelen lika gärna vara %(low)s–%(high)s procent.") % {
        "low": round(100 * low),
        "high": round(100 * high),
    }
