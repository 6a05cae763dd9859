"""What a column holds: guessed from its heading, remembered from last time, and never a personal number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.competence.bringing import words
from kollega.competence.bringing.vocabulary import by_label
from kollega.competence.models import KnownColumn
from kollega.core.actor import Actor, Role
from kollega.files.tables import Row, Sheet, heading_of, letters
from kollega.files.tables.values import is_personal_number, key
from kollega.organisation.api import Area

LONGEST_HEADING = 120
AREA = "area:"
"""A field of this beginning is a practice area: `area:<id>`."""
_MOSTLY = 0.6
_ENOUGH = 3
_SURE = 6
"""A heading of so many letters may be the beginning of an area's title."""


class Field(StrEnum):
    """What a column can be, besides a practice area."""

    EMAIL = "email"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    PHONE = "phone"
    TITLE = "title"
    UNIT = "unit"
    ROLES = "roles"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    AWAY_FROM = "away_from"
    AWAY_TO = "away_to"
    FOR_AREA = "for_area"
    DEGREE = "degree"
    CHILD_CASES = "child_cases"
    FIXED_UNTIL = "fixed_until"
    RETIRES = "retires"


LABELS = {
    Field.EMAIL: gettext_lazy("E-post i arbetet"),
    Field.NAME: gettext_lazy("Namn"),
    Field.FIRST_NAME: gettext_lazy("Förnamn"),
    Field.LAST_NAME: gettext_lazy("Efternamn"),
    Field.PHONE: gettext_lazy("Telefon i arbetet"),
    Field.TITLE: gettext_lazy("Titel"),
    Field.UNIT: gettext_lazy("Enhet"),
    Field.ROLES: gettext_lazy("Roller"),
    Field.FIRST_DAY: gettext_lazy("Första dag"),
    Field.LAST_DAY: gettext_lazy("Sista dag"),
    Field.AWAY_FROM: gettext_lazy("Borta från"),
    Field.AWAY_TO: gettext_lazy("Borta till och med"),
    Field.FOR_AREA: gettext_lazy("Område, för en tom tjänst"),
    Field.DEGREE: gettext_lazy("Examen"),
    Field.CHILD_CASES: gettext_lazy("Arbetar självständigt med barnärenden sedan"),
    Field.FIXED_UNTIL: gettext_lazy("Visstid till och med"),
    Field.RETIRES: gettext_lazy("Pensionsår"),
}
MANAGERS_ONLY = frozenset({Field.DEGREE, Field.CHILD_CASES, Field.FIXED_UNTIL, Field.RETIRES})
_SYNONYMS: Mapping[Field, str] = {
    Field.EMAIL: "e post|epost|email|e mail|mail|mejl|e postadress|epostadress|mailadress|mejladress|arbetsmejl"
    "|e post arbete|e post i arbetet|användarnamn|username|upn",
    Field.NAME: "namn|name|för och efternamn|fullständigt namn|medarbetare|anställd|personens namn|displayname"
    "|visningsnamn|efternamn förnamn|handläggare",
    Field.FIRST_NAME: "förnamn|tilltalsnamn|first name|givenname",
    Field.LAST_NAME: "efternamn|last name|surname",
    Field.PHONE: "telefon|telefonnummer|tfn|tel|mobil|mobiltelefon|mobilnummer|arbetstelefon|telefon arbete"
    "|telefon i arbetet|phone",
    Field.TITLE: "titel|befattning|befattningsbenämning|benämning|yrke|yrkestitel|yrkesroll|tjänst|title|tjänstetitel",
    Field.UNIT: "enhet|enhetsnamn|avdelning|arbetsgrupp|grupp|team|organisation|organisationsenhet|arbetsplats"
    "|placering|arbetsställe|unit|sektion",
    Field.ROLES: "roll|roller|behörighet|role|roles",
    Field.FIRST_DAY: "första dag|första dagen|anställd från|anställd fr o m|anställd fom|anställningsdatum|startdatum"
    "|från och med|fr o m|fom|börjar|anställd sedan|gäller från|start",
    Field.LAST_DAY: "sista dag|sista dagen|slutdatum|anställd till|anställd till och med|anställd tom|anställd t o m"
    "|till och med|t o m|tom|slutar|avgång|avgångsdatum|gäller till|slut|sista anställningsdag",
    Field.AWAY_FROM: "borta från|frånvaro från|frånvarande från|frånvaro fr o m|frånvaro fom|ledig från|ledighet från"
    "|tjänstledig från|föräldraledig från|frånvaro start",
    Field.AWAY_TO: "borta till|borta till och med|frånvaro till|frånvarande till|frånvaro till och med"
    "|frånvaro t o m|frånvaro tom|ledig till|ledig till och med|ledighet till|tjänstledig till"
    "|föräldraledig till|frånvaro slut|åter",
    Field.FOR_AREA: "område|verksamhetsområde|inriktning",
    Field.FIXED_UNTIL: "visstid till|visstid till och med|visstid t o m|visstid tom|vikariat till"
    "|vikariat t o m|tidsbegränsad till|tidsbegränsad t o m|vikarie till",
    Field.RETIRES: "pensionsår|pension|går i pension|pensionering|planerad pension",
    Field.DEGREE: "examen|utbildning|socionom|socionomexamen|behörighet socionom|formell utbildning",
    Field.CHILD_CASES: "barnärenden sedan|arbetar med barnärenden sedan|arbetar självständigt med barnärenden sedan"
    "|självständigt med barn sedan|barn och unga sedan|erfarenhet barn sedan",
}
_PERSONAL = {
    *("personnummer", "personnr", "person nr", "pnr", "persnr", "pers nr", "personid", "person id"),
    *("samordningsnummer", "samordningsnr", "personal identity number", "ssn", "personnummer 12"),
}
_LEVEL_WORDS = ("nivå ", "level ", "kompetens ", "område ", "kan ")


