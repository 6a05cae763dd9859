"""Writing: a card's text is stored, changed, shared and restored. Every text has passed the gate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from kollega.border import drafts, gate
from kollega.border.gate import Cleared
from kollega.border.models import Draft
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import next_version
from kollega.knowledge.cards import finding, flags, law
from kollega.knowledge.cards.law import FIELDS
from kollega.knowledge.models.cards import (
    Card,
    CardArea,
    CardFlag,
    CardLink,
    CardReference,
    CardVersion,
    Ground,
    Status,
)
from kollega.organisation.leaving import months_before
from kollega.swedish import sort_key

PURPOSE = "card"
LONGEST_KEY = 200


@dataclass(frozen=True)
class Terms:
    """Everything about a card but its texts.

    `only_own`: the own municipality alone reads it. `owner_id`: the colleague who answers for it;
    None leaves it to her municipality until somebody takes over. `is_signed` False: nobody learns who
    wrote the text. `source`: what it was made of, by kind and id. `related` None leaves them as they are.
    """

    area_ids: tuple[UUID, ...]
    sureness: str
    check_months: int = 12
    only_own: bool = False
    related: tuple[UUID, ...] | None = None
    check_by: date | None = None
    is_example: bool = False
    source: tuple[str, UUID] | None = None
    owner_id: UUID | None = None
    municipality_id: UUID | None = None
    is_signed: bool = True


def create(
    actor: Actor,
    *,
    title: str,
    answer: str,
    body: str = "",
    area_ids: Iterable[UUID],
    grounds: Iterable[tuple[str, str]] = (),
    sureness: str,
    check_by: date | None = None,
    check_months: int = 12,
    only_own: bool = False,
    related: Iterable[UUID] = (),
    source: tuple[str, UUID] | None = None,
    is_example: bool = False,
    public_id: UUID | None = None,
    kept: Mapping[str, str] | None = None,
) -> Card:
    """A new card that waits for a review, owned by the actor.

    `grounds`: (kind, words), a line each. `kept`: findings of the gate that may stand, with reasons.

    Raises:
        NotCleared: something in the texts can point a person out.
    """
    texts = dict.fromkeys(FIELDS, "") | {"title": title, "answer": answer, "body": body}
    for kind in Ground:
        texts[kind.value] = "\n".join(words for each, words in grounds if each == kind)
    cleared = gate.clear(
        actor,
        texts,
        purpose=PURPOSE,
        kept=kept,
        places=drafts.places_of(actor),
        stays_home=only_own,
    )
    terms = Terms(
        area_ids=tuple(area_ids),
        sureness=sureness,
        check_months=check_months,
        only_own=only_own,
        related=tuple(related),
        check_by=check_by,
        is_example=is_example,
        source=source,
        owner_id=actor.colleague_id,
    )
    return add(actor, cleared, terms, public_id=public_id)


def create_from(actor: Actor, draft: Draft, terms: Terms) -> Card:
    """The draft as a new card; it keeps the draft's id, so that sending twice finds the first.

    Raises:
        NotCleared: something is neither replaced nor explained.
    """
    cleared = drafts.clear(actor, draft, FIELDS, stays_home=terms.only_own)
    card = add(actor, cleared, terms, public_id=draft.id)
    drafts.gone(draft)
    return card


def add(actor: Actor, cleared: Cleared, terms: Terms, *, public_id: UUID | None = None) -> Card:
    """Store a card whose texts (`law.FIELDS`) have passed the gate."""
    now = clock.now()
    card = Card(
        id=public_id or uuid4(),
        collaboration_id=actor.collaboration_id,
        only_municipality_id=actor.municipality_id if terms.only_own else None,
        municipality_id=terms.municipality_id or actor.municipality_id,
        owner_id=terms.owner_id,
        saved_by_id=actor.colleague_id if terms.is_signed else None,
        sureness=terms.sureness,
        check_months=terms.check_months,
        check_by=terms.check_by,
        is_example=terms.is_example,
        source_kind=terms.source[0] if terms.source else "",
        source_id=terms.source[1] if terms.source else None,
        sort_key=_sort_key(cleared["title"]),
        saved_at=now,
        passage_id=cleared.passage_id,
        **{name: cleared[name] for name in FIELDS},
    )
    card.save(force_insert=True)
    _surround(actor, card, terms)
    access.audit(actor, "card.write", "card", card.id)
    return card


def edit_from(
    actor: Actor,
    card: Card,
    draft: Draft,
    terms: Terms,
    *,
    version: int,
    labels: Mapping[str, str],
    settled: Iterable[UUID] = (),
) -> Card:
    """Let the card say what the draft says; what it said before is kept.

    `card` is locked. `version` is the card's when it was opened for writing. `settled`: flags that the
    change deals with. A card of the own municipality's that is to be shared (`terms.only_own` is
    False) passes the whole gate, also where its text is the same, and waits for a review.

    Raises:
        Conflict: somebody else has changed it since.
        NotCleared: something is neither replaced nor explained.
    """
    texts = {name: str(draft.body.get(name, "")).strip() for name in FIELDS}
    next_version(card, version, {name: (labels.get(name, name), texts[name]) for name in FIELDS})
    stays_home = card.only_municipality_id is not None and terms.only_own
    opened = card.only_municipality_id is not None and not terms.only_own
    is_same = not opened and all(str(getattr(card, name)) == texts[name] for name in FIELDS)
    if not is_same:
        _change_text(actor, card, drafts.clear(actor, draft, FIELDS, stays_home=stays_home), opened)
    card.sureness = terms.sureness
    card.check_months = terms.check_months
    card.save()
    if opened:
        _open(card)
    _surround(actor, card, terms)
    flags.settle(actor, card, list(settled), CardFlag.How.EDITED)
    drafts.gone(draft)
    access.audit(actor, "card.share" if opened else "card.edit", "card", card.id)
    finding.refresh(actor, card)
    return card


def restore(actor: Actor, card: Card, earlier: CardVersion) -> None:
    """Let the card say again what an earlier version said; `card` is locked.

    What was settled by what the card has said since speaks against it again. A version that was looked
    over for the own municipality alone is not restored in a shared card.
    """
    if earlier.only_municipality_id != card.only_municipality_id:
        raise ValueError("a version that stayed at home is not shared by being restored")
    texts = {name: getattr(earlier, name) for name in FIELDS}
    replaced_at = _replaced_at(card, earlier)
    _change_text(actor, card, Cleared(texts, earlier.passage_id), opened=False)
    card.save()
    _law(actor, card)
    flags.open_again(card, replaced_at)
    access.audit(actor, "card.restore", "card", card.id)
    finding.refresh(actor, card)


def _replaced_at(card: Card, earlier: CardVersion) -> datetime:
    """When the card stopped saying what that version says."""
    later = CardVersion.objects.filter(
        collaboration_id=card.collaboration_id, card=card, number__gt=earlier.number
    )
    return later.order_by("number").values_list("saved_at", flat=True).first() or card.saved_at


def terms_of(card: Card, areas: Sequence[str]) -> dict[str, Any]:
    """A card as a draft of a change begins: its texts and choices, as the form names them."""
    return {
        **{name: str(getattr(card, name)) for name in FIELDS},
        **{
            name: areas[place] if place < len(areas) else ""
            for place, name in enumerate(("area", "area_2", "area_3"))
        },
        "sureness": card.sureness,
        "check_months": str(card.check_months),
        "audience": "own" if card.only_municipality_id else "all",
    }


def _change_text(actor: Actor, card: Card, cleared: Cleared, opened: bool) -> None:
    """Keep what the card says, and let it say this. `opened`: it becomes everybody's at the same time."""
    CardVersion(
        collaboration_id=card.collaboration_id,
        only_municipality_id=card.only_municipality_id,
        card=card,
        number=card.version,
        saved_by_id=card.saved_by_id,
        saved_at=card.saved_at,
        passage_id=card.passage_id,
        **{name: getattr(card, name) for name in FIELDS},
    ).save(force_insert=True)
    for name in FIELDS:
        setattr(card, name, cleared[name])
    card.passage_id = cleared.passage_id
    card.sort_key = _sort_key(cleared["title"])
    card.saved_by_id = actor.colleague_id
    card.saved_at = clock.now()
    card.version += 1
    if card.status == Status.REVIEWED:
        card.status = Status.DRAFT
    if opened:
        # Its own municipality vouched for it as its own; for all it is reviewed and published anew.
        card.only_municipality_id = None
        card.status, card.published_at = Status.DRAFT, None


