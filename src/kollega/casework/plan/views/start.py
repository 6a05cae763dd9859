"""From a case: beginning a plan, taking part in one that is there, answering whoever asks."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.casework import rules
from kollega.casework.gate import Found
from kollega.casework.models import Plan, PlanCase, PlanTemplate
from kollega.casework.pages import head, posted_id, trail, with_case
from kollega.casework.plan import queries, services, together
from kollega.casework.plan.pages import plan_zone
from kollega.core.request import ActorRequest, not_found
from kollega.ui.notes import say, warn
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Link

SHOWN = 20


@require_http_methods(["GET", "HEAD"])
def mine(request: ActorRequest) -> HttpResponse:
    """The plans one holds, and those one is asked to."""
    rules.work(request.actor).require()
    number = page_number(request)
    rows = queries.mine(request.actor, (number - 1) * SHOWN, SHOWN + 1)
    context = {
        "plans": rows[:SHOWN],
        "paging": Paging.beside(request, number, has_next=len(rows) > SHOWN),
        "zone": plan_zone(request.actor),
        "trail": trail(None, Link(_("Planer du håller"))),
    }
    return TemplateResponse(request, "casework/plan/mine.html", context)


@with_case()
@require_http_methods(["GET", "HEAD"])
def plans(request: ActorRequest, found: Found) -> HttpResponse:
    """The person's plan, seen from a case; where there is none, how one begins."""
    shown = queries.of_case(request.actor, case_id=found.case.pk, person_id=found.person.pk)
    has_one = any(each.ended_on is None for each in shown)
    may_begin = not has_one and not found.is_closed
    templates = (
        PlanTemplate.objects.filter(
            municipality_id=request.actor.municipality_id, retired_on__isnull=True
        ).order_by("title", "id")[:30]
        if may_begin
        else []
    )
    context = {
        "found": found,
        "head": head(request.actor, found.person),
        "plans": shown,
        "has_one": has_one,
        "may_begin": may_begin,
        "templates": [(each.pk, each.title) for each in templates],
        "public_id": posted_id(request),
        "zone": plan_zone(request.actor),
        "trail": trail(found, Link(_("Gemensam plan"))),
    }
    return TemplateResponse(request, "casework/plan/start.html", context)


@with_case(need="work")
@require_POST
def begin(request: ActorRequest, found: Found) -> HttpResponse:
    """Begin a plan."""
    template = None
    if chosen := request.POST.get("template"):
        template = _template(request, chosen)
    public_id = posted_id(request)
    try:
        services.begin(request.actor, found, public_id=public_id, template=template)
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
        return redirect("casework:plans", found.case.pk)
    return redirect("casework:plan", public_id)


def _template(request: ActorRequest, chosen: str) -> PlanTemplate:
    try:
        row = PlanTemplate.objects.filter(
            municipality_id=request.actor.municipality_id, pk=UUID(chosen)
        ).first()
    except ValueError:
        row = None
    if row is None:
        raise not_found()
    return row


@with_case(need="work")
@require_POST
def join(request: ActorRequest, found: Found, plan_id: UUID) -> HttpResponse:
    """Ask to take part in the person's plan, or answer the plan that asks."""
    own = {"municipality_id": request.actor.municipality_id}
    plan = Plan.objects.filter(**own, pk=plan_id, person=found.person).first()
    if plan is None:
        raise not_found()
    back = redirect("casework:plans", found.case.pk)
    try:
        if request.POST.get("do") == "ask":
            together.ask_in(request.actor, found, plan)
            say(request, _("Frågan är ställd. Den som håller planen svarar."))
            return back
        row = (
            PlanCase.objects.select_for_update(of=("self",))
            .select_related("plan", "case__unit")
            .filter(**own, plan=plan, case=found.case, from_case=False)
            .first()
        )
        if row is None or request.POST.get("do") not in ("yes", "no"):
            raise not_found()
        yes = request.POST["do"] == "yes"
        together.answer_case(request.actor, row, yes=yes)
    except ValidationError as refused:
        warn(request, " ".join(refused.messages))
        return back
    return redirect(reverse("casework:plan", args=[plan_id])) if yes else back
