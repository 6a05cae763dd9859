"""Bringing documents in: choose files, see what became of each; and undo it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kollega.core.limits import takes_files
from kollega.core.request import ActorRequest, unlogged
from kollega.files.found import MEGABYTE
from kollega.files.passages import LIMITS, Reading
from kollega.knowledge.documents import destruction, imports, jobs, queries, words
from kollega.knowledge.documents.views.imported_file import file_url
from kollega.knowledge.documents.views.reading import trail
from kollega.knowledge.models import ImportFile, ImportRun
from kollega.ui import notes
from kollega.ui.parts import Confirmation, Link, Progress, Zone


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: ActorRequest) -> HttpResponse:
    """Choose files. Small ones are read at once, the rest by a job that can be left."""
    actor, error = request.actor, ""
    if request.method == "POST":
        sent = request.FILES.getlist("files")
        error = _too_much([each.size or 0 for each in sent])
        if not error:
            uploads = [imports.Upload(each.name or "", each.read()) for each in sent]
            # Read before anything is written, so that no row is held meanwhile.
            early = [
                imports.read(each.data, each.name, seconds=imports.SECONDS_NOW)
                for each in uploads[:1]
                if len(uploads) == 1 and len(each.data) <= imports.SOON
            ]
            made = imports.start(actor, uploads)
            files = imports.files_of(actor, made)
            if early and not imports.is_late(early[0]):
                imports.keep_reading(actor, files[0], early[0])
                if isinstance(early[0], Reading):
                    return HttpResponseRedirect(file_url(files[0].id))
            else:
                jobs.read_import.defer(
                    run_id=made.id,
                    municipality_id=actor.municipality_id,
                    account_id=actor.account_id,
                )
            return HttpResponseRedirect(reverse("knowledge:import_run", args=[made.id]))
    context = {
        "error": error,
        "most": imports.MOST,
        "most_bytes": LIMITS.size,
        "most_together": imports.MOST_TOGETHER,
        "megabytes": LIMITS.size // MEGABYTE,
        "runs": imports.runs_of(actor),
        "zone": Zone.own(actor.municipality_name),
        "trail": trail(Link(_("Ta in dokument"))),
    }
    status = 422 if error else 200
    return TemplateResponse(request, "knowledge/documents/bring_in.html", context, status=status)


def _too_much(sizes: list[int]) -> str:
    if not sizes:
        return _("Välj minst en fil.")
    if len(sizes) > imports.MOST:
        return _("Högst %(most)d filer åt gången.") % {"most": imports.MOST}
    if max(sizes) > LIMITS.size:
        return words.why("too_large")
    if sum(sizes) > imports.MOST_TOGETHER:
        return _("Filerna är för stora tillsammans. Ta dem i omgångar.")
    return ""


# --- The import -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class FileLine:
    """A file of an import, in its list."""

    name: str
    title: str
    state: str
    problem: str
    url: str
    document_url: str


def _lines(files: list[ImportFile]) -> list[FileLine]:
    return [
        FileLine(
            name=each.name,
            title=str(each.chosen.get("title", "")),
            state=str(each.get_state_display()),
            problem=words.why(each.reason, each.what) if each.reason else "",
            url=file_url(each.id) if each.state == ImportFile.State.FOUND else "",
            document_url=queries.address(each.document_id) if each.document_id else "",
        )
        for each in files
    ]


def _progress(run: ImportRun, files: list[ImportFile]) -> Progress | None:
    waiting = sum(each.state == ImportFile.State.WAITING for each in files)
    if not waiting:
        return None
    return Progress(
        label=_("Läser filerna"),
        done=len(files) - waiting,
        total=len(files),
        text=_("Du kan lämna sidan. Det som lästs finns kvar här i 14 dagar."),
        poll_url=reverse("knowledge:import_progress", args=[run.id]),
        page_url=reverse("knowledge:import_run", args=[run.id]),
    )


@require_safe
def run(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """What became of each file, and how to undo it."""
    actor = request.actor
    row = imports.run_for(actor, run_id)
    files = imports.files_of(actor, row)
    brought = any(each.state == ImportFile.State.BROUGHT for each in files)
    context = {
        "lines": _lines(files),
        "progress": _progress(row, files),
        "brought": brought,
        "undone": row.undone_at,
        "undo_url": reverse("knowledge:undo_import", args=[row.id])
        if brought and not imports.may_undo(row)
        else "",
        "zone": Zone.own(actor.municipality_name),
        "trail": trail(Link(_("Ta in dokument"), reverse("knowledge:bring_in")), Link(_("Import"))),
    }
    return TemplateResponse(request, "knowledge/documents/run.html", context)


@unlogged
@require_safe
def progress(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """How far the reading has come; sends the reader on when it is done."""
    row = imports.run_for(request.actor, run_id)
    work = _progress(row, imports.files_of(request.actor, row))
    if work is None:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return TemplateResponse(request, "knowledge/documents/progress.html", {"progress": work})


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: ActorRequest, run_id: UUID) -> HttpResponse:
    """Remove everything that an import brought."""
    actor, posting = request.actor, request.method == "POST"
    row = imports.run_for(actor, run_id, lock=posting)
    back = reverse("knowledge:import_run", args=[row.id])
    why_not = imports.may_undo(row)
    if why_not:
        if posting:
            notes.warn(request, why_not)
        return HttpResponseRedirect(back)
    if not posting:
        titles = [each.title for each in queries.brought_by(actor, row.id)]
        confirm = Confirmation(
            title=_("Ångra importen?"),
            lead=", ".join(titles[:8]),
            consequences=[
                ngettext(
                    "%(n)d dokument tas bort ur kunskapsbanken.",
                    "%(n)d dokument tas bort ur kunskapsbanken.",
                    len(titles),
                )
                % {"n": len(titles)},
                _("Där importen var en ny utgåva gäller den förra igen."),
                _("Det går inte att få tillbaka. Filerna kan tas in på nytt."),
            ],
            action=_("Ångra importen"),
            cancel_url=back,
            dangerous=True,
        )
        return TemplateResponse(request, "ui/confirm.html", {"confirm": confirm})
    try:
        count = imports.undo(actor, row)
    except destruction.Held as held:
        # Nothing was undone: somebody has asked for a copy of one of them.
        context = {"why": str(held), "back": back, "trail": trail(Link(_("Import"), back))}
        return TemplateResponse(request, "knowledge/documents/held.html", context, status=409)
    said = ngettext("%(n)d dokument är borttaget.", "%(n)d dokument är borttagna.", count)
    notes.say(request, said % {"n": count})
    return HttpResponseRedirect(back)
