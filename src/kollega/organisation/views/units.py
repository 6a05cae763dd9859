"""The municipality's units."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.core.request import ActorRequest
from kollega.organisation import gate, rules, services
from kollega.organisation.forms import UnitForm
from kollega.organisation.queries.staff import units as all_units
from kollega.organisation.views.common import attempt, draw, own_zone
from kollega.ui.notes import say, warn
from kollega.ui.parts import Link


@require_http_methods(["GET", "HEAD", "POST"])
def units(request: ActorRequest) -> HttpResponse:
    """Every unit, and adding one."""
    rules.change_units(request.actor).require()
    form = UnitForm(request.POST or None, new=True)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: services.add_unit(
                request.actor, name=form.cleaned_data["name"], public_id=form.cleaned_data["id"]
            ),
        )
        if tried.done:
            say(request, _("Enheten är tillagd."))
            return redirect("organisation:units")
        status = tried.status
    context = {"form": form, "units": all_units(request.actor)}
    return draw(
        request, "units.html", context, title=_("Enheter"), zone=own_zone(request), status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Give a unit another name."""
    rules.change_units(request.actor).require()
    posting = request.method == "POST"
    found = gate.unit_for(request.actor, public_id, lock=posting)
    name = found.name
    initial = {"name": found.name, "version": found.version}
    form = UnitForm(request.POST if posting else None, new=False, initial=initial)
    status, clash = 200, None
    if posting:
        tried = attempt(
            form,
            lambda: services.rename_unit(
                request.actor,
                unit=found,
                version=form.cleaned_data["version"],
                name=form.cleaned_data["name"],
            ),
        )
        if tried.done:
            say(request, _("Sparat."))
            return redirect("organisation:units")
        status, clash = tried.status, tried.clash
    context = {"form": form, "clash": clash, "public_id": public_id}
    under = (Link(_("Enheter"), reverse("organisation:units")),)
    return draw(
        request,
        "unit.html",
        context,
        title=name,
        zone=own_zone(request),
        under=under,
        status=status,
    )


@require_POST
def remove_unit(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Take away a unit where nobody has worked."""
    rules.change_units(request.actor).require()
    found = gate.unit_for(request.actor, public_id, lock=True)
    try:
        services.remove_unit(request.actor, unit=found)
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
    else:
        say(request, _("Enheten är borttagen."))
    return redirect("organisation:units")
