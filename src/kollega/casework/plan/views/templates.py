"""Sheets to begin from: before a case, printed without anybody's name; later filled in from what was written."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kollega.casework import rules
from kollega.casework.models import PlanTemplate
from kollega.casework.pages import GET_AND_POST, own_zone, posted_id, trail
from kollega.casework.plan import blanks, paper
from kollega.casework.plan.forms import TemplateForm
from kollega.competence.pages import Attempt, attempt, put
from kollega.core.request import ActorRequest, not_found
from kollega.ui.notes import say
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Link

SHOWN = 20


def _one(request: ActorRequest, template_id: UUID) -> PlanTemplate:
    rules.work(request.actor).require()
    rows = PlanTemplate.objects.filter(municipality_id=request.actor.municipality_id)
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    row = rows.filter(pk=template_id).first()
    if row is None:
        raise not_found()
    return row


@require_http_methods(["GET", "HEAD"])
def templates(request: ActorRequest) -> HttpResponse:
    """The municipality's sheets."""
    actor = request.actor
    rules.work(actor).require()
    number = page_number(request)
    first = (number - 1) * SHOWN
    rows = PlanTemplate.objects.filter(
        municipality_id=actor.municipality_id, retired_on__isnull=True
    ).order_by("title", "id")[first : first + SHOWN + 1]
    found = [
        {"id": row.pk, "title": row.title, "intro": row.intro, "prompts": row.prompts}
        for row in rows
    ]
    context = {
        "templates": found[:SHOWN],
        "may_change": bool(rules.steer(actor)),
        "paging": Paging.beside(request, number, has_next=len(found) > SHOWN),
        "zone": own_zone(actor, _("Inget om någon. Bladen är kommunens.")),
        "trail": trail(None, Link(_("Planblad"))),
    }
    return TemplateResponse(request, "casework/plan/templates.html", context)


@require_http_methods(["GET", "HEAD"])
def sheet(request: ActorRequest, template_id: UUID) -> HttpResponse:
    """An empty sheet to give to somebody. Nothing is stored about whom it was given to."""
    return paper.answer(paper.blank(request.actor, _one(request, template_id)))


@require_http_methods(GET_AND_POST)
def template(request: ActorRequest, template_id: UUID | None = None) -> HttpResponse:
    """Make a sheet, or change one."""
    actor, posting = request.actor, request.method == "POST"
    rules.steer(actor).require()
    row = _one(request, template_id) if template_id else None
    initial = {}
    if row is not None:
        initial = {
            "version": row.version,
            "title": row.title,
            "intro": row.intro,
            "prompts": "\n".join(row.prompts),
        }
    form = TemplateForm(request.POST if posting else None, initial=initial)
    public_id = template_id or posted_id(request)
    tried = Attempt(status=200)
    if posting:
        tried = attempt(form, lambda: blanks.write(actor, public_id=public_id, **form.cleaned_data))
        if tried.done:
            say(request, _("Sparat."))
            return redirect("casework:plan_templates")
        if tried.clash:
            put(form, "version", str(tried.version))
    context = {
        "form": form,
        "row_id": row.pk if row else None,
        "public_id": public_id,
        "clash": tried.clash,
        "cancel": reverse("casework:plan_templates"),
        "zone": own_zone(actor, _("Inget om någon. Bladen är kommunens.")),
        "trail": trail(
            None, Link(_("Planblad"), reverse("casework:plan_templates")), Link(_("Blad"))
        ),
    }
    return TemplateResponse(request, "casework/plan/template.html", context, status=tried.status)


@require_POST
def retire(request: ActorRequest, template_id: UUID) -> HttpResponse:
    """The sheet is used no more."""
    rules.steer(request.actor).require()
    blanks.retire(request.actor, _one(request, template_id))
    say(request, _("Bladet används inte längre."))
    return redirect("casework:plan_templates")
