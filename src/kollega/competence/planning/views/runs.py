"""Searches: starting one, how it stands, what it found, stopping it, and searching again."""

import uuid
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.competence.models import PlanRun
from kollega.competence.pages import Attempt, attempt
from kollega.competence.planning import clashing, comparing, rules, services, words
from kollega.competence.planning.asked import MEANS, YEARS, Asked, first_year, plan_years
from kollega.competence.planning.forms import StartForm, durations
from kollega.competence.planning.views.common import GET_AND_POST, page_zone, run_url, tabs, trail
from kollega.core import clock, dates
from kollega.core.actor import Role
from kollega.core.request import ActorRequest, unlogged
from kollega.ui.notes import say, warn
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Link, Progress

PAGE = 10
QUIET_SECONDS = 60
"""A search that has not been heard of for so long is waiting to be taken up again."""
State = PlanRun.State
STATE_KINDS = {State.DONE: "good", State.STOPPED: "mind", State.BROKEN: "bad"}


@require_http_methods(GET_AND_POST)
def overview(request: ActorRequest) -> HttpResponse:
    """Start a search, and the searches so far."""
    actor = request.actor
    rules.plan(actor).require()
    rows = (
        PlanRun.objects.filter(collaboration_id=actor.collaboration_id)
        .defer("scenario")
        .select_related("started_by")
        .order_by("-asked_at", "id")
    )
    page = Paginator(rows, PAGE).get_page(page_number(request))
    runs = list(page)
    years = plan_years()
    form = StartForm(
        request.POST or None, years=years, initial={"reached_by": years[-1] - 1, "id": uuid.uuid4()}
    )
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(form, lambda: _start(request, form))
        if tried.done:
            return redirect("competence:plan_run", form.cleaned_data["id"])
    context = {
        "form": form,
        "is_open": any(run.state in rules.OPEN for run in runs) and page.number == 1,
        "is_trial": not actor.has(Role.COORDINATOR),
        "runs": [
            (each, dates.moment(each.run.asked_at), STATE_KINDS.get(State(each.run.state), "info"))
            for each in comparing.earlier(actor, runs)
        ],
        "paging": Paging.of(request, page) if page.paginator.num_pages > 1 else None,
        "first": years[0],
        "last": years[-1],
        "tabs": tabs("plan_runs"),
        "zone": page_zone(request),
        "trail": trail(Link(_("Förslag"))),
    }
    return TemplateResponse(request, "competence/planning/runs.html", context, status=tried.status)


def _start(request: ActorRequest, form: StartForm) -> None:
    data = form.cleaned_data
    services.start(request.actor, public_id=data["id"], minutes=data["minutes"], asked=form.asked())


# --- One search -----------------------------------------------------------------------------------


