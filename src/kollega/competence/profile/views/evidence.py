"""What one's competence rests on: courses and the like, and the formal grounds."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.competence.models import Evidence, GroundKind
from kollega.competence.pages import Attempt, attempt, own_zone, put
from kollega.competence.profile import evidence, grounds, rules
from kollega.competence.profile.law import requirement
from kollega.competence.profile.more_forms import EvidenceForm, GroundsForm
from kollega.competence.profile.views.profile import GET_AND_POST, trail
from kollega.core.request import ActorRequest
from kollega.organisation.api import area_choices, areas_by_id
from kollega.ui.notes import say
from kollega.ui.parts import Confirmation, Link


def _trail(here: str) -> list[Link]:
    before = trail(_("Underlag"))
    return [*before[:-1], Link(_("Underlag"), reverse("competence:evidence")), Link(here)]


@require_safe
def page(request: ActorRequest) -> HttpResponse:
    """Everything one has noted, and the formal grounds."""
    actor = request.actor
    rules.own_profile(actor).require()
    areas = areas_by_id(actor)
    mine = grounds.formal_grounds(actor, [actor.account_id])[actor.account_id]
    context = {
        "lines": evidence.lines(actor, evidence.own_evidence(actor), areas),
        "grounds": [mine.rows[kind] for kind in GroundKind if kind in mine.rows],
        "law": requirement(grounds.CHILD_ASSESSMENT),
        "zone": own_zone(
            request, _("Kurser och annat ser bara du, om du inte visar det för din chef.")
        ),
        "trail": trail(_("Underlag")),
    }
    return TemplateResponse(request, "competence/evidence.html", context)


@require_http_methods(GET_AND_POST)
def add(request: ActorRequest) -> HttpResponse:
    """Note a course, a degree, a shadowing or a supervision."""
    rules.own_profile(request.actor).require()
    form = EvidenceForm(request.POST or None, areas=area_choices(request.actor))
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _add(request, form))
        if tried.done:
            say(request, _("Tillagt."))
            return redirect("competence:evidence")
        status = tried.status
    return _draw(request, form, _("Lägg till underlag"), Attempt(status=status))


def _posted(form: EvidenceForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {
        "kind": data["kind"],
        "title": data["title"],
        "month": data["month"],
        "area_id": data["area"],
        "shown": data["shown"],
    }


def _add(request: ActorRequest, form: EvidenceForm) -> None:
    evidence.add(request.actor, public_id=form.cleaned_data["id"], **_posted(form))


@require_http_methods(GET_AND_POST)
def change(request: ActorRequest, evidence_id: UUID) -> HttpResponse:
    """Change what one has noted."""
    actor = request.actor
    posting = request.method == "POST"
    row = evidence.evidence_for(actor, evidence_id, lock=posting)
    form = EvidenceForm(
        request.POST if posting else None,
        areas=area_choices(actor),
        initial=_stored(request, row),
    )
    tried = Attempt(status=200)
    if posting:
        tried = attempt(form, lambda: _change(request, form, row))
        if tried.done:
            say(request, _("Sparat."))
            return redirect("competence:evidence")
        if tried.clash:
            put(form, "version", str(tried.version))
    return _draw(request, form, _("Ändra underlag"), tried, row)


def _stored(request: ActorRequest, row: Evidence) -> dict[str, Any]:
    return {
        "id": row.id,
        "version": row.version,
        "kind": row.kind,
        "title": row.title,
        "month": row.month,
        "area": str(row.area_id or ""),
        "shown": row.shown_to_id is not None and row.shown_to_id == request.actor.municipality_id,
    }


def _change(request: ActorRequest, form: EvidenceForm, row: Evidence) -> None:
    version = form.cleaned_data["version"]
    evidence.change(request.actor, row, version=version, **_posted(form))


def _draw(
    request: ActorRequest,
    form: EvidenceForm,
    title: str,
    tried: Attempt,
    row: Evidence | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "evidence_id": row.id if row else None,
        "clash": tried.clash,
        "zone": own_zone(request),
        "trail": _trail(title),
    }
    return TemplateResponse(request, "competence/evidence_form.html", context, status=tried.status)


@require_POST
def show(request: ActorRequest, evidence_id: UUID) -> HttpResponse:
    """Show a line to one's manager, or not any more."""
    row = evidence.evidence_for(request.actor, evidence_id, lock=True)
    shown = request.POST.get("shown") == "1"
    evidence.show(request.actor, row, shown=shown)
    say(request, _("Din chef ser det nu.") if shown else _("Nu ser bara du det."))
    return redirect("competence:evidence")


@require_http_methods(GET_AND_POST)
def remove(request: ActorRequest, evidence_id: UUID) -> HttpResponse:
    """Take a line away; what happens is shown before."""
    posting = request.method == "POST"
    row = evidence.evidence_for(request.actor, evidence_id, lock=posting)
    if posting:
        evidence.remove(request.actor, row)
        say(request, _("Borttaget."))
        return redirect("competence:evidence")
    confirm = Confirmation(
        title=_("Ta bort %(title)s?") % {"title": row.title},
        consequences=[
            _("Det försvinner från din sida, och för din chef om du visade det."),
            _("Nivån du har angett i området ändras inte."),
        ],
        action=_("Ta bort"),
        cancel_url=reverse("competence:evidence"),
    )
    context = {"confirm": confirm, "zone": own_zone(request)}
    return TemplateResponse(request, "ui/confirm.html", context)


@require_http_methods(GET_AND_POST)
def own_grounds(request: ActorRequest) -> HttpResponse:
    """Say which degree one has, and since when one works with child cases."""
    actor = request.actor
    rules.own_profile(actor).require()
    stored = grounds.formal_grounds(actor, [actor.account_id])[actor.account_id]
    seen = frozenset(kind for kind in stored.rows if stored.has(kind))
    posting = request.method == "POST"
    form = GroundsForm(
        request.POST if posting else None, stored=stored.rows, may_see=False, fixed=seen
    )
    tried = Attempt(status=200)
    if posting:
        tried = attempt(
            form,
            lambda: grounds.save_own(actor, form.said(), versions=form.seen_versions()),
        )
        if tried.done:
            say(request, _("Sparat. Din chef kontrollerar det och ser sedan att det räknas."))
            return redirect("competence:evidence")
        if tried.clash:
            put(form, "versions", str(form.initial["versions"]))
    context = {
        "form": form,
        "seen": [stored.rows[kind] for kind in GroundKind if kind in seen],
        "law": requirement(grounds.CHILD_ASSESSMENT),
        "clash": tried.clash,
        "zone": own_zone(request, _("Det här kan kollegor i kommunen se när uppgifter fördelas.")),
        "trail": _trail(_("Formell behörighet")),
    }
    return TemplateResponse(request, "competence/my_grounds.html", context, status=tried.status)
