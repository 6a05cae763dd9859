"""The board's sheet: seen, added to and printed by manager and coordinator."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kollega.core import access
from kollega.core.request import ActorRequest
from kollega.followup import board, figures, rules, services
from kollega.followup.forms import SheetForm
from kollega.followup.views.common import chosen, home, own_zone, quarter_links
from kollega.ui.notes import say
from kollega.ui.parts import Link


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: ActorRequest) -> HttpResponse:
    """What will stand on the sheet, and the manager's own words."""
    actor = request.actor
    rules.follow_up(actor).require()
    read = figures.read(actor)
    quarter = chosen(request, read)
    stored = board.stored(actor, quarter)
    text, version = (stored.text, stored.version) if stored else ("", 0)
    initial = {"text": text, "version": version}
    form = SheetForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.write_sheet(
            actor, quarter=quarter.first, text=data["text"], version=data["version"]
        )
        say(request, _("Sparat. Orden står nu på bladet."))
        return redirect(f"{reverse('followup:board_sheet')}?kvartal={quarter}")
    context = {
        "form": form,
        "sheet": board.sheet(read, quarter, text),
        "quarters": quarter_links(read, quarter),
        "pdf_url": f"{reverse('followup:board_pdf')}?kvartal={quarter}",
        "zone": own_zone(request),
        "trail": [home(), Link(_("Nämndens blad"))],
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "followup/board.html", context, status=status)


@require_safe
def as_pdf(request: ActorRequest) -> HttpResponse:
    """The sheet as it is printed."""
    actor = request.actor
    rules.follow_up(actor).require()
    read = figures.read(actor)
    quarter = chosen(request, read)
    stored = board.stored(actor, quarter)
    access.opened("sheet", actor.municipality_id)
    made = board.sheet(read, quarter, stored.text if stored else "")
    answer = HttpResponse(board.as_pdf(actor, made), "application/pdf")
    answer["Content-Disposition"] = f'inline; filename="namndens-blad-{quarter}.pdf"'
    return answer
