"""The figures of the collaboration and its areas."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kollega.consultation.choices import AgeSpan
from kollega.core import quarters as periods
from kollega.core.quarters import Quarter
from kollega.followup.charts import bars
from kollega.followup.counting import JOINT
from kollega.followup.figures.read import HIDDEN, Figures, Told, lower
from kollega.followup.figures.shape import (
    KINDS,
    Figure,
    between,
    divided,
    kind,
    none,
    number,
    percent,
    together,
)
from kollega.followup.measures import ASKED, GAVE, PHONE, TOWN, UNKNOWN, WITHIN, Attribute
from kollega.swedish import sort_key


@kind("fragor", "samverkan", gettext_lazy("Frågor och samtal"))
def asked(figures: Figures, until: Quarter) -> Figure:
    """How many asked, quarter by quarter."""
    cells = [
        each for each in figures.cells if each.measure == ASKED.name and each.last <= until.last
    ][-8:]
    if not cells:
        return none("fragor", _("Visas när minst fem frågor har ställts och kvartalet är slut."))
    calls = {
        each.first: each
        for each in figures.cells
        if each.measure == PHONE.name and each.last <= until.last
    }
    latest = cells[-1]
    words = ngettext(
        "%(n)s fråga ställdes %(period)s", "%(n)s frågor ställdes %(period)s", latest.count
    )
    rows = [(each.period, number(each.count)) for each in cells]
    phone = sorted(calls.values(), key=lambda each: each.first)[-8:]
    return Figure(
        "fragor",
        str(KINDS["fragor"].heading),
        message=words % {"n": latest.count, "period": latest.period},
        period=periods.in_words(cells[0].first, latest.last),
        columns=(_("Vad"), _("Antal")),
        rows=(
            *((_("Frågor, %(period)s") % {"period": label}, count) for label, count in rows),
            *(
                (_("Samtal, %(period)s") % {"period": each.period}, number(each.count))
                for each in phone
            ),
        ),
        chart=bars([(_short(each), each.count) for each in cells[-5:]], upright=True),
        note=_("Ett kvartal med färre än fem läggs ihop med nästa.")
        if any(Quarter.of(each.first) != Quarter.of(each.last) for each in cells)
        else "",
        value=number(latest.count),
        words=ngettext("fråga ställdes %(period)s", "frågor ställdes %(period)s", latest.count)
        % {"period": latest.period},
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
        return none("svarstid")
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
    coarse = ASKED.attribute("speed")
    order = list(coarse.labels or {})
    classes: list[tuple[Attribute, Told]] = []
    for each in sorted(cells, key=lambda each: order.index(each.keys[0])):
        inside = [pair for pair in finer if pair[0].inside == (coarse.name, *each.keys)]
        classes += inside or [(coarse, each)]
    rows = [(figures.label(attribute, each.keys), each.count) for attribute, each in classes]
    message = _("Så snart kom det första svaret")
    if within is not None:
        message = _("%(n)s av %(total)s frågor fick svar inom en arbetsdag") % {
            "n": within,
            "total": total,
        }
    return Figure(
        "svarstid",
        str(KINDS["svarstid"].heading),
        message=message,
        period=cells[0].period,
        columns=(_("Första svaret"), _("Antal"), _("Andel")),
        rows=tuple((label, number(count), percent(count, total)) for label, count in rows),
        chart=bars(rows),
        note=" ".join(
            filter(
                None,
                (
                    median([(*row, _ends(*each)) for row, each in zip(rows, classes, strict=True)]),
                    _calls(figures, until),
                    together([each for _attribute, each in classes]),
                ),
            )
        ),
        value=percent(within, total) if within is not None else "",
        words=_("fick svar inom en arbetsdag, %(period)s") % {"period": cells[0].period},
        between=between(within, total) if within is not None else "",
    )


def _calls(figures: Figures, until: Quarter) -> str:
    """Help by telephone, which counts as much."""
    cells = figures.of("phone.helped", until)
    helped = next((each for each in cells if each.keys == ("yes",)), None)
    if helped is None:
        return ""
    words = _("Dessutom hjälpte %(n)s av %(total)s noterade samtal direkt (%(period)s).")
    total = sum(each.count for each in cells)
    return words % {"n": helped.count, "total": total, "period": helped.period}


def _ends(attribute: Attribute, each: Told) -> bool:
    """Whether the words of a class say 'within so much'."""
    return each.keys[-1] in attribute.bounded or each.keys == (WITHIN,)


def median(classes: list[tuple[str, int, bool]]) -> str:
    """Where the middle question lies, no closer than what is told: label, number, whether it ends."""
    total, seen, before = sum(count for _label, count, _ends in classes), 0, ""
    for label, count, ends in classes:
        seen += count
        if ends and 2 * seen >= total:
            return _("Minst hälften hade svar %(when)s.") % {"when": lower(label)}
        if not ends:
            break
        before = label
    return _("Mindre än hälften hade svar %(when)s.") % {"when": lower(before)} if before else ""


@kind("lofte", "samverkan", gettext_lazy("Utlovade och hållna svarstider"))
def kept(figures: Figures, until: Quarter) -> Figure:
    """Hours that colleagues have promised, against answers in the time that was asked for."""
    found = divided(figures, until, "lofte", (ASKED, "kept"))
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
    return replace(found, message=message, chart=None)


@kind("timmar", "samverkan", gettext_lazy("Utlovade svarstimmar"))
def promised(figures: Figures, _until: Quarter) -> Figure:
    """Hours a week when colleagues can be asked, in each municipality, as they stand now."""
    cells = figures.now("promised")
    if not cells:
        return none("timmar", _("Visas när minst fem kollegor har sagt när de kan frågas."))
    attribute = Attribute("promised", "", "municipalities")
    rows = [(figures.label(attribute, each.keys), number(each.count)) for each in cells]
    words = _("Tillsammans har kollegorna sagt att de kan frågas %(n)s timmar i veckan")
    return Figure(
        "timmar",
        str(KINDS["timmar"].heading),
        message=words % {"n": number(sum(each.count for each in cells))},
        period=_("räknat %(day)s") % {"day": cells[0].first.isoformat()},
        columns=(_("Kommun"), _("Timmar i veckan")),
        rows=tuple(sorted(rows, key=lambda row: sort_key(row[0]))),
        note=_("Kommuner där färre än fem har sagt något visas tillsammans.")
        if any(len(each.keys) > 1 for each in cells)
        else "",
    )


@kind("vantar", "samverkan", gettext_lazy("Väntar just nu"))
def waiting(figures: Figures, _until: Quarter) -> Figure:
    """What stands open, by how long it has waited and whom it is about."""
    cells = figures.now("open")
    if not cells:
        return none("vantar", _("Färre än fem frågor väntar just nu."))
    total = cells[0].count
    waits = Attribute(
        "wait",
        "",
        "order",
        {
            "9": _("högst en arbetsdag"),
            "27": _("högst tre arbetsdagar"),
            "45": _("högst en arbetsvecka"),
            "more": _("mer än en arbetsvecka"),
        },
        bounded=("9", "27", "45"),
    )
    labels = {key: label for key, label in AgeSpan.choices if key} | {"": _("ålder inte angiven")}
    ages = Attribute("age", "", "classes", labels)
    areas = Attribute("late", "", "areas")
    order = list(waits.labels or {})
    by_wait = sorted(figures.now("wait"), key=lambda each: order.index(each.keys[0]))
    groups = (
        (_("Väntat %(what)s"), waits, by_wait),
        (_("Gäller %(what)s"), ages, _if_several(figures.now("age"))),
        (_("Mer än en vecka: %(what)s"), areas, _if_several(figures.now("late"))),
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
        rows=tuple((label, number(count), percent(count, total)) for label, count in rows),
        note=together([each for _w, _a, found in groups for each in found]),
        value=number(total),
        words=ngettext("fråga väntar på svar", "frågor väntar på svar", total),
    )


def _lower(label: str, attribute: Attribute) -> str:
    return label if attribute.keys == "areas" else lower(label)


def _if_several(cells: list[Told]) -> list[Told]:
    """Nothing where all of it had to be laid together: it would say no more than the sum."""
    return cells if len(cells) > 1 or any(len(each.keys) == 1 for each in cells) else []


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
        return none("kommuner", _("Visas när ett halvår har gått och det finns nog att visa."))
    rows = []
    alone = {each.keys[0] for cells in told for each in cells if len(each.keys) == 1}
    gone = {key: _("Kommun som har lämnat samverkan") for key in alone - {*figures.towns, UNKNOWN}}
    unknown = {UNKNOWN: _("Okänd kommun")} if UNKNOWN in alone else {}
    for town, name in (figures.towns | gone | unknown).items():
        numbers = (
            next((number(each.count) for each in cells if each.keys == (town,)), HIDDEN)
            for cells in told
        )
        rows.append((name, *numbers))
    rest = [
        next((number(each.count) for each in cells if len(each.keys) > 1), HIDDEN) for cells in told
    ]
    if any(each != HIDDEN for each in rest):
        rows.append((_("De som inte visas för sig, tillsammans"), *rest))
    first = next(cells[0] for cells in told if cells)
    spans = tuple(cells[0].period if cells else HIDDEN for cells in told)
    titles = [title for title, _measure in columns]
    others = "; ".join(
        f"{lower(title)} {span}"
        for title, span in zip(titles, spans, strict=True)
        if span not in {first.period, HIDDEN}
    )
    dash = _("Ett streck är färre än fem, eller något som skulle avslöja ett så litet antal.")
    return Figure(
        "kommuner",
        str(KINDS["kommuner"].heading),
        message=_("Så gick hjälpen mellan kommunerna"),
        period=first.period,
        columns=(_("Kommun"), *titles),
        rows=tuple(rows),
        periods=spans,
        note=f"{dash} " + (_("Andra perioder: %(which)s.") % {"which": others} if others else ""),
    )


# --- Områden ----------------------------------------------------------------------------------------


@kind("omraden", "omraden", gettext_lazy("Frågor per område"))
def areas(figures: Figures, until: Quarter) -> Figure:
    """What was asked about, and how much of it was answered within a working day."""
    found = divided(figures, until, "omraden", (ASKED, "area"))
    if found.empty:
        return found
    cells = figures.of("asked.area", until)
    fast = {each.keys: each.count for each in figures.of(f"asked.{JOINT}", until)}
    rows = tuple(
        (*row, number(fast[each.keys]) if each.keys in fast else HIDDEN)
        for row, each in zip(found.rows, cells, strict=True)
    )
    named = [each for each in cells if len({figures.parents.get(k, k) for k in each.keys}) == 1]
    message = _("De flesta områden har färre än fem frågor var")
    if named:
        message = _("Flest frågor gällde %(area)s") % {
            "area": figures.label(ASKED.attribute("area"), named[0].keys)
        }
    return replace(
        found, message=message, columns=(*found.columns, _("Svar inom en arbetsdag")), rows=rows
    )
