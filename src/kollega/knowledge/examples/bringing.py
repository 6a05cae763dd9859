"""What is shipped becomes part of a collaboration: cards to review, reading lists, the field's synonyms.

The cards are published as they are and say that nobody here has reviewed them. They belong to no
colleague: each municipality answers for its part until somebody takes one over. Bringing them again
brings what is missing and touches nothing else. Why: docs/decisions/shipped-knowledge.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from kollega.border import gate
from kollega.core import clock, places
from kollega.core.actor import Actor, Role, acting, job_for
from kollega.core.posting import one_at_a_time
from kollega.knowledge.cards import finding, services
from kollega.knowledge.cards.law import FIELDS
from kollega.knowledge.cards.writing import PURPOSE
from kollega.knowledge.lists import services as lists
from kollega.knowledge.models import Card
from kollega.knowledge.models.cards import Ground, Status
from kollega.knowledge.shipped import ShippedCard, id_in, load_cards, load_lists, load_synonyms
from kollega.organisation.models import Membership, PracticeArea
from kollega.search import synonyms

FIRST = (Role.COORDINATOR, Role.ADMINISTRATOR, Role.MANAGER)
"""On whose behalf a new collaboration's bank begins, the first there is."""


@dataclass(frozen=True)
class Brought:
    """What bringing did: the keys of cards that are new here, and of those that were here already."""

    new: tuple[str, ...]
    known: tuple[str, ...]


def bring(
    actor: Actor,
    cards: Iterable[ShippedCard],
    *,
    only_own: bool = False,
    answers: Mapping[str, UUID] | None = None,
) -> Brought:
    """Let cards that are not here yet become examples, on the actor's behalf.

    `answers`: which municipality answers for a card, by its key; the actor's where nothing else is said.

    Raises:
        NotCleared: a card's text can point a person out.
    """
    cards = tuple(cards)
    together = _pairs((*load_cards(), *cards))
    areas = _areas(actor)
    known = _known(actor, [card.key for card in cards])
    new = [card for card in cards if card.key not in known]
    for card in new:
        made = services.add(
            actor,
            gate.clear(actor, texts_of(card), purpose=PURPOSE, stays_home=only_own),
            services.Terms(
                area_ids=tuple(dict.fromkeys(areas[key] for key in card.areas if key in areas)),
                sureness=card.sure,
                check_months=card.check_months,
                only_own=only_own,
                related=tuple(id_in(actor.collaboration_id, key) for key in together[card.key]),
                is_example=True,
                municipality_id=(answers or {}).get(card.key),
            ),
            public_id=id_in(actor.collaboration_id, card.key),
        )
        services.publish(actor, made)
    return Brought(tuple(card.key for card in new), tuple(sorted(known)))


def bring_lists(actor: Actor) -> int:
    """Reading lists that are not here yet, of cards that are; how many lists there are now.

    One with a sentence that holds the name of a place nearby is left out.
    """
    here = _known(actor, [card.key for card in load_cards()])
    count = 0
    for each in load_lists():
        items = [
            lists.Item("card", id_in(actor.collaboration_id, listed.card), why=listed.why)
            for listed in each.cards
            if listed.card in here
        ]
        if not items:
            continue
        try:
            with transaction.atomic():
                lists.create(
                    actor,
                    title=each.title,
                    audience=each.lead,
                    items=items,
                    key=each.key,
                    is_example=True,
                )
        except gate.NotCleared:
            continue
        count += 1
    return count


def texts_of(card: ShippedCard) -> dict[str, str]:
    """A shipped card's texts as a card's fields: each kind of ground is a text with a line for each."""
    texts = dict.fromkeys(FIELDS, "")
    texts |= {"title": card.title, "answer": card.answer, "body": card.body}
    for kind in Ground:
        texts[kind.value] = "\n".join(each.text for each in card.grounds if each.kind == kind)
    return texts


