"""Lists of cards: all of them by area and state, and those that one answers for."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kollega.border import drafts
from kollega.border.models import Draft
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest
from kollega.knowledge.cards import queries, rules
from kollega.knowledge.cards.standing import State
from kollega.knowledge.cards.views.common import id_in, to_list, url_of
from kollega.knowledge.cards.writing import PURPOSE
from kollega.knowledge.models import Card
from kollega.knowledge.rules import take_part
from kollega.organisation import api as organisation
from kollega.ui.paging import Paging, page_number
from kollega.ui.parts import Zone

TABS = {
    "publicerade": (_("Publicerade"), queries.PUBLISHED),
    "ses-over": (_("Behöver ses över"), (State.NEEDS_LOOK, State.EXPIRED)),
    "granska": (_("Väntar på granskning"), (State.DRAFT,)),
    "granskade": (_("Granskade"), (State.REVIEWED,)),
}


@require_safe
def cards(request: ActorRequest) -> HttpResponse:
    """Cards in an area, in a state."""
    actor = request.actor
    name = request.GET.get("visa", "")
    name = name if name in TABS else next(iter(TABS))
    number, area_id = page_number(request), id_in(request.GET.get("omrade"))
    page = queries.cards(actor, number, states=TABS[name][1], area_id=area_id)
    context = {
        "page": page,
        "shown": name,
        "areas": organisation.area_choices(actor),
        "area_id": str(area_id or ""),
        "tabs": [
            {
                "label": label,
                "url": url_of("cards") + f"?visa={key}" + (f"&omrade={area_id}" if area_id else ""),
                "current": key == name,
            }
            for key, (label, _states) in TABS.items()
        ],
        "paging": Paging.beside(request, number, has_next=page.has_next),
        "own": Zone.own(actor.municipality_name),
    }
    return TemplateResponse(request, "knowledge/cards/list.html", context)


def _begun(actor: Actor) -> list[dict[str, Any]]:
    """What one is writing. A change of a card that may not be changed now leads to the card, one of a
    card that is not there to nothing. At most two statements."""
    found = drafts.all_of(actor, PURPOSE)
    ids = [each.subject_id for each in found if each.subject_id]
    cards = {each.id: each for each in rules.readable(actor).filter(pk__in=ids)} if ids else {}
    return [
        {
            "url": _to(actor, each, cards),
            "title": str(each.body.get("title", "")).strip(),
            "saved_at": clock.local(each.saved_at),
            "is_change": each.subject_id is not None,
        }
        for each in found
        if each.subject_id is None or each.subject_id in cards
    ]


def _to(actor: Actor, draft: Draft, cards: Mapping[UUID, Card]) -> str:
    if draft.subject_id is None:
        return url_of("card_draft", draft.id)
    may = rules.edit(actor, cards[draft.subject_id])
    return url_of("edit_card" if may else "card", draft.subject_id)


@require_safe
def my_cards(request: ActorRequest) -> HttpResponse:
    """What one answers for, and what one is writing."""
    actor, number = request.actor, page_number(request)
    page = queries.mine(actor, number)
    context = {
        "page": page,
        "drafts": _begun(actor),
        "may_write": take_part(actor),
        "paging": Paging.beside(request, number, has_next=page.has_next),
        "own": Zone.own(actor.municipality_name),
        "municipality": actor.municipality_name,
        "trail": [to_list()],
    }
    return TemplateResponse(request, "knowledge/cards/mine.html", context)
