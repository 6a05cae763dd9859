"""What guides: the list with why, pinning, taking away, and what is shown at a moment."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kollega.border.gate import NotCleared
from kollega.border.panel import mentioned
from kollega.core.request import ActorRequest
from kollega.knowledge.documents.queries import address
from kollega.knowledge.documents.views.reading import zone_of
from kollega.knowledge.guidance import moments, queries, rules, services
from kollega.knowledge.guidance.forms import PinForm
from kollega.knowledge.guidance.services import Pinning
from kollega.knowledge.models import Pin
from kollega.organisation import api as organisation
from kollega.ui import notes
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Link


def _trail(*more: Link) -> list[Link]:
    return [
        Link(_("Kunskapsbanken"), reverse("knowledge:start")),
        Link(_("Det som vägleder"), reverse("knowledge:pins")),
        *more,
    ]


@require_safe
def pins(request: ActorRequest) -> HttpResponse:
    """Everything that is pinned: when it is seen, why, and who pinned it."""
    actor, number = request.actor, page_number(request)
    moment = request.GET.get("nar", "")
    moment = moment if moment in moments.known() else ""
    unpinned = request.GET.get("visa") == "lossade"
    lines, has_next = queries.pins(actor, number, moment=moment, unpinned=unpinned)
    context = {
        "lines": lines,
        "moment": moment,
        "unpinned": unpinned,
        "moments": [(key, each.label) for key, each in moments.known().items()],
        "can_pin": bool(rules.pin_own(actor)),
        "paging": Paging.beside(request, number, has_next=has_next),
        "zone": zone_of(request),
        "trail": _trail()[:1],
    }
    return TemplateResponse(request, "knowledge/guidance/pins.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pin_passage(request: ActorRequest, part_id: UUID) -> HttpResponse:
    """Pin a passage of a document to a moment."""
    part = rules.passage_for(request.actor, part_id)
    thing = _Thing(
        title=str(part.document.title),
        heading=part.heading,
        text=queries.opening(str(part.text)),
        url=address(part.document_id, part.number),
        is_own=part.only_municipality_id is not None,
    )
    return _pin(request, thing, lambda terms: services.pin_passage(request.actor, part, terms))


@require_http_methods(["GET", "HEAD", "POST"])
def pin_card(request: ActorRequest, card_id: UUID) -> HttpResponse:
    """Pin a card to a moment."""
    card = rules.card_for(request.actor, card_id)
    thing = _Thing(
        title=str(card.title),
        heading="",
        text=str(card.answer),
        url=reverse("knowledge:card", args=[card.id]),
        is_own=card.only_municipality_id is not None,
    )
    return _pin(request, thing, lambda terms: services.pin_card(request.actor, card, terms))


@dataclass(frozen=True)
class _Thing:
    """What is about to be pinned, as the page shows it."""

    title: str
    heading: str
    text: str
    url: str
    is_own: bool


def _pin(request: ActorRequest, thing: _Thing, pin: Callable[[Pinning], Pin]) -> HttpResponse:
    actor = request.actor
    form = PinForm(
        organisation.area_choices(actor),
        request.POST if request.method == "POST" else None,
        may_share=bool(rules.pin_shared(actor)) and not thing.is_own,
        use_required_attribute=False,
    )
    asks_reason = bool(request.POST.get("reason"))
    if request.method == "POST" and form.is_valid():
        try:
            made = pin(form.terms)
        except NotCleared as refused:
            asks_reason = True
            form.add_error(
                "why",
                _(
                    "Det här kan peka ut någon: %(words)s. Ändra, eller skriv varför det får stå kvar."
                )
                % {"words": ", ".join(mentioned(refused.check)[:8])},
            )
        else:
            undo = reverse("knowledge:unpin", args=[made.id])
            notes.say(request, _("Fäst. Det syns nu vid det momentet."), undo_url=undo)
            return HttpResponseRedirect(thing.url)
    context = {
        "form": form,
        "asks_reason": asks_reason,
        "thing": thing,
        "zone": zone_of(request, is_own=thing.is_own),
        "trail": _trail(Link(thing.title, thing.url), Link(_("Fäst vid ett moment"))),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "knowledge/guidance/pin.html", context, status=status)


@require_POST
def unpin(request: ActorRequest, pin_id: UUID) -> HttpResponse:
    """Take a pin away, with a way back."""
    pin = rules.pin_for(request.actor, pin_id)
    services.unpin(request.actor, pin)
    undo = reverse("knowledge:pin_again", args=[pin.id])
    notes.say(request, _("Lossat. Det syns inte längre vid momentet."), undo_url=undo)
    return HttpResponseRedirect(reverse("knowledge:pins"))


@require_POST
def pin_again(request: ActorRequest, pin_id: UUID) -> HttpResponse:
    """Pin what was taken away."""
    pin = rules.pin_for(request.actor, pin_id)
    services.pin_again(request.actor, pin)
    notes.say(request, _("Fäst igen."))
    return HttpResponseRedirect(reverse("knowledge:pins"))


@require_safe
def guides(request: ActorRequest, moment: str) -> HttpResponse:
    """What guides at a moment: alone as a page, or as a part of the page where one is at work."""
    try:
        area_id = UUID(request.GET.get("omrade", ""))
    except ValueError:
        area_id = None
    is_known = moment in moments.known()
    context = {
        "guides": queries.guidance(request.actor, moment, area_id) if is_known else [],
        "moment": moments.label_of(moment) if is_known else "",
        "zone": zone_of(request),
        "trail": _trail(),
    }
    is_part = request.headers.get("HX-Request") == "true"
    name = "part" if is_part else "guides"
    return TemplateResponse(request, f"knowledge/guidance/{name}.html", context)
