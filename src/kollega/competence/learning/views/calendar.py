"""The collaboration's calendar, what one goes to oneself, and what one's staff go to."""

import re
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kollega.competence.learning import queries, rules
from kollega.competence.learning.planned import planned
from kollega.competence.learning.queries import ROUND, Line, StaffOccasion, Wanted
from kollega.competence.learning.views.common import id_of, trail, tree_choices
from kollega.competence.models import OccasionKind
from kollega.competence.pages import own_zone, zone
from kollega.core import clock, dates
from kollega.core.request import ActorRequest
from kollega.organisation.api import area_tree, colleagues_by_ids, municipalities
from kollega.ui.paging import Paging, address
from kollega.ui.parts import Link

MOST_LINES = 60
MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Day:
    """What a day has. `is_before`: earlier this month."""

    number: str
    weekday: str
    words: str
    is_today: bool
    is_before: bool
    lines: tuple[Line, ...]


def _month(raw: str) -> date:
    """'2027-03' as its first day; this month for anything else."""
    found = MONTH.fullmatch(raw)
    if found:
        return date(int(found[1]), int(found[2]), 1)
    return clock.today().replace(day=1)


@require_safe
def month(request: ActorRequest) -> HttpResponse:
    """A month: courses, supervision, other meetings and rounds, in order of time."""
    actor, chosen = request.actor, request.GET
    tree = area_tree(actor)
    areas = {str(each.id): each for top in tree for each in (top, *top.children)}
    towns = municipalities(actor)
    kind = chosen.get("slag", "")
    town = id_of(chosen.get("kommun"))
    wanted = Wanted(
        month=_month(chosen.get("manad", "")),
        kind=kind if kind in {*OccasionKind.values, ROUND} else "",
        area=areas.get(chosen.get("omrade", "")),
        municipality_id=town if town in {each.id for each in towns} else None,
    )
    own = queries.mine(actor)
    lines = queries.month_lines(actor, wanted, own)
    this = clock.today().replace(day=1)
    days = _days(lines[:MOST_LINES])
    context = {
        "title": date_format(wanted.month, "F Y"),
        "month": wanted.month.strftime("%Y-%m"),
        "days": [each for each in days if not each.is_before],
        "before": [each for each in days if each.is_before],
        "left_out": max(0, len(lines) - MOST_LINES),
        "offers": [each for each in own if each.state == "offered"],
        "has_own": bool(own),
        "is_narrow": bool(wanted.kind or wanted.area or wanted.municipality_id),
        "turning": Paging(
            "",
            address(request, manad=queries.before(wanted.month).strftime("%Y-%m")),
            address(request, manad=queries.following(wanted.month).strftime("%Y-%m")),
        ),
        "back_url": address(request, manad=None) if wanted.month != this else "",
        "kinds": [
            *((each.value, str(each.label).capitalize()) for each in OccasionKind),
            (ROUND, _("Runda")),
        ],
        "kind": wanted.kind,
        "areas": tree_choices(tree),
        "area": str(wanted.area.id) if wanted.area else "",
        "towns": towns,
        "town": wanted.municipality_id,
        "can_arrange": rules.arrange(actor),
        "sees_staff": rules.manage_staff(actor),
        "zone": zone(request),
        "trail": trail(),
    }
    return TemplateResponse(request, "competence/learning/calendar.html", context)


def _days(lines: list[Line]) -> list[Day]:
    found: dict[date, list[Line]] = {}
    for line in lines:
        found.setdefault(clock.local(line.starts_at).date(), []).append(line)
    return [
        Day(
            number=str(day.day),
            weekday=date_format(day, "D"),
            words=date_format(day, "l j F"),
            is_today=day == clock.today(),
            is_before=day < clock.today() and day.replace(day=1) == clock.today().replace(day=1),
            lines=tuple(here),
        )
        for day, here in found.items()
    ]


@require_safe
def own(request: ActorRequest) -> HttpResponse:
    """What one goes to oneself, what one waits for, and the way to one's own calendar."""
    found = queries.mine(request.actor)
    now = clock.now()
    context = {
        "offers": [each for each in found if each.state == "offered"],
        "ahead": [each for each in found if each.state != "offered" and each.first_at > now],
        "before": [each for each in found if each.first_at <= now and each.state == "booked"],
        "nothing": not found,
        "zone": own_zone(request, _("Din chef och den som ordnar ser vad du har plats på.")),
        "trail": trail(Link(_("Det jag ska gå på"))),
    }
    return TemplateResponse(request, "competence/learning/own.html", context)


@dataclass(frozen=True)
class Person:
    """One of the staff, and how it stands."""

    name: str
    state: str
    was_there: bool


@dataclass(frozen=True)
class StaffDay:
    """An occasion with who of the staff goes."""

    url: str
    title: str
    when: str
    cancelled: bool
    people: tuple[Person, ...]


@require_safe
def staff(request: ActorRequest) -> HttpResponse:
    """What one's staff go to, and what has been decided that they should go to."""
    actor = request.actor
    rules.manage_staff(actor).require()
    over = request.GET.get("visa") == "har-varit"
    found = queries.staff_occasions(actor, over=over)[:MOST_LINES]
    people = colleagues_by_ids(actor, {line.colleague_id for each in found for line in each.people})
    context = {
        "occasions": [
            _staff_day(each, {id_: one.name for id_, one in people.items()}) for each in found
        ],
        "planned": [] if over else planned(actor),
        "over": over,
        "zone": own_zone(request, _("Chefer här ser det, och den som ordnar ser de egna.")),
        "trail": trail(Link(_("Medarbetarnas kurser"))),
    }
    return TemplateResponse(request, "competence/learning/staff.html", context)


def _staff_day(each: StaffOccasion, names: dict[object, str]) -> StaffDay:
    people = [
        Person(
            names.get(line.colleague_id, ""),
            _was_there(line.attended) or line.state,
            line.attended is True,
        )
        for line in each.people
    ]
    return StaffDay(
        url=reverse("competence:occasion", args=[each.id]),
        title=each.title,
        when=each.when,
        cancelled=each.cancelled,
        people=tuple(people),
    )


def _was_there(attended: bool | None) -> str:
    return {None: "", True: _("var med"), False: _("var inte med")}[attended]


def said(day: date | None) -> str:
    """A day in words, empty for none."""
    return dates.day(day) if day else ""
