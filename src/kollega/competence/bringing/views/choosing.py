"""Bringing a list in: choose the file, then what its columns are."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kollega.competence.bringing import imports, rules, words
from kollega.competence.bringing.columns import PersonalNumbers
from kollega.competence.bringing.forms import ColumnsForm
from kollega.competence.bringing.views.common import GET_AND_POST, page_of, trail, zone
from kollega.competence.models import Level, TableImport
from kollega.core.limits import takes_files
from kollega.core.request import ActorRequest
from kollega.files import apart
from kollega.files.found import MEGABYTE
from kollega.files.tables import LIMITS, NotATable
from kollega.ui.parts import Link

SECONDS = 10.0
State = TableImport.State


@takes_files
@require_http_methods(GET_AND_POST)
def lists(request: ActorRequest) -> HttpResponse:
    """Choose a file to read in, or take the municipality's list out."""
    actor, error = request.actor, ""
    rules.bring_lists(actor).require()
    if request.method == "POST":
        sent = request.FILES.get("file")
        if sent is None:
            error = _("Välj en fil.")
        elif (sent.size or 0) > LIMITS.size:
            error = _("Filen är för stor. Högst %(mb)s MB.") % {"mb": LIMITS.size // MEGABYTE}
        else:
            try:
                book = apart.table(sent.read(), sent.name or "", seconds=SECONDS)
                made = imports.start(actor, sent.name or "", book)
            except NotATable as refused:
                error = words.why(refused)
            except PersonalNumbers as refused:
                error = str(refused)
            else:
                return HttpResponseRedirect(reverse("competence:list_columns", args=[made.id]))
    context = {
        "error": error,
        "megabytes": LIMITS.size // MEGABYTE,
        "rows": LIMITS.rows,
        "runs": imports.runs_of(actor),
        "zone": zone(request),
        "trail": trail(),
    }
    status = 422 if error else 200
    return TemplateResponse(request, "competence/bringing/lists.html", context, status=status)


@require_http_methods(GET_AND_POST)
def choose_columns(request: ActorRequest, import_id: UUID) -> HttpResponse:
    """Which column is which."""
    actor, posting = request.actor, request.method == "POST"
    rules.bring_lists(actor).require()
    run = rules.import_for(actor, import_id, lock=posting)
    if run.state not in {State.READ, State.PLANNED}:
        return HttpResponseRedirect(page_of(run))
    status, looked = 200, imports.opened(actor, run)
    if posting:
        sheet, heading = _number(request, "sheet"), _number(request, "heading")
        again = imports.opened(actor, run, sheet=sheet, heading=heading)
        if again.chosen.sheet != looked.chosen.sheet or (
            again.chosen.heading != looked.chosen.heading and again.heading is not None
        ):
            # Other headings: the columns are guessed anew, and shown before anything is worked out.
            form = ColumnsForm(looked=again)
            return _columns(request, run, form, moved=True)
        form = ColumnsForm(request.POST, looked=looked)
        if form.is_valid():
            chosen = form.chosen()
            imports.choose(actor, run, chosen, form.headings(chosen))
            return HttpResponseRedirect(page_of(run))
        status = 422
    else:
        form = ColumnsForm(looked=looked)
    return _columns(request, run, form, status=status)


def _columns(
    request: ActorRequest,
    run: TableImport,
    form: ColumnsForm,
    *,
    moved: bool = False,
    status: int = 200,
) -> HttpResponse:
    looked = form.looked
    context = {
        "form": form,
        "run": run,
        "moved": moved,
        "remembered": any(each.remembered for each in looked.columns),
        "levels": [str(each.label) for each in Level],
        "remarks": words.remarks(looked.book, looked.sheet),
        "rows": sum(each.number > looked.chosen.heading for each in looked.sheet.rows),
        "zone": zone(request),
        "trail": trail(Link(run.name)),
    }
    return TemplateResponse(request, "competence/bringing/columns.html", context, status=status)


def _number(request: ActorRequest, name: str) -> int | None:
    raw = request.POST.get(name, "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 8 else None
