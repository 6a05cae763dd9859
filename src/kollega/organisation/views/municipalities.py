"""The municipalities that share, and the agreement each part rests on."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega.core.request import ActorRequest
from kollega.organisation import gate, rules, services
from kollega.organisation.forms import EndForm, JoinForm
from kollega.organisation.queries.municipalities import parts
from kollega.organisation.views.common import attempt, draw, shared_zone
from kollega.ui.notes import say
from kollega.ui.parts import Link


@require_safe
def municipalities(request: ActorRequest) -> HttpResponse:
    """Who takes part, from when and under which agreement."""
    context = {"parts": parts(request.actor)}
    zone = shared_zone(request)
    return draw(request, "municipalities.html", context, title=_("Kommuner"), zone=zone)


def _under() -> tuple[Link, ...]:
    return (Link(_("Kommuner"), reverse("organisation:municipalities")),)


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: ActorRequest) -> HttpResponse:
    """Let a municipality take part."""
    actor = request.actor
    rules.change_agreements(actor).require()
    form = JoinForm(request.POST or None)
    status = 200
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: services.welcome_municipality(
                actor,
                public_id=form.cleaned_data["id"],
                **{name: value for name, value in form.cleaned_data.items() if name != "id"},
            ),
        )
        if tried.done:
            say(request, _("%(name)s deltar.") % {"name": form.cleaned_data["name"]})
            return redirect("organisation:municipalities")
        status = tried.status
    title, zone = _("Lägg till en kommun"), shared_zone(request)
    return draw(
        request,
        "municipality_new.html",
        {"form": form},
        title=title,
        zone=zone,
        under=_under(),
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Let a municipality's part end; what happens is shown before."""
    actor = request.actor
    rules.change_agreements(actor).require()
    posting = request.method == "POST"
    agreement = gate.agreement_for(actor, public_id, lock=posting)
    form = EndForm(request.POST if posting else None, first=agreement.valid_from)
    status = 200
    if posting:
        tried = attempt(
            form,
            lambda: services.leave(
                actor, agreement=agreement, last_day=form.cleaned_data["last_day"]
            ),
        )
        if tried.done:
            say(request, _("Sparat."))
            return redirect("organisation:municipalities")
        status = tried.status
    context = {"form": form, "name": agreement.municipality.name}
    title, zone = _("Avsluta kommunens del"), shared_zone(request)
    return draw(
        request,
        "municipality_leave.html",
        context,
        title=title,
        zone=zone,
        under=_under(),
        status=status,
    )
