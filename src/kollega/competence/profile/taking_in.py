"""Taking a profile's file in: what it would change, and what was chosen of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from kollega.border import drafts
from kollega.border.gate import NotCleared
from kollega.competence import words
from kollega.competence.models import Competence, EvidenceKind, GroundKind, Level
from kollega.competence.profile import evidence, grounds, rules, services
from kollega.competence.profile.travelling import (
    LEVEL_OF,
    AreaPart,
    EvidencePart,
    GroundPart,
    Profile,
    month_of,
)
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.organisation.api import Area, areas_by_id

AT_ONCE = 200
"""Pieces of evidence that one form takes in. With the areas it stays under what a request may hold."""


@dataclass(frozen=True)
class Offer:
    """Something in the file that can be taken in. `note` says what happens with it.

    `key` is empty where it cannot be taken; `chosen` where nothing of one's own is written over.
    """

    key: str
    title: str
    text: str
    note: str
    chosen: bool = False


@dataclass(frozen=True)
class Preview:
    """What a file would do, part by part."""

    areas: tuple[Offer, ...]
    papers: tuple[Offer, ...]
    grounds: tuple[Offer, ...]

    @property
    def anything(self) -> bool:
        """Whether any of it can be taken."""
        return any(each.key for each in (*self.areas, *self.papers, *self.grounds))


def preview(actor: Actor, profile: Profile) -> Preview:
    """What the file would change in the actor's own profile. Four statements."""
    rules.own_profile(actor).require()
    areas = areas_by_id(actor)
    own = {
        areas[row.area_id].id: Level(row.level)
        for row in Competence.objects.filter(
            collaboration_id=actor.collaboration_id, colleague_id=actor.colleague_id
        )
    }
    known = _known_papers(actor)
    mine = grounds.formal_grounds(actor, [actor.account_id])[actor.account_id]
    return Preview(
        areas=tuple(
            _area_offer(number, part, _find(areas.values(), part), own)
            for number, part in enumerate(profile.omraden)
        ),
        papers=_at_once(
            _paper_offer(number, part, known) for number, part in enumerate(profile.underlag)
        ),
        grounds=tuple(
            _ground_offer(number, part, mine) for number, part in enumerate(profile.behorighet)
        ),
    )


def _find(areas: Iterable[Area], part: AreaPart) -> Area | None:
    """The area by its key, else by its title: another collaboration may call the key otherwise."""
    every = list(areas)
    by_key = next((area for area in every if area.key == part.nyckel), None)
    wanted = part.titel.casefold()
    return by_key or next((area for area in every if area.title.casefold() == wanted), None)


def _area_offer(number: int, part: AreaPart, area: Area | None, own: Mapping[UUID, Level]) -> Offer:
    title = area.title if area else part.titel or part.nyckel
    if part.level is None:
        return Offer("", title, part.niva, _("Nivån finns inte här."))
    text = str(part.level.label)
    if area is None:
        return Offer("", title, text, _("Området finns inte i den här samverkan."))
    key = f"a{number}"
    if area.id not in own:
        return Offer(key, title, text, _("Läggs till."), chosen=True)
    if own[area.id] == part.level:
        return Offer(key, title, text, _("Du har redan samma nivå här."))
    note = _("Ersätter det du har sagt här: %(level)s.") % {"level": own[area.id].label}
    return Offer(key, title, text, note)


def _known_papers(actor: Actor) -> set[tuple[str, str, str]]:
    return {
        (row.kind, row.title.casefold(), month_of(row.month))
        for row in evidence.own_evidence(actor)
    }


def _paper_offer(number: int, part: EvidencePart, known: Collection[tuple[str, str, str]]) -> Offer:
    if part.slag not in EvidenceKind.values:
        return Offer("", part.titel, part.slag, _("Slaget finns inte här."))
    text = str(EvidenceKind(part.slag).label)
    month = _day(part.manad)
    text = f"{text}, {words.month(month)}" if month else text
    if (part.slag, part.titel.casefold(), part.manad) in known:
        return Offer("", part.titel, text, _("Finns redan."))
    return Offer(f"p{number}", part.titel, text, _("Läggs till. Bara du ser det."), chosen=True)


