"""A coordinated plan: who answers for it, what is agreed, and what each who takes part may see."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.casework.models import Party, Sip
from kollega.casework.models.plan import OUTSIDE
from kollega.casework.pages import GET_AND_POST, head
from kollega.casework.people import contact
from kollega.casework.plan import paper, queries, sharing
from kollega.casework.plan.forms import ConsentForm, SipForm
from kollega.casework.plan.gate import Here
from kollega.casework.plan.lines import Content, PartyLine
from kollega.casework.plan.pages import Page, one_form, plan_trail, plan_zone, with_plan
from kollega.core.request import ActorRequest, not_found
from kollega.ui.notes import say
from kollega.ui.parts import Link


@with_plan("work")
@require_http_methods(GET_AND_POST)
def sip(request: ActorRequest, here: Here) -> HttpResponse:
    """Make the plan a coordinated one, or change what stands about it."""
    rows = Sip.objects.filter(municipality_id=request.actor.municipality_id, plan=here.plan)
    names = ("version", "why", "body", "body_person", "begun_on", "meeting_on")
    row = rows.first()
    initial = {name: getattr(row, name) for name in names} if row else {}
    form = SipForm(request.POST if request.method == "POST" else None, initial=initial)
    page = Page(
        _("Samordnad individuell plan (SIP)"),
        _("Spara"),
        lead=_(
            "När både socialtjänsten och hälso- och sjukvården behövs och personen samtycker (10 kap. 8 § "
            "socialtjänstlagen). De andra är med på papper: var och en får ett blad med det hen själv lovar."
        ),
    )
    return one_form(
        request,
        here,
        form,
        page,
        lambda _id: sharing.write_sip(request.actor, here, **form.cleaned_data),
    )


@with_plan("work")
@require_http_methods(GET_AND_POST)
def consent(request: ActorRequest, here: Here, party_id: UUID) -> HttpResponse:
    """What the person agrees that this one may know."""
    row = _outside(request, here, party_id)
    form = ConsentForm(request.POST if request.method == "POST" else None)
    page = Page(
        _("Vad får %(name)s veta?") % {"name": row.name},
        _("Spara samtycket"),
        lead=_("Fråga personen. Säg att det går att ta tillbaka när som helst."),
        back=reverse("casework:plan_party_view", args=[here.plan.pk, party_id]),
    )
    return one_form(
        request,
        here,
        form,
        page,
        lambda row_id: sharing.consent(
            request.actor, here, row, public_id=row_id, **form.cleaned_data
        ),
    )


@with_plan("work")
@require_POST
def withdraw(request: ActorRequest, here: Here, party_id: UUID) -> HttpResponse:
    """The person has taken back what she agreed to."""
    _outside(request, here, party_id)
    sharing.withdraw(request.actor, here, party_id)
    say(request, _("Samtycket är tillbakataget. Inget mer lämnas ut."))
    return redirect("casework:plan_party_view", here.plan.pk, party_id)


def _outside(request: ActorRequest, here: Here, party_id: UUID) -> Party:
    row = Party.objects.filter(
        municipality_id=request.actor.municipality_id,
        plan=here.plan,
        pk=party_id,
        kind__in=list(OUTSIDE),
    ).first()
    if row is None:
        raise not_found()
    return row


def _party(plan: Content, party_id: UUID) -> PartyLine:
    found = plan.party(party_id)
    if found is None:
        raise not_found()
    return found


@with_plan()
@require_http_methods(["GET", "HEAD"])
def party_view(request: ActorRequest, here: Here, party_id: UUID) -> HttpResponse:
    """The plan as one who takes part may see it, for the worker to look at before it is handed over."""
    plan = queries.content(request.actor, here)
    party = _party(plan, party_id)
    context = {
        "here": here,
        "view": sharing.seen_by(plan, party),
        "party": party,
        "head": head(request.actor, here.person),
        "zone": plan_zone(request.actor),
        "trail": plan_trail(here, Link(_("Vad var och en ser"))),
    }
    return TemplateResponse(request, "casework/plan/party.html", context)


@with_plan()
@require_http_methods(["GET", "HEAD"])
def party_sheet(request: ActorRequest, here: Here, party_id: UUID) -> HttpResponse:
    """The same as a sheet to hand over. Without the person's yes there is none."""
    plan = queries.content(request.actor, here)
    view = sharing.seen_by(plan, _party(plan, party_id))
    if view.closed:
        return redirect("casework:plan_party_view", here.plan.pk, party_id)
    known = contact.of(request.actor, here.person)
    return paper.answer(paper.party_sheet(request.actor, here, plan, view, contact.sheet(known)))
