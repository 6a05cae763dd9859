"""Taking the knowledge bank along: asking, how far it has come, fetching."""

from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega.core import clock
from kollega.core.request import ActorRequest, not_found, unlogged
from kollega.knowledge.cards.views.common import id_in, url_of
from kollega.knowledge.export import services
from kollega.knowledge.export.forms import ExportForm
from kollega.knowledge.lists.views.common import zone_of
from kollega.knowledge.models.lists import Export
from kollega.ui import notes
from kollega.ui.parts import Link, Progress


@require_http_methods(["GET", "HEAD", "POST"])
def take_along(request: ActorRequest) -> HttpResponse:
    """What one can take along, and what one has asked for."""
    form, status = ExportForm(), 200
    if request.method == "POST":
        form = ExportForm(request.POST)
        if form.is_valid():
            asked = services.ask(
                request.actor,
                public_id=id_in(request.POST.get("id")) or uuid4(),
                shape=form.cleaned_data["shape"],
            )
            if asked is None:
                notes.warn(request, _("Vänta tills de som är på väg är klara."))
            else:
                notes.say(request, _("Filen görs nu. Du får en notis när den är klar."))
            return HttpResponseRedirect(url_of("take_along"))
        status = 422
    context = {
        "form": form,
        "id": uuid4(),
        "exports": _lines(request),
        "days": services.KEPT.days,
        "zone": zone_of(request.actor),
        "trail": [Link(_("Kunskapsbanken"), url_of("start"))],
    }
    return TemplateResponse(request, "knowledge/export/take_along.html", context, status=status)


def _lines(request: ActorRequest) -> list[tuple[Export, Progress | None, bool]]:
    """What one has asked for, how far each has come, and whether it has to be made again."""
    found, gone = services.of(request.actor), services.last_gone()
    return [
        (each, _progress(each), bool(each.ready_at and gone and gone >= each.asked_at))
        for each in found
    ]


def _progress(asked: Export) -> Progress | None:
    """How far it has come; None where it is ready or could not be made."""
    if asked.ready_at or asked.failed_at or services.is_lost(asked):
        return None
    return Progress(
        _("Filen görs"),
        asked.done,
        asked.total,
        poll_url=url_of("export_progress", asked.id),
        page_url=url_of("take_along"),
    )


@require_safe
@unlogged
def export_progress(request: ActorRequest, export_id: UUID) -> HttpResponse:
    """How far it has come, asked for by the page itself."""
    asked = services.export_for(request.actor, export_id)
    if not request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        return HttpResponseRedirect(url_of("take_along"))
    gone = services.last_gone() if asked.ready_at else None
    is_old = gone is not None and gone >= asked.asked_at
    context = {"work": _progress(asked), "asked": asked, "is_old": is_old}
    return TemplateResponse(request, "knowledge/export/progress.html", context)


@require_safe
def export_of(request: ActorRequest, export_id: UUID) -> HttpResponse:
    """Where the notice leads."""
    services.export_for(request.actor, export_id)
    return HttpResponseRedirect(url_of("take_along"))


@require_safe
def export_file(request: ActorRequest, export_id: UUID) -> HttpResponse:
    """The file itself, for the one who asked."""
    asked = services.export_for(request.actor, export_id, with_data=True)
    if asked.data is None:
        raise not_found()
    services.fetched(asked)
    day = clock.local(asked.asked_at).date().isoformat()
    answer = HttpResponse(bytes(asked.data), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="kunskapsbanken-{asked.shape}-{day}.zip"'
    return answer
