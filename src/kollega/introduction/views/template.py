"""The municipality's own steps: what everybody new gets."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.competence.learning import catalogue
from kollega.competence.pages import Attempt, attempt, put
from kollega.core.request import ActorRequest
from kollega.introduction import rules, steps
from kollega.introduction.forms import TemplateStepForm
from kollega.introduction.models import TemplateStep
from kollega.introduction.views.common import GET_AND_POST, own_zone, trail
from kollega.ui.notes import say
from kollega.ui.parts import Link


@require_safe
def all_steps(request: ActorRequest) -> HttpResponse:
    """The steps in order."""
    rules.manage(request.actor).require()
    lines = steps.template(request.actor)
    context = {
        "lines": lines,
        "is_shipped": any(each.id is None for each in lines),
        "may_add": len(lines) < steps.MOST,
        "zone": own_zone(request),
        "trail": trail(Link(_("Stegen hos er"))),
    }
    return TemplateResponse(request, "introduction/steps.html", context)


@require_POST
def make_own(request: ActorRequest) -> HttpResponse:
    """Make the shipped steps the municipality's own."""
    steps.make_own(request.actor)
    say(request, _("Stegen är era. Ändra dem som ni vill."))
    return redirect("introduction:steps")


@require_http_methods(GET_AND_POST)
def new_step(request: ActorRequest) -> HttpResponse:
    """Add a step."""
    rules.manage(request.actor).require()
    return _draw(request, None)


@require_http_methods(GET_AND_POST)
def change_step(request: ActorRequest, step_id: UUID) -> HttpResponse:
    """Change a step."""
    locked = request.method == "POST"
    return _draw(request, steps.template_step_for(request.actor, step_id, lock=locked))


def _draw(request: ActorRequest, row: TemplateStep | None) -> HttpResponse:
    posting = request.method == "POST"
    initial = (
        {
            "id": row.id,
            "version": row.version,
            "title": row.title,
            "about": row.about,
            "after_days": row.after_days,
            "course": str(row.course_id or ""),
        }
        if row
        else {}
    )
    form = TemplateStepForm(
        request.POST if posting else None,
        courses=catalogue.choices(request.actor),
        initial=initial,
    )
    tried = Attempt(status=200)
    if posting:
        tried = attempt(form, lambda: _save(request, row, form))
        if tried.done:
            say(request, _("Sparat."))
            return redirect("introduction:steps")
        if tried.clash:
            put(form, "version", str(tried.version))
    title = _("Ändra steget") if row else _("Nytt steg")
    context = {
        "form": form,
        "title": title,
        "lead": _("Gäller dem som börjar härefter. De som redan har börjat behåller sina steg."),
        "button": _("Spara"),
        "cancel": reverse("introduction:steps"),
        "clash": tried.clash,
        "remove_url": reverse("introduction:drop_step", args=[row.id])
        if row and not row.removed
        else "",
        "remove_words": _("Ta bort steget"),
        "zone": own_zone(request),
        "trail": trail(Link(_("Stegen hos er"), reverse("introduction:steps")), Link(title)),
    }
    return TemplateResponse(request, "introduction/form.html", context, status=tried.status)


def _save(request: ActorRequest, row: TemplateStep | None, form: TemplateStepForm) -> None:
    said = {name: form.cleaned_data[name] for name in ("title", "about", "after_days")}
    course = form.cleaned_data["course"]
    said["course_id"] = UUID(course) if course else None
    if row is None:
        steps.add_template_step(request.actor, public_id=form.cleaned_data["id"], **said)
    else:
        version = form.cleaned_data["version"]
        steps.change_template_step(request.actor, row, version=version, **said)


@require_POST
def drop_step(request: ActorRequest, step_id: UUID) -> HttpResponse:
    """Take a step from the list."""
    row = steps.template_step_for(request.actor, step_id, lock=True)
    steps.remove_template_step(request.actor, row, removed=True)
    back = reverse("introduction:put_back_step", args=[row.id])
    say(request, _("Steget är borttaget."), undo_url=back)
    return redirect("introduction:steps")


@require_POST
def put_back_step(request: ActorRequest, step_id: UUID) -> HttpResponse:
    """Put a step back."""
    row = steps.template_step_for(request.actor, step_id, lock=True)
    steps.remove_template_step(request.actor, row, removed=False)
    say(request, _("Steget är tillbaka."))
    return redirect("introduction:steps")