@cache
def by_word() -> dict[str, Field]:
    """What headings are called, by systems and on screen."""
    synonyms = {word: field for field, line in _SYNONYMS.items() for word in line.split("|")}
    return synonyms | by_label((label, field) for field, label in LABELS.items())


class PersonalNumbers(Exception):
    """The list has personal numbers. `cell` names the column or the cell; nothing of it is kept."""

    def __init__(self, cell: str, heading: str = "") -> None:
        super().__init__("personal numbers")
        self.cell = cell
        self.heading = heading

    def __str__(self) -> str:
        told = {"cell": self.cell, "heading": self.heading}
        where = (
            _("Kolumn %(cell)s, ”%(heading)s”, har personnummer.")
            if self.heading
            else _("Cell %(cell)s ser ut att ha ett personnummer.")
        )
        return " ".join(
            [
                where % told,
                _(
                    "Ingenting av filen är sparat. Ta bort personnumren och välj filen igen: här"
                    " känns en kollega igen på sin e-postadress i arbetet."
                ),
            ]
        )


def refuse_personal_numbers(sheet: Sheet) -> None:
    """Nothing, where no cell has one.

    Raises:
        PersonalNumbers: a column is called so, or a cell has one.
    """
    heading = heading_of(sheet, is_known)
    for column in range(1, sheet.width + 1):
        called = heading.at(column) if heading else ""
        if key(called) in _PERSONAL:
            raise PersonalNumbers(letters(column), called)
    for row in sheet.rows:
        for column, text in enumerate(row.cells, 1):
            if is_personal_number(text):
                raise PersonalNumbers(words.cell(row.number, column))


def is_known(text: str) -> bool:
    """Whether a cell looks like a heading of such a list."""
    said = key(text)
    return said in by_word() or said in _PERSONAL


