"""What can be done to a picture, by name: the same for a form, a key, a finger and a mouse.

An act is a name and what goes with it, as a form posts it. `act` gives the new document; `said` tells
in words what somebody wanted, for the page that shows that another drew in between.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.casework.picture import (
    factors,
    genogram,
    genogram_acts,
    genogram_svg,
    genogram_words,
    network,
    network_layout,
    network_svg,
    talk,
)
from kollega.casework.picture.drawing import (
    Change,
    Document,
    Line,
    Refused,
    find,
    put,
    read,
)
from kollega.casework.picture.factors import Factors
from kollega.casework.picture.genogram import Genogram
from kollega.casework.picture.network import Network
from kollega.casework.picture.talk import Talk

Given = Mapping[str, str]
WIDEST = 10_000


class PictureKind(StrEnum):
    """The four pictures that are drawn together."""

    NETWORK = "network"
    GENOGRAM = "genogram"
    FACTORS = "factors"
    TALK = "talk"


KINDS = {
    PictureKind.NETWORK: gettext_lazy("Nätverkskarta"),
    PictureKind.GENOGRAM: gettext_lazy("Familjekarta"),
    PictureKind.FACTORS: gettext_lazy("Risk och skydd"),
    PictureKind.TALK: gettext_lazy("Samtal om det som håller"),
}
DOCUMENTS: dict[PictureKind, type[Document]] = {
    PictureKind.NETWORK: Network,
    PictureKind.GENOGRAM: Genogram,
    PictureKind.FACTORS: Factors,
    PictureKind.TALK: Talk,
}
DRAWN = (PictureKind.NETWORK, PictureKind.GENOGRAM)


@dataclass(frozen=True)
class Act:
    """What somebody wants done. `given` is what a form posted with it."""

    name: str
    given: Given

    def word(self, name: str, default: str = "") -> str:
        return self.given.get(name, default)

    def yes(self, name: str) -> bool:
        return bool(self.given.get(name))

    def number(self, name: str) -> float:
        try:
            value = float(self.given.get(name, ""))
        except ValueError:
            raise Refused(_("Det gick inte att se var du släppte.")) from None
        if not -WIDEST < value < WIDEST:
            raise Refused(_("Det gick inte att se var du släppte."))
        return value


def document(kind: str, data: object) -> Document:
    """The document of a picture, as it is kept."""
    return read(DOCUMENTS[PictureKind(kind)], data)


def act(before: Document, wanted: Act) -> Document:
    """The document after the act.

    Raises:
        Refused: it cannot be done; the message says why.
    """
    tables: dict[type[Document], Mapping[str, Callable[[Any, Act], Document]]] = {
        Network: NETWORK,
        Genogram: GENOGRAM,
        Factors: FACTORS,
        Talk: TALK,
    }
    known = tables[type(before)]
    if wanted.name not in known:
        raise Refused(_("Det valet finns inte."))
    return known[wanted.name](before, wanted)


def lines(found: Document) -> list[Line]:
    """The list that says the same as the picture."""
    match found:
        case Network():
            return network.lines(found)
        case Genogram():
            return genogram_words.lines(found)
        case Factors():
            return factors.lines(found)
        case Talk():
            return talk.lines(found)
    raise TypeError(type(found))


def plain(found: Document) -> str:
    """The picture as text, for the record: a paragraph for each group, nothing that was not drawn."""
    paragraphs: dict[str, list[str]] = {}
    for each in lines(found):
        more = "; ".join(part for part in (each.about, each.note) if part)
        paragraphs.setdefault(each.group, []).append(f"{each.name} ({more})" if more else each.name)
    return "\n\n".join(
        f"{group}\n" + "\n".join(f"– {one}" for one in some) for group, some in paragraphs.items()
    )


def changes(before: Document, after: Document) -> list[Change]:
    """What differs between two versions of a picture, in words."""
    match before, after:
        case Network(), Network():
            return network.changes(before, after)
        case Genogram(), Genogram():
            return genogram_words.changes(before, after)
        case Factors(), Factors():
            return factors.changes(before, after)
        case Talk(), Talk():
            return talk.changes(before, after)
    raise TypeError(type(before))


def svg(found: Document, **how: Any) -> SafeString:
    """The drawing, of those that are drawn."""
    match found:
        case Network():
            return network_svg.svg(found, **how)
        case Genogram():
            return genogram_svg.svg(found, **how)
    return SafeString("")


def tied(found: Document) -> dict[str, str]:
    """Key → the id of the person in the register, of those who are tied to one."""
    match found:
        case Network():
            return {each.key: each.person for each in found.things if each.person}
        case Genogram():
            return {each.key: each.person for each in found.people if each.person}
    return {}


def bared(found: Document, keys: Iterable[str]) -> Document:
    """The document where these stand with their names alone."""
    for key in keys:
        match found:
            case Network():
                thing = replace(find(found.things, key), note="", person="", bare=True)
                found = replace(found, things=put(found.things, thing)).checked()
            case Genogram():
                one = replace(found.one(key), born="", homes=(), person="", bare=True)
                found = replace(found, people=put(found.people, one)).checked()
    return found


# --- The network map --------------------------------------------------------------------------------


def _dropped(found: Network, wanted: Act) -> Network:
    """Let go somewhere on the map."""
    key = wanted.word("key")
    find(found.things, key)
    sector, ring, before = network_layout.spot_of(
        found, key, wanted.number("x"), wanted.number("y")
    )
    return network.placed(found, key, sector, ring, before)


def _added(found: Network, wanted: Act) -> Network:
    try:
        ring = int(wanted.word("ring", "2"))
    except ValueError:
        raise Refused(_("Den cirkeln finns inte.")) from None
    return network.add(
        found,
        name=wanted.word("name"),
        sector=wanted.word("sector"),
        ring=ring,
        kind=wanted.word("kind", network.Kind.PERSON),
        tie=wanted.word("tie"),
        note="" if wanted.yes("bare") else wanted.word("note"),
        person=wanted.word("person"),
        bare=wanted.yes("bare"),
    )


NETWORK: dict[str, Callable[[Network, Act], Network]] = {
    "add": _added,
    "nearer": lambda found, wanted: network.nearer(found, wanted.word("key")),
    "farther": lambda found, wanted: network.farther(found, wanted.word("key")),
    "next": lambda found, wanted: network.turned(found, wanted.word("key"), 1),
    "previous": lambda found, wanted: network.turned(found, wanted.word("key"), -1),
    "drop": _dropped,
    "rename": lambda found, wanted: network.renamed(found, wanted.word("key"), wanted.word("name")),
    "centre": lambda found, wanted: network.renamed(found, "", wanted.word("name")),
    "describe": lambda found, wanted: network.described(
        network.renamed(found, wanted.word("key"), wanted.word("name")),
        wanted.word("key"),
        tie=wanted.word("tie"),
        kind=wanted.word("kind"),
        note=wanted.word("note"),
        bare=wanted.yes("bare"),
    ),
    "link": lambda found, wanted: network.linked(
        found, wanted.word("key"), wanted.word("other"), wanted.word("tie")
    ),
    "unlink": lambda found, wanted: network.unlinked(found, wanted.word("line")),
    "remove": lambda found, wanted: network.removed(found, wanted.word("key")),
}


# --- The genogram -----------------------------------------------------------------------------------


def _relative_added(found: Genogram, wanted: Act) -> Genogram:
    if not found.people:
        return genogram_acts.begin(wanted.word("name"), wanted.word("sign", "other"))
    return genogram_acts.add(
        found,
        name=wanted.word("name"),
        relation=wanted.word("relation"),
        to=wanted.word("key"),
        sign=wanted.word("sign", "other"),
        born=wanted.word("born"),
        person=wanted.word("person"),
        bare=wanted.yes("bare"),
    )


def _relative_described(found: Genogram, wanted: Act) -> Genogram:
    return genogram_acts.described(
        found,
        wanted.word("key"),
        name=wanted.word("name"),
        sign=wanted.word("sign"),
        born=wanted.word("born"),
        dead=wanted.yes("dead"),
        homes=tuple(each for each in genogram.HOMES if wanted.yes(f"home_{each.lower()}")),
        bare=wanted.yes("bare"),
    )


def _tied(found: Genogram, wanted: Act) -> Genogram:
    """A line between the chosen one and another: `how` is parent:birth, child:…, pair:… or feel:…"""
    one, other = wanted.word("key"), wanted.word("other")
    kind, _sep, how = wanted.word("how").partition(":")
    match kind:
        case "parent":
            return genogram_acts.parented(found, child=other, parent=one, how=how)
        case "child":
            return genogram_acts.parented(found, child=one, parent=other, how=how)
        case "pair":
            return genogram_acts.paired(found, one, other, how)
        case "feel":
            return genogram_acts.felt(found, one, other, how)
    raise Refused(_("Det valet finns inte."))


def _shifted(found: Genogram, wanted: Act, steps: int) -> Genogram:
    return genogram_acts.moved(found, wanted.word("key"), steps)


GENOGRAM: dict[str, Callable[[Genogram, Act], Genogram]] = {
    "add": _relative_added,
    "describe": _relative_described,
    "link": _tied,
    "unlink": lambda found, wanted: genogram_acts.unlinked(found, wanted.word("line")),
    "previous": lambda found, wanted: _shifted(found, wanted, -1),
    "next": lambda found, wanted: _shifted(found, wanted, 1),
    "remove": lambda found, wanted: genogram_acts.removed(found, wanted.word("key")),
}


# --- Risk and protection ----------------------------------------------------------------------------

FACTORS: dict[str, Callable[[Factors, Act], Factors]] = {
    "add": lambda found, wanted: factors.add(
        found,
        text=wanted.word("text"),
        side=wanted.word("side"),
        level=wanted.word("level"),
        meets=wanted.word("key"),
    ),
    "meet": lambda found, wanted: factors.met(found, wanted.word("key"), wanted.word("other")),
    "unmeet": lambda found, wanted: factors.unmet(found, wanted.word("key"), wanted.word("other")),
    "none": lambda found, wanted: factors.none_found(found, wanted.word("key")),
    "change": lambda found, wanted: factors.changed(
        found, wanted.word("key"), text=wanted.word("text"), level=wanted.word("level")
    ),
    "remove": lambda found, wanted: factors.removed(found, wanted.word("key")),
}


# --- The talk ---------------------------------------------------------------------------------------


def _told(found: Talk, wanted: Act) -> Talk:
    texts = {name: wanted.word(name) for name in talk.PARTS if name in wanted.given}
    return talk.told(found, **texts)


TALK: dict[str, Callable[[Talk, Act], Talk]] = {"tell": _told}


# --- In words ---------------------------------------------------------------------------------------

WISHES = {
    "nearer": gettext_lazy("flytta %(name)s närmare"),
    "farther": gettext_lazy("flytta %(name)s längre bort"),
    "next": gettext_lazy("flytta %(name)s framåt"),
    "previous": gettext_lazy("flytta %(name)s bakåt"),
    "drop": gettext_lazy("flytta %(name)s"),
    "rename": gettext_lazy("byta namn på %(name)s"),
    "describe": gettext_lazy("ändra det som står om %(name)s"),
    "change": gettext_lazy("ändra %(name)s"),
    "link": gettext_lazy("dra ett streck från %(name)s"),
    "unlink": gettext_lazy("ta bort ett streck"),
    "remove": gettext_lazy("ta bort %(name)s"),
    "meet": gettext_lazy("visa vad som skyddar mot %(name)s"),
    "unmeet": gettext_lazy("ta bort ett skydd från %(name)s"),
    "none": gettext_lazy("skriva att inget skydd är funnet mot %(name)s"),
    "centre": gettext_lazy("byta namnet i mitten"),
}


def said(found: Document, wanted: Act) -> str:
    """What somebody wanted, in words."""
    if wanted.name == "add":
        what = wanted.word("name") or wanted.word("text")
        return _("lägga till %(name)s") % {"name": what}
    names = {each.key: each.name for each in lines(found)}
    name = names.get(wanted.word("key"), _("någon som inte finns kvar"))
    return str(WISHES.get(wanted.name, gettext_lazy("ändra"))) % {"name": name}


def begun(kind: str, name: str) -> Document:
    """The first page of a picture, with the person already there."""
    match PictureKind(kind):
        case PictureKind.NETWORK:
            return replace(Network(), centre=name[: network.NAME].strip())
        case PictureKind.GENOGRAM:
            return genogram_acts.begin(name[: genogram.NAME].strip() or _("Jag"))
        case PictureKind.FACTORS:
            return Factors()
        case PictureKind.TALK:
            return Talk()
