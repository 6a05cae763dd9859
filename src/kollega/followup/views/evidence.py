"""What the municipality keeps for follow-up: seen, filled in and fetched by manager and coordinator."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.core import access, clock
from kollega.core.request import ActorRequest
from kollega.followup import evidence as kept
from kollega.followup import rules, services
from kollega.followup.downloads import csv_file
from kollega.followup.forms import EntryForm
from kollega.followup.views.common import home, own_zone
from kollega.ui.notes import say
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Column, Link, Table


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: ActorRequest) -> HttpResponse:
    """Everything that is kept, and a form for what cannot be counted."""
    actor = request.actor
    rules.follow_up(actor).require()
    form = EntryForm(request.POST or None) if request.method == "POST" else EntryForm()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        entry = services.add_entry(
            actor,
            public_id=data["id"],
            kind=data["kind"],
            day=data["day"],
            amount=data["amount"],
            note=data["note"],
        )
        undo = reverse("followup:remove_entry", args=[entry.id])
        say(request, _("Sparat."), undo_url=undo)
        return redirect("followup:evidence")
    lines = kept.staff(actor)
    number = page_number(request)
    entries = kept.entries(actor, number)
    context = {
        "form": form,
        "entries": entries.held,
        "removed": entries.removed,
        "paging": Paging.beside(request, number, has_next=entries.has_next),
        "exposures": _exposures(kept.exposures(actor)),
        "staff": _staff(lines),
        "changes": [f"{each:%Y-%m}" for each in kept.manager_changes(lines)],
        "zone": own_zone(request),
        "trail": [home(), Link(_("Underlag"))],
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "followup/evidence.html", context, status=status)


def _exposures(found: list[kept.Exposure]) -> Table:
    rows = [(each.function, each.first.isoformat(), each.until) for each in found]
    columns = [Column(_("Funktion")), Column(_("Från")), Column(_("Till"))]
    return Table(_("Vad som har varit påslaget"), columns, rows, hide_caption=True)


def _staff(lines: list[kept.StaffLine]) -> Table | None:
    moved = [each for each in lines if each.began or each.ended]
    latest = max((each.month for each in lines), default=None)
    there = [each for each in lines if each.month == latest]
    chosen = moved + [each for each in there if each not in moved]
    if not chosen:
        return None
    chosen.sort(key=lambda each: each.role_label)
    chosen.sort(key=lambda each: each.month, reverse=True)
    rows = [
        (f"{each.month:%Y-%m}", each.role_label, str(each.began), str(each.ended), str(each.there))
        for each in chosen
    ]
    columns = [
        Column(_("Månad")),
        Column(_("Roll")),
        Column(_("Började"), numeric=True),
        Column(_("Slutade"), numeric=True),
        Column(_("I slutet av månaden"), numeric=True),
    ]
    return Table(_("Personal in och ut"), columns, rows, hide_caption=True)


@require_POST
def remove(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Take something away; it can be taken back."""
    rules.follow_up(request.actor).require()
    entry = rules.entry_for(request.actor, public_id, lock=True)
    services.remove_entry(request.actor, entry)
    undo = reverse("followup:restore_entry", args=[entry.id])
    say(request, _("Borttaget."), undo_url=undo)
    return redirect("followup:evidence")


@require_POST
def restore(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Take back what was taken away."""
    rules.follow_up(request.actor).require()
    entry = rules.entry_for(request.actor, public_id, lock=True)
    services.restore_entry(request.actor, entry)
    say(request, _("Tillbaka i listan."))
    return redirect("followup:evidence")


@require_safe
def as_csv(request: ActorRequest) -> HttpResponse:
    """The register as a file."""
    rows = _register(request)
    return csv_file(f"underlag-{clock.today()}", kept.COLUMNS, rows)


@require_safe
def as_json(request: ActorRequest) -> HttpResponse:
    """The register with its data dictionary."""
    rows = [dict(zip(kept.COLUMNS, row, strict=True)) for row in _register(request)]
    body = {
        "municipality": request.actor.municipality_name,
        "made": clock.today().isoformat(),
        "dictionary": {name: str(words) for name, words in kept.DICTIONARY},
        "rows": rows,
    }
    answer = JsonResponse(body, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="underlag-{clock.today()}.json"'
    return answer


def _register(request: ActorRequest) -> list[kept.Row]:
    rules.follow_up(request.actor).require()
    access.opened("figures", request.actor.municipality_id)
    return kept.register(request.actor)
