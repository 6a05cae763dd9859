"""The plan on paper, what was ticked there, and the quiet page for the kitchen table."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.casework.models import Goal
from kollega.casework.pages import GET_AND_POST, head
from kollega.casework.people import contact
from kollega.casework.plan import paper, queries, services, ticking
from kollega.casework.plan.forms import GoalForm
from kollega.casework.plan.gate import Here
from kollega.casework.plan.lines import GoalLine
from kollega.casework.plan.pages import plan_trail, plan_url, plan_zone, with_plan
from kollega.core import clock
from kollega.core.posting import Conflict
from kollega.core.request import ActorRequest
from kollega.ui.notes import say
from kollega.ui.parts import Column, Link, Table

WORDS = ("words", "now", "first_step", "wanted")


@with_plan()
@require_http_methods(["GET", "HEAD"])
def printing(request: ActorRequest, here: Here) -> HttpResponse:
    """What to think of before the plan is printed, and which sheet."""
    known = contact.of(request.actor, here.person)
    context = {
        "here": here,
        "sheet": contact.sheet(known),
        "known": known,
        "plan": queries.content(request.actor, here),
        "name": here.person.name,
        "zone": plan_zone(request.actor),
        "trail": plan_trail(here, Link(_("Skriv ut"))),
    }
    return TemplateResponse(request, "casework/plan/printing.html", context)


@with_plan()
@require_http_methods(["GET", "HEAD"])
def sheet(request: ActorRequest, here: Here) -> HttpResponse:
    """The person's own sheet. Where it may not be sent home, whoever prints it has read so first."""
    known = contact.sheet(contact.of(request.actor, here.person))
    if known.warning and request.GET.get("last") != "ja":
        return redirect("casework:print_plan", here.plan.pk)
    plan = queries.content(request.actor, here)
    quiet = request.GET.get("utan_namn") == "ja"
    return paper.answer(paper.persons_sheet(request.actor, here, plan, known, quiet=quiet))


@with_plan("work")
@require_http_methods(GET_AND_POST)
def ticks(request: ActorRequest, here: Here) -> HttpResponse:
    """All that was ticked on paper, on one page."""
    posting = request.method == "POST"
    shown = ticking.page(queries.content(request.actor, here), request.POST if posting else None)
    status = 200
    if posting:
        status = ticking.store(request.actor, here, shown)
        if status == 302:
            say(request, _("Sparat."))
            return redirect(plan_url(here))
    clash = None
    if shown.conflict:
        clash = Table(
            caption=_("Det här skiljer sig"),
            columns=[Column(_("Uppgift")), Column(_("Sparat")), Column(_("Ditt"))],
            rows=[
                [label, theirs or _("tomt"), yours or _("tomt")]
                for label, theirs, yours in shown.conflict.values()
            ],
        )
    context = {
        "here": here,
        "page": shown,
        "clash": clash,
        "wrong": [form for form in shown.forms if form.errors] if posting else [],
        "head": head(request.actor, here.person),
        "cancel": plan_url(here),
        "zone": plan_zone(request.actor),
        "trail": plan_trail(here, Link(_("För in från papper"))),
    }
    return TemplateResponse(request, "casework/plan/ticks.html", context, status=status)


@dataclass(frozen=True)
class Sheet:
    """A goal as it is written at the table."""

    id: UUID
    title: str
    form: GoalForm


def _table_form(row: GoalLine | None) -> Sheet:
    key = row.id if row else uuid4()
    form = GoalForm(
        initial={"version": row.version, **{name: getattr(row, name) for name in WORDS}}
        if row
        else {},
        auto_id=f"id_{key.hex}_%s",
        scaled=False,
        has_begun=False,
    )
    return Sheet(key, row.prompt if row else "", form)


@with_plan("work")
@require_http_methods(["GET", "HEAD"])
def table(request: ActorRequest, here: Here) -> HttpResponse:
    """The plan and nothing else, large, for the meeting. What is typed saves itself."""
    plan = queries.content(request.actor, here)
    context = {
        "here": here,
        "plan": plan,
        "goals": [
            *(_table_form(each) for each in plan.goals),
            _table_form(None),
        ],
        "name": here.person.given_name,
    }
    return TemplateResponse(request, "casework/plan/table.html", context)


@with_plan("work")
@require_POST
def save_goal(request: ActorRequest, here: Here, goal_id: UUID) -> HttpResponse:
    """Keep a goal's words while they are written (`data-autosave`), or by the button without script."""
    form = GoalForm(request.POST, scaled=False, has_begun=False)
    form.fields["words"].required = False
    by_script = "json" in request.headers.get("Accept", "")
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    rows = Goal.objects.filter(municipality_id=request.actor.municipality_id, plan=here.plan)
    stored = rows.filter(pk=goal_id).exists()
    version = 0
    try:
        if stored or any(form.cleaned_data[name].strip() for name in WORDS):
            goal = services.write_goal(request.actor, here, public_id=goal_id, **form.cleaned_data)
            version = goal.version
    except Conflict as conflict:
        if by_script:
            return JsonResponse(conflict.as_json(), status=409)
        raise
    except ValidationError as refused:
        return JsonResponse({"errors": {"words": refused.messages}}, status=422)
    if by_script:
        return JsonResponse({"version": version, "saved_at": f"{clock.local(clock.now()):%H.%M}"})
    return redirect("casework:plan_table", here.plan.pk)
