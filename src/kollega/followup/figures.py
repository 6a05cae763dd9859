"""What is shown of the figures: each with its message, table and chart, from published cells alone."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kollega.consultation.choices import AgeSpan
from kollega.core.actor import Actor
from kollega.followup import measures, periods
from kollega.followup.charts import Chart, bars
from kollega.followup.counting import JOINT
from kollega.followup.intervals import wilson
from kollega.followup.measures import (
    ASKED,
    CLOSED,
    GAVE,
    GIVEN,
    NEVER,
    PHONE,
    POSTS,
    TOWN,
    USERS,
    WITHIN,
    Attribute,
    Base,
)
from kollega.followup.models import Cell
from kollega.followup.periods import Quarter
from kollega.organisation import api as organisation
from kollega.ui.parts import Column, Table

HIDDEN = "–"
"""Stands where a number is not told."""


@dataclass(frozen=True)
class Told:
    """A published number: of which keys together, in which period."""

    measure: str
    first: date
    last: date
    keys: tuple[str, ...]
    part: str
    count: int

    @property
    def period(self) -> str:
        return periods.in_words(self.first, self.last)


@dataclass(frozen=True)
class Figures:
    """Everything that has been told in a collaboration, with the names of its areas and places."""

    cells: tuple[Told, ...]
    areas: dict[str, str]
    parents: dict[str, str]
    towns: dict[str, str]
    own_town: str = ""

    def of(self, measure: str, until: Quarter) -> list[Told]:
        """The cells of the latest period that has ended by then, in their order."""
        found = [e for e in self.cells if e.measure == measure and e.last <= until.last]
        latest = max((each.first for each in found), default=None)
        return [each for each in found if each.first == latest]

    def now(self, measure: str) -> list[Told]:
        """What was counted last night."""
        return [each for each in self.cells if each.measure == f"now.{measure}"]

    @property
    def quarters(self) -> list[Quarter]:
        """The quarters that may be chosen, the latest first: those where something new was told."""
        spans = {Quarter.of(e.last) for e in self.cells if e.measure in _TOTALS}
        return sorted(spans, reverse=True)

    def label(self, attribute: Attribute, keys: Iterable[str]) -> str:
        """What a group of keys is called."""
        keys = list(keys)
        if attribute.keys == "areas":
            return self._area(keys)
        if attribute.keys == "municipalities":
            names = [self.towns.get(key, _("okänd kommun")) for key in keys]
            return ", ".join(sorted(names)) if len(names) < 4 else _few(len(names))
        labels = attribute.labels or {}
        words = [str(labels.get(key, key)) for key in keys]
        text = _(" eller ").join(words) if len(words) < 4 else _("annat")
        return text[:1].upper() + text[1:]

    def _area(self, keys: list[str]) -> str:
        names = [self.areas.get(key, _("område som inte finns längre")) for key in keys]
        if len(names) == 1:
            return names[0]
        above = {self.parents.get(key, key) for key in keys}
        if len(above) == 1 and (title := self.areas.get(above.pop())):
            return _("%(area)s, %(n)s områden tillsammans") % {"area": title, "n": len(names)}
        return _("Övriga %(n)s områden tillsammans") % {"n": len(names)}


def _few(number: int) -> str:
    return _("%(n)s kommuner tillsammans") % {"n": number}


_TOTALS = {ASKED.name, CLOSED.name, PHONE.name}


def read(actor: Actor) -> Figures:
    """Everything told in the actor's collaboration. Three statements."""
    rows = Cell.objects.filter(collaboration_id=actor.collaboration_id).order_by(
        "first", "-count", "id"
    )
    cells = tuple(
        Told(row.measure, row.first, row.last, tuple(row.keys), row.part, row.count) for row in rows
    )
    tops = organisation.area_tree(actor)
    flat = [(top, each) for top in tops for each in (top, *top.children)]
    return Figures(
        cells,
        {str(area.id): area.title for _top, area in flat},
        {str(area.id): str(top.id) for top, area in flat},
        {str(each.id): each.name for each in organisation.municipalities(actor)},
        str(actor.municipality_id or ""),
    )


