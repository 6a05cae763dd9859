"""A profile that comes along: gathered whole, written as a file, and read from a file elsewhere.

The file is JSON with Swedish names, so that its owner can read it. Nothing in it is believed beyond what
she could have typed herself: levels become her own, lines go through the check like any line, and
what a manager has seen of formal grounds has to be seen again.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, Field, StringConstraints
from pydantic import ValidationError as Misshapen

from kollega.border import drafts
from kollega.border.gate import NotCleared
from kollega.competence import words
from kollega.competence.models import (
    Competence,
    EvidenceKind,
    GroundKind,
    Level,
    ManagerLevel,
)
from kollega.competence.profile import choices, evidence, grounds, rules, services
from kollega.competence.profile.answered import areas_answered
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.organisation.api import Area, areas_by_id
from kollega.swedish import sort_key

FORMAT = "digital-kollega/kompetens/1"
LONGEST = 64 * 1024
MOST = 300
LEVELS = {
    Level.NOT_MINE: "inte mitt område",
    Level.ORIENTED: "orienterad",
    Level.WITH_SUPPORT: "med stöd",
    Level.INDEPENDENT: "självständig",
    Level.CAN_SUPERVISE: "kan handleda",
}
LEVEL_OF = {word: level for level, word in LEVELS.items()}

Text = Annotated[str, AfterValidator(drafts.plain)]
Short = Annotated[Text, StringConstraints(max_length=200, strip_whitespace=True)]
Key = Annotated[Text, StringConstraints(max_length=60)]
Month = Annotated[str, StringConstraints(pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$")]


class AreaPart(BaseModel):
    """An area in the file."""

    nyckel: Key
    titel: Short = ""
    niva: Short
    kan_hjalpa_med: Short = ""
    senast: Month = ""
    vill_lara_mer: bool = False
    chefens_niva: Short = ""

    @property
    def level(self) -> Level | None:
        return LEVEL_OF.get(self.niva)


class EvidencePart(BaseModel):
    """A course or the like in the file."""

    slag: Key
    titel: Annotated[Text, StringConstraints(max_length=120, min_length=1, strip_whitespace=True)]
    manad: Month = ""
    omrade: Key = ""


class GroundPart(BaseModel):
    """A formal ground in the file."""

    slag: Key
    sedan: Month = ""
    kontrollerat: Short = ""


class Profile(BaseModel):
    """The whole file."""

    format: Short
    skapad: Short = ""
    namn: Short = ""
    kommun: Short = ""
    omraden: Annotated[list[AreaPart], Field(max_length=MOST)] = []
    underlag: Annotated[list[EvidencePart], Field(max_length=MOST)] = []
    behorighet: Annotated[list[GroundPart], Field(max_length=10)] = []
    har_svarat_i: Annotated[list[Short], Field(max_length=MOST)] = []


# --- Gathering ------------------------------------------------------------------------------------


def gather(actor: Actor, *, with_managers: bool = False) -> Profile:
    """All of the actor's profile. `with_managers`: also the levels that her manager has set."""
    rules.own_profile(actor).require()
    areas = areas_by_id(actor)
    mine = grounds.formal_grounds(actor, [actor.account_id])[actor.account_id]
    managers = _managers(actor, areas) if with_managers else {}
    return Profile(
        format=FORMAT,
        skapad=clock.today().isoformat(),
        namn=actor.name,
        kommun=actor.municipality_name,
        omraden=_areas(actor, areas, managers),
        underlag=[
            EvidencePart(
                slag=row.kind,
                titel=row.title,
                manad=_month(row.month),
                omrade=found.key
                if (found := areas.get(row.area_id or UUID(int=0)))
                else row.area_key,
            )
            for row in evidence.own_evidence(actor)
        ],
        behorighet=[
            GroundPart(
                slag=kind,
                sedan=_month(row.since),
                kontrollerat=row.verified_on.isoformat() if row.verified_on else "",
            )
            for kind, row in mine.rows.items()
        ],
        har_svarat_i=_answered(actor, areas),
    )


def _managers(actor: Actor, areas: Mapping[UUID, Area]) -> dict[UUID, Level]:
    rows = ManagerLevel.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    ).order_by("set_on")
    return {areas[row.area_id].id: Level(row.level) for row in rows if row.area_id in areas}


def _areas(
    actor: Actor, areas: Mapping[UUID, Area], managers: Mapping[UUID, Level]
) -> list[AreaPart]:
    rows = Competence.objects.filter(
        collaboration_id=actor.collaboration_id, colleague_id=actor.colleague_id
    )
    found = []
    for row in rows:
        area = areas[row.area_id]
        found.append(
            AreaPart(
                nyckel=area.key,
                titel=area.title,
                niva=LEVELS[Level(row.level)],
                kan_hjalpa_med=row.can_help_with,
                senast=_month(row.practised_on),
                vill_lara_mer=row.wants_to_learn,
                chefens_niva=LEVELS[managers[area.id]] if area.id in managers else "",
            )
        )
    return sorted(found, key=lambda each: sort_key(each.titel))


def _answered(actor: Actor, areas: Mapping[UUID, Area]) -> list[str]:
    if not choices.choice_of(actor).answers_told:
        return []
    pairs = areas_answered(actor, [actor.colleague_id])
    return sorted({areas[area_id].title for _c, area_id in pairs if area_id in areas}, key=sort_key)


def _month(day: date | None) -> str:
    return day.strftime("%Y-%m") if day else ""


def as_json(profile: Profile) -> str:
    """The file's text."""
    return json.dumps(profile.model_dump(), ensure_ascii=False, indent=2)


# --- Reading --------------------------------------------------------------------------------------


def read(raw: bytes | str) -> Profile:
    """A profile's file, as somebody may bring it.

    Raises:
        ValidationError: it is none; the message says where it goes wrong.
    """
    if len(raw) > LONGEST:
        raise ValidationError(_("Filen är för stor för att vara en profil."))
    try:
        content = json.loads(raw)
        found = Profile.model_validate(content)
    except Misshapen as wrong:
        first = wrong.errors(include_url=False)[0]
        where = " → ".join(_step(each) for each in first["loc"]) or _("hela filen")
        raise ValidationError(
            _("Filen går inte att läsa som en profil. Det tar stopp vid: %(where)s.")
            % {"where": where}
        ) from None
    except (ValueError, RecursionError):
        raise ValidationError(
            _("Filen är ingen profil. Välj den fil som slutar på .json och som du laddade ned här.")
        ) from None
    if found.format != FORMAT:
        raise ValidationError(
            _("Filen har ett annat format än det som kan läsas (%(format)s).") % {"format": FORMAT}
        )
    return found


def _step(each: int | str) -> str:
    return _("rad %(number)d") % {"number": each + 1} if isinstance(each, int) else each


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
        papers=tuple(
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
        (row.kind, row.title.casefold(), _month(row.month)) for row in evidence.own_evidence(actor)
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
