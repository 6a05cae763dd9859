"""Flags: what says that a card should be looked over, how it comes and how it is settled."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from kollega.border import drafts
from kollega.border.models import Draft
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.knowledge.cards import law
from kollega.knowledge.models.cards import Card, CardFlag, CardReference, Status
from kollega.swedish.references import Reference

DOUBT_PURPOSE = "card_doubt"
DOUBT_TEXTS = ("text",)
OF_LAW = (CardFlag.Kind.CHANGED, CardFlag.Kind.REPEALED, CardFlag.Kind.OLD_LAW)


def look_at_law(actor: Actor, card: Card, references: Collection[Reference]) -> None:
    """When a card is saved: flag the older laws it cites, and settle what it no longer cites.

    A flag that somebody has settled for the same section is not raised again by a save.
    """
    here = {"collaboration_id": card.collaboration_id, "card": card}
    stored = list(CardFlag.objects.filter(**here, kind__in=OF_LAW))
    gone = [
        each.id for each in stored if each.settled_at is None and _section(each) not in references
    ]
    settle(actor, card, gone, CardFlag.How.EDITED)
    known = {_section(each) for each in stored if each.kind == CardFlag.Kind.OLD_LAW}
    CardFlag.objects.bulk_create(
        _flag(card, CardFlag.Kind.OLD_LAW, each)
        for each in law.old_laws(references)
        if each not in known
    )


def _section(flag: CardFlag) -> Reference:
    return Reference(flag.sfs, flag.chapter, flag.section)


def _flag(
    card: Card, kind: CardFlag.Kind, section: Reference, since: date | None = None
) -> CardFlag:
    return CardFlag(
        collaboration_id=card.collaboration_id,
        only_municipality_id=card.only_municipality_id,
        card=card,
        kind=kind,
        sfs=section.sfs,
        chapter=section.chapter,
        section=section.section,
        since=since,
    )


def settle(actor: Actor, card: Card, flag_ids: Collection[UUID] | None, how: CardFlag.How) -> int:
    """Settle these open flags of a card, or all of them (None); how many."""
    rows = CardFlag.objects.filter(
        collaboration_id=card.collaboration_id, card=card, settled_at__isnull=True
    )
    if flag_ids is not None:
        if not flag_ids:
            return 0
        rows = rows.filter(pk__in=flag_ids)
    return rows.update(settled_at=clock.now(), settled_by_id=actor.colleague_id, settled_how=how)


def law_changed(
    actor: Actor, section: Reference, *, since: date | None, is_repealed: bool
) -> list[UUID]:
    """Flag every card that the job may see and that cites a section; the cards' ids.

    A section of a law that is repealed as a whole is given without chapter and section: then each card
    that cites anything of it is flagged once.
    """
    kind = CardFlag.Kind.REPEALED if is_repealed else CardFlag.Kind.CHANGED
    here = {"collaboration_id": actor.collaboration_id}
    cites = CardReference.objects.filter(**here, sfs=section.sfs)
    if section.chapter or section.section:
        cites = cites.filter(chapter=section.chapter, section=section.section)
    cards = Card.objects.filter(**here, pk__in=cites.values("card_id")).exclude(
        status=Status.WITHDRAWN
    )
    flagged = CardFlag.objects.filter(
        **here,
        kind=kind,
        sfs=section.sfs,
        chapter=section.chapter,
        section=section.section,
        since=since,
    )
    fresh = list(cards.exclude(pk__in=flagged.values("card_id")))
    CardFlag.objects.bulk_create(_flag(card, kind, section, since) for card in fresh)
    return [card.id for card in fresh]


def doubt(actor: Actor, card: Card, draft: Draft) -> CardFlag:
    """A reader says that something is not right; whoever answers for the card is told.

    The flag keeps the draft's id, so that sending twice finds the first.

    Raises:
        NotCleared: the words can point a person out.
    """
    home = card.only_municipality_id is not None
    cleared = drafts.clear(actor, draft, DOUBT_TEXTS, stays_home=home)
    flag = CardFlag(
        id=draft.id,
        collaboration_id=card.collaboration_id,
        only_municipality_id=card.only_municipality_id,
        card=card,
        kind=CardFlag.Kind.DOUBT,
        text=cleared["text"],
        passage_id=cleared.passage_id,
        raised_by_id=actor.colleague_id,
    )
    flag.save(force_insert=True)
    drafts.gone(draft)
    access.audit(actor, "card.doubt", "card", card.id)
    announce(actor, "card.doubted", subject_kind="card", subject_id=card.id)
    return flag


def take_back(actor: Actor, flag: CardFlag) -> None:
    """Whoever raised a doubt takes it back; what she said is removed."""
    flag.settled_at, flag.settled_by_id = clock.now(), actor.colleague_id
    flag.settled_how = CardFlag.How.TAKEN_BACK
    flag.save()


def refs_of(flags: Iterable[CardFlag]) -> list[Reference]:
    """The sections that flags are about."""
    return [_section(each) for each in flags if each.sfs]