# --- A figure as it is shown ------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """One figure: `message` is its title, `rows` its table. Empty where nothing may be told yet."""

    slug: str
    heading: str
    message: str = ""
    period: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    chart: Chart | None = None
    note: str = ""
    value: str = ""
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


def _none(slug: str, why: str | Promise = TOO_FEW) -> Figure:
    return Figure(slug, str(KINDS[slug].heading), empty=str(why))


def _divided(
    figures: Figures, until: Quarter, slug: str, of: tuple[Base, str], *, message: str = ""
) -> Figure:
    """A figure of one attribute: a bar and a row for each group, smallest groups laid together."""
    base, name = of
    attribute = base.attribute(name)
    cells = figures.of(f"{base.name}.{name}", until)
    if not cells:
        return _none(slug)
    total = sum(each.count for each in cells)
    if len(cells) == 1 and len(cells[0].keys) > 1:
        why = _(
            "%(n)s har räknats, men de små grupperna är för små för att visas. Visas när de är fler."
        )
        return _none(slug, why % {"n": total})
    rows = [(figures.label(attribute, each.keys), each.count) for each in cells]
    if attribute.keys == "order":
        order = list(attribute.labels or {})
        rows = [
            (figures.label(attribute, each.keys), each.count)
            for each in sorted(cells, key=lambda each: order.index(each.keys[0]))
        ]
    return Figure(
        slug,
        str(KINDS[slug].heading),
        message=message or str(KINDS[slug].heading),
        period=cells[0].period,
        columns=(str(attribute.title), _("Antal"), _("Andel")),
        rows=tuple((label, _number(count), percent(count, total)) for label, count in rows),
        chart=bars(rows),
        note=_together(cells),
    )


def _together(cells: Iterable[Told]) -> str:
    """Said where something has been laid together."""
    if any(len(each.keys) > 1 for each in cells):
        return _("Färre än fem visas inte för sig. Det som är litet har lagts ihop.")
    return ""


def percent(count: int, total: int) -> str:
    """'42 %', of nothing a dash."""
    return f"{round(100 * count / total)}\N{NO-BREAK SPACE}%" if total else HIDDEN


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")


def _between(count: int, total: int) -> str:
    low, high = wilson(count, total)
    return _("Med så få frågor kan andelen lika gärna vara %(low)s–%(high)s procent.") % {
        "low": round(100 * low),
        "high": round(100 * high),
    }


# --- Samverkan --------------------------------------------------------------------------------------


@kind("fragor", "samverkan", gettext_lazy("Frågor och samtal"))
def asked(figures: Figures, until: Quarter) -> Figure:
    """How many asked, quarter by quarter."""
    cells = [
        each for each in figures.cells if each.measure == ASKED.name and each.last <= until.last
    ][-8:]
    if not cells:
        return _none("fragor", _("Visas när minst fem frågor har ställts och kvartalet är slut."))
    calls = {
        each.first: each
        for each in figures.cells
        if each.measure == PHONE.name and each.last <= until.last
    }
    latest = cells[-1]
    words = ngettext(
        "%(n)s fråga ställdes %(period)s", "%(n)s frågor ställdes %(period)s", latest.count
    )
    rows = [(each.period, _number(each.count)) for each in cells]
    phone = sorted(calls.values(), key=lambda each: each.first)[-8:]
    return Figure(
        "fragor",
        str(KINDS["fragor"].heading),
        message=words % {"n": latest.count, "period": latest.period},
        period=periods.in_words(cells[0].first, latest.last),
        columns=(_("Period"), _("Antal")),
        rows=(
            *((_("Frågor, %(period)s") % {"period": label}, count) for label, count in rows),
            *(
                (_("Samtal, %(period)s") % {"period": each.period}, _number(each.count))
                for each in phone
            ),
        ),
        chart=bars([(_short(each), each.count) for each in cells[-5:]], upright=True),
        note=_("Ett kvartal med färre än fem läggs ihop med nästa.")
        if any(Quarter.of(each.first) != Quarter.of(each.last) for each in cells)
        else "",
        value=_number(latest.count),
    )


