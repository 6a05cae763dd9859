"""What the drawing's part of a page shows: drawing, list, what can be done with the chosen one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kollega.casework.gate import Found
from kollega.casework.picture import acts, factors, genogram, network
from kollega.casework.picture.acts import PictureKind
from kollega.casework.picture.drawing import Change, Line
from kollega.casework.picture.factors import Factor, Factors
from kollega.casework.picture.forms import (
    ChangeRelativeForm,
    ChangeThingForm,
    FactorForm,
    LinkForm,
    RelativeForm,
    ThingForm,
    TieForm,
)
from kollega.casework.picture.genogram import Genogram
from kollega.casework.picture.genogram_words import said
from kollega.casework.picture.network import Network
from kollega.casework.picture.services import Standing, can_undo
from kollega.core import clock


@dataclass(frozen=True)
class Button:
    """An act on the chosen one."""

    act: str
    label: str


@dataclass(frozen=True)
class RiskLine:
    """A risk, what meets it, and what could."""

    factor: Factor
    met_by: tuple[Factor, ...]
    others: tuple[Factor, ...]


@dataclass(frozen=True)
class LevelLines:
    title: str
    example: str
    risks: tuple[RiskLine, ...]
    protections: tuple[Factor, ...]


@dataclass(frozen=True)
class Clash:
    """What somebody wanted, what another had drawn, and the form that does it all the same."""

    wish: str
    changes: list[Change]
    again: list[tuple[str, str]]


@dataclass(frozen=True)
class Board:
    kind: PictureKind
    url: str
    version: int
    saved_at: str
    svg: SafeString
    groups: list[tuple[str, list[Line]]]
    may_draw: bool
    can_undo: bool
    buttons: tuple[Button, ...] = ()
    chosen: Line | None = None
    change: Form | None = None
    link: Form | None = None
    ties: list[tuple[str, str]] = field(default_factory=list)
    levels: tuple[LevelLines, ...] = ()
    still_open: int = 0
    plain: str = ""
    error: str = ""
    clash: Clash | None = None

    @property
    def is_map(self) -> bool:
        """Whether a handle can be let go anywhere."""
        return self.kind is PictureKind.NETWORK

    @property
    def is_drawn(self) -> bool:
        return self.kind in acts.DRAWN

    @property
    def is_empty(self) -> bool:
        return not self.groups


def buttons(kind: PictureKind) -> tuple[Button, ...]:
    """What can be done with the chosen one by one press."""
    if kind is PictureKind.NETWORK:
        return (
            Button("nearer", _("Närmare")),
            Button("farther", _("Längre bort")),
            Button("previous", _("Förra delen")),
            Button("next", _("Nästa del")),
            Button("remove", _("Ta bort")),
        )
    return (
        Button("previous", _("Åt vänster")),
        Button("next", _("Åt höger")),
        Button("remove", _("Ta bort")),
    )


def board(
    found: Found,
    now: Standing,
    *,
    meeting: bool = False,
    chosen: str = "",
    error: str = "",
    clash: Clash | None = None,
    posted: Mapping[str, str] | None = None,
) -> Board:
    """The drawing's part of the page, as the picture stands."""
    document, kind = now.document, PictureKind(now.picture.kind)
    lines = acts.lines(document)
    there = next((each for each in lines if each.key == chosen), None)
    if there is None and kind is PictureKind.GENOGRAM:
        there = next((each for each in lines if _is_me(document, each.key)), None)
    page = "casework:picture_meeting" if meeting else "casework:picture"
    others = [each for each in lines if there is not None and each.key != there.key]
    more: dict[str, Any] = {}
    if there is not None and not found.is_closed:
        more = _of_chosen(document, there, others, posted)
    if isinstance(document, Factors):
        more |= {"levels": _levels(document), "still_open": len(document.still_open)}
    return Board(
        kind=kind,
        url=reverse(page, args=[found.case.id, now.picture.id]),
        version=now.row.version,
        saved_at=f"{clock.local(now.row.changed_at):%H.%M}",
        svg=acts.svg(document, address="?vald=", chosen=there.key if there else "")
        if not found.is_closed
        else acts.svg(document),
        groups=[(name, list(some)) for name, some in groupby(lines, key=lambda each: each.group)],
        may_draw=not found.is_closed,
        can_undo=can_undo(now),
        buttons=buttons(kind),
        chosen=there,
        plain="" if meeting else acts.plain(document),
        error=error,
        clash=clash,
        **more,
    )


def _is_me(document: object, key: str) -> bool:
    return isinstance(document, Genogram) and document.one(key).me


def _of_chosen(
    document: object, line: Line, others: list[Line], posted: Mapping[str, str] | None
) -> dict[str, Any]:
    """Forms about the chosen one, and the lines from it that can be taken away."""
    match document:
        case Network():
            thing = next(each for each in document.things if each.key == line.key)
            now = {
                "name": thing.name,
                "tie": thing.tie,
                "kind": thing.kind,
                "note": thing.note,
                "bare": thing.bare,
            }
            name = {each.key: each.name for each in document.things}
            return {
                "change": ChangeThingForm(initial={**now, **(posted or {})}),
                "link": LinkForm(others) if others else None,
                "ties": [
                    (each.key, f"{name[each.one]} – {name[each.other]}: {network.TIES[each.tie]}")
                    for each in document.links
                    if line.key in (each.one, each.other)
                ],
            }
        case Genogram():
            one = document.one(line.key)
            now = {
                "name": one.name,
                "sign": one.sign,
                "born": one.born,
                "dead": one.dead,
                "bare": one.bare,
                **{f"home_{home.lower()}": home in one.homes for home in genogram.HOMES},
            }
            return {
                "change": ChangeRelativeForm(initial={**now, **(posted or {})}),
                "link": TieForm(others) if others else None,
                "ties": _family_ties(document, line.key),
            }
    return {}


def _family_ties(document: Genogram, key: str) -> list[tuple[str, str]]:
    words = said(document)
    ends = [
        *((each.key, {each.one, each.other}) for each in document.pairs),
        *((each.key, {each.one, each.other}) for each in document.between),
        *((each.key, {each.child, each.parent}) for each in document.parents),
    ]
    return [(line, words[line]) for line, both in ends if key in both]


def _levels(document: Factors) -> tuple[LevelLines, ...]:
    protections = tuple(document.on(factors.Side.PROTECTION))
    found = []
    for level in factors.Level:
        risks = tuple(
            RiskLine(
                each,
                tuple(one for one in protections if one.key in each.met_by),
                tuple(one for one in protections if one.key not in each.met_by),
            )
            for each in document.on(factors.Side.RISK, level)
        )
        found.append(
            LevelLines(
                str(factors.LEVELS[level]),
                str(factors.EXAMPLES[level]),
                risks,
                tuple(document.on(factors.Side.PROTECTION, level)),
            )
        )
    return tuple(found)


def add_form(kind: PictureKind, data: Mapping[str, Any] | None = None) -> Form | None:
    """What is asked for when something is added."""
    forms: dict[PictureKind, type[Form]] = {
        PictureKind.NETWORK: ThingForm,
        PictureKind.GENOGRAM: RelativeForm,
        PictureKind.FACTORS: FactorForm,
    }
    return forms[kind](data) if kind in forms else None
