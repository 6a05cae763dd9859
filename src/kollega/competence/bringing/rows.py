"""Rows of a list as what they ask for, with every fault named by its cell."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from kollega.competence.bringing import vocabulary, words
from kollega.competence.bringing.columns import Field, area_id
from kollega.competence.models import GroundKind, Level
from kollega.core import clock
from kollega.files.tables import Row, Sheet
from kollega.files.tables.values import Unclear, day, key, month
from kollega.organisation.models import ROLE_LABELS
from kollega.organisation.options import PHONE
from kollega.organisation.plain_words import about_nobody

_LENGTHS = {Field.NAME: 120, Field.TITLE: 80, Field.UNIT: 80, Field.PHONE: 30, Field.EMAIL: 254}
_NEAREST_YEARS = 60
LONGEST_QUOTE = 40
_SPLIT = re.compile(r"\s*(?:[,;/+]|\boch\b|\band\b)\s*")


@dataclass(frozen=True)
class Fault:
    """Why a row is not taken: the cell and what is wrong with it, as a sentence."""

    row: int
    text: str


@dataclass(frozen=True)
class Away:
    """Days somebody is away; without the last, until further notice."""

    first: date
    last: date | None
    row: int


@dataclass
class Wanted:
    """What the list says of one person, or of a post that nobody has.

    `values` has only what stands there: an empty cell leaves what is as it is. `cells` names the cells
    that the levels stand in.
    """

    rows: list[int]
    values: dict[Field, Any] = field(default_factory=dict)
    levels: dict[UUID, Level] = field(default_factory=dict)
    cells: dict[UUID, str] = field(default_factory=dict)
    away: list[Away] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    same: list[int] = field(default_factory=list)
    is_vacancy: bool = False

    @property
    def email(self) -> str:
        return str(self.values.get(Field.EMAIL, ""))

    @property
    def name(self) -> str:
        return str(self.values.get(Field.NAME, ""))


@dataclass(frozen=True)
class Chosen:
    """What the sender has said of the list. `columns` maps a column's number to its field."""

    sheet: int = 0
    heading: int = 0
    columns: Mapping[int, str] = field(default_factory=dict)
    with_hidden: bool = False
    everybody: bool = False
    last_day: date | None = None

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(self.columns.values())


def one_row(sheet: Sheet, row: Row, chosen: Chosen) -> Wanted | None:
    """What a row asks for; None where it is empty."""
    one = Wanted([row.number])
    filled = False
    names: dict[str, str] = {}
    away: dict[str, date] = {}
    for column, name in chosen.columns.items():
        text = row.at(column)
        fault = next(
            (
                words.FAULTS[each]
                for each in sheet.notes_at(row.number, column)
                if each in words.FAULTS
            ),
            None,
        )
        if fault is not None:
            one.faults.append(_fault(row, column, str(fault), quote=""))
        if not text or fault is not None:
            continue
        filled = True
        try:
            _read(one, name, text, names, away)
            if (area := area_id(name)) in one.levels:
                one.cells[area] = words.cell(row.number, column)
        except Unclear as unclear:
            said = str(words.UNCLEAR[str(unclear)])
            one.faults.append(_fault(row, column, said, quote=text))
        except ValidationError as refused:
            said = " ".join(refused.messages)
            one.faults.append(_fault(row, column, said, quote="", sentence=True))
    if not filled and not one.faults:
        return None
    _name(one, names)
    _away(one, away, row)
    one.is_vacancy = _is_vacancy(one)
    return one


def _fault(row: Row, column: int, said: str, *, quote: str, sentence: bool = False) -> Fault:
    cell = words.cell(row.number, column)
    what = f"{cell}: {said}" if sentence else f"{cell} {said}"
    if quote:
        what = f"{cell}: ”{short(quote)}” {said}"
    return Fault(row.number, what)


def short(text: str) -> str:
    """As much of a cell as anybody needs to find it."""
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rstrip()} …"


def _read(one: Wanted, name: str, text: str, names: dict[str, str], away: dict[str, date]) -> None:
    """Keep what a cell says.

    Raises:
        Unclear: it is no day.
        ValidationError: it is not what it should be.
    """
    area = area_id(name)
    if area is not None:
        if key(text):  # a dash says nothing
            one.levels[area] = _level(text)
        return
    which = Field(name)
    most = _LENGTHS.get(which)
    if most and len(text) > most:
        raise ValidationError(_("Högst %(most)d tecken.") % {"most": most})
    match which:
        case Field.FIRST_NAME | Field.LAST_NAME:
            names[which] = text
        case Field.AWAY_FROM | Field.AWAY_TO:
            away[which] = day(text)
        case _:
            one.values[which] = _READERS[which](text)


