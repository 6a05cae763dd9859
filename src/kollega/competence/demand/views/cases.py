"""New cases: which quarters have been given, and the form for one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.competence.demand import cases, rules
from kollega.competence.demand.counting import back
from kollega.competence.demand.events import DUE
from kollega.competence.demand.forms import PREFIX, CasesForm
from kollega.competence.demand.views.overview import demand_link
from kollega.competence.pages import Attempt, attempt, own_zone, put, room_link
from kollega.core import access, dates
from kollega.core.quarters import Quarter
from kollega.core.request import ActorRequest, not_found
from kollega.ui.notes import say, warn
from kollega.ui.parts import Link, Zone

GET_AND_POST = ["GET", "HEAD", "POST"]


def cases_zone(request: ActorRequest) -> Zone | None:
    """It stays in the municipality, for its managers."""
    return own_zone(request, _("Bara chefer ser siffrorna."))


def cases_link() -> Link:
    """The way back to the quarters."""
    return Link(_("Nya ärenden"), reverse("competence:cases"))


@require_safe
def quarters(request: ActorRequest) -> HttpResponse:
    """Which quarters the municipality has given its cases of."""
    actor = request.actor
    rules.give_cases(actor).require()
    found = cases.given(actor)
    context = {
        "lines": [
            {
                "quarter": str(each.quarter),
                "title": cases.title_of(each.quarter).capitalize(),
                "is_given": each.version > 0,
                "total": each.total,
                "areas": each.areas,
                "can_undo": each.can_undo,
                "changed": dates.day(each.changed_at) if each.changed_at else "",
            }
            for each in found.values()
        ],
        "subject_id": actor.municipality_id,
        "notice_kind": DUE,
        "zone": cases_zone(request),
        "trail": [room_link(), demand_link(), Link(_("Nya ärenden"))],
    }
    return TemplateResponse(request, "competence/demand/quarters.html", context)


@require_safe
def due(request: ActorRequest, municipality_id: UUID) -> HttpResponse:
    """Where a reminder leads: the quarters of the municipality that it told of."""
    if request.actor.municipality_id != municipality_id:
        raise not_found()
    return quarters(request)


@require_http_methods(GET_AND_POST)
def quarter(request: ActorRequest, said: str) -> HttpResponse:
    """How many new cases there were in a quarter."""
    actor = request.actor
    rules.give_cases(actor).require()
    which = rules.quarter_for(said)
    found = cases.given(actor)
    access.opened("inflow", actor.municipality_id)
    form = _form(request, which, found)
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: cases.give(
                actor,
                quarter=which,
                counts=form.counts(),
                version=form.cleaned_data["version"],
            ),
        )
        if tried.done:
            undo = reverse("competence:undo_cases", args=[which])
            say(request, _("Sparat. Samverkans siffror räknas i natt."), undo_url=undo)
            return redirect("competence:cases")
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "clash": tried.clash,
        "own": form.groups(own=True),
        "others": form.groups(own=False),
        "title": cases.title_of(which),
        "before": cases.title_of(back(which, 1)),
        "zone": cases_zone(request),
        "trail": [room_link(), demand_link(), cases_link(), Link(cases.title_of(which))],
    }
    return TemplateResponse(request, "competence/demand/cases.html", context, status=tried.status)


def _form(request: ActorRequest, which: Quarter, found: dict[Quarter, cases.Given]) -> CasesForm:
    used: set[UUID] = {area for each in found.values() for area, n in each.counts.items() if n}
    before = found.get(back(which, 1))
    now = found[which]
    initial = {f"{PREFIX}{area}": n for area, n in now.counts.items()}
    return CasesForm(
        request.POST or None,
        initial=initial | {"version": now.version},
        areas=cases.every_area(request.actor),
        used=frozenset(used),
        before=before.counts if before else {},
    )


@require_POST
def undo(request: ActorRequest, said: str) -> HttpResponse:
    """Put back what stood before the latest change."""
    rules.give_cases(request.actor).require()
    which = rules.quarter_for(said)
    if cases.undo(request.actor, quarter=which):
        say(request, _("Ångrat. Nu står det som innan."))
    else:
        warn(request, _("Det finns inget att ångra."))
    return redirect("competence:cases")