@dataclass(frozen=True)
class Column:
    """A column of the list: its number, heading, three of its values, and what it is thought to be."""

    number: int
    heading: str
    examples: tuple[str, ...]
    field: str
    hidden: bool = False
    remembered: bool = False

    @property
    def letters(self) -> str:
        return letters(self.number)


def offered(actor: Actor, areas: Sequence[Area]) -> list[tuple[str, str]]:
    """What a column may be, for this actor: levels and degrees are her managers' alone to set."""
    found = [
        (str(field), str(label))
        for field, label in LABELS.items()
        if field not in MANAGERS_ONLY or actor.has(Role.MANAGER)
    ]
    if actor.has(Role.MANAGER):
        for top in areas:
            found += [
                (f"{AREA}{each.id}", _("Nivå: %(area)s") % {"area": each.title})
                for each in (top, *top.children)
            ]
    return found


def columns(
    sheet: Sheet,
    heading: Row | None,
    *,
    fields: Iterable[str],
    areas: Sequence[Area],
    known: Mapping[str, str],
) -> list[Column]:
    """The columns of a sheet with the best guess for each; no field but an area is guessed twice."""
    may, taken = set(fields), set[str]()
    by_area = _by_area(areas)
    found: list[Column] = []
    below = [each for each in sheet.rows if heading is None or each.number > heading.number]
    for number in range(1, sheet.width + 1):
        called = heading.at(number) if heading else ""
        values = [text for each in below[:200] if (text := each.at(number))]
        if not called and not values:
            continue
        hidden, said = number in sheet.hidden_columns, key(called)[:LONGEST_HEADING]
        remembered = bool(said) and said in known
        field = known[said] if remembered else _guess(said, values, by_area)
        if hidden or field not in may or field in taken:
            field, remembered = "", remembered and not known[said]
        if field:
            taken.add(field)
        examples = tuple(dict.fromkeys(values))[:3]
        found.append(Column(number, called, examples, field, hidden, remembered))
    return found


def _by_area(areas: Sequence[Area]) -> dict[str, str]:
    found: dict[str, str] = {}
    for top in areas:
        for each in (top, *top.children):
            for word in (*each.synonyms, each.key, *each.titles):
                found[key(word)] = f"{AREA}{each.id}"
    return found


def _guess(said: str, values: Sequence[str], by_area: Mapping[str, str]) -> str:
    if said in by_word():
        return by_word()[said]
    bare = next((said.removeprefix(each) for each in _LEVEL_WORDS if said.startswith(each)), said)
    if bare in by_area:
        return by_area[bare]
    longer = {area for title, area in by_area.items() if title.startswith(f"{bare} ")}
    if len(bare) >= _SURE and len(longer) == 1:
        return longer.pop()
    addresses = sum("@" in each for each in values)
    if len(values) >= _ENOUGH and addresses >= len(values) * _MOSTLY:
        return Field.EMAIL
    return ""


# --- Remembering ----------------------------------------------------------------------------------


def known_columns(actor: Actor) -> dict[str, str]:
    """What headings have meant before in this municipality. One statement."""
    rows = KnownColumn.objects.filter(municipality_id=actor.municipality_id)
    return dict(rows.values_list("heading", "field"))


def remember(actor: Actor, chosen: Mapping[str, str]) -> None:
    """Keep what the headings mean, for the next time. A field has one heading at most."""
    headings = {key(heading)[:LONGEST_HEADING]: field for heading, field in chosen.items()}
    headings.pop("", None)
    KnownColumn.objects.bulk_create(
        [
            KnownColumn(municipality_id=actor.municipality_id, heading=heading, field=field)
            for heading, field in headings.items()
        ],
        update_conflicts=True,
        unique_fields=["municipality", "heading"],
        update_fields=["field"],
    )


def area_id(field: str) -> UUID | None:
    """The area of a field, None where the field is no area."""
    return UUID(field.removeprefix(AREA)) if field.startswith(AREA) else None