def _open(card: Card) -> None:
    """Let what belongs to a card that is shared now be read with it. What was said about it at home,
    and what it said before, stays at home."""
    here = {"collaboration_id": card.collaboration_id, "card": card}
    for model in (CardArea, CardReference):
        model.objects.filter(**here).update(only_municipality_id=None)
    CardLink.objects.filter(**here, other__only_municipality_id=None).update(
        only_municipality_id=None
    )
    CardLink.objects.filter(
        collaboration_id=card.collaboration_id, other=card, card__only_municipality_id=None
    ).update(only_municipality_id=None)


def _surround(actor: Actor, card: Card, terms: Terms) -> None:
    """What stands around the text: areas, related cards, and what it cites."""
    here = {"collaboration_id": card.collaboration_id, "card": card}
    wanted = list(dict.fromkeys(terms.area_ids))
    CardArea.objects.filter(**here).delete()
    CardArea.objects.bulk_create(
        CardArea(**here, only_municipality_id=card.only_municipality_id, area_id=each, place=place)
        for place, each in enumerate(wanted)
    )
    if terms.related is not None:
        relate(card, terms.related)
    _law(actor, card)


def relate(card: Card, related: Iterable[UUID]) -> None:
    """Let these be the cards that are read with it; those that nobody here may read are left out."""
    here = {"collaboration_id": card.collaboration_id}
    others = Card.objects.filter(**here, pk__in={*related} - {card.id})
    wanted = dict(others.values_list("id", "only_municipality_id"))
    CardLink.objects.filter(**here, card=card).exclude(other_id__in=wanted).delete()
    CardLink.objects.filter(**here, other=card).exclude(card_id__in=wanted).delete()
    known = set(CardLink.objects.filter(**here, card=card).values_list("other_id", flat=True))
    known |= set(CardLink.objects.filter(**here, other=card).values_list("card_id", flat=True))
    CardLink.objects.bulk_create(
        CardLink(
            **here,
            card=card,
            other_id=each,
            only_municipality_id=card.only_municipality_id or only,
        )
        for each, only in wanted.items()
        if each not in known
    )


def _law(actor: Actor, card: Card) -> None:
    """Note what the card cites, and whether any of it holds no longer."""
    references = law.cited({name: getattr(card, name) for name in FIELDS})
    fresh = law.store(card, references)
    flags.look_at_law(actor, card, references, fresh)


def _sort_key(title: str) -> str:
    return sort_key(title)[:LONGEST_KEY]


def next_check(card: Card) -> date:
    """When a card that is looked over today is to be looked over again."""
    return months_before(clock.today(), -card.check_months)
