"""Who is in a plan: the one who holds it, the cases that take part, and those outside the social services."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kollega.casework.models import Case, Party, PartyKind, PlanCase
from kollega.casework.pages import GET_AND_POST, head
from kollega.casework.plan import queries, services, together
from kollega.casework.plan.forms import AnswerForm, HandForm, PartyForm
from kollega.casework.plan.gate import Here
from kollega.casework.plan.pages import Page, one_form, plan_trail, plan_zone, with_plan
from kollega.core.request import ActorRequest, denied, not_found
from kollega.ui.notes import say, warn
from kollega.ui.parts import Link


@with_plan()
@require_http_methods(GET_AND_POST)
def people(request: ActorRequest, here: Here) -> HttpResponse:
    """Who takes part, and asking more of the person's cases to; answering a case that asks."""
    if request.method == "POST":
        return _join(request, here)
    shown = queries.content(request.actor, here)
    inside = {each.case_id for each in shown.cases if each.accepted is not False}
    rows = (
        Case.objects.filter(
            municipality_id=request.actor.municipality_id,
            person=here.person,
            closed_on__isnull=True,
        )
        .exclude(pk__in=inside)
        .select_related("unit")
        .order_by("number")[:20]
    )
    context = {
        "here": here,
        "plan": shown,
        "others": [
            (each.pk, each.number, each.unit.name, each.get_kind_display()) for each in rows
        ],
        "head": head(request.actor, here.person),
        "zone": plan_zone(request.actor),
        "trail": plan_trail(here, Link(_("Vilka som är med"))),
    }
    return TemplateResponse(request, "casework/plan/people.html", context)


def _join(request: ActorRequest, here: Here) -> HttpResponse:
    if not here.may_change:
        raise denied(_("Du är inte med i planen."))
    own = {"municipality_id": request.actor.municipality_id}
    do = request.POST.get("do")
    try:
        case_id = UUID(request.POST.get("case", ""))
    except ValueError:
        raise not_found() from None
    try:
        if do == "ask":
            case = Case.objects.filter(**own, person=here.person, pk=case_id).first()
            if case is None:
                raise not_found()
            together.ask_case(request.actor, here, case)
            say(request, _("Frågan är ställd. De som arbetar med ärendet svarar."))
        else:
            row = (
                PlanCase.objects.select_for_update(of=("self",))
                .select_related("plan", "case__unit")
                .filter(**own, plan=here.plan, case_id=case_id)
                .first()
            )
            if row is None or do not in ("yes", "no", "leave"):
                raise not_found()
            if do == "leave":
                together.leave(request.actor, here, row)
            elif not row.from_case or not here.may_hand_over:
                raise denied(_("Det är någon annans att svara på."))
            else:
                together.answer_case(request.actor, row, yes=do == "yes")
            say(request, _("Sparat."))
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
    return redirect("casework:plan_people", here.plan.pk)


@with_plan("work")
@require_http_methods(GET_AND_POST)
def party(request: ActorRequest, here: Here, party_id: UUID | None = None) -> HttpResponse:
    """Somebody who takes part from outside."""
    names = ("version", "kind", "name", "called_on", "comes")
    row = None
    if party_id is not None:
        rows = Party.objects.filter(municipality_id=request.actor.municipality_id, plan=here.plan)
        row = rows.exclude(kind__in=[PartyKind.PERSON, PartyKind.UNIT]).filter(pk=party_id).first()
        if row is None:
            raise not_found()
    initial = {name: getattr(row, name) for name in names} if row else {}
    form = PartyForm(request.POST if request.method == "POST" else None, initial=initial)
    page = Page(
        _("Ändra") if row else _("Någon mer som är med"),
        _("Spara"),
        lead=_("Den som är med får veta något om planen först när personen har samtyckt till det."),
    )
    return one_form(
        request,
        here,
        form,
        page,
        lambda row_id: services.put(
            request.actor, here, Party, public_id=row_id, **form.cleaned_data
        ),
        public_id=party_id,
    )


@with_plan("hold")
@require_http_methods(GET_AND_POST)
def hand_over(request: ActorRequest, here: Here) -> HttpResponse:
    """Ask somebody else to hold the plan."""
    people = [
        each for each in together.possible_holders(request.actor) if each[0] != here.plan.holder_id
    ]
    form = HandForm(request.POST if request.method == "POST" else None, people=people)
    page = Page(
        _("Be någon annan hålla planen"),
        _("Fråga"),
        lead=_("Du håller planen tills hen har sagt ja."),
        said=_("Frågan är ställd."),
    )
    if here.plan.holder_id != request.actor.account_id:
        page = Page(page.title, page.button, said=page.said)
    return one_form(
        request,
        here,
        form,
        page,
        lambda row_id: together.hand_over(
            request.actor,
            here,
            public_id=row_id,
            to_id=UUID(form.cleaned_data["to_id"]),
            message=form.cleaned_data["message"],
        ),
    )


@with_plan("answer")
@require_http_methods(GET_AND_POST)
def answer(request: ActorRequest, here: Here) -> HttpResponse:
    """Say yes or no to holding the plan, or take the question back."""
    form = AnswerForm(request.POST if request.method == "POST" else None)
    page = Page(
        _("Vill du hålla planen?"),
        _("Svara"),
        lead=_("Den som håller planen ser till att löftena följs upp och att planen gås igenom."),
        template="casework/plan/answer.html",
    )
    return one_form(
        request,
        here,
        form,
        page,
        lambda _id: together.answer_handover(
            request.actor,
            here,
            answer=form.cleaned_data["answer"],
            because=form.cleaned_data["because"],
        ),
        more={"asked": queries.content(request.actor, here).asked},
    )
