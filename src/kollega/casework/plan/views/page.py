"""The plan, and what stands in it: goals, promises, the path, going through it."""

from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.db.models.query import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.casework.models import Goal, Party, PathStep, Promise, Where
from kollega.casework.pages import GET_AND_POST, head
from kollega.casework.people import numbers
from kollega.casework.plan import gas, queries, services
from kollega.casework.plan.forms import GoalForm, PathForm, PromiseForm, ReviewForm, TellForm
from kollega.casework.plan.gate import Here, scales
from kollega.casework.plan.lines import Content
from kollega.casework.plan.pages import Page, one_form, plan_trail, plan_zone, with_plan
from kollega.core import clock
from kollega.core.request import ActorRequest, denied, not_found
from kollega.ui.notes import say, warn

Row = TypeVar("Row", bound=Model)
UNDO = "angra"
WORKS_FROM = 16
GOAL = ("version", "words", "now", "first_step", "wanted", "where", "weight")


@with_plan()
@require_http_methods(["GET", "HEAD"])
def plan(request: ActorRequest, here: Here) -> HttpResponse:
    """The whole plan."""
    content = queries.content(request.actor, here)
    context = {
        "here": here,
        "plan": content,
        "has_path": bool(content.path) or _may_work(here),
        "scaled": _together(content) if scales(request.actor, here) else "",
        "head": head(request.actor, here.person),
        "zone": plan_zone(request.actor),
        "trail": plan_trail(here),
    }
    return TemplateResponse(request, "casework/plan/plan.html", context)


def _may_work(here: Here) -> bool:
    """Whether a way to one's own living is anything to speak of: not with a child."""
    born = here.person.born_on
    return born is None or numbers.age(born, clock.today()) >= WORKS_FROM


def _together(content: Content) -> str:
    """How far the goals have come when they are weighed together, then and now, as a sentence."""
    if not content.goals:
        return ""
    weights = [each.weight for each in content.goals]
    figures = {
        "now": round(gas.t_score([each.where for each in content.goals], weights)),
        "then": round(gas.t_score([int(Where.NOW) for _each in content.goals], weights)),
    }
    return (
        _("Målen sammanvägda: %(now)s nu, %(then)s när ni började. 50 är precis som hoppats (GAS).")
        % figures
    )


@with_plan("work")
@require_http_methods(GET_AND_POST)
def goal(request: ActorRequest, here: Here, goal_id: UUID | None = None) -> HttpResponse:
    """Write a goal, or change one."""
    row = _one(request, here, Goal, goal_id) if goal_id else None
    initial = {name: getattr(row, name) for name in GOAL} if row else {}
    form = GoalForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        scaled=scales(request.actor, here),
        has_begun=row is not None,
    )
    page = Page(
        _("Ändra målet") if row else _("Nytt mål"), _("Spara"), lead=row.prompt if row else ""
    )
    return one_form(
        request,
        here,
        form,
        page,
        lambda row_id: services.write_goal(
            request.actor, here, public_id=row_id, **form.cleaned_data
        ),
        public_id=goal_id,
        more={"goal": row},
    )


@with_plan("work")
@require_POST
def drop_goal(request: ActorRequest, here: Here, goal_id: UUID) -> HttpResponse:
    """It is no longer a goal."""
    row = _one(request, here, Goal, goal_id)
    if UNDO in request.GET:
        services.take_back_goal(request.actor, here, row)
    else:
        services.drop_goal(request.actor, here, row, version=row.version)
        undo = reverse("casework:drop_goal", args=[here.plan.pk, goal_id])
        said = _("Målet är borttaget. Det som lovats står kvar.")
        say(request, said, undo_url=f"{undo}?{UNDO}=1")
    return redirect("casework:plan", here.plan.pk)


