"""One proposal: its costs, its steps by area with why each is there, and steps to keep or leave out."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kollega.competence.hosting.holding import holders
from kollega.competence.hosting.reading import held
from kollega.competence.models import PlanAlias, PlanProposal, PlanRun
from kollega.competence.planning import comparing, rules, services, words
from kollega.competence.planning.asked import Asked, pattern
from kollega.competence.planning.views.common import page_zone, run_url, trail
from kollega.competence.planning.words import Speaker
from kollega.core import clock, dates
from kollega.core.actor import Actor, Role
from kollega.core.request import ActorRequest, not_found
from kollega.organisation.api import staff_names
from kollega.swedish import sort_key
from kollega.ui.notes import say
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Column, Link, Table

PAGE = 25
FREE = "free"
"""The button that takes a choice back."""
SAID = {
    services.KEEP: gettext_lazy("Nästa sökning behåller steget."),
    services.LEAVE: gettext_lazy("Nästa sökning gör sig utan steget."),
}
MOST_TARGETS = 12


@dataclass(frozen=True)
class Line:
    """A step: what is done, when and for how much, why, and whether the next search keeps it."""

    number: int
    sentence: str
    facts: str
    reasons: tuple[str, ...]
    state: str


@dataclass(frozen=True)
class Group:
    """An area with its steps."""

    title: str
    lines: tuple[Line, ...]


def own_names(actor: Actor, run: PlanRun, people: dict[str, Any]) -> dict[str, str]:
    """Opaque id → name, of the actor's own staff where she is their manager. Two statements.

    The database shows the ids' rows to managers of their own municipality only, and to those they are about.
    """
    if not actor.has(Role.MANAGER):
        return {}
    aliases = dict(
        PlanAlias.objects.filter(
            municipality_id=actor.municipality_id, series_id=run.series_id
        ).values_list("opaque", "account_id")
    )
    mine = {opaque: account for opaque, account in aliases.items() if opaque in people}
    names = staff_names(actor, mine.values()) if mine else {}
    return {opaque: names[account] for opaque, account in mine.items() if account in names}


def step_pattern(step: dict[str, Any]) -> dict[str, Any]:
    """The pattern of just this step."""
    area = step["area"] if step["kind"] == "shadowing" else None
    return pattern(
        means=step["means"],
        year=step["year"],
        person=step["person"],
        area=area,
        municipality=step["municipality"],
        taker=step["taker"],
    )


@require_safe
def proposal(request: ActorRequest, run_id: UUID, goal: str) -> HttpResponse:
    """A proposal with its steps, page by page."""
    actor = request.actor
    rules.plan(actor).require()
    run = rules.run_for(actor, run_id)
    found = rules.proposal_for(actor, run, goal)
    if not found.figures:
        raise not_found()
    speaker = Speaker(found.figures, own_names(actor, run, found.figures["people"]))
    town = request.GET.get("kommun", "")
    order = [at for at in _in_order(found, speaker) if _concerns(found, at, town)]
    page = Paginator(order, PAGE).get_page(page_number(request))
    asked = Asked.of(run.settings)
    context = {
        "run": run,
        "proposal": found,
        "title": found.get_goal_display(),
        "good_at": words.good_at(found.goal, found.figures),
        "proven": words.proven(found.plan),
        "cost": words.kronor(found.figures["cost"]),
        "hours": words.hours(found.figures["working_minutes"]),
        "travel": words.hours(found.figures["travel_minutes"]),
        "met": comparing.targets_met(found.figures),
        "costs": _costs(found, asked),
        "short": _targets(speaker, found.figures["short"]),
        "fragile": _targets(speaker, found.figures["fragile"]),
        "fragile_count": len(found.figures["fragile"]),
        "groups": _groups(run, found, speaker, list(page)),
        "towns": sorted((speaker.name(each), each) for each in found.figures["towns"]),
        "town": town,
        "steps": len(found.plan["steps"]),
        "shown": len(order),
        "hosts": _hosts(actor, found, speaker),
        "may_steer": rules.steer(actor, run),
        "adopt_url": _adopt_url(actor, found),
        "named": bool(speaker.own),
        "page": page.number,
        "paging": Paging.of(request, page) if page.paginator.num_pages > 1 else None,
        "zone": page_zone(
            request,
            _("Namnen på era egna ser bara chefer hos er.") if speaker.own else "",
        ),
        "trail": trail(
            Link(_("Förslag"), reverse("competence:plan_runs")),
            Link(dates.moment(run.asked_at), run_url(run)),
            Link(found.get_goal_display()),
        ),
    }
    return TemplateResponse(request, "competence/planning/proposal.html", context)


def _adopt_url(actor: Actor, found: PlanProposal) -> str:
    """Where the coordinator makes a strategy document of it."""
    if not rules.set_basis(actor):
        return ""
    return reverse("competence:make_strategy", args=[found.id])


def _in_order(found: PlanProposal, speaker: Speaker) -> list[int]:
    """The steps by area, then by year."""
    about, steps = found.figures["steps"], found.plan["steps"]
    return sorted(
        range(len(steps)),
        key=lambda at: (speaker.name(about[at]["under"]), steps[at]["year"], at),
    )


def _concerns(found: PlanProposal, at: int, town: str) -> bool:
    """Whether a step is about a municipality; all are where none is asked for."""
    step, about = found.plan["steps"][at], found.figures["steps"][at]
    return not town or town in {about["home"], step["municipality"], step["taker"]}


def _groups(run: PlanRun, found: PlanProposal, speaker: Speaker, order: list[int]) -> list[Group]:
    about, steps = found.figures["steps"], found.plan["steps"]
    made: dict[str, list[Line]] = {}
    for at in order:
        line = Line(
            number=at,
            sentence=speaker.step(steps[at], about[at]),
            facts=speaker.facts(steps[at]),
            reasons=tuple(speaker.reasons(found.reasons[at], about[at]["under"])),
            state=_state(run, steps[at]),
        )
        made.setdefault(speaker.name(about[at]["under"]), []).append(line)
    return [Group(title, tuple(lines)) for title, lines in made.items()]


def _state(run: PlanRun, step: dict[str, Any]) -> str:
    """Whether the next search keeps the step, leaves it out, or (empty) decides itself."""
    wanted = step_pattern(step)
    if wanted in services.patterns(run, services.KEEP):
        return services.KEEP
    if services.without_year(wanted) in services.patterns(run, services.LEAVE):
        return services.LEAVE
    return ""


def _targets(speaker: Speaker, demands: list[dict[str, Any]]) -> list[str]:
    """Targets, each once whatever the year, at most so many."""
    distinct = {(each["target"], each["municipality"]): each for each in demands}
    said = [speaker.demand(each) for each in list(distinct.values())[:MOST_TARGETS]]
    if len(distinct) > MOST_TARGETS:
        said.append(_("och %(n)s till") % {"n": len(distinct) - MOST_TARGETS})
    return said


def _costs(found: PlanProposal, asked: Asked) -> Table:
    """What each municipality pays each year, its hours and its time on the road."""
    figures = found.figures
    years = [str(year) for year in range(asked.first_year, asked.last_year + 1)]
    rows = []
    for town, by_year in figures["towns"].items():
        pairs = [by_year.get(year, [0, 0]) for year in years]
        rows.append(
            [
                figures["names"].get(town, ""),
                *(words.kronor(cost) for cost, _minutes in pairs),
                words.kronor(sum(cost for cost, _minutes in pairs)),
                words.hours(sum(minutes for _cost, minutes in pairs)),
            ]
        )
    return Table(
        caption=_("Vad varje kommun betalar och arbetar"),
        columns=[
            Column(_("Kommun")),
            *(Column(year, numeric=True) for year in years),
            Column(_("I allt"), numeric=True),
            Column(_("Arbetstid"), numeric=True),
        ],
        rows=sorted(rows),
        hide_caption=True,
    )


@dataclass(frozen=True)
class HostLine:
    """Who is to hold an area. `today`: who holds it now, where that is somebody else or nobody."""

    text: str
    today: str


def _hosts(actor: Actor, found: PlanProposal, speaker: Speaker) -> list[HostLine]:
    """Who is to hold the rare areas, against who does today; those who stand in for days are passed
    over. Two statements, where anybody is to hold anything."""
    proposed = found.figures["hosts"]
    if not proposed:
        return []
    known, today = held(actor), clock.today()
    lines = []
    for each in proposed:
        now = holders(known.tasks, (), UUID(each["area"]), today, is_second=False)
        told = {"area": speaker.name(each["area"]), "town": speaker.name(each["municipality"])}
        towns = sorted((known.towns[town] for town in now), key=sort_key)
        differs = UUID(each["municipality"]) not in now
        text = _("i dag %(town)s") % {"town": words.listed(towns)} if towns else _("i dag ingen")
        lines.append(HostLine(_("%(area)s: %(town)s") % told, text if differs else ""))
    return lines


@require_POST
def choose(request: ActorRequest, run_id: UUID, goal: str) -> HttpResponseRedirect:
    """Let the next search keep a step, leave it out, or decide itself again."""
    actor = request.actor
    rules.plan(actor).require()
    run = rules.run_for(actor, run_id, lock=True)
    found = rules.proposal_for(actor, run, goal)
    steps = found.plan["steps"]
    kind, raw = next(
        ((kind, request.POST[kind]) for kind in (*SAID, FREE) if kind in request.POST), ("", "")
    )
    if not raw.isdecimal() or not int(raw) < len(steps):
        raise not_found()
    place = int(raw)
    services.choose(
        actor,
        run,
        kind="" if kind == FREE else kind,
        pattern=step_pattern(steps[place]),
        shown=_shown(found.figures, steps[place], place),
    )
    say(request, str(SAID.get(kind, _("Nästa sökning bestämmer själv om steget."))))
    page, town = request.POST.get("page", ""), request.POST.get("kommun", "")
    query = urlencode({name: value for name, value in (("page", page), ("kommun", town)) if value})
    url = reverse("competence:plan_proposal", args=[run.id, goal])
    return HttpResponseRedirect(f"{url}?{query}#steg-{raw}")


def _shown(figures: dict[str, Any], step: dict[str, Any], place: int) -> dict[str, Any]:
    """What the step is told by where no proposal has it: itself, and the names that it needs."""
    about = figures["steps"][place]
    people = {
        each: figures["people"][each] for each in (step["person"], step["supervisor"]) if each
    }
    used = {step["means"], step["municipality"], step["taker"], *about["areas"]}
    used |= {town for town, _number in people.values()}
    names = {id_: name for id_, name in figures["names"].items() if id_ in used}
    return {"step": step, "about": about, "figures": {"people": people, "names": names}}


@require_POST
def unchoose(request: ActorRequest, run_id: UUID) -> HttpResponseRedirect:
    """Take back a choice, from the search's own page."""
    rules.plan(request.actor).require()
    run = rules.run_for(request.actor, run_id, lock=True)
    raw = request.POST.get("number", "")
    if not raw.isdecimal():
        raise not_found()
    services.unchoose(request.actor, run, kind=request.POST.get("kind", ""), number=int(raw))
    say(request, _("Nästa sökning bestämmer själv om steget."))
    return HttpResponseRedirect(run_url(run))
