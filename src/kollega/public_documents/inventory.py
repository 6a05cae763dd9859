"""'Vad sparas var': every kind of information in the product, in plain words.

The lines are registered by the rooms (`core.kept`), those below in `inventory_lines` and
`inventory_of_the_house`. It is a draft for the municipality's own plan, not the plan.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kollega.core import kept
from kollega.core.actor import Actor, Role
from kollega.core.zones import Kind, Zone
from kollega.organisation.models import ROLE_LABELS


@dataclass(frozen=True)
class Row:
    """A line as it is read: what, where, who reads it, how long, why, and how it goes."""

    what: str
    where: str
    readers: str
    how_long: str
    ground: str
    then: str

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Everything but what it is, with its label."""
        return list(zip(headings()[1:], self.cells[1:], strict=True))

    @property
    def cells(self) -> list[str]:
        return [self.what, self.where, self.readers, self.how_long, self.ground, self.then]


def headings() -> list[str]:
    """What the columns are called."""
    return [
        _("Vad"),
        _("Var"),
        _("Vem kan läsa"),
        _("Hur länge"),
        _("Varför"),
        _("Hur det försvinner"),
    ]


def rows(actor: Actor) -> list[Row]:
    """Everything that is kept, as it holds for the actor's municipality today."""
    return [
        Row(
            what=str(line.what),
            where=", ".join(dict.fromkeys(_where(actor, zone) for zone in line.zones)),
            readers=". ".join(dict.fromkeys(_readers(zone) for zone in line.zones)),
            how_long=line.time(actor),
            ground=str(line.ground),
            then=str(line.then),
        )
        for line in kept.every()
        if line.zones
    ]


def _where(actor: Actor, zone: Zone) -> str:
    match zone.kind:
        case Kind.CASE:
            return _("Stannar i %(municipality)s") % {"municipality": actor.municipality_name}
        case Kind.SHARED:
            return _("Delas i samverkan")
        case Kind.PERSON:
            return _("Personens eget")
        case Kind.BRIDGE:
            return _("Mellan två kommuner")
        case Kind.OPEN:
            return _("Gemensamt för alla")
        case Kind.HOUSE:
            return _("Driften")


def _readers(zone: Zone) -> str:
    people = [role for role in zone.read_by if role != Role.COUNTER]
    if zone.private_to:
        return _("Bara den det gäller")
    if zone.read_by and not people:
        return _("Ingen. Räknas av systemet, sammanslaget")
    if people:
        named = ", ".join(str(ROLE_LABELS[role]) for role in people)
        if zone.shown_to:
            return _("Personen själv, och %(roles)s om personen visar det") % {"roles": named}
        if zone.told_to or zone.about:
            named = _("%(roles)s, och den det gäller") % {"roles": named}
        return named[:1].upper() + named[1:]
    words = {
        Kind.CASE: _("De i kommunen som behöver det för sin uppgift"),
        Kind.SHARED: _("Kollegor i samverkan"),
        Kind.PERSON: _("Bara personen själv"),
        Kind.BRIDGE: _("Avsändande och mottagande kommun"),
        Kind.OPEN: _("Alla som är inloggade"),
        Kind.HOUSE: _("Ingen i kommunerna"),
    }
    return words[zone.kind]
