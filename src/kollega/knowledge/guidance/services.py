"""Pinning to a moment of work, and taking it away again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from kollega.border import gate
from kollega.border.drafts import places_of
from kollega.core import access, clock, posting
from kollega.core.actor import Actor
from kollega.knowledge.guidance import rules
from kollega.knowledge.models import Card, DocumentPassage, Pin

PURPOSE = "pin"


@dataclass(frozen=True)
class Pinning:
    """When it is to be seen, by whom and why. `reason` is why names in `why` may stay."""

    moment: str
    why: str
    only_own: bool
    area_id: UUID | None = None
    reason: str = ""
    id: UUID = field(default_factory=uuid4)
    """The pin's own id, so that a button pressed twice pins once."""


def pin_passage(actor: Actor, part: DocumentPassage, terms: Pinning) -> Pin:
    """Pin a passage of a document; one that only the municipality reads is pinned for it alone.

    Raises:
        NotCleared: something in why can point a person out.
        PermissionDenied: the actor may not pin so.
    """
    only_own = terms.only_own or part.only_municipality_id is not None
    return _pin(actor, terms, only_own=only_own, document_id=part.document_id, part_id=part.id)


def pin_card(actor: Actor, card: Card, terms: Pinning) -> Pin:
    """Pin a card that the actor has passed the gate to; for the municipality alone where it is its own.

    Raises:
        NotCleared: something in why can point a person out.
        PermissionDenied: the actor may not pin so.
    """
    only_own = terms.only_own or card.only_municipality_id is not None
    return _pin(actor, terms, only_own=only_own, card_id=card.id)


def _pin(actor: Actor, terms: Pinning, *, only_own: bool, **what: UUID) -> Pin:
    (rules.pin_own if only_own else rules.pin_shared)(actor).require()
    posting.one_at_a_time(f"knowledge.pin {terms.id}")
    mine = Pin.objects.filter(
        collaboration_id=actor.collaboration_id, municipality_id=actor.municipality_id, **what
    )
    pin, _is_new = posting.once(
        mine, terms.id, lambda: _pinned(actor, terms, only_own=only_own, **what)
    )
    return pin


def _pinned(actor: Actor, terms: Pinning, *, only_own: bool, **what: UUID) -> Pin:
    texts: Mapping[str, str] = {"why": terms.why.strip()}
    places = places_of(actor)
    check = gate.check(texts, places=places, stays_home=only_own)
    cleared = gate.clear(
        actor,
        texts,
        purpose=PURPOSE,
        kept={each.key: terms.reason for each in check.open if terms.reason and each.may_be_kept},
        places=places,
        stays_home=only_own,
    )
    pin = Pin(
        id=terms.id,
        collaboration_id=actor.collaboration_id,
        only_municipality_id=actor.municipality_id if only_own else None,
        municipality_id=actor.municipality_id,
        moment=terms.moment,
        area_id=terms.area_id,
        why=cleared["why"],
        passage_id=cleared.passage_id,
        pinned_by_id=actor.colleague_id,
        **what,
    )
    pin.save(force_insert=True)
    access.audit(actor, "pin.add", rules.KIND, pin.id)
    return pin


def unpin(actor: Actor, pin: Pin) -> None:
    """It is seen no more; it can be pinned again."""
    if pin.unpinned_at is None:
        pin.unpinned_at = clock.now()
        pin.save(update_fields=["unpinned_at"])
        access.audit(actor, "pin.remove", rules.KIND, pin.id)


def pin_again(actor: Actor, pin: Pin) -> None:
    """It is seen as before."""
    if pin.unpinned_at is not None:
        pin.unpinned_at = None
        pin.save(update_fields=["unpinned_at"])
        access.audit(actor, "pin.add", rules.KIND, pin.id)