def _short(each: Told) -> str:
    """A period under a bar: 'kv 3 2026', 'kv 1–3 2025'."""
    first, last = Quarter.of(each.first), Quarter.of(each.last)
    if first == last:
        return _("kv %(n)s %(year)s") % {"n": first.number, "year": first.year}
    if first.year == last.year:
        numbers = {"first": first.number, "last": last.number, "year": last.year}
        return _("kv %(first)s–%(last)s %(year)s") % numbers
    return _("kv %(first)s %(first_year)s – kv %(last)s %(year)s") % {
        "first": first.number,
        "first_year": first.year,
        "last": last.number,
        "year": last.year,
    }


@kind("svarstid", "samverkan", gettext_lazy("Hjälp inom en arbetsdag"))
def speed(figures: Figures, until: Quarter) -> Figure:
    """How soon the first answer came, as classes; the finer ones where they may be told."""
    cells = figures.of("asked.speed", until)
    if not cells:
        return _none("svarstid")
    total = sum(each.count for each in cells)
    within = next((each.count for each in cells if each.keys == (WITHIN,)), None)
    finer = [
        (attribute, each)
        for attribute in (ASKED.attribute("fast"), ASKED.attribute("slow"))
        for each in sorted(
            figures.of(f"asked.{attribute.name}", until),
            key=lambda each, a=attribute: list(a.labels or {}).index(each.keys[0]),  # type: ignore[misc]
        )
        if each.first == cells[0].first
    ]
    rows = [(figures.label(attribute, each.keys), each.count) for attribute, each in finer]
    divided = {
        name
        for name, attribute in ((WITHIN, "fast"), (measures.LATER, "slow"))
        if any(each.name == attribute for each, _told in finer)
    }
    order = list(ASKED.attribute("speed").labels or {})
    rest = [
        (figures.label(ASKED.attribute("speed"), each.keys), each.count)
        for each in sorted(cells, key=lambda each: order.index(each.keys[0]))
        if not (len(each.keys) == 1 and each.keys[0] in divided)
    ]
    message = _("Så snart kom det första svaret")
    if within is not None:
        message = _("%(n)s av %(total)s frågor fick svar inom en arbetsdag") % {
            "n": within,
            "total": total,
        }
    every = rows + rest if WITHIN in divided else rest + rows
    return Figure(
        "svarstid",
        str(KINDS["svarstid"].heading),
        message=message,
        period=cells[0].period,
        columns=(_("Första svaret"), _("Antal"), _("Andel")),
        rows=tuple((label, _number(count), percent(count, total)) for label, count in every),
        chart=bars(every),
        note=" ".join(filter(None, (median(every), _together([e for _a, e in finer] + cells)))),
        value=percent(within, total) if within is not None else "",
        between=_between(within, total) if within is not None else "",
    )


def median(rows: list[tuple[str, int]]) -> str:
    """In which class the middle question lies: no closer than what is told."""
    total, seen = sum(count for _label, count in rows), 0
    for label, count in rows:
        seen += count
        if 2 * seen >= total:
            return _("Hälften hade svar %(when)s.") % {"when": label[:1].lower() + label[1:]}
    return ""


@kind("lofte", "samverkan", gettext_lazy("Utlovade och hållna svarstider"))
def kept(figures: Figures, until: Quarter) -> Figure:
    """Hours that colleagues have promised, against answers in the time that was asked for."""
    found = _divided(figures, until, "lofte", (ASKED, "kept"))
    promised = next((each.count for each in figures.now("promised")), None)
    if found.empty:
        return found
    yes = next(
        (each.count for each in figures.of("asked.kept", until) if each.keys == ("yes",)), None
    )
    total = sum(each.count for each in figures.of("asked.kept", until))
    message = _("Svar i den tid som frågan bad om")
    if yes is not None:
        message = _("%(n)s av %(total)s frågor fick svar i den tid de bad om") % {
            "n": yes,
            "total": total,
        }
    note = ""
    if promised is not None:
        note = _("Kollegorna har just nu lovat %(n)s svarstimmar i veckan tillsammans.") % {
            "n": promised
        }
    return Figure(**{**found.__dict__, "message": message, "note": note, "chart": None})


