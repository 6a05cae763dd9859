"""The municipality's people: who works where, with which roles, and until when."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.core.request import ActorRequest
from kollega.organisation import gate, rules, services
from kollega.organisation.forms import EndForm, PersonForm
from kollega.organisation.models import Membership
from kollega.organisation.queries import staff as queries
from kollega.organisation.views.common import attempt, draw, own_zone, page_number
from kollega.ui.notes import say
from kollega.ui.paging import Paging
from kollega.ui.parts import Link, Zone


@require_safe
def people(request: ActorRequest) -> HttpResponse:
    """Everybody at work, or those who have left."""
    rules.change_staff(request.actor).require()
    ended = request.GET.get("visa") == "slutat"
    places, shown = queries.staff(request.actor, ended=ended, page=page_number(request))
    context = {
        "places": places,
        "ended": ended,
        "paging": Paging.of(request, shown) if shown.paginator.num_pages > 1 else None,
    }
    return draw(request, "people.html", context, title=_("Personal"), zone=_zone(request))


def _zone(request: ActorRequest) -> Zone:
    return own_zone(request, _("Namn, titel, enhet och telefon visas för kollegor i samverkan."))


def _under() -> tuple[Link, ...]:
    return (Link(_("Personal"), reverse("organisation:people")),)


@require_http_methods(["GET", "HEAD", "POST"])
def add_person(request: ActorRequest) -> HttpResponse:
    """Give somebody a place in the municipality."""
    rules.change_staff(request.actor).require()
    units = queries.units(request.actor)
    form = PersonForm(request.POST or None, actor=request.actor, units=units)
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _add(request, form))
        if tried.done:
            name = form.cleaned_data["name"]
            say(request, _("%(name)s är tillagd. En inbjudan skickas.") % {"name": name})
            return redirect("organisation:people")
        status = tried.status
    context = {"form": form, "units": units, "clash": None}
    title = _("Lägg till en person")
    return draw(
        request,
        "person_new.html",
        context,
        title=title,
        zone=_zone(request),
        under=_under(),
        status=status,
    )


def _add(request: ActorRequest, form: PersonForm) -> None:
    posted = form.cleaned_data
    services.add_person(
        request.actor,
        public_id=posted["id"],
        unit=gate.unit_for(request.actor, UUID(posted["unit"])),
        **{
            field: posted[field]
            for field in ("name", "email", "phone", "title", "roles", "valid_from", "valid_to")
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """See and change somebody's place."""
    actor = request.actor
    rules.change_staff(actor).require()
    posting = request.method == "POST"
    membership = gate.membership_for(actor, public_id, lock=posting)
    phone = queries.own_phone(actor, membership.account_id)
    form = PersonForm(
        request.POST if posting else None,
        actor=actor,
        units=queries.units(actor),
        membership=membership,
        initial=_stored(membership, phone),
    )
    status, clash = 200, None
    if posting:
        tried = attempt(form, lambda: _change(request, form, membership, phone))
        if tried.done:
            say(request, _("Sparat."))
            return redirect("organisation:people")
        status, clash = tried.status, tried.clash
    kept = set(membership.roles) - {str(role) for role in rules.grantable(actor)}
    context = {
        "form": form,
        "clash": clash,
        "membership": _shown(membership),
        "roles": rules.change_roles(actor, membership),
        "end": rules.end_membership(actor, membership),
        "kept_roles": bool(kept),
    }
    return draw(
        request,
        "person.html",
        context,
        title=membership.name,
        zone=_zone(request),
        under=_under(),
        status=status,
    )


def _stored(membership: Membership, phone: str) -> dict[str, Any]:
    fields = ("version", "name", "title", "roles", "valid_from", "valid_to")
    stored = {field: getattr(membership, field) for field in fields}
    return stored | {"phone": phone, "unit": str(membership.unit_id)}


def _shown(membership: Membership) -> dict[str, Any]:
    return {
        "id": membership.id,
        "email": membership.account.email,
        "roles": services.words(membership, "")["roles"][1],
        "ended": membership.valid_to,
    }


def _change(request: ActorRequest, form: PersonForm, membership: Membership, phone: str) -> None:
    posted = form.cleaned_data
    services.change_membership(
        request.actor,
        membership=membership,
        was_phone=phone,
        unit=gate.unit_for(request.actor, UUID(posted["unit"])),
        roles=posted.get("roles", ()),
        **{
            field: posted[field]
            for field in ("version", "name", "phone", "title", "valid_from", "valid_to")
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end_person(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Let somebody's place end; what happens is shown before."""
    actor = request.actor
    rules.change_staff(actor).require()
    posting = request.method == "POST"
    membership = gate.membership_for(actor, public_id, lock=posting)
    rules.end_membership(actor, membership).require()
    form = EndForm(request.POST if posting else None, first=membership.valid_from)
    status = 200
    if posting:
        tried = attempt(
            form,
            lambda: services.end_membership(
                actor, membership=membership, last_day=form.cleaned_data["last_day"]
            ),
        )
        if tried.done:
            told = {"name": membership.name, "day": form.cleaned_data["last_day"].isoformat()}
            say(request, _("%(name)s har sin sista dag %(day)s.") % told)
            return redirect("organisation:people")
        status = tried.status
    context = {"form": form, "name": membership.name, "public_id": public_id}
    title = _("Avsluta platsen")
    return draw(
        request,
        "person_end.html",
        context,
        title=title,
        zone=_zone(request),
        under=_under(),
        status=status,
    )


@require_POST
def invite(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Send a new invitation to somebody who has not chosen a password yet."""
    rules.change_staff(request.actor).require()
    membership = gate.membership_for(request.actor, public_id)
    services.invite(request.actor, membership=membership)
    say(request, _("En ny inbjudan skickas om personen inte redan kan logga in."))
    return redirect("organisation:person", public_id)