def _at_once(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """As many as a form can hold; the rest can be taken the next time, when those are known."""
    found, left = [], AT_ONCE
    for each in offers:
        if each.key and not left:
            note = _("Ryms inte på en gång. Ta in de andra, och läs sedan in filen en gång till.")
            found.append(replace(each, key="", note=note, chosen=False))
            continue
        left -= bool(each.key)
        found.append(each)
    return tuple(found)


def _ground_offer(number: int, part: GroundPart, mine: grounds.Grounds) -> Offer:
    if part.slag not in GroundKind.values:
        return Offer("", part.slag, "", _("Slaget finns inte här."))
    kind = GroundKind(part.slag)
    title, since = str(grounds.TITLES[kind]), _day(part.sedan)
    if kind in mine.rows:
        return Offer("", title, words.month(since), _("Finns redan."))
    if kind is GroundKind.CHILD_CASES and since is None:
        return Offer("", title, "", _("Det står inte sedan när."))
    note = _("Läggs till. Din chef här behöver kontrollera det.")
    return Offer(f"g{number}", title, words.month(since), note, chosen=True)


def _day(month: str) -> date | None:
    """The first day of a month that has begun; a month to come counts as none."""
    if not month:
        return None
    try:
        day = date(int(month[:4]), int(month[5:]), 1)
    except ValueError:
        return None
    return day if day <= clock.today() else None


# --- Taking in ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Taken:
    """What came of it. `held_back`: areas whose line the check stopped; it waits as a draft."""

    count: int
    held_back: tuple[str, ...]


def take_in(actor: Actor, profile: Profile, chosen: Collection[str]) -> Taken:
    """Take what was chosen of a file into the actor's own profile. All of it, or nothing."""
    shown = preview(actor, profile)
    allowed = {each.key for each in (*shown.areas, *shown.papers, *shown.grounds) if each.key}
    wanted = allowed & set(chosen)
    areas = areas_by_id(actor)
    held_back = [
        area.title
        for number, part in enumerate(profile.omraden)
        if f"a{number}" in wanted
        and (area := _find(areas.values(), part)) is not None
        and not _declare(actor, area, part)
    ]
    by_key = {area.key: area for area in areas.values()}
    for number, paper in enumerate(profile.underlag):
        if f"p{number}" in wanted:
            about = by_key.get(paper.omrade)
            evidence.add(
                actor,
                public_id=uuid4(),
                kind=EvidenceKind(paper.slag),
                title=paper.titel,
                month=_day(paper.manad),
                area_id=about.id if about else None,
            )
    said = {
        GroundKind(part.slag): grounds.Said(has=True, since=_day(part.sedan))
        for number, part in enumerate(profile.behorighet)
        if f"g{number}" in wanted
    }
    if said:
        grounds.save_own(actor, said)
    return Taken(len(wanted), tuple(held_back))


def _declare(actor: Actor, area: Area, part: AreaPart) -> bool:
    """Declare one area; whether its line, if any, passed the check. One that did not is a draft."""
    common: dict[str, Any] = {
        "area_id": area.id,
        "level": LEVEL_OF[part.niva],
        "practised_on": _day(part.senast),
        "wants_to_learn": part.vill_lara_mer,
    }
    if not part.kan_hjalpa_med:
        services.declare(actor, **common)
        return True
    stored = services.own_competence(actor, area.id)
    seen = stored.version if stored else 0
    draft = drafts.save(
        actor,
        draft_id=uuid4(),
        purpose=services.PURPOSE,
        subject_id=area.id,
        version=0,
        body={services.TEXT: part.kan_hjalpa_med, "level": str(int(common["level"]))},
    )
    try:
        services.declare_draft(actor, draft, version=seen, **common)
    except NotCleared:
        row = services.declare(actor, **common)
        draft.body |= {"seen": str(row.version), "practised": part.senast}
        draft.save(update_fields=["body"])
        return False
    return True
