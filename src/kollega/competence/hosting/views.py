"""Which municipality holds a rare area for the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega.competence.hosting import queries, rules, services
from kollega.competence.hosting.forms import EndHostForm, HostForm
from kollega.competence.hosting.queries import HostLine
from kollega.competence.pages import Attempt, attempt, room_link, zone
from kollega.core.request import ActorRequest
from kollega.organisation.api import Area, area_choices, area_tree, municipalities
from kollega.ui.notes import say
from kollega.ui.parts import Link

GET_AND_POST = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class HeldArea:
    """An area with the hosts that hold it or will; an area nobody holds has none."""

    id: UUID
    title: str
    hosts: tuple[HostLine, ...]


@require_safe
def hosts(request: ActorRequest) -> HttpResponse:
    """Rare areas and their hosts, read by all; what has been stands below."""
    every = queries.hosts(request.actor)
    areas = _held(area_tree(request.actor), every)
    context = {
        "held": [area for area in areas if area.hosts],
        "missing": [area for area in areas if not area.hosts],
        "ended": [each for each in every if each.has_ended],
        "can_change": rules.change_hosts(request.actor),
        "zone": zone(request),
        "trail": [room_link(), Link(_("Stödkommuner"))],
    }
    return TemplateResponse(request, "competence/hosts.html", context)


def _held(tree: Iterable[Area], every: Iterable[HostLine]) -> list[HeldArea]:
    """Every rare area, and any other that somebody holds, in the tree's order."""
    current: dict[UUID, list[HostLine]] = {}
    for each in every:
        if not each.has_ended:
            current.setdefault(each.area_id, []).append(each)
    return [
        HeldArea(area.id, area.title, tuple(current.get(area.id, ())))
        for top in tree
        for area in (top, *top.children)
        if area.is_rare or area.id in current
    ]


@require_http_methods(GET_AND_POST)
def add(request: ActorRequest) -> HttpResponse:
    """Let a municipality hold an area."""
    actor = request.actor
    rules.change_hosts(actor).require()
    form = HostForm(
        request.POST or None,
        areas=area_choices(actor),
        towns=[(str(each.id), each.name) for each in municipalities(actor)],
        initial={"area": request.GET.get("omrade", "")},
    )
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(form, lambda: _add(request, form))
        if tried.done:
            say(request, _("Sparat. Alla i samverkan ser det nu."))
            return redirect("competence:hosts")
    context = {"form": form, "zone": zone(request), "trail": _trail(_("Lägg till stödkommun"))}
    return TemplateResponse(request, "competence/host_form.html", context, status=tried.status)


def _add(request: ActorRequest, form: HostForm) -> None:
    data = form.cleaned_data
    services.add_host(
        request.actor,
        public_id=data["id"],
        area_id=UUID(data["area"]),
        municipality_id=UUID(data["municipality"]),
        valid_from=data["valid_from"],
        is_second=data["place"] == HostForm.SECOND,
    )


@require_http_methods(GET_AND_POST)
def end(request: ActorRequest, host_id: UUID) -> HttpResponse:
    """Let a host's task end; it stays in the history."""
    actor = request.actor
    rules.change_hosts(actor).require()
    host = rules.host_for(actor, host_id, lock=request.method == "POST")
    form = EndHostForm(request.POST or None)
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: services.end_host(actor, host=host, last_day=form.cleaned_data["last_day"]),
        )
        if tried.done:
            say(request, _("Sparat. Det som har varit finns kvar längst ned på sidan."))
            return redirect("competence:hosts")
    context = {
        "form": form,
        "area": host.area.title,
        "municipality": host.municipality.name,
        "zone": zone(request),
        "trail": _trail(_("Avsluta")),
    }
    return TemplateResponse(request, "competence/host_end.html", context, status=tried.status)


def _trail(here: str) -> list[Link]:
    return [room_link(), Link(_("Stödkommuner"), reverse("competence:hosts")), Link(here)]
