"""Reading strategy documents: the versions, and one of them."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from kollega.border import takedown
from kollega.competence.models import Strategy, StrategyText
from kollega.competence.pages import zone
from kollega.competence.strategy import queries, rules, texts, words
from kollega.competence.strategy.contents import Contents
from kollega.competence.strategy.queries import Sheet
from kollega.competence.strategy.views import common
from kollega.core import dates
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest
from kollega.ui.parts import Cell, Column, KeyFigure, Link, Table

State = Strategy.State


@dataclass(frozen=True)
class Version:
    """A version in the list."""

    url: str
    title: str
    number: int
    state: str
    kind: str
    when: str


@require_safe
def strategies(request: ActorRequest) -> HttpResponse:
    """Every version: what holds first, then what is being worked at, then what was."""
    found = queries.versions(request.actor)
    order = {State.ADOPTED: 0, State.SENT: 1, State.DRAFT: 1, State.REPLACED: 2}
    rows = [_version(each) for each in sorted(found, key=lambda each: order[each.state])]
    context = {
        "versions": rows,
        "holds": any(each.state == State.ADOPTED for each in found),
        "prepares": rules.prepares(request.actor),
        "steers": rules.steer(request.actor),
        "zone": zone(request),
        "trail": common.trail(),
    }
    return TemplateResponse(request, "competence/strategy/list.html", context)


def _version(each: queries.Line) -> Version:
    days = {
        State.SENT: (_("Skickad till nämnderna %(day)s"), each.sent_on),
        State.ADOPTED: (_("Gäller sedan %(day)s"), each.adopted_on),
        State.REPLACED: (_("Ersattes %(day)s"), each.replaced_on),
    }
    said, day = days.get(each.state, ("", None))
    return Version(
        url=reverse("competence:strategy", args=[each.id]),
        title=_("Strategi för kompetens %(years)s")
        % {"years": words.years(each.first_year, each.last_year)},
        number=each.number,
        state=str(each.state.label),
        kind=common.KINDS[each.state],
        when=said % {"day": dates.day(day)} if day else "",
    )


# --- One document ---------------------------------------------------------------------------------


@require_safe
def strategy(request: ActorRequest, strategy_id: UUID) -> HttpResponse:
    """The document: where it stands, what it costs, who decides what, and ways further in."""
    actor = request.actor
    row = rules.strategy_for(actor, strategy_id)
    sheet = queries.sheet(row)
    steers = rules.steer(actor)
    context = {
        "sheet": sheet,
        "row": row,
        "title": common.title(row),
        "state": str(State(row.state).label),
        "kind": common.KINDS[row.state],
        "lead": _lead(sheet),
        "figures": _figures(sheet),
        "costs": _costs(sheet.contents),
        "burden": _burden(sheet.contents),
        "fairness": words.fairness(sheet.contents),
        "shared": _shared(sheet.contents),
        "decides": _decides(sheet.contents),
        "boards": _boards(actor, sheet),
        "earlier": _earlier(sheet),
        "texts": _texts(sheet),
        "days": [(dates.day(day)) for day in row.follow_up_days],
        "papers": _papers(row, sheet.contents, actor),
        "other": row.number > 1,
        "is_draft": row.state == State.DRAFT,
        "is_sent": row.state == State.SENT,
        "steers": steers,
        "may_edit": rules.edit(actor, row),
        "is_down": takedown.is_down(row.id),
        "all_decided": row.state == State.SENT and len(sheet.now) == len(sheet.contents.places),
        "zone": zone(request),
        "trail": common.trail(row),
    }
    return TemplateResponse(request, "competence/strategy/strategy.html", context)


def _lead(sheet: Sheet) -> str:
    row, contents = sheet.row, sheet.contents
    if row.state == State.DRAFT:
        return _("Ett utkast. Bara chefer och samordnare ser det.")
    if row.state == State.SENT:
        told = {
            "count": len(sheet.now),
            "all": len(contents.places),
            "day": dates.day(row.sent_on) if row.sent_on else "",
        }
        return _("Skickad %(day)s. %(count)s av %(all)s nämnder har beslutat.") % told
    if row.state == State.REPLACED:
        day = dates.day(row.replaced_on) if row.replaced_on else ""
        return _("Gällde till %(day)s, då en ny version tog vid.") % {"day": day}
    day = dates.day(row.adopted_on) if row.adopted_on else ""
    return _("Antagen av nämnderna. Gäller sedan %(day)s.") % {"day": day}


def _figures(sheet: Sheet) -> list[KeyFigure]:
    contents = sheet.contents
    goals, measures = len(contents.goals), len(sheet.measures)
    return [
        KeyFigure(str(goals), ngettext("mål", "mål", goals)),
        KeyFigure(str(measures), ngettext("åtgärd", "åtgärder", measures)),
        KeyFigure(words.kronor(contents.cost), _("alla år och kommuner")),
        KeyFigure(words.hours(contents.hours), _("arbetstid, resor inräknade")),
    ]


def _costs(contents: Contents) -> Table:
    by = {(each.place, each.year): each.cost for each in contents.costs}
    years = list(contents.years)
    rows: list[list[Cell | str]] = [
        [
            place.name,
            *(words.kronor(by.get((place.id, year), 0)) for year in years),
            words.kronor(contents.cost_of(place.id)),
        ]
        for place in contents.places
    ]
    totals = [sum(cost for (_place, at), cost in by.items() if at == year) for year in years]
    rows.append([_("Alla"), *(words.kronor(each) for each in totals), words.kronor(contents.cost)])
    return Table(
        caption=_("Kostnad för varje kommun och år"),
        columns=[
            Column(_("Kommun")),
            *(Column(str(year), numeric=True) for year in years),
            Column(_("Alla år"), numeric=True),
        ],
        rows=rows,
    )


def _burden(contents: Contents) -> Table:
    """What each municipality bears, beside how large it is."""
    all_of_them = sum(each.inhabitants for each in contents.places)
    rows: list[list[Cell | str]] = []
    for place in contents.places:
        mine = contents.cost_of(place.id)
        rows.append(
            [
                place.name,
                words.hours(contents.hours_of(place.id)),
                words.kronor(round(mine / place.inhabitants)),
                words.share(mine, contents.cost),
                words.share(place.inhabitants, all_of_them),
            ]
        )
    return Table(
        caption=_("Hur det fördelas"),
        columns=[
            Column(_("Kommun")),
            Column(_("Arbetstid"), numeric=True),
            Column(_("Per invånare"), numeric=True),
            Column(_("Andel av kostnaden"), numeric=True),
            Column(_("Andel av invånarna"), numeric=True),
        ],
        rows=rows,
    )


def _shared(contents: Contents) -> list[str]:
    return [
        _("%(name)s %(year)s: %(groups)s, %(cost)s. Delas efter antalet invånare.")
        % {
            "name": each.name,
            "year": each.year,
            "groups": ngettext("%(n)s grupp", "%(n)s grupper", each.groups) % {"n": each.groups},
            "cost": words.kronor(each.cost),
        }
        for each in contents.shared
    ]


def _decides(contents: Contents) -> Table:
    kinds = {each.kind: each.responsible for each in contents.measures}
    return Table(
        caption=_("Vem som beslutar och ansvarar"),
        columns=[Column(_("Åtgärd")), Column(_("Beslutar")), Column(_("Ansvarar"))],
        rows=[
            [str(label), str(words.DECIDES[kind]), str(words.ROLES[kinds[kind]])]
            for kind, label in words.KINDS.items()
            if kind in kinds
        ],
        hide_caption=True,
    )


def _boards(actor: Actor, sheet: Sheet) -> Table | None:
    """What each board has said; none before it was sent."""
    if not sheet.row.sending:
        return None
    rows: list[list[Cell | str]] = []
    for place in sheet.contents.places:
        said = sheet.now.get(place.id)
        may = rules.decide(actor, sheet.row, UUID(place.id))
        url = reverse("competence:strategy_decision", args=[sheet.row.id, place.id]) if may else ""
        if said is None:
            told: list[Cell | str] = [Cell(_("inget beslut än"), state="info"), "", ""]
        else:
            state = Cell(said.label, state=common.OUTCOME_KINDS[said.outcome])
            told = [state, dates.day(said.day), said.paragraph]
        press = _("Ändra beslutet i %(town)s") if said else _("Skriv in beslutet i %(town)s")
        link: list[Cell | str] = [Cell(press % {"town": place.name}, url=url)] if url else [""]
        rows.append([place.name, *told, *link])
    columns = [Column(_("Kommun")), Column(_("Beslut")), Column(_("Dag")), Column(_("Paragraf"))]
    if not any(isinstance(row[-1], Cell) for row in rows):
        rows = [row[:-1] for row in rows]
    else:
        columns.append(Column(_("Skriv in")))
    return Table(caption=_("Nämndernas beslut"), columns=columns, rows=rows, hide_caption=True)


def _earlier(sheet: Sheet) -> list[str]:
    names = sheet.contents.place_names
    return [
        f"{names.get(each.place, '')}: {each.label} {dates.day(each.day)}, {each.paragraph}"
        for each in sheet.earlier
    ]


@dataclass(frozen=True)
class TextLine:
    """A text that can be written in a draft."""

    label: str
    text: str
    url: str


def _texts(sheet: Sheet) -> dict[str, TextLine]:
    parts = (StrategyText.Part.PREFACE, StrategyText.Part.SHARING, StrategyText.Part.DECIDING)
    return {
        part.value: TextLine(
            str(texts.LABELS[part]),
            sheet.text(part),
            reverse("competence:strategy_text", args=[sheet.row.id, texts.ref_of(part, None)]),
        )
        for part in parts
    }


def _papers(row: Strategy, contents: Contents, actor: Actor) -> list[Link]:
    """The document on paper: the common one, the own municipality's, and the others'."""
    url = reverse("competence:strategy_pdf", args=[row.id])
    mine = str(actor.municipality_id)
    places = sorted(contents.places, key=lambda each: each.id != mine)
    return [
        Link(_("Gemensam"), url),
        *(Link(place.name, f"{url}?kommun={place.id}") for place in places),
    ]
