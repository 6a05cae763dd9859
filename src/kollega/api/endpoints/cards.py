"""One knowledge card, through the same gate as its page."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Router

from kollega.api import schemas
from kollega.api.models import Scope
from kollega.api.scopes import needs
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest, not_found
from kollega.knowledge.cards import queries, rules
from kollega.knowledge.cards.finding import CHANGED, EXAMPLE
from kollega.knowledge.cards.queries import Flag
from kollega.knowledge.cards.standing import WORDS, card_state
from kollega.knowledge.models.cards import Card
from kollega.knowledge.models.cards import CardFlag as Stored
from kollega.organisation.options import room_is_on

router = Router(tags=["Kunskapskort"])


@router.get(
    "/cards/{uuid:card_id}",
    response={200: schemas.Card, 403: schemas.Problem, 404: schemas.Problem},
    summary="Ett kunskapskort",
)
@needs(Scope.READ_KNOWLEDGE)
def one_card(request: ActorRequest, card_id: UUID) -> dict[str, Any]:
    """`marks` säger vad som talar mot kortet eller att ingen har läst det: visa dem med svaret."""
    actor = request.actor
    if not room_is_on(actor, "knowledge"):
        raise not_found()
    return _card(actor, rules.card_for(actor, card_id))


def _card(actor: Actor, card: Card) -> dict[str, Any]:
    around = queries.around(actor, card)
    state = card_state(actor, card, has_flags=bool(around.flags))
    marks = [_said(each) for each in around.flags]
    if queries.is_unreviewed_example(card):
        marks.append(str(EXAMPLE))
    elif queries.is_changed_since_review(card):
        marks.append(str(CHANGED))
    return {
        "id": card.id,
        "title": str(card.title),
        "answer": str(card.answer),
        "body": str(card.body),
        "grounds": [
            {"kind": kind.value, "label": str(kind.label), "lines": lines}
            for kind, lines in queries.grounds(card)
        ],
        "areas": list(around.areas),
        "sureness": card.sureness,
        "state": state.value,
        "state_words": str(WORDS[state]),
        "marks": marks,
        "check_by": card.check_by,
        "municipality": card.municipality.name,
        "owner": card.owner.name if card.owner and rules.owner_is_here(card) else "",
        "is_own": card.only_municipality_id is not None,
        "version": card.version,
        "saved_at": card.saved_at,
        "advice": _("Kollegialt råd. Din kommun beslutar och ansvarar."),
    }


def _said(flag: Flag) -> str:
    label = str(Stored.Kind(flag.kind).label)
    return f"{label}: {flag.ref or flag.text}"
