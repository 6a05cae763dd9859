"""Background duty: who can be rung on which days."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.competence.lending import duty as services
from kollega.competence.lending import queries, rules
from kollega.competence.lending.forms import DutyForm, OfferDutyForm, TakeDutyForm
from kollega.competence.pages import Attempt, attempt, room_link, zone
from kollega.core import clock, notices
from kollega.core.request import ActorRequest
from kollega.organisation.api import municipalities
from kollega.ui.notes import say
from kollega.ui.parts import Confirmation, Link

GET_AND_POST = ["GET", "HEAD", "POST"]


def _trail(*more: Link) -> list[Link]:
    there = Link(_("Beredskap i bakgrunden"), reverse("competence:duties"))
    return [room_link(), there, *more]


@require_safe
def duties(request: ActorRequest) -> HttpResponse:
    """The periods with days left, read by all."""
    lines = queries.duties(request.actor)
    context = {
        "now": next((each for each in lines if each.is_now), None),
        "coming": [each for each in lines if not each.is_now],
        "nothing": not lines,
        "can_change": rules.change_duty(request.actor),
        "zone": zone(request),
        "trail": [room_link(), Link(_("Beredskap i bakgrunden"))],
    }
    return TemplateResponse(request, "competence/lending/duties.html", context)


@require_http_methods(GET_AND_POST)
def add(request: ActorRequest) -> HttpResponse:
    """Let one of the own staff have the duty some days."""
    actor = request.actor
    rules.change_duty(actor).require()
    form = DutyForm(request.POST or None, people=queries.own_staff(actor))
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(form, lambda: _add(request, form))
        if tried.done:
            say(request, _("Sparat. Alla i samverkan ser numret de dagarna."))
            return redirect("competence:duties")
    title = _("Lägg till beredskap")
    context = {"form": form, "title": title, "zone": zone(request), "trail": _trail(Link(title))}
    return TemplateResponse(
        request, "competence/lending/duty_form.html", context, status=tried.status
    )


def _add(request: ActorRequest, form: DutyForm) -> None:
    data = form.cleaned_data
    services.add(
        request.actor,
        public_id=data["id"],
        colleague_id=UUID(data["colleague"]),
        phone=data["phone"],
        first_day=data["first_day"],
        last_day=data["last_day"],
        reference=data["reference"],
    )


@require_safe
def duty(request: ActorRequest, duty_id: UUID) -> HttpResponse:
    """One period, and what can be done with it."""
    return _draw(request, duty_id)


def _draw(
    request: ActorRequest,
    duty_id: UUID,
    *,
    offer: OfferDutyForm | None = None,
    take: TakeDutyForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = request.actor
    row = rules.duty_for(actor, duty_id)
    line = queries.duty_line(actor, row)
    can_change, can_take = rules.own_duty(actor, row), rules.take_duty(actor, row)
    if can_change and offer is None:
        offer = OfferDutyForm(towns=_towns(request))
    if can_take and take is None:
        take = TakeDutyForm(people=queries.own_staff(actor))
    context = {
        "line": line,
        "subject_id": row.id,
        "can_change": can_change,
        "can_take": can_take,
        "offer": offer if can_change else None,
        "take": take if can_take else None,
        "zone": zone(request),
        "trail": _trail(Link(line.when)),
    }
    return TemplateResponse(request, "competence/lending/duty.html", context, status=status)


def _towns(request: ActorRequest) -> list[tuple[str, str]]:
    own = request.actor.municipality_id
    return [(str(each.id), each.name) for each in municipalities(request.actor) if each.id != own]


@require_POST
def offer(request: ActorRequest, duty_id: UUID) -> HttpResponse:
    """Ask another municipality to take the period over."""
    actor = request.actor
    row = rules.duty_for(actor, duty_id, lock=True)
    rules.own_duty(actor, row).require()
    form = OfferDutyForm(request.POST, towns=_towns(request))
    tried = attempt(form, lambda: services.offer(actor, duty=row, to=UUID(form.cleaned_data["to"])))
    if not tried.done:
        return _draw(request, duty_id, offer=form, status=tried.status)
    say(
        request,
        _("Frågan är skickad. Ni har beredskapen tills de säger ja."),
        undo_url=reverse("competence:keep_duty", args=[duty_id]),
    )
    return redirect("competence:duty", duty_id)


@require_POST
def take(request: ActorRequest, duty_id: UUID) -> HttpResponse:
    """Take a period over from another municipality."""
    actor = request.actor
    row = rules.duty_for(actor, duty_id, lock=True)
    rules.take_duty(actor, row).require()
    form = TakeDutyForm(request.POST, people=queries.own_staff(actor))
    tried = attempt(
        form,
        lambda: services.take(
            actor,
            duty=row,
            colleague_id=UUID(form.cleaned_data["colleague"]),
            phone=form.cleaned_data["phone"],
        ),
    )
    if not tried.done:
        return _draw(request, duty_id, take=form, status=tried.status)
    notices.clear(actor, duty_id)
    say(request, _("Ni har tagit över beredskapen de dagarna."))
    return redirect("competence:duties")


@require_POST
def keep(request: ActorRequest, duty_id: UUID) -> HttpResponse:
    """Nobody takes it over: taken back, or a no from the one who was asked."""
    actor = request.actor
    row = rules.duty_for(actor, duty_id, lock=True)
    services.take_back(actor, duty=row)
    notices.clear(actor, duty_id)
    say(request, _("Sparat. Beredskapen är kvar där den var."))
    return redirect("competence:duty", duty_id)


@require_http_methods(GET_AND_POST)
def remove(request: ActorRequest, duty_id: UUID) -> HttpResponse:
    """Take away what is left of a period, when it has been said what that means."""
    actor = request.actor
    row = rules.duty_for(actor, duty_id, lock=request.method == "POST")
    rules.own_duty(actor, row).require()
    if request.method == "POST":
        services.remove(actor, duty=row)
        notices.clear(actor, duty_id)
        say(request, _("Borttaget."))
        return redirect("competence:duties")
    days = queries.span(max(row.first_day, clock.today()), row.last_day)
    confirm = Confirmation(
        title=_("Ta bort de dagar som är kvar?"),
        consequences=[
            _("Ingen har beredskapen i bakgrunden %(days)s, och inget nummer visas.")
            % {"days": days},
            _("Dagar som har varit står kvar i årets redovisning."),
            _("Andra kommuner ser att dagarna är lediga, och kan lägga in dem."),
        ],
        action=_("Ta bort"),
        cancel_url=reverse("competence:duty", args=[duty_id]),
        dangerous=True,
    )
    context = {
        "confirm": confirm,
        "zone": zone(request),
        "trail": _trail(Link(queries.duty_line(actor, row).when, confirm.cancel_url)),
    }
    return TemplateResponse(request, "ui/confirm.html", context)