@with_plan("work")
@require_http_methods(GET_AND_POST)
def promise(request: ActorRequest, here: Here, promise_id: UUID | None = None) -> HttpResponse:
    """Write a promise, or what was meant by one."""
    row = _one(request, here, Promise, promise_id) if promise_id else None
    own = {"municipality_id": request.actor.municipality_id, "plan": here.plan}
    parties = list(Party.objects.filter(**own).order_by("added_at", "id"))
    goals = list(Goal.objects.filter(**own, dropped_on__isnull=True).order_by("added_at", "id"))
    initial: dict[str, Any] = {"goal": request.GET.get("mal", "")}
    if row is not None:
        initial = {
            "version": row.version,
            "what": row.what,
            "party": str(row.party_id),
            "due_on": row.due_on,
            "goal": str(row.goal_id or ""),
        }
    form = PromiseForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        parties=parties,
        goals=goals,
    )

    def write(row_id: UUID) -> None:
        data = form.cleaned_data
        if data["party"] == "new":
            party, _new = services.put(
                request.actor,
                here,
                Party,
                public_id=UUID(int=row_id.int ^ 1),  # the same for the same form
                version=0,
                kind=data["new_kind"],
                name=data["new_name"],
            )
        else:
            party = form.parties[data["party"]]
        services.write_promise(
            request.actor,
            here,
            public_id=row_id,
            version=data["version"],
            what=data["what"],
            party=party,
            goal=form.goals.get(data["goal"]),
            due_on=data["due_on"],
        )

    at_table = "bord" in request.GET
    page = Page(
        _("Ändra löftet") if row else _("Nytt löfte"),
        _("Spara"),
        back=reverse("casework:plan_table", args=[here.plan.pk]) if at_table else "",
    )
    return one_form(request, here, form, page, write, public_id=promise_id)


@with_plan("work")
@require_http_methods(GET_AND_POST)
def tell(request: ActorRequest, here: Here, promise_id: UUID) -> HttpResponse:
    """How a promise went."""
    row = _one(request, here, Promise, promise_id)
    initial = {"version": row.version, "because": row.because}
    form = TellForm(request.POST if request.method == "POST" else None, initial=initial)
    page = Page(_("Hur gick det med löftet?"), _("Spara"), lead=row.what)
    return one_form(
        request,
        here,
        form,
        page,
        lambda _id: services.tell(request.actor, here, row, **form.cleaned_data),
        public_id=promise_id,
    )


@with_plan("work")
@require_http_methods(GET_AND_POST)
def path(request: ActorRequest, here: Here, step_id: UUID | None = None) -> HttpResponse:
    """A step on the way to one's own living."""
    names = ("version", "kind", "words", "state", "from_day", "to_day", "can")
    row = _one(request, here, PathStep, step_id) if step_id else None
    initial = {name: getattr(row, name) for name in names} if row else {}
    form = PathForm(request.POST if request.method == "POST" else None, initial=initial)
    page = Page(_("Ändra steget på vägen") if row else _("Nytt steg på vägen"), _("Spara"))
    return one_form(
        request,
        here,
        form,
        page,
        lambda row_id: services.put(
            request.actor, here, PathStep, public_id=row_id, **form.cleaned_data
        ),
        public_id=step_id,
    )


@with_plan("work")
@require_http_methods(GET_AND_POST)
def review(request: ActorRequest, here: Here) -> HttpResponse:
    """Note that the plan was gone through."""
    form = ReviewForm(request.POST if request.method == "POST" else None)
    page = Page(
        _("Gå igenom planen"),
        _("Spara"),
        lead=_("Skriv vad som har hänt, tillsammans med personen. Ändra sedan mål och löften."),
    )
    return one_form(
        request,
        here,
        form,
        page,
        lambda row_id: services.review(request.actor, here, public_id=row_id, **form.cleaned_data),
    )


@with_plan()
@require_POST
def end(request: ActorRequest, here: Here) -> HttpResponse:
    """The plan is over; taken back the same day."""
    if not (here.holds or here.manages):
        raise denied(_("Bara den som håller planen kan göra det här."))
    if UNDO in request.GET:
        try:
            services.reopen(request.actor, here)
        except ValidationError as refused:
            warn(request, " ".join(refused.messages))
    elif not here.is_over:
        services.end(request.actor, here)
        undo = reverse("casework:end_plan", args=[here.plan.pk])
        said = _("Planen är avslutad. Den går fortfarande att läsa.")
        say(request, said, undo_url=f"{undo}?{UNDO}=1")
    return redirect("casework:plan", here.plan.pk)


def _one(request: ActorRequest, here: Here, model: type[Row], row_id: UUID) -> Row:
    rows: QuerySet[Row] = QuerySet(model).filter(
        municipality_id=request.actor.municipality_id, plan=here.plan
    )
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise not_found()
    return row
