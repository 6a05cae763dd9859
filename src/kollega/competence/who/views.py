"""'Vem kan det här?': colleagues by area, with a number to ring."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kollega.competence import words
from kollega.competence.hosting import queries as hosting
from kollega.competence.hosting.queries import HostLine
from kollega.competence.names import is_seen
from kollega.competence.pages import zone
from kollega.competence.profile import rules as profile
from kollega.competence.who import queries, rules
from kollega.competence.who.finding import matching
from kollega.core.request import ActorRequest, not_found
from kollega.organisation.api import Area, area_tree
from kollega.swedish import sort_key
from kollega.ui.paging import Paging, address
from kollega.ui.parts import Link

PAGE = 20
LONGEST = 80


@dataclass(frozen=True)
class RareArea:
    """A rare area and who holds it, on the page where nothing has been searched for."""

    id: UUID
    title: str
    hosts: str


@require_safe
def who(request: ActorRequest) -> HttpResponse:
    """Choose an area or write a word; then the colleagues who can."""
    actor = request.actor
    tree = area_tree(actor)
    flat = {area.id: area for top in tree for area in (top, *top.children)}
    text = request.GET.get("ord", "").strip()[:LONGEST]
    found = matching(flat.values(), text) if text else _chosen(request, flat)
    hosts = hosting.hosts_by_area(hosting.hosts(actor))
    context = {
        "tree": [
            (top.title, [(each.id, each.title) for each in (top, *top.children)]) for top in tree
        ],
        "text": text,
        "area": found[0] if found else None,
        "others": found[1:],
        "rare": [] if found or text else _rare(flat, hosts),
        "zone": zone(request),
        "sees_staff": bool(profile.see_staff(actor)),
        "searched": bool(text) or bool(found),
        **(_people(request, found[0], hosts) if found else {}),
    }
    return TemplateResponse(request, "competence/who.html", context)


def _chosen(request: ActorRequest, flat: dict[UUID, Area]) -> list[Area]:
    """The area in the address; 404 where it is none of the collaboration's."""
    raw = request.GET.get("omrade", "")
    if not raw:
        return []
    try:
        return [flat[UUID(raw)]]
    except (ValueError, KeyError):
        raise not_found() from None


def _rare(flat: dict[UUID, Area], hosts: dict[UUID, list[HostLine]]) -> list[RareArea]:
    return [
        RareArea(
            area.id, area.title, ", ".join(each.municipality for each in hosts.get(area.id, []))
        )
        for area in sorted(flat.values(), key=lambda area: sort_key(area.title))
        if area.is_rare
    ]


def _people(
    request: ActorRequest, area: Area, hosts: dict[UUID, list[HostLine]]
) -> dict[str, object]:
    """The colleagues who can the area, or one of those under it, a page at a time."""
    free_only = request.GET.get("lediga") == "1"
    inside = (area, *area.children)
    titles = {each.id: each.title for each in area.children}
    holders = queries.who_knows(request.actor, inside, free_only=free_only)
    page = Paginator(holders, PAGE).get_page(request.GET.get("page"))
    return {
        "lines": [queries.line(request.actor, each, titles.get(each.area_id, "")) for each in page],
        "paging": Paging.of(request, page) if page.paginator.num_pages > 1 else None,
        "hosts": hosts.get(area.id, []),
        "free_only": free_only,
        "views": [
            (_("Alla"), address(request, lediga=None, page=None), not free_only),
            (_("Lediga nu"), address(request, lediga="1", page=None), free_only),
        ],
    }


@require_safe
def colleague(request: ActorRequest, colleague_id: UUID) -> HttpResponse:
    """One colleague: how to reach her, and what she can."""
    actor = request.actor
    found = rules.colleague_for(actor, colleague_id)
    is_hidden = not is_seen(actor, found, hides=bool(getattr(found, "is_hidden", False)))
    areas = [area for top in area_tree(actor) for area in (top, *top.children)]
    lines = queries.lines_of(actor, colleague_id, areas)
    context = {
        "name": found.name,
        "phone": found.phone,
        "presentation": ""
        if is_hidden
        else ", ".join(
            part for part in (found.title, found.unit_name, found.municipality.name) if part
        ),
        "tel": words.tel(found.phone),
        "lines": lines,
        "first": lines[0] if lines else None,
        "is_me": found.id == actor.colleague_id,
        "name_hidden": is_hidden,
        "zone": zone(request),
        "trail": [Link(_("Vem kan det här?"), reverse("competence:who")), Link(found.name)],
    }
    return TemplateResponse(request, "competence/colleague.html", context)
