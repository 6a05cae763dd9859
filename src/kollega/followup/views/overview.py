"""The overview: what has been told, a page for each side of it, and the same as files."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kollega.core.quarters import Quarter
from kollega.core.request import ActorRequest, not_found
from kollega.followup import charts, figures, rules, services
from kollega.followup.downloads import csv_file
from kollega.followup.figures import KINDS, Figure, Figures
from kollega.followup.views.common import chosen, home, quarter_links, tabs, zone
from kollega.ui.notes import say
from kollega.ui.parts import Column, KeyFigure, Table


@dataclass(frozen=True)
class Shown:
    """A figure with its drawing, where there is one, and the address of its file."""

    figure: Figure
    svg: SafeString | None
    csv_url: str


@require_safe
def collaboration(request: ActorRequest) -> HttpResponse:
    """How the collaboration is doing."""
    return _page(request, "overview", "samverkan", _("Överblick"))


@require_safe
def areas(request: ActorRequest) -> HttpResponse:
    """What is asked about."""
    return _page(request, "areas", "omraden", _("Överblick: områden"))


@require_safe
def effect(request: ActorRequest) -> HttpResponse:
    """What it gave."""
    return _page(request, "effect", "effekt", _("Överblick: så har det gått"))


def _page(request: ActorRequest, name: str, tab: str, title: str) -> HttpResponse:
    rules.see(request.actor).require()
    read = figures.read(request.actor)
    quarter = chosen(request, read)
    found = figures.of_tab(read, tab, quarter)
    context = {
        **_frame(request, name, title, read, quarter),
        "shown": shown(request, found, quarter),
        "missing": [each for each in found if each.empty],
        "key_figures": _key_figures(found),
        "recount": rules.recount(request.actor) if name == "overview" else None,
    }
    return TemplateResponse(request, "followup/figures.html", context)


def _frame(
    request: ActorRequest, name: str, title: str, read: Figures, quarter: Quarter
) -> dict[str, object]:
    return {
        "title": title,
        "tabs": tabs(name, quarter, read),
        "quarters": quarter_links(read, quarter),
        "zone": zone(request),
        "trail": [home()] if name != "overview" else [],
        "follow_up": rules.follow_up(request.actor),
    }


def shown(request: ActorRequest, found: list[Figure], quarter: Quarter) -> list[Shown]:
    """The figures that can be told, with what was drawn of them. One statement."""
    told = [each for each in found if not each.empty]
    drawn = charts.drawn(request.actor, [each.chart for each in told if each.chart])
    return [
        Shown(
            each,
            drawn.get(each.chart.digest) if each.chart else None,
            f"{reverse('followup:csv', args=[each.slug])}?kvartal={quarter}",
        )
        for each in told
    ]


def _key_figures(found: list[Figure]) -> list[KeyFigure]:
    """The few that somebody decides something by."""
    decisions = {
        "fragor": _("Går det ner flera kvartal i rad: fråga varför."),
        "svarstid": _("Sjunker den: se efter i vilka områden ingen kan svara."),
        "vantar": _("Väntar många mer än en vecka: be samordnaren fråga nästa grupp."),
    }
    return [
        KeyFigure(each.value, each.words, each.between, decisions.get(each.slug, ""))
        for each in found
        if each.value
    ]


@require_safe
def municipality(request: ActorRequest) -> HttpResponse:
    """The reader's own municipality: what it asked for and gave."""
    rules.see(request.actor).require()
    read = figures.read(request.actor)
    quarter = chosen(request, read)
    every = KINDS["kommuner"].build(read, quarter)
    own = read.towns.get(read.own_town, "")
    rows = [
        (label, number, span)
        for row in every.rows
        if row[0] == own
        for label, number, span in zip(every.columns[1:], row[1:], every.periods, strict=True)
    ]
    columns = [Column(_("Vad")), Column(_("Antal"), numeric=True), Column(_("Period"))]
    table = Table(every.period, columns, rows, hide_caption=True)
    context = {
        **_frame(request, "municipality", _("Överblick: min kommun"), read, quarter),
        "own": own,
        "table": table if rows else None,
        "hidden": any(number == figures.HIDDEN for _label, number, _span in rows),
    }
    return TemplateResponse(request, "followup/municipality.html", context)


@require_safe
def as_csv(request: ActorRequest, slug: str) -> HttpResponse:
    """A figure's table as a file."""
    rules.see(request.actor).require()
    known = KINDS.get(slug)
    if known is None:
        raise not_found()
    read = figures.read(request.actor)
    quarter = chosen(request, read)
    figure = known.build(read, quarter)
    columns = list(figure.columns or (_("Siffra"),))
    if figure.periods:
        spans = ("", *figure.periods)
        columns = [
            f"{title} ({span})" if span else title
            for title, span in zip(columns, spans, strict=True)
        ]
        return csv_file(f"{slug}-{quarter}", columns, figure.rows)
    rows = [(*row, figure.period) for row in figure.rows]
    return csv_file(f"{slug}-{quarter}", [*columns, _("Period")], rows)


@require_POST
def recount(request: ActorRequest) -> HttpResponse:
    """Count now instead of tonight."""
    services.recount(request.actor)
    say(request, _("Räknas nu. Läs om sidan om en stund."))
    return redirect("followup:overview")