def _email(text: str) -> str:
    said = text.lower().removeprefix("mailto:").strip("<>; ")
    try:
        validate_email(said)
    except ValidationError as error:
        raise ValidationError(
            _("”%(text)s” är ingen e-postadress. Skriv till exempel namn@kommun.se.")
            % {"text": short(text)}
        ) from error
    return said


def _full_name(text: str) -> str:
    last, comma, first = text.partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else text


def _phone(text: str) -> str:
    said = text
    # A spreadsheet takes the zero from 070 123 45 67.
    if re.fullmatch(r"[1-9]\d{6,8}", said):
        said = f"0{said}"
    if not PHONE.match(said):
        raise ValidationError(
            _("Skriv numret med siffror, till exempel 070-123 45 67. Där står ”%(text)s”.")
            % {"text": short(text)}
        )
    return said


def _about_nobody(text: str) -> str:
    about_nobody(text)
    return text


def _roles(text: str) -> frozenset[str]:
    found = set()
    for each in filter(None, _SPLIT.split(text)):
        role = vocabulary.roles().get(key(each))
        if role is None:
            known = ", ".join(str(label) for label in ROLE_LABELS.values())
            raise ValidationError(
                _("”%(text)s” är ingen roll. De som finns: %(known)s.")
                % {"text": short(each), "known": known}
            )
        found.add(str(role))
    return frozenset(found)


def is_level(text: str) -> bool:
    """Whether a cell says a level in words. A digit may be anything."""
    return key(text) in vocabulary.levels() and not text.isdigit() and key(text) != "nej"


def _level(text: str) -> Level:
    found = vocabulary.levels().get(key(text))
    if found is None:
        known = ", ".join(str(level.label) for level in Level)
        raise ValidationError(
            _("”%(text)s” är ingen nivå. De som finns: %(known)s.")
            % {"text": short(text), "known": known}
        )
    return found


def _degree(text: str) -> GroundKind | None:
    said = key(text)
    if said in vocabulary.NO_DEGREE:
        return None
    if said in vocabulary.degrees():
        return vocabulary.degrees()[said]
    if said.startswith("socionom") or said in {"ja", "j", "x"}:
        return GroundKind.SOCIONOM
    if said.startswith(("annan relevant", "social omsorg", "sociala omsorg")):
        return GroundKind.OTHER_DEGREE
    raise ValidationError(
        _("Skriv socionom, annan relevant examen eller ingen. Där står ”%(text)s”.")
        % {"text": short(text)}
    )


def _retires(text: str) -> int:
    """A year, or a day of it."""
    year = int(text) if re.fullmatch(r"\d{4}", text) else day(text).year
    now = clock.today().year
    if not now <= year < now + _NEAREST_YEARS:
        raise ValidationError(
            _("Skriv året, till exempel %(year)s. Där står ”%(text)s”.")
            % {"year": now + 2, "text": short(text)}
        )
    return year


_READERS: Mapping[Field, Callable[[str], Any]] = {
    Field.EMAIL: _email,
    Field.NAME: _full_name,
    Field.PHONE: _phone,
    Field.TITLE: _about_nobody,
    Field.UNIT: _about_nobody,
    Field.ROLES: _roles,
    Field.FIRST_DAY: day,
    Field.LAST_DAY: day,
    Field.FOR_AREA: str,
    Field.DEGREE: _degree,
    Field.FIXED_UNTIL: day,
    Field.RETIRES: _retires,
    Field.CHILD_CASES: month,
}


def _name(one: Wanted, names: Mapping[str, str]) -> None:
    if names and not one.name:
        parts = (names.get(Field.FIRST_NAME, ""), names.get(Field.LAST_NAME, ""))
        one.values[Field.NAME] = " ".join(filter(None, parts))[:120]


def _away(one: Wanted, away: Mapping[str, date], row: Row) -> None:
    first, last = away.get(Field.AWAY_FROM), away.get(Field.AWAY_TO)
    if first is None and last is None:
        return
    if first is None:
        said = _("Raden säger när frånvaron slutar men inte när den börjar.")
        one.faults.append(Fault(row.number, said))
    elif last is not None and last < first:
        told = {"first": first.isoformat(), "last": last.isoformat()}
        said = _("Frånvaron slutar %(last)s, innan den börjar %(first)s.") % told
        one.faults.append(Fault(row.number, said))
    else:
        one.away.append(Away(first, last, row.number))


def _is_vacancy(one: Wanted) -> bool:
    """Nobody's name and no address, but a title: a post that stands empty."""
    nobody = not one.name or key(one.name) in vocabulary.NOBODY
    if nobody and not one.email and Field.TITLE in one.values:
        one.values.pop(Field.NAME, None)
        return True
    return False
