"""The catalogue: what there is to learn from."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.competence.learning import catalogue, courses, rules
from kollega.competence.learning.course_forms import CourseForm, LiftForm, NeedForm
from kollega.competence.learning.views.common import GET_AND_POST, id_of, trail, tree_choices
from kollega.competence.models import Course, Level
from kollega.competence.pages import Attempt, attempt, put, zone
from kollega.core.request import ActorRequest
from kollega.organisation.api import area_choices, area_tree, municipalities
from kollega.ui.notes import say
from kollega.ui.paging import Paging
from kollega.ui.parts import Link

PAGE = 20


def _trail(*more: Link) -> list[Link]:
    return trail(Link(_("Kurslista"), reverse("competence:courses") if more else ""), *more)


@require_safe
def catalogue_page(request: ActorRequest) -> HttpResponse:
    """The catalogue, by area and words."""
    actor = request.actor
    area_id, text = id_of(request.GET.get("omrade")), request.GET.get("ord", "")[:80].strip()
    rested = request.GET.get("vilande") == "1"
    every = catalogue.every_course(actor)
    found = [
        each
        for each in every
        if each.is_active != rested
        and (area_id is None or each.is_about(area_id))
        and text.casefold() in f"{each.title} {each.organiser}".casefold()
    ]
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "lines": list(page),
        "paging": Paging.of(request, page) if page.paginator.num_pages > 1 else None,
        "nothing": not every,
        "areas": area_choices(actor),
        "area": str(area_id or ""),
        "text": text,
        "rested": rested,
        "has_rested": any(not each.is_active for each in every),
        "can_change": rules.change_courses(actor),
        "zone": zone(request),
        "trail": _trail(),
    }
    return TemplateResponse(request, "competence/learning/courses.html", context)


def _towns(request: ActorRequest) -> list[tuple[str, str]]:
    return [(str(each.id), each.name) for each in municipalities(request.actor)]


@require_http_methods(GET_AND_POST)
def add(request: ActorRequest) -> HttpResponse:
    """Add a course."""
    actor = request.actor
    rules.change_courses(actor).require()
    form = CourseForm(request.POST or None, towns=_towns(request))
    tried = Attempt(status=200)
    if request.method == "POST":
        form.fields["id"].required = True
        tried = attempt(
            form,
            lambda: courses.add(actor, public_id=form.cleaned_data["id"], terms=form.terms()),
        )
        if tried.done:
            say(request, _("Sparat. Säg nu vilka områden den gäller."))
            return redirect("competence:course", form.cleaned_data["id"])
    return _form_page(request, form, tried, title=_("Lägg till kurs eller handledningsgrupp"))


@require_http_methods(GET_AND_POST)
def change(request: ActorRequest, course_id: UUID) -> HttpResponse:
    """Change a course."""
    actor = request.actor
    rules.change_courses(actor).require()
    row = rules.course_for(actor, course_id, lock=request.method == "POST")
    form = CourseForm(request.POST or None, towns=_towns(request), initial=_initial(row))
    tried = Attempt(status=200)
    if request.method == "POST":
        tried = attempt(
            form,
            lambda: courses.change(
                actor, row, version=form.cleaned_data["version"], terms=form.terms()
            ),
        )
        if tried.done:
            say(request, _("Sparat."))
            return redirect("competence:course", course_id)
        if tried.clash:
            put(form, "version", str(tried.version))
    here = Link(_("Ändra"))
    return _form_page(request, form, tried, title=_("Ändra kursen"), here=here, row=row)


def _initial(row: Course) -> dict[str, Any]:
    names = ("title", "kind", "organiser", "link", "hours", "cost", "seats", "group_size", "trips")
    return {
        "version": row.version,
        "place": str(row.place_id or ""),
        **{name: getattr(row, name) for name in names},
    }


def _form_page(
    request: ActorRequest,
    form: CourseForm,
    tried: Attempt,
    *,
    title: str,
    here: Link | None = None,
    row: Course | None = None,
) -> HttpResponse:
    back = reverse("competence:course", args=[row.id]) if row else reverse("competence:courses")
    links = [Link(row.title, back), here or Link(title)] if row else [Link(title)]
    context = {
        "form": form,
        "title": title,
        "back": back,
        "clash": tried.clash,
        "zone": zone(request),
        "trail": _trail(*links),
    }
    return TemplateResponse(
        request, "competence/learning/course_form.html", context, status=tried.status
    )


@require_safe
def course(request: ActorRequest, course_id: UUID) -> HttpResponse:
    """One course: what it is, where it leads, what comes before."""
    return _draw(request, course_id)


def _draw(
    request: ActorRequest,
    course_id: UUID,
    *,
    lift: LiftForm | None = None,
    need: NeedForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = request.actor
    row = rules.course_for(actor, course_id)
    tree, others = area_tree(actor), catalogue.other_courses(actor, row.id)
    areas = {
        id_: each
        for top in tree
        for each in (top, *top.children)
        for id_ in (each.id, *each.merged_ids)
    }
    line = catalogue.one_course(actor, row, areas)
    can_change = rules.change_courses(actor)
    if can_change and need is None:
        need = NeedForm(courses=_choices(others))
    if can_change and lift is None:
        lift = LiftForm(areas=tree_choices(tree))
    context = {
        "line": line,
        "facts": " · ".join(line.facts),
        "link": row.link,
        "before": [each for each in others if each.is_before],
        "ahead": catalogue.ahead(actor, row.id),
        "lift": lift,
        "need": need,
        "can_change": can_change,
        "can_arrange": rules.arrange(actor),
        "zone": zone(request),
        "trail": _trail(Link(row.title)),
    }
    return TemplateResponse(request, "competence/learning/course.html", context, status=status)


def _choices(others: list[catalogue.Other]) -> list[tuple[str, str]]:
    return [(str(each.id), each.title) for each in others if each.is_active]


@require_POST
def act(request: ActorRequest, course_id: UUID) -> HttpResponse:
    """Where it leads, what comes before, and whether it is offered."""
    actor, todo = request.actor, request.POST.get("do", "")
    rules.change_courses(actor).require()
    row = rules.course_for(actor, course_id, lock=True)
    lift = LiftForm(request.POST, areas=area_choices(actor)) if todo == "lift" else None
    need = None
    if todo == "need":
        need = NeedForm(request.POST, courses=_choices(catalogue.other_courses(actor, row.id)))
    if lift is not None:
        tried = attempt(lift, lambda: _add_lift(request, row, lift))
    elif need is not None:
        tried = attempt(
            need,
            lambda: courses.add_need(actor, row, before_id=UUID(need.cleaned_data["before"])),
        )
    else:
        _press(request, row, todo)
        tried = Attempt(done=True)
    if not tried.done:
        return _draw(request, course_id, lift=lift, need=need, status=tried.status)
    return redirect("competence:course", course_id)


def _add_lift(request: ActorRequest, row: Course, form: LiftForm) -> None:
    data = form.cleaned_data
    courses.add_lift(
        request.actor,
        row,
        area_id=UUID(data["area"]),
        from_level=Level(data["from_level"]),
        to_level=Level(data["to_level"]),
    )


def _press(request: ActorRequest, row: Course, todo: str) -> None:
    """A button: the deed, and what it is done to after a colon."""
    actor = request.actor
    what, _colon, which = todo.partition(":")
    target = id_of(which)
    if what == "drop_lift" and target:
        courses.remove_lift(actor, row, lift_id=target)
        say(request, _("Borttaget."))
    elif what == "drop_need" and target:
        courses.remove_need(actor, row, before_id=target)
        say(request, _("Borttaget."))
    elif what in {"rest", "resume"}:
        courses.set_active(actor, row, active=what == "resume")
        say(
            request,
            _("Kursen erbjuds igen.")
            if what == "resume"
            else _("Kursen erbjuds inte längre. Det som har varit finns kvar."),
        )
