"""The collaboration's practice areas."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.core.request import ActorRequest, not_found
from kollega.organisation import gate, rules, services
from kollega.organisation.area_fields import TEXTS
from kollega.organisation.forms import AreaForm, MergeForm
from kollega.organisation.models import PracticeArea
from kollega.organisation.queries import areas as queries
from kollega.organisation.views.common import attempt, draw, shared_zone
from kollega.ui.notes import say, warn
from kollega.ui.parts import Link


def _under(*more: Link) -> tuple[Link, ...]:
    return (Link(_("Områden"), reverse("organisation:areas")), *more)


def _page(area: PracticeArea) -> Link:
    return Link(area.title, reverse("organisation:area", args=[area.id]))


@require_safe
def areas(request: ActorRequest) -> HttpResponse:
    """The tree."""
    tree, merged = queries.areas_and_merged(request.actor)
    context = {"tree": tree, "merged": merged}
    return draw(request, "areas.html", context, title=_("Områden"), zone=shared_zone(request))


@require_POST
def adopt(request: ActorRequest) -> HttpResponse:
    """Take in what is missing of the common list."""
    actor = request.actor
    rules.change_areas(actor).require()
    if actor.collaboration_id is None:
        raise not_found()
    added = services.adopt_default_areas(actor, collaboration_id=actor.collaboration_id)
    text = ngettext("%(n)s område hämtades.", "%(n)s områden hämtades.", len(added))
    say(request, text % {"n": len(added)})
    return redirect("organisation:areas")


@require_safe
def area(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """One area with its history."""
    found = gate.area_for(request.actor, public_id)
    shown, into, history = queries.area_page(request.actor, found)
    context = {"area": shown, "into": into, "history": history}
    return draw(
        request, "area.html", context, title=shown.title, zone=shared_zone(request), under=_under()
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_area(request: ActorRequest) -> HttpResponse:
    """Add an area."""
    rules.change_areas(request.actor).require()
    form = AreaForm(request.POST or None, new=True, tops=queries.area_tree(request.actor))
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: services.add_area(
                request.actor, public_id=form.cleaned_data["id"], **_posted(form)
            ),
        )
        if tried.done:
            say(request, _("Området är tillagt."))
            return redirect("organisation:area", form.cleaned_data["id"])
        status = tried.status
    context = {"form": form, "clash": None, "back": reverse("organisation:areas")}
    title = _("Lägg till ett område")
    return draw(
        request,
        "area_form.html",
        context,
        title=title,
        zone=shared_zone(request),
        under=_under(),
        status=status,
    )


def _posted(form: AreaForm) -> dict[str, Any]:
    posted = form.cleaned_data
    fields = (*TEXTS, "synonyms", "is_rare")
    return {field: posted[field] for field in fields} | {"parent_id": posted["parent"]}


@require_http_methods(["GET", "HEAD", "POST"])
def change_area(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Change an area."""
    rules.change_areas(request.actor).require()
    posting = request.method == "POST"
    found = gate.area_for(request.actor, public_id, lock=posting)
    here = _page(found)
    form = AreaForm(
        request.POST if posting else None,
        new=False,
        tops=[top for top in queries.area_tree(request.actor) if top.id != found.id],
        initial=_stored(found),
    )
    status, clash = 200, None
    if posting:
        tried = attempt(
            form,
            lambda: services.change_area(
                request.actor, area=found, version=form.cleaned_data["version"], **_posted(form)
            ),
        )
        if tried.done:
            say(request, _("Sparat."))
            return redirect("organisation:area", public_id)
        status, clash = tried.status, tried.clash
    context = {"form": form, "clash": clash, "back": here.url}
    title = _("Ändra området")
    return draw(
        request,
        "area_form.html",
        context,
        title=title,
        zone=shared_zone(request),
        under=_under(here),
        status=status,
    )


def _stored(area: PracticeArea) -> dict[str, Any]:
    stored = {field: getattr(area, field) for field in (*TEXTS, "is_rare", "version")}
    parent = str(area.parent_id) if area.parent_id else ""
    return stored | {"parent": parent, "synonyms": "\n".join(area.synonyms)}


@require_http_methods(["GET", "HEAD", "POST"])
def merge_area(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Let an area go up in another; what happens is shown before."""
    rules.change_areas(request.actor).require()
    posting = request.method == "POST"
    found = gate.area_for(request.actor, public_id, lock=posting)
    form = MergeForm(
        request.POST if posting else None,
        choices=queries.area_choices(request.actor, without=found.id),
    )
    status = 200
    if posting:
        tried = attempt(form, lambda: _merge(request, form, found))
        if tried.done:
            restore = reverse("organisation:undo_merge", args=[public_id])
            say(request, _("Områdena är ihopslagna."), undo_url=restore)
            return redirect("organisation:areas")
        status = tried.status
    context = {"form": form, "area": found.title, "back": _page(found).url}
    title = _("Slå ihop området med ett annat")
    return draw(
        request,
        "area_merge.html",
        context,
        title=title,
        zone=shared_zone(request),
        under=_under(_page(found)),
        status=status,
    )


def _merge(request: ActorRequest, form: MergeForm, found: PracticeArea) -> None:
    into = gate.area_for(request.actor, UUID(form.cleaned_data["into"]), lock=True)
    services.merge_area(request.actor, area=found, into=into)


@require_POST
def undo_merge(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Take a merge back: the area stands by itself again."""
    rules.change_areas(request.actor).require()
    found = gate.area_for(request.actor, public_id, lock=True)
    try:
        services.split_area(request.actor, area=found)
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
    else:
        say(request, _("Området används igen."))
    return redirect("organisation:area", public_id)


@require_POST
def restore_area(request: ActorRequest, public_id: UUID, change_id: UUID) -> HttpResponse:
    """Bring an area back to what it was before a change."""
    rules.change_areas(request.actor).require()
    found = gate.area_for(request.actor, public_id, lock=True)
    change = gate.area_change_for(request.actor, found, change_id)
    try:
        services.restore_area(request.actor, area=found, change=change)
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
    else:
        say(request, _("Området är återställt."))
    return redirect("organisation:area", public_id)
