"""Reading: the lists, a list, what one has read of it, and the list on paper."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.core.request import ActorRequest, unlogged
from kollega.knowledge.cards.views.common import id_in, url_of
from kollega.knowledge.lists import queries, rules, services, sheet
from kollega.knowledge.lists.views.common import to_lists, zone_of
from kollega.knowledge.models.lists import ReadingList
from kollega.knowledge.rules import take_part
from kollega.ui import notes
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Confirmation, Zone


@require_safe
def reading_lists(request: ActorRequest) -> HttpResponse:
    """All lists that one may read."""
    actor, number = request.actor, page_number(request)
    page = queries.lists(actor, number)
    context = {
        "page": page,
        "may_make": take_part(actor),
        "paging": Paging.beside(request, number, has_next=page.has_next),
        "own": Zone.own(actor.municipality_name),
        "zone": zone_of(actor),
    }
    return TemplateResponse(request, "knowledge/lists/lists.html", context)


@require_safe
def reading_list(request: ActorRequest, list_id: UUID) -> HttpResponse:
    """What to read, in order, and how far one has come."""
    actor = request.actor
    stored = rules.list_for(actor, list_id)
    found = queries.things(actor, stored)
    may_edit = rules.edit(actor, stored)
    context = {
        "list": stored,
        "things": found if may_edit else [each for each in found if not each.is_gone],
        "progress": queries.progress(found),
        "may_edit": may_edit,
        "zone": zone_of(actor, stored),
        "trail": [to_lists()],
    }
    return TemplateResponse(request, "knowledge/lists/list.html", context)


@require_POST
@unlogged
def mark_read(request: ActorRequest, list_id: UUID) -> HttpResponse:
    """One has read something, or has not after all. Nobody else learns it, from the log neither."""
    stored = rules.list_for(request.actor, list_id)
    item_id = id_in(request.POST.get("item"))
    if item_id is not None:
        item = rules.item_of(request.actor, stored, item_id)
        services.mark_read(request.actor, [item.id], read=request.POST.get("read") == "yes")
        return HttpResponseRedirect(url_of("reading_list", list_id) + f"#l-{item.id}")
    return HttpResponseRedirect(url_of("reading_list", list_id))


@require_safe
def reading_list_pdf(request: ActorRequest, list_id: UUID) -> HttpResponse:
    """The list on paper, with boxes to tick."""
    stored = rules.list_for(request.actor, list_id)
    made = sheet.paper(stored, queries.things(request.actor, stored))
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="laslista.pdf"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_list(request: ActorRequest, list_id: UUID) -> HttpResponse:
    """Take the list away from its readers; what happens is shown before."""
    stored = rules.list_for(request.actor, list_id, lock=request.method == "POST")
    rules.edit(request.actor, stored).require()
    if request.method == "POST":
        services.withdraw(request.actor, stored)
        notes.say(
            request,
            _("Läslistan är borttagen för dem som läste den."),
            undo_url=url_of("put_back_list", list_id),
        )
        return HttpResponseRedirect(url_of("reading_lists"))
    confirm = Confirmation(
        title=_("Ta bort läslistan?"),
        consequences=[
            *_afterwards(stored),
            _("Det som står på listan finns kvar i kunskapsbanken."),
            _("Ni kan lägga tillbaka listan."),
        ],
        action=_("Ta bort läslistan"),
        cancel_url=url_of("reading_list", list_id),
    )
    context = {"confirm": confirm, "zone": zone_of(request.actor, stored)}
    return TemplateResponse(request, "ui/confirm.html", context)


def _afterwards(stored: ReadingList) -> list[str]:
    """Who sees a list that has been taken back; nothing of one that only the municipality has read."""
    if stored.only_municipality_id is not None:
        return []
    place = {"place": stored.municipality.name}
    return [_("Sedan ser bara %(place)s och samordnaren den.") % place]


@require_POST
def put_back_list(request: ActorRequest, list_id: UUID) -> HttpResponse:
    """Let the list be read again."""
    stored = rules.list_for(request.actor, list_id, lock=True)
    rules.edit(request.actor, stored).require()
    services.put_back(request.actor, stored)
    notes.say(request, _("Läslistan är tillbaka."))
    return HttpResponseRedirect(url_of("reading_list", list_id))