@kind("vantar", "samverkan", gettext_lazy("Väntar just nu"))
def waiting(figures: Figures, _until: Quarter) -> Figure:
    """What stands open, by how long it has waited and whom it is about."""
    cells = figures.now("open")
    if not cells:
        return _none("vantar", _("Färre än fem frågor väntar just nu."))
    total = cells[0].count
    waits = Attribute(
        "wait",
        "",
        "order",
        {
            "9": _("högst en arbetsdag"),
            "27": _("två till tre arbetsdagar"),
            "45": _("fyra till fem arbetsdagar"),
            "more": _("mer än en arbetsvecka"),
        },
    )
    labels = {key: label for key, label in AgeSpan.choices if key} | {"": _("ålder inte angiven")}
    ages = Attribute("age", "", "classes", labels)
    areas = Attribute("late", "", "areas")
    order = list(waits.labels or {})
    by_wait = sorted(figures.now("wait"), key=lambda each: order.index(each.keys[0]))
    groups = (
        (_("Väntat %(what)s"), waits, by_wait),
        (_("Gäller %(what)s"), ages, figures.now("age")),
        (_("Mer än en vecka: %(what)s"), areas, figures.now("late")),
    )
    rows = [
        (words % {"what": _lower(figures.label(attribute, each.keys), attribute)}, each.count)
        for words, attribute, found in groups
        for each in found
    ]
    words = ngettext("%(n)s fråga väntar på svar", "%(n)s frågor väntar på svar", total)
    return Figure(
        "vantar",
        str(KINDS["vantar"].heading),
        message=words % {"n": total},
        period=_("räknat %(day)s") % {"day": cells[0].first.isoformat()},
        columns=(_("Frågor"), _("Antal"), _("Andel")),
        rows=tuple((label, _number(count), percent(count, total)) for label, count in rows),
        note=_together([each for _w, _a, found in groups for each in found]),
        value=_number(total),
    )


def _lower(label: str, attribute: Attribute) -> str:
    return label if attribute.keys == "areas" else label[:1].lower() + label[1:]


@kind("kommuner", "samverkan", gettext_lazy("Hjälp mellan kommunerna"))
def towns(figures: Figures, until: Quarter) -> Figure:
    """What each municipality asked and gave, a year or so at a time; in the alphabet's order."""
    columns = (
        (_("Ställda frågor"), f"asked.{TOWN}"),
        (_("Hjälpte i andras frågor"), f"given.{TOWN}"),
        (_("Fick hjälp per telefon"), f"phone.{TOWN}"),
        (_("Hjälpte per telefon"), f"phone.{GAVE}"),
    )
    told = [figures.of(measure, until) for _title, measure in columns]
    if not any(told):
        return _none("kommuner", _("Visas när ett halvår har gått och det finns nog att visa."))
    rows = []
    for town, name in sorted(figures.towns.items(), key=lambda pair: pair[1]):
        numbers = (
            next((_number(each.count) for each in cells if each.keys == (town,)), HIDDEN)
            for cells in told
        )
        rows.append((name, *numbers))
    rest = [
        next((_number(each.count) for each in cells if len(each.keys) > 1), HIDDEN)
        for cells in told
    ]
    if any(each != HIDDEN for each in rest):
        rows.append((_("De som inte visas för sig, tillsammans"), *rest))
    first = next(cells[0] for cells in told if cells)
    return Figure(
        "kommuner",
        str(KINDS["kommuner"].heading),
        message=_("Så gick hjälpen mellan kommunerna"),
        period=first.period,
        columns=(_("Kommun"), *(title for title, _measure in columns)),
        rows=tuple(rows),
        note=_("Ett streck är färre än fem, eller något som skulle avslöja ett så litet antal."),
    )


# --- Områden ----------------------------------------------------------------------------------------


