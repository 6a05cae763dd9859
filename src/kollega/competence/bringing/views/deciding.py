"""What a list would do, letting it, and undoing it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.competence.bringing import imports, jobs, rules, undoing
from kollega.competence.bringing.decisions import Kind
from kollega.competence.bringing.views.common import GET_AND_POST, page_of, trail, zone
from kollega.competence.models import TableImport
from kollega.core.posting import Conflict
from kollega.core.request import ActorRequest, unlogged
from kollega.ui import notes
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Confirmation, Link, Progress

PAGE = 25
UNITS_SHOWN = 20
State = TableImport.State
_SHOWN_FIRST = (Kind.REFUSED, Kind.LEAVES, Kind.CHANGED, Kind.NEW, Kind.UNCHANGED)


@require_safe
def one(request: ActorRequest, import_id: UUID) -> HttpResponse:
    """What would happen; once it is decided on, what did."""
    rules.bring_lists(request.actor).require()
    run = rules.import_for(request.actor, import_id)
    if run.state == State.READ:
        return HttpResponseRedirect(reverse("competence:list_columns", args=[run.id]))
    return _draw(request, run)


def _draw(request: ActorRequest, run: TableImport, *, error: str = "") -> HttpResponse:
    every = imports.lines_of(run)
    kinds = [each for each in Kind if run.counts.get(each)] if run.state == State.PLANNED else []
    wanted = request.GET.get("visa", "")
    if wanted not in kinds:
        wanted = next((str(each) for each in _SHOWN_FIRST if each in kinds), "")
    page = Paginator([each for each in every if each.kind == wanted or not wanted], PAGE).get_page(
        page_number(request)
    )
    plan = run.plan or {}
    context: dict[str, Any] = {
        "run": run,
        "error": error or run.trouble,
        "is_planned": run.state == State.PLANNED,
        "is_done": run.state == State.DONE,
        "filters": [(str(each), *_chip(each, run.counts[each])) for each in kinds],
        "wanted": wanted,
        "lines": list(page),
        "paging": Paging.of(request, page) if page.paginator.num_pages > 1 else None,
        "changes": imports.changes(run),
        "sums": _sums(run.counts),
        "invited": sum(each.kind is Kind.NEW and bool(each.email) for each in every),
        "leaving": run.counts.get(Kind.LEAVES, 0),
        "units": plan.get("units", [])[:UNITS_SHOWN],
        "too_many": plan.get("too_many", False),
        "active": plan.get("active", 0),
        "progress": _progress(run),
        "may_undo": not imports.why_no_undo(run),
        "zone": zone(request),
        "trail": trail(Link(run.name)),
    }
    status = 422 if error else 200
    return TemplateResponse(request, "competence/bringing/one.html", context, status=status)


def _chip(kind: Kind, count: int) -> tuple[str, str]:
    """What a kind is called with its number, and how it is marked."""
    words = {
        Kind.NEW: ngettext("%(n)d ny", "%(n)d nya", count),
        Kind.CHANGED: _("%(n)d ändras"),
        Kind.LEAVES: _("%(n)d slutar"),
        Kind.REFUSED: _("%(n)d tas inte in"),
        Kind.UNCHANGED: ngettext("%(n)d oförändrad", "%(n)d oförändrade", count),
    }
    marks = {Kind.NEW: "good", Kind.CHANGED: "info", Kind.LEAVES: "mind", Kind.REFUSED: "bad"}
    return words[kind] % {"n": count}, marks.get(kind, "info")


def _sums(counts: dict[str, int]) -> list[str]:
    """What was done, in words."""
    words = (
        (Kind.NEW, ngettext("%(n)d ny", "%(n)d nya", counts.get(Kind.NEW, 0))),
        (Kind.CHANGED, ngettext("%(n)d ändrad", "%(n)d ändrade", counts.get(Kind.CHANGED, 0))),
        (Kind.LEAVES, _("%(n)d slutar")),
        (Kind.UNCHANGED, _("%(n)d var redan så")),
        (Kind.REFUSED, _("%(n)d togs inte in")),
    )
    return [text % {"n": counts[kind]} for kind, text in words if counts.get(kind)]


def _progress(run: TableImport) -> Progress | None:
    if run.state != State.WAITING:
        return None
    return Progress(
        label=_("Läser in %(n)d ändringar") % {"n": imports.changes(run)},
        text=_("Du kan lämna sidan. Antingen blir allt inläst eller ingenting."),
        poll_url=reverse("competence:list_progress", args=[run.id]),
        page_url=page_of(run),
    )


@unlogged
@require_safe
def progress(request: ActorRequest, import_id: UUID) -> HttpResponse:
    """Whether the job is done; sends the reader on when it is."""
    run = rules.import_for(request.actor, import_id)
    work = _progress(run)
    if work is None:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return TemplateResponse(request, "competence/bringing/progress.html", {"progress": work})


@require_POST
def carry_out(request: ActorRequest, import_id: UUID) -> HttpResponse:
    """Let it happen: at once where it is little, else by a job."""
    actor = request.actor
    rules.bring_lists(actor).require()
    run = rules.import_for(actor, import_id, lock=True)
    if run.state != State.PLANNED:
        return HttpResponseRedirect(page_of(run))
    if (run.plan or {}).get("too_many") and "sure" not in request.POST:
        return _draw(request, run, error=_("Kryssa i att de verkligen har slutat, eller avstå."))
    if not imports.changes(run):
        return _draw(request, run, error=_("Det finns inget i listan att ändra."))
    if imports.changes(run) > imports.SOON:
        imports.wait(run)
        jobs.bring_in_list.defer(
            import_id=run.id, municipality_id=actor.municipality_id, account_id=actor.account_id
        )
        return HttpResponseRedirect(page_of(run))
    try:
        with transaction.atomic():
            done = imports.carry_out(actor, run)
    except (ValidationError, Conflict) as refused:
        run.refresh_from_db()
        imports.fail(run, imports.why(refused))
        return HttpResponseRedirect(page_of(run))
    if done:
        undo_url = reverse("competence:undo_list", args=[run.id])
        notes.say(request, _("Listan är inläst."), undo_url=undo_url)
    return HttpResponseRedirect(page_of(run))


@require_POST
def leave(request: ActorRequest, import_id: UUID) -> HttpResponse:
    """Let the list be."""
    run = rules.import_for(request.actor, import_id, lock=True)
    if run.state in {State.READ, State.PLANNED, State.FAILED}:
        imports.leave(run)
        notes.say(request, _("Listan lästes inte in. Ingenting av den är sparat."))
    return HttpResponseRedirect(reverse("competence:lists"))


@require_http_methods(GET_AND_POST)
def undo(request: ActorRequest, import_id: UUID) -> HttpResponse:
    """Put everything back as it was before the list."""
    actor, posting = request.actor, request.method == "POST"
    rules.bring_lists(actor).require()
    run = rules.import_for(actor, import_id, lock=posting)
    why = imports.why_no_undo(run)
    if why:
        if posting:
            notes.warn(request, why)
        return HttpResponseRedirect(page_of(run))
    if not posting:
        confirm = Confirmation(
            title=_("Ångra inläsningen?"),
            lead=", ".join(_sums(run.counts)),
            consequences=[
                _("Allt blir som det var innan: titlar, enheter, roller, dagar och nivåer."),
                _("Den som var ny kan inte längre logga in hos er. Inbjudan som gick är skickad."),
                _("Har någon ändrat något av det efteråt går ingenting att ångra här."),
            ],
            action=_("Ångra inläsningen"),
            cancel_url=page_of(run),
            undo=_("Du kan läsa in listan igen om du ändrar dig."),
        )
        return TemplateResponse(request, "ui/confirm.html", {"confirm": confirm})
    try:
        with transaction.atomic():
            imports.undo(actor, run)
    except undoing.Held as held:
        context = {
            "reasons": held.reasons[:PAGE],
            "more": max(0, len(held.reasons) - PAGE),
            "back": page_of(run),
            "zone": zone(request),
            "trail": trail(Link(run.name, page_of(run)), Link(_("Ångra"))),
        }
        return TemplateResponse(request, "competence/bringing/held.html", context, status=409)
    notes.say(request, _("Inläsningen är ångrad. Allt är som innan."))
    return HttpResponseRedirect(page_of(run))