@require_safe
def one(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """How a search stands; when it has ended, what it found."""
    actor = request.actor
    rules.plan(actor).require()
    run = rules.run_for(actor, run_id)
    asked = Asked.of(run.settings)
    context: dict[str, Any] = {
        "run": run,
        "subject_id": run.id,
        "asked": asked,
        "measure": {key: label for key, label, _hint in words.MEASURES}[asked.measure],
        "when": dates.moment(run.asked_at),
        "progress": _progress(run),
        "state_kind": STATE_KINDS.get(State(run.state), "info"),
        "trouble": words.trouble(run.notes.get("trouble", "")) if run.state == State.BROKEN else "",
        "may_steer": rules.steer(actor, run),
        "may_export": rules.set_basis(actor),
        "choices": _choices(run),
        "new_id": uuid.uuid4(),
        "durations": durations(),
        "asked_steps": _asked_steps(asked),
        "without": _without(asked),
        "means": [(each, words.MEANS[each], each in asked.without) for each in MEANS],
        "zone": page_zone(request),
        "trail": trail(
            Link(_("Förslag"), reverse("competence:plan_runs")), Link(dates.moment(run.asked_at))
        ),
    }
    if run.state in {State.DONE, State.STOPPED}:
        context |= _found(request, run, asked)
    return TemplateResponse(request, "competence/planning/run.html", context)


def _found(request: ActorRequest, run: PlanRun, asked: Asked) -> dict[str, Any]:
    actor = request.actor
    sides = comparing.sides(actor, run)
    parts = clashing.parts_of(actor, run)
    names = clashing.names_in(parts)
    towns = [(each["id"], each["name"]) for each in parts["municipalities"]]
    before = comparing.costs_of(actor, [run.based_on_id]) if run.based_on_id else {}
    return {
        "sides": sides,
        "any": any(each.found for each in sides),
        "table": comparing.side_by_side(sides, asked),
        "towns": comparing.by_town(sides, towns),
        "notes": _notes(run, names),
        "clash": clashing.claims(run.clash, parts, asked.first_year),
        "infeasible": bool(sides) and all(each.status == "infeasible" for each in sides),
        "tenth": comparing.last_tenth(run.last_tenth, names) if run.last_tenth else [],
        "before": comparing.against_before(sides, before, run.based_on_id)
        if run.based_on_id
        else [],
        "before_url": reverse("competence:plan_run", args=[run.based_on_id])
        if run.based_on_id
        else "",
    }


def _notes(run: PlanRun, names: dict[str, str]) -> list[str]:
    """What a reader must know of what was searched in."""
    notes, said = run.notes, []
    if silent := [names.get(each, "") for each in notes.get("silent", [])]:
        text = _(
            "Har inte svarat på budget och timmar för alla år. Det som saknas räknas som 0: %(towns)s."
        )
        said.append(text % {"towns": words.listed(silent)})
    if unstaffed := [names.get(each, "") for each in notes.get("unstaffed", [])]:
        text = _("Har ingen personal inlagd, så de egna målen där räknas inte: %(towns)s.")
        said.append(text % {"towns": words.listed(unstaffed)})
    if missing := notes.get("roads_missing"):
        text = ngettext(
            "%(n)s restid saknas och räknas som en och en halv timme.",
            "%(n)s restider saknas och räknas som en och en halv timme.",
            missing,
        )
        said.append(text % {"n": missing})
    if dropped := notes.get("dropped"):
        text = ngettext(
            "%(n)s valt steg kunde inte följa med, för det som det gällde finns inte längre.",
            "%(n)s valda steg kunde inte följa med, för det som de gällde finns inte längre.",
            dropped,
        )
        said.append(text % {"n": dropped})
    return said


@dataclass(frozen=True)
class Choice:
    """A step that the next search is to keep or leave out."""

    kind: str
    number: int
    sentence: str
    facts: str


def _choices(run: PlanRun) -> list[Choice]:
    """What has been chosen, what is kept first."""
    return [
        Choice(
            kind,
            number,
            words.Speaker(each["figures"]).step(each["step"], each["about"]),
            words.Speaker(each["figures"]).facts(each["step"]) if kind == services.KEEP else "",
        )
        for kind in (services.KEEP, services.LEAVE)
        for number, each in enumerate(run.choices.get(kind, []))
    ]


def _asked_steps(asked: Asked) -> str:
    return _kept_and_left(len(asked.locked), len(asked.removed))


def _without(asked: Asked) -> str:
    """'Sökt utan rekrytering och lånad kollega'; empty where every means was there."""
    names = [str(words.MEANS[each]).lower() for each in asked.without]
    return _("Sökt utan %(means)s") % {"means": words.listed(names)} if names else ""


def _kept_and_left(kept: int, left: int) -> str:
    said = []
    if kept:
        said.append(ngettext("%(n)s steg behålls", "%(n)s steg behålls", kept) % {"n": kept})
    if left:
        said.append(
            ngettext("%(n)s steg är borttaget", "%(n)s steg är borttagna", left) % {"n": left}
        )
    return words.listed(said) if said else ""


def _progress(run: PlanRun) -> Progress | None:
    """How far it has come: percent of the time, the best so far, how sure that is."""
    if run.state not in rules.OPEN:
        return None
    poll = reverse("competence:plan_progress", args=[run.id])
    if run.state == State.WAITING or run.began_at is None:
        text = _("Sökningen börjar så fort den får sin tur. Du kan lämna sidan.")
        return Progress(_("Väntar på att börja"), text=text, poll_url=poll, page_url=run_url(run))
    gone = (clock.now() - run.began_at).total_seconds()
    done = max(1, min(99, round(100 * gone / (60 * run.minutes))))
    return Progress(
        _label(run), done=done, total=100, text=_so_far(run), poll_url=poll, page_url=run_url(run)
    )


def _label(run: PlanRun) -> str:
    if run.state == State.STOPPING:
        return _("Avslutar, och tar vara på det bästa hittills")
    if not run.progress:
        return _("Samlar in underlaget")
    labels = {
        "cheapest": _("Söker det billigaste förslaget"),
        "least_travel": _("Söker förslaget med minst resor"),
        "robust": _("Söker det tåligaste förslaget"),
    }
    at = run.progress.get("at")
    return labels.get(at, _("Räknar ut vad den sista tiondelen av budgeten köper"))


def _so_far(run: PlanRun) -> str:
    silent = (clock.now() - (run.heard_at or run.asked_at)).total_seconds()
    if silent > QUIET_SECONDS:
        return _("Sökningen har tystnat. Den tas upp igen av sig själv, eller avbryts.")
    best, bound = run.progress.get("best"), run.progress.get("bound")
    said = _("Stapeln visar hur mycket av tiden som har gått. Du kan lämna sidan.")
    gap = max(0.0, best - bound) / best if best and bound is not None else 1.0
    if gap <= words.MOST_TOLD:
        sentence = words.from_best(run.progress.get("at"), gap)
        found = _("Det bästa hittills är %(sentence)s.") % {"sentence": sentence}
        return f"{found} {said}"
    if run.progress:
        found = (
            _("Ett förslag är hittat, och söks bättre.") if best else _("Inget förslag hittat än.")
        )
        return f"{found} {said}"
    return said


@unlogged
@require_safe
def progress(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """How it stands; draws the whole page anew when it has ended."""
    rules.plan(request.actor).require()
    work = _progress(rules.run_for(request.actor, run_id))
    if work is None:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return TemplateResponse(request, "competence/planning/progress.html", {"progress": work})


@require_POST
def stop(request: ActorRequest, run_id: UUID) -> HttpResponseRedirect:
    """End a search with its best so far."""
    rules.plan(request.actor).require()
    run = rules.run_for(request.actor, run_id, lock=True)
    if services.stop(request.actor, run):
        say(request, _("Sökningen avslutas. Det bästa hittills tas till vara."))
    return HttpResponseRedirect(run_url(run))


@require_POST
def again(request: ActorRequest, run_id: UUID) -> HttpResponseRedirect:
    """Search again: with the steps that were chosen, or as near to the targets as can be."""
    actor = request.actor
    rules.plan(actor).require()
    run = rules.run_for(actor, run_id)
    rules.steer(actor, run).require()
    before = Asked.of(run.settings)
    shift = first_year() - before.first_year
    asked = Asked(
        first_year=first_year(),
        years=YEARS,
        reached_by=before.reached_by + shift,
        measure=before.measure,
        weight=before.weight,
        allow_short=before.allow_short or "allow_short" in request.POST,
        locked=services.patterns(run, services.KEEP),
        removed=services.patterns(run, services.LEAVE),
        without=tuple(each for each in MEANS if each in request.POST.getlist("without")),
    )
    try:
        with transaction.atomic():
            made = services.start(
                actor,
                public_id=_posted_id(request),
                minutes=_posted_minutes(request, run),
                asked=asked,
                based_on=run,
            )
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
        return HttpResponseRedirect(run_url(run))
    return HttpResponseRedirect(run_url(made))


def _posted_id(request: ActorRequest) -> UUID:
    """The id that the page gave the new search, so that a second press finds the first's."""
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return uuid.uuid4()


def _posted_minutes(request: ActorRequest, run: PlanRun) -> int:
    """How long the new search may take; as long as the one before where nothing else is chosen."""
    chosen = request.POST.get("minutes", "")
    return int(chosen) if chosen in {str(each) for each, _label in durations()} else run.minutes
