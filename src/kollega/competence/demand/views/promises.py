"""Hours that colleagues promise, against what came of them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kollega.competence import words as room_words
from kollega.competence.demand import promises, signals, standing
from kollega.competence.demand.standing import Half, Promise, Promised
from kollega.competence.demand.views.overview import demand_link
from kollega.competence.models import Kept
from kollega.competence.pages import room_link, zone
from kollega.core import clock, dates, quarters
from kollega.core.actor import Role
from kollega.core.request import ActorRequest
from kollega.organisation.api import area_tree, municipalities
from kollega.ui.parts import Link

HIDDEN = "–"


@dataclass(frozen=True)
class Line:
    """What is promised somewhere, and what became of it; a dash where it may not be told."""

    title: str
    promise: Promise
    asked: str = HIDDEN
    kept: str = HIDDEN
    late: str = HIDDEN
    unpromised: str = HIDDEN
    calls: str = HIDDEN

    @property
    def is_told(self) -> bool:
        return HIDDEN not in (self.asked, self.kept)


@require_safe
def overview(request: ActorRequest) -> HttpResponse:
    """What is promised now, and how it went in the latest half-year that has settled."""
    actor = request.actor
    found = standing.promised(actor)
    halves = standing.halves(actor)
    half = halves[0] if halves else None
    names = {str(each.id): each.name for each in municipalities(actor)}
    titles = {area.id: area.title for top in area_tree(actor) for area in (top, *top.children)}
    own = found.own
    since = promises.half_of(clock.today())
    context: dict[str, Any] = {
        "period": quarters.in_words(half.first, promises.last_of(half.first)) if half else "",
        "whole": half.whole if half else None,
        "before": _before(halves),
        "towns": _towns(found, half, names),
        "areas": _areas(found, half, titles),
        "has_areas": bool(half and half.areas),
        "here": [
            Line(titles[area], each)
            for area, each in found.here.items()
            if area in titles and actor.has(Role.MANAGER)
        ],
        "people": sum(each.people for each in found.towns.values()),
        "hours": sum(each.hours for each in found.towns.values()),
        "town": actor.municipality_name,
        "own": room_words.hours(own.weekdays, own.hour_from, own.hour_to) if own else "",
        "most": own.most if own else 0,
        "is_colleague": actor.colleague_id is not None,
        "mine": signals.own_answers(actor, since) if actor.colleague_id else None,
        "since": dates.day(since),
        "zone": zone(request),
        "trail": [room_link(), demand_link(), Link(_("Utlovade svarstider"))],
    }
    context["here"].sort(key=lambda each: each.title)
    return TemplateResponse(request, "competence/demand/promises.html", context)


def _before(halves: list[Half]) -> list[tuple[str, int, str]]:
    """Earlier half-years: (period, asked, kept), the last empty where it may not be told."""
    return [
        (
            quarters.in_words(each.first, promises.last_of(each.first)),
            each.whole.asked,
            "" if each.whole.kept is None else str(each.whole.kept),
        )
        for each in halves[1:]
    ]


def _towns(found: Promised, half: Half | None, names: dict[str, str]) -> list[Line]:
    """In the alphabet's order: nobody is ranked."""
    kept = dict(half.towns) if half else {}
    lines = []
    for unit, promise in found.units:
        known = [names[town] for town in unit if town in names]
        if known:
            lines.append(_line(", ".join(sorted(known)), promise, kept.get(unit)))
    order = {name: place for place, name in enumerate(names.values())}
    return sorted(lines, key=lambda each: order[each.title.split(", ")[0]])


def _areas(found: Promised, half: Half | None, titles: dict[UUID, str]) -> list[Line]:
    kept = half.areas if half else {}
    return [
        _line(title, found.areas.get(area, Promise()), kept.get(area))
        for area, title in titles.items()
        if area in found.areas or area in kept
    ]


def _line(title: str, promise: Promise, kept: Kept | None) -> Line:
    if kept is None:
        return Line(title, promise)
    return Line(
        title,
        promise,
        str(kept.asked),
        _shown(kept.kept),
        _shown(kept.late),
        # Where the two could not be told apart, the one before it holds both.
        _shown(kept.unpromised),
        _shown(kept.calls),
    )


def _shown(number: int | None) -> str:
    return HIDDEN if number is None else str(number)
