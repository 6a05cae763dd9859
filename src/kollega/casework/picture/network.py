"""The network map: who and what is around somebody, in circles of closeness and in parts of life."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from kollega.casework.picture.drawing import (
    Change,
    Document,
    Item,
    Line,
    Refused,
    choice,
    find,
    keys_hold,
    named,
    one_line,
    put,
    without,
)

MOST_THINGS = 40
MOST_LINKS = 40
NAME = 40
NOTE = 120
NEAREST, FARTHEST = 1, 3


class Sector(StrEnum):
    """The parts of life, clockwise from the top."""

    FAMILY = "family"
    RELATIVES = "relatives"
    FRIENDS = "friends"
    DAILY = "daily"
    SUPPORT = "support"


class Kind(StrEnum):
    PERSON = "person"
    PET = "pet"
    SERVICE = "service"
    THING = "thing"


class Tie(StrEnum):
    """How it is between two, as the one who draws sees it."""

    UNSAID = ""
    GOOD = "good"
    MIXED = "mixed"
    HARD = "hard"
    BROKEN = "broken"


SECTORS = {
    Sector.FAMILY: gettext_lazy("Familj"),
    Sector.RELATIVES: gettext_lazy("Släkt"),
    Sector.FRIENDS: gettext_lazy("Vänner och grannar"),
    Sector.DAILY: gettext_lazy("Skola, arbete, fritid"),
    Sector.SUPPORT: gettext_lazy("De som hjälper"),
}
KINDS = {
    Kind.PERSON: gettext_lazy("människa"),
    Kind.PET: gettext_lazy("djur"),
    Kind.SERVICE: gettext_lazy("verksamhet"),
    Kind.THING: gettext_lazy("något som hjälper"),
}
RINGS = {
    1: gettext_lazy("närmast"),
    2: gettext_lazy("nära"),
    3: gettext_lazy("längre bort"),
}
TIES = {
    Tie.UNSAID: gettext_lazy("inget sagt"),
    Tie.GOOD: gettext_lazy("ger stöd"),
    Tie.MIXED: gettext_lazy("både och"),
    Tie.HARD: gettext_lazy("tar på krafterna"),
    Tie.BROKEN: gettext_lazy("bruten kontakt"),
}


@dataclass(frozen=True)
class Thing(Item):
    """Somebody or something on the map. `person` is the id of a person in the register.

    `bare`: somebody whose whereabouts are protected. Only the name that the person uses is kept, and
    nothing ties it to the register.
    """

    name: str
    sector: Sector
    ring: int = 2
    kind: Kind = Kind.PERSON
    tie: Tie = Tie.UNSAID
    note: str = ""
    person: str = ""
    bare: bool = False


@dataclass(frozen=True)
class Link(Item):
    """How it is between two on the map."""

    one: str
    other: str
    tie: Tie = Tie.GOOD


@dataclass(frozen=True)
class Network(Document):
    LETTER: ClassVar[str] = "k"
    LISTS: ClassVar[dict[str, type[Item]]] = {"things": Thing, "links": Link}
    centre: str = ""
    things: tuple[Thing, ...] = ()
    links: tuple[Link, ...] = ()

    def checked(self) -> "Network":
        keys_hold(self)
        one_line(self.centre, NAME, _("Namnet i mitten"))
        if len(self.things) > MOST_THINGS:
            raise Refused(
                _("Kartan rymmer högst %(most)s. Ta bort någon, eller börja en karta till.")
                % {"most": MOST_THINGS}
            )
        if len(self.links) > MOST_LINKS:
            raise Refused(_("Kartan rymmer högst %(most)s streck.") % {"most": MOST_LINKS})
        for each in self.things:
            _thing_holds(each)
        keys = {each.key for each in self.things}
        pairs: set[frozenset[str]] = set()
        for link in self.links:
            pair = frozenset({link.one, link.other})
            if not pair <= keys:
                raise Refused(_("Det du valde finns inte kvar i bilden."))
            if len(pair) < 2:
                raise Refused(_("Ett streck går mellan två olika."))
            if pair in pairs:
                raise Refused(_("Det finns redan ett streck mellan dem."))
            pairs.add(pair)
        return self


def _thing_holds(thing: Thing) -> None:
    named(thing.name, NAME, _("Namnet"))
    one_line(thing.note, NOTE, _("Anteckningen"))
    if not NEAREST <= thing.ring <= FARTHEST:
        raise Refused(_("Den cirkeln finns inte."))
    if thing.bare and (thing.note or thing.person):
        raise Refused(
            _("Den som har skyddade uppgifter står bara med det namn som personen själv använder.")
        )


# --- Changing it ------------------------------------------------------------------------------------


def add(
    network: Network,
    *,
    name: str,
    sector: str,
    ring: int = 2,
    kind: str = Kind.PERSON,
    tie: str = "",
    note: str = "",
    person: str = "",
    bare: bool = False,
) -> Network:
    """Somebody or something more."""
    network, key = network.with_key()
    thing = Thing(
        key,
        named(name, NAME, _("Namnet")),
        choice(Sector, sector),
        ring,
        choice(Kind, kind),
        choice(Tie, tie),
        one_line(note, NOTE, _("Anteckningen")),
        person,
        bare,
    )
    return replace(network, things=(*network.things, thing)).checked()


def nearer(network: Network, key: str) -> Network:
    """One circle nearer; the nearest stays."""
    thing = find(network.things, key)
    return _with(network, replace(thing, ring=max(NEAREST, thing.ring - 1)))


def farther(network: Network, key: str) -> Network:
    """One circle farther out; the farthest stays."""
    thing = find(network.things, key)
    return _with(network, replace(thing, ring=min(FARTHEST, thing.ring + 1)))


def turned(network: Network, key: str, steps: int = 1) -> Network:
    """To the next part of life, or the one before."""
    thing = find(network.things, key)
    parts = list(Sector)
    there = parts[(parts.index(thing.sector) + steps) % len(parts)]
    return _with(network, replace(thing, sector=there))


def placed(network: Network, key: str, sector: Sector, ring: int, before: str = "") -> Network:
    """Somewhere by hand: in this part and circle, ahead of the one with the key `before`."""
    thing = replace(find(network.things, key), sector=sector, ring=ring)
    rest = without(network.things, key)
    at = next((at for at, each in enumerate(rest) if each.key == before), len(rest))
    return replace(network, things=(*rest[:at], thing, *rest[at:])).checked()


def renamed(network: Network, key: str, name: str) -> Network:
    """Another name, also for the one in the middle (`key` empty)."""
    if not key:
        return replace(network, centre=one_line(name, NAME, _("Namnet"))).checked()
    return _with(network, replace(find(network.things, key), name=named(name, NAME, _("Namnet"))))


def described(
    network: Network, key: str, *, tie: str, kind: str, note: str, bare: bool = False
) -> Network:
    """How it is between them, what it is, and a few words about it."""
    thing = find(network.things, key)
    return _with(
        network,
        replace(
            thing,
            tie=choice(Tie, tie),
            kind=choice(Kind, kind),
            note="" if bare else one_line(note, NOTE, _("Anteckningen")),
            person="" if bare else thing.person,
            bare=bare,
        ),
    )


def linked(network: Network, one: str, other: str, tie: str) -> Network:
    """A line between two on the map; what was said between them before is replaced."""
    find(network.things, one)
    find(network.things, other)
    rest = tuple(each for each in network.links if {each.one, each.other} != {one, other})
    network, key = replace(network, links=rest).with_key()
    link = Link(key, one, other, choice(Tie, tie))
    return replace(network, links=(*network.links, link)).checked()


def unlinked(network: Network, key: str) -> Network:
    """Without that line."""
    find(network.links, key)
    return replace(network, links=without(network.links, key)).checked()


def removed(network: Network, key: str) -> Network:
    """Without that one, and the lines to it."""
    find(network.things, key)
    links = tuple(each for each in network.links if key not in (each.one, each.other))
    return replace(network, things=without(network.things, key), links=links).checked()


def _with(network: Network, thing: Thing) -> Network:
    return replace(network, things=put(network.things, thing)).checked()


# --- In words ---------------------------------------------------------------------------------------


def place(thing: Thing) -> str:
    """Where it stands: the part and the circle."""
    return f"{SECTORS[thing.sector]}, {RINGS[thing.ring]}"


def in_order(things: Iterable[Thing]) -> list[Thing]:
    """Part by part, from the nearest outwards, as they were drawn."""
    parts = list(Sector)
    return sorted(things, key=lambda each: (parts.index(each.sector), each.ring))


def lines(network: Network) -> list[Line]:
    """The same as the drawing, as a list."""
    name = {each.key: each.name for each in network.things}
    between: dict[str, list[str]] = {}
    for link in network.links:
        for here, there in ((link.one, link.other), (link.other, link.one)):
            said = pgettext("streck", "till %(name)s: %(tie)s") % {
                "name": name[there],
                "tie": TIES[link.tie],
            }
            between.setdefault(here, []).append(said)
    found = []
    for each in in_order(network.things):
        words = [str(RINGS[each.ring])]
        if each.kind is not Kind.PERSON:
            words.append(str(KINDS[each.kind]))
        if each.tie:
            words.append(str(TIES[each.tie]))
        words += between.get(each.key, [])
        found.append(Line(each.key, each.name, tuple(words), str(SECTORS[each.sector]), each.note))
    return found


def changes(before: Network, after: Network) -> list[Change]:
    """What differs between two versions of the same map, in words."""
    old = {each.key: each for each in before.things}
    new = {each.key: each for each in after.things}
    found = []
    for each in in_order(after.things):
        if each.key not in old:
            found.append(
                Change(
                    each.key,
                    "new",
                    _("%(name)s har kommit till: %(place)s.")
                    % {"name": each.name, "place": _small(place(each))},
                )
            )
        else:
            found += _changed(old[each.key], each)
    found += [
        Change(each.key, "gone", _("%(name)s är inte med längre.") % {"name": each.name})
        for each in in_order(before.things)
        if each.key not in new
    ]
    return found + _link_changes(before, after)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _changed(old: Thing, new: Thing) -> list[Change]:
    found = []
    if old.name != new.name:
        words = _("%(before)s heter nu %(after)s.") % {"before": old.name, "after": new.name}
        found.append(Change(new.key, "other", words))
    if old.ring != new.ring:
        words = _("%(name)s har kommit närmare: från %(before)s till %(after)s.")
        if new.ring > old.ring:
            words = _("%(name)s har kommit längre bort: från %(before)s till %(after)s.")
        told = words % {
            "name": new.name,
            "before": RINGS[old.ring],
            "after": RINGS[new.ring],
        }
        found.append(Change(new.key, "moved", told))
    if old.sector != new.sector:
        told = _("%(name)s står nu under %(after)s i stället för %(before)s.") % {
            "name": new.name,
            "before": _small(str(SECTORS[old.sector])),
            "after": _small(str(SECTORS[new.sector])),
        }
        found.append(Change(new.key, "moved", told))
    if old.tie != new.tie:
        told = _("%(name)s: var ”%(before)s”, är nu ”%(after)s”.") % {
            "name": new.name,
            "before": TIES[old.tie],
            "after": TIES[new.tie],
        }
        found.append(Change(new.key, "other", told))
    return found


def _link_changes(before: Network, after: Network) -> list[Change]:
    def told(network: Network) -> dict[frozenset[str], tuple[Link, str, str]]:
        name = {each.key: each.name for each in network.things}
        return {
            frozenset({each.one, each.other}): (each, name[each.one], name[each.other])
            for each in network.links
        }

    old, new = told(before), told(after)
    found = []
    for pair, (link, one, other) in new.items():
        if pair not in old or old[pair][0].tie != link.tie:
            words = _("Mellan %(one)s och %(other)s: %(tie)s.") % {
                "one": one,
                "other": other,
                "tie": TIES[link.tie],
            }
            found.append(Change(link.key, "other", words))
    for pair, (link, one, other) in old.items():
        if pair not in new:
            words = _("Strecket mellan %(one)s och %(other)s är borta.") % {
                "one": one,
                "other": other,
            }
            found.append(Change(link.key, "other", words))
    return found