def bring_all(collaboration_id: UUID) -> int:
    """Bring all that is shipped into a collaboration, a part to each municipality; how many cards are
    new. Opens its own transactions. Nothing where nobody is at work there yet."""
    municipalities = places.municipalities(collaboration_id)
    actor = _on_whose_behalf(collaboration_id, municipalities)
    if actor is None:
        return 0
    shipped = load_cards()
    answers = {card.key: each for each, part in shares(shipped, municipalities) for card in part}
    with acting(actor):
        one_at_a_time(f"examples of {collaboration_id}")
        done = bring(actor, shipped, answers=answers)
        bring_lists(actor)
        synonyms.seed(actor, load_synonyms())
    return len(done.new)


def share_out(collaboration_id: UUID) -> int:
    """Let the municipalities that take part today answer for a part each of those examples that
    nobody has touched; how many changed hands."""
    municipalities = places.municipalities(collaboration_id)
    changed = 0
    with acting(_job(collaboration_id)) as actor:
        for municipality_id, part in shares(load_cards(), municipalities):
            rows = Card.objects.filter(
                collaboration_id=collaboration_id,
                pk__in=[id_in(collaboration_id, card.key) for card in part],
                status=Status.PUBLISHED,
                only_municipality_id=None,
                owner=None,
                reviewed_at=None,
                version=1,
            ).exclude(municipality_id=municipality_id)
            for card in rows.select_for_update():
                card.municipality_id = municipality_id
                card.save(update_fields=["municipality"])
                finding.refresh(actor, card)
                changed += 1
    return changed


def shares(
    cards: Sequence[ShippedCard], municipalities: Sequence[UUID]
) -> list[tuple[UUID, Sequence[ShippedCard]]]:
    """Cards dealt out evenly: the first to the first municipality, the next to the next."""
    step = len(municipalities)
    return [(each, cards[at::step]) for at, each in enumerate(municipalities)]


def _on_whose_behalf(collaboration_id: UUID, municipalities: Sequence[UUID]) -> Actor | None:
    """A job for whoever sets the collaboration up: somebody lets a text through the gate, always."""
    found: list[tuple[int, UUID, UUID]] = []
    for municipality_id in municipalities:
        with acting(_job(collaboration_id, municipality_id)):
            rows = Membership.objects.filter(
                Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today()),
                municipality_id=municipality_id,
                valid_from__lte=clock.today(),
                account__is_active=True,
            )
            for account_id, roles in rows.order_by("id").values_list("account_id", "roles"):
                rank = next((at for at, each in enumerate(FIRST) if each in roles), len(FIRST))
                found.append((rank, municipality_id, account_id))
    if not found:
        return None
    _rank, municipality_id, account_id = min(found, key=lambda each: each[0])
    return _job(collaboration_id, municipality_id, account_id)


def _job(
    collaboration_id: UUID, municipality_id: UUID | None = None, account_id: UUID | None = None
) -> Actor:
    return job_for(
        job="knowledge.examples",
        collaboration_id=collaboration_id,
        municipality_id=municipality_id,
        account_id=account_id,
    )


def _known(actor: Actor, keys: Sequence[str]) -> set[str]:
    ids = {id_in(actor.collaboration_id, key): key for key in keys}
    here = Card.objects.filter(collaboration_id=actor.collaboration_id, pk__in=ids)
    return {ids[each] for each in here.values_list("id", flat=True)}


def _areas(actor: Actor) -> dict[str, UUID]:
    """The collaboration's areas by key; one that is merged into another is that one."""
    rows = PracticeArea.objects.filter(collaboration_id=actor.collaboration_id)
    return {
        key: merged or own for key, own, merged in rows.values_list("key", "id", "merged_into_id")
    }


def _pairs(cards: Sequence[ShippedCard]) -> dict[str, set[str]]:
    """By key: the cards it names and those that name it. A pair is stored when the later one comes."""
    found: dict[str, set[str]] = {card.key: set(card.related) for card in cards}
    for card in cards:
        for other in card.related:
            found.setdefault(other, set()).add(card.key)
    return found
