"""A profile that comes along: gathered whole, written as a file, and read from a file elsewhere.

The file is JSON with Swedish names, so that its owner can read it. Nothing in it is believed beyond what
she could have typed herself: levels become her own, lines go through the check like any line, and
what a manager has seen of formal grounds has to be seen again.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, Field, StringConstraints
from pydantic import ValidationError as Misshapen

from kollega.border import drafts
from kollega.competence.models import (
    Competence,
    Level,
    ManagerLevel,
)
from kollega.competence.profile import choices, evidence, grounds, rules
from kollega.competence.profile.answered import areas_answered
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.organisation.api import Area, areas_by_id
from kollega.swedish import sort_key

FORMAT = "digital-kollega/kompetens/1"
LONGEST = 256 * 1024
"""Bytes that are read: more than a thousand pieces of evidence."""
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
    omraden: list[AreaPart] = []
    underlag: list[EvidencePart] = []
    behorighet: Annotated[list[GroundPart], Field(max_length=10)] = []
    har_svarat_i: list[Short] = []


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
                manad=month_of(row.month),
                omrade=found.key
                if (found := areas.get(row.area_id or UUID(int=0)))
                else row.area_key,
            )
            for row in evidence.own_evidence(actor)
        ],
        behorighet=[
            GroundPart(
                slag=kind,
                sedan=month_of(row.since),
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
                senast=month_of(row.practised_on),
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


def month_of(day: date | None) -> str:
    """A month as the file has it."""
    return day.strftime("%Y-%m") if day else ""


def as_json(profile: Profile) -> str:
    """The file's text."""
    return json.dumps(profile.model_dump(), ensure_ascii=False, indent=2)


def as_posted(profile: Profile) -> str:
    """The same for a form's field: never longer than the file that it was read from."""
    return profile.model_dump_json(exclude_defaults=True)


# --- Reading --------------------------------------------------------------------------------------


def read(raw: bytes | str) -> Profile:
    """A profile's file, as somebody may bring it.

    Raises:
        ValidationError: it is none; the message says where it goes wrong.
    """
    if len(raw) > LONGEST:
        raise too_large()
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


def too_large() -> ValidationError:
    """What is said of a file that is not even read."""
    said = _("Filen är för stor för att vara en profil. Högst %(most)d kB kan läsas.")
    return ValidationError(said % {"most": LONGEST // 1024})


def _step(each: int | str) -> str:
    return _("rad %(number)d") % {"number": each + 1} if isinstance(each, int) else each