@kind("omraden", "omraden", gettext_lazy("Frågor per område"))
def areas(figures: Figures, until: Quarter) -> Figure:
    """What was asked about, and how much of it was answered within a working day."""
    found = _divided(figures, until, "omraden", (ASKED, "area"))
    if found.empty:
        return found
    cells = figures.of("asked.area", until)
    fast = {each.keys: each.count for each in figures.of(f"asked.{JOINT}", until)}
    rows = tuple(
        (*row, _number(fast[each.keys]) if each.keys in fast else HIDDEN)
        for row, each in zip(found.rows, cells, strict=True)
    )
    alone = [each for each in cells if len(each.keys) == 1]
    message = _("De flesta områden har färre än fem frågor")
    if alone:
        message = _("Flest frågor gällde %(area)s") % {
            "area": figures.label(ASKED.attribute("area"), alone[0].keys)
        }
    return Figure(
        **{
            **found.__dict__,
            "message": message,
            "columns": (*found.columns, _("Svar inom en arbetsdag")),
            "rows": rows,
        }
    )


# --- Effekt -----------------------------------------------------------------------------------------


@kind("gav", "effekt", gettext_lazy("Vad frågan gav"))
def result(figures: Figures, until: Quarter) -> Figure:
    """What the asker said that it gave."""
    return _divided(
        figures, until, "gav", (CLOSED, "result"), message=_("Så tyckte de som frågade")
    )


@kind("sakerhet", "effekt", gettext_lazy("Säkerhet före och efter"))
def sure(figures: Figures, until: Quarter) -> Figure:
    """Whether the asker was surer afterwards."""
    found = _divided(figures, until, "sakerhet", (CLOSED, "sure"))
    cells = figures.of("closed.sure", until)
    more = next((each.count for each in cells if each.keys == ("more",)), None)
    if found.empty or more is None:
        return found
    message = _("%(n)s av %(total)s var säkrare när frågan avslutades") % {
        "n": more,
        "total": sum(each.count for each in cells),
    }
    return Figure(**{**found.__dict__, "message": message})


@kind("annars", "effekt", gettext_lazy("Vad man hade gjort annars"))
def otherwise(figures: Figures, until: Quarter) -> Figure:
    """What would have been done without the question."""
    return _divided(figures, until, "annars", (ASKED, "otherwise"))


@kind("ingripande", "effekt", gettext_lazy("Mer ingripande åtgärd"))
def escalation(figures: Figures, until: Quarter) -> Figure:
    """What became of a more intrusive measure: all four ways side by side, none of them better."""
    found = _divided(figures, until, "ingripande", (CLOSED, "escalation"))
    if found.empty:
        return found
    note = _("Ingen av utgångarna är bättre än någon annan: en åtgärd som uteblir kan vara felet.")
    return Figure(**{**found.__dict__, "note": f"{note} {found.note}".strip()})


@kind("rad", "effekt", gettext_lazy("Slags råd som söktes"))
def wish(figures: Figures, until: Quarter) -> Figure:
    """What kind of advice was asked for."""
    return _divided(figures, until, "rad", (ASKED, "wish"))


@kind("inlagg", "effekt", gettext_lazy("Slags svar som gavs"))
def posts(figures: Figures, until: Quarter) -> Figure:
    """What kind of answers were written."""
    return _divided(figures, until, "inlagg", (POSTS, "kind"))


@kind("telefon", "effekt", gettext_lazy("Hjälp per telefon"))
def calls(figures: Figures, until: Quarter) -> Figure:
    """Whether calls helped."""
    return _divided(figures, until, "telefon", (PHONE, "helped"))


@kind("anvandning", "effekt", gettext_lazy("De som inte använde Digital kollega"))
def use(figures: Figures, until: Quarter) -> Figure:
    """How many could sign in, and neither asked nor answered."""
    found = _divided(figures, until, "anvandning", (USERS, "use"))
    return Figure(**{**found.__dict__, "chart": None})


__all__ = ["GIVEN", "KINDS", "NEVER", "Figure", "Figures", "every_chart", "of_tab", "read"]
