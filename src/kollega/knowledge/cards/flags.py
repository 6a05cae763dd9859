"""Flags: what says that a card should be looked over, how it comes and how it is settled."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from kollega.border import documents, drafts
from kollega.border.models import Draft
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.knowledge.models.cards import Card, CardFlag, CardReference, Status
from kollega.statutes import api as statutes
from kollega.swedish.references import Reference

DOUBT_PURPOSE = "card_doubt"
DOUBT_TEXTS = ("text",)
MOST_SHOWN = 50
OF_LAW = (CardFlag.Kind.CHANGED, CardFlag.Kind.REPEALED, CardFlag.Kind.OLD_LAW)
AT_SAVING = {"repealed": CardFlag.Kind.REPEALED, "old_law": CardFlag.Kind.OLD_LAW}
"""How what a card cites may stand when it is saved, and what flag that is."""
BY_IMPORT = {"changed": CardFlag.Kind.CHANGED, **AT_SAVING}
"""The same when a law was brought in anew."""


def look_at_law(
    actor: Actor, card: Card, references: Collection[Reference], fresh: Collection[Reference]
) -> None:
    """When a card is saved: flag the older laws it cites, and settle what it no longer cites.

    A flag that somebody has settled for the same section is not raised again by a save, but where the
    card did not cite the section until now (`fresh`): then it is opened again.
    """
    here = {"collaboration_id": card.collaboration_id, "card": card}
    stored = list(CardFlag.objects.filter(**here, kind__in=OF_LAW))
    gone = [
        each.id for each in stored if each.settled_at is None and _section(each) not in references
    ]
    settle(actor, card, gone, CardFlag.How.EDITED)
    known = {(each.kind, _section(each)): each.id for each in stored}
    again, raised = [], []
    for section, stands in statutes.standing(references).items():
        kind = AT_SAVING.get(stands.state)
        if kind is None:
            continue
        if (kind, section) not in known:
            since = stands.since if kind is CardFlag.Kind.REPEALED else None
            raised.append(_flag(card, kind, section, since))
        elif section in fresh:
            again.append(known[kind, section])
    CardFlag.objects.bulk_create(raised)
    if again:
        _open(CardFlag.objects.filter(**here, pk__in=again))


def open_again(card: Card, since: datetime) -> None:
    """The card says again what it said before `since`: what was settled from then on was settled by
    other words. A section that the card does not cite speaks against nothing."""
    here = {"collaboration_id": card.collaboration_id, "card": card}
    cited = CardReference.objects.filter(
        **here, sfs=OuterRef("sfs"), chapter=OuterRef("chapter"), section=OuterRef("section")
    )
    _open(
        CardFlag.objects.filter(
            Q(kind=CardFlag.Kind.DOUBT) | Exists(cited),
            **here,
            settled_at__gte=since,
            settled_how__in=(CardFlag.How.EDITED, CardFlag.How.CHECKED),
        )
    )


def _open(rows: QuerySet[CardFlag]) -> None:
    rows.update(settled_at=None, settled_by=None, settled_how="")


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


def shown(card: Card) -> QuerySet[CardFlag]:
    """The open flags that a page shows, in its order; the rest come when these are settled."""
    rows = CardFlag.objects.filter(
        collaboration_id=card.collaboration_id, card=card, settled_at__isnull=True
    )
    return rows.order_by("raised_at", "id")[:MOST_SHOWN]


def settle(actor: Actor, card: Card, flag_ids: Collection[UUID], how: CardFlag.How) -> int:
    """Settle these open flags of a card; how many."""
    if not flag_ids:
        return 0
    rows = CardFlag.objects.filter(
        collaboration_id=card.collaboration_id,
        card=card,
        settled_at__isnull=True,
        pk__in=flag_ids,
    )
    return rows.update(settled_at=clock.now(), settled_by_id=actor.colleague_id, settled_how=how)


def law_changed(
    actor: Actor, section_ids: Iterable[UUID], before: Mapping[UUID, UUID] | None = None
) -> list[UUID]:
    """Flag every card that the job may see and that cites one of these sections, which have another
    wording or none now, or the law as a whole where it holds no more. The ids of the cards that were
    flagged. Run again it flags nothing.

    `before`: the wordings that the sections had. A card on which a section was flagged, and that has its
    wording of that time again, is no longer flagged for it.
    """
    flagged: set[UUID] = set()
    sections = statutes.references_of(section_ids)
    spared = _put_right(actor, sections)
    laws = {Reference(each.sfs, "", "") for each in sections}
    for section, stands in statutes.standing({*sections, *laws}).items():
        kind = BY_IMPORT.get(stands.state)
        was = (before or {}).get(statutes.section_id(section.sfs, section.chapter, section.section))
        was = None if was == statutes.NO_WORDING else was
        if stands.state == "current" and was is not None:  # who read the mistake is told
            kind = CardFlag.Kind.CHANGED
        if kind is not None:
            raised = _Raised(section, kind, stands.since, was)
            flagged |= set(_flag_all(actor, raised, spared.get(section, set())))
    return sorted(flagged)


def _put_right(actor: Actor, sections: Iterable[Reference]) -> dict[Reference, set[UUID]]:
    """Settle what is open against the sections on cards where they say again what they said before the
    first of it; the cards by section. The job does it, so nobody is named, and the next municipality's
    job finds them settled."""
    by_place = {(each.sfs, each.chapter, each.section): each for each in sections}
    rows = CardFlag.objects.filter(
        collaboration_id=actor.collaboration_id,
        kind__in=(CardFlag.Kind.CHANGED, CardFlag.Kind.REPEALED),
        sfs__in={sfs for sfs, _chapter, _section in by_place},
    )
    against: dict[tuple[UUID, Reference], list[CardFlag]] = {}
    for row in rows.order_by("raised_at"):
        section = by_place.get((row.sfs, row.chapter, row.section))
        if section is not None:
            against.setdefault((row.card_id, section), []).append(row)
    firsts = {key: first for key, of in against.items() if (first := _first(of)) is not None}
    texts = statutes.texts_of(each.before_id for each in firsts.values() if each.before_id)
    lines = statutes.sections({section for _card, section in firsts})
    spared: dict[Reference, set[UUID]] = {}
    settled: list[UUID] = []
    for (card_id, section), first in firsts.items():
        if section in lines and _is_again(first, lines[section].text, texts):
            spared.setdefault(section, set()).add(card_id)
            settled += [each.id for each in against[card_id, section] if each.settled_at is None]
    if settled:
        CardFlag.objects.filter(collaboration_id=actor.collaboration_id, pk__in=settled).update(
            settled_at=clock.now(), settled_how=CardFlag.How.PUT_RIGHT
        )
    return spared


def _first(against: Sequence[CardFlag]) -> CardFlag | None:
    """The first of what is open against a section on a card, or of what was put right last, where nobody
    has settled anything since. `against` in the order in which it was raised."""
    still_open = [each for each in against if each.settled_at is None]
    if still_open:
        return still_open[0]
    last = max(each.settled_at for each in against if each.settled_at)
    together = [each for each in against if each.settled_at == last]
    return together[0] if together[0].settled_how == CardFlag.How.PUT_RIGHT else None


def _is_again(flag: CardFlag, text: str, texts: Mapping[UUID, str]) -> bool:
    """Whether a section says what it said before it was flagged. One that was repealed when the card was
    saved needs only to say something."""
    if flag.before_id is None:
        return flag.kind == CardFlag.Kind.REPEALED and bool(text)
    return bool(text) and texts.get(flag.before_id, "").split() == text.split()


@dataclass(frozen=True)
class _Raised:
    section: Reference
    kind: CardFlag.Kind
    since: date | None
    before_id: UUID | None = None


def _flag_all(actor: Actor, raised: _Raised, spared: Collection[UUID]) -> list[UUID]:
    here = {"collaboration_id": actor.collaboration_id}
    place = {
        "sfs": raised.section.sfs,
        "chapter": raised.section.chapter,
        "section": raised.section.section,
    }
    cites = CardReference.objects.filter(**here, **place)
    before = CardFlag.objects.filter(**here, **place, kind=raised.kind)
    if raised.kind is not CardFlag.Kind.OLD_LAW:  # an older law is an older law, whatever the day
        before = before.filter(since=raised.since)
    cards = Card.objects.filter(**here, pk__in=cites.values("card_id")).exclude(pk__in=spared)
    cards = cards.exclude(status=Status.WITHDRAWN)
    put_right = before.filter(settled_how=CardFlag.How.PUT_RIGHT, card__in=cards)
    again = list(put_right.values_list("card_id", flat=True))
    fresh = list(cards.exclude(pk__in=before.values("card_id")))
    CardFlag.objects.bulk_create(_of_law(card, raised) for card in fresh)
    if again:
        put_right.update(
            settled_at=None, settled_how="", raised_at=clock.now(), before_id=raised.before_id
        )
    return [*again, *(card.id for card in fresh)]


def _of_law(card: Card, raised: _Raised) -> CardFlag:
    flag = _flag(card, raised.kind, raised.section, raised.since)
    flag.before_id = raised.before_id
    return flag


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
    """Whoever raised a doubt takes it back; what she said is removed, unless somebody has asked for a
    copy of it and waits for an answer."""
    flag.settled_at, flag.settled_by_id = clock.now(), actor.colleague_id
    flag.settled_how = CardFlag.How.TAKEN_BACK
    if not documents.held(actor).filter(passage_id=flag.passage_id).exists():
        flag.text, flag.passage_id = "", documents.GONE
    flag.save()


def refs_of(flags: Iterable[CardFlag]) -> list[Reference]:
    """The sections that flags are about."""
    return [_section(each) for each in flags if each.sfs]
