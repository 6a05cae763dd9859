"""'Vad sparas var': the page, the sheet and the file."""

import csv
from io import StringIO
from pathlib import Path

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kollega import paper
from kollega.core import clock
from kollega.core.request import ActorRequest
from kollega.public_documents import inventory, rules
from kollega.public_documents.views.common import draw
from kollega.ui.paging import Paging, page_number

TEMPLATE = Path(__file__).parent.parent / "kept.typ"
ROWS_SHOWN = 40


@require_safe
def page(request: ActorRequest) -> HttpResponse:
    """Everything that is kept, for everybody at work."""
    rules.read_inventory(request.actor).require()
    shown = Paginator(inventory.rows(request.actor), ROWS_SHOWN).get_page(page_number(request))
    context = {"rows": list(shown), "paging": Paging.of(request, shown)}
    return draw(request, "kept.html", context, title=_("Vad sparas var"))


@require_safe
def sheet(request: ActorRequest) -> HttpResponse:
    """The same as a sheet: a draft for the municipality's plan."""
    rules.read_inventory(request.actor).require()
    actor = request.actor
    data = {
        "title": _("Vad sparas var"),
        "owner": actor.municipality_name,
        "date": f"{clock.today():%Y-%m-%d}",
        "lang": (get_language() or "sv")[:2],
        "lead": _(
            "Utkast till dokumenthanteringsplan för Digital kollega. Kommunen beslutar om sin egen plan."
        ),
        "headings": inventory.headings(),
        "rows": [row.cells for row in inventory.rows(actor)],
    }
    return _file(paper.pdf(TEMPLATE, data), "application/pdf", "vad-sparas-var.pdf")


@require_safe
def as_csv(request: ActorRequest) -> HttpResponse:
    """The same for a spreadsheet (semicolons, UTF-8 with its mark, as Swedish Excel wants it)."""
    rules.read_inventory(request.actor).require()
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(inventory.headings())
    writer.writerows([row.cells for row in inventory.rows(request.actor)])
    content = "\ufeff" + written.getvalue()
    return _file(content.encode(), "text/csv; charset=utf-8", "vad-sparas-var.csv")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer
