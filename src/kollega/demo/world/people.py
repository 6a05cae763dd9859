"""The demo's staff: `colleagues_*.toml` (one per municipality) and `personas.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kollega.demo.world.places import Municipality, known_unit
from kollega.demo.world.reading import WorldError, build, by_key, known, names, read

PERSONAS = "personas.toml"
HOLDER_LEVEL = 3

Role = Literal["caseworker", "manager", "coordinator", "registrar", "log_reviewer", "administrator"]


@dataclass(frozen=True)
class Skill:
    """What a colleague knows of an area.

    `level`: 0 inte mitt område, 1 orienterad, 2 med stöd, 3 självständig, 4 kan handleda.
    `practised_days_ago` is when such a matter was last handled, 0 where that is not told.
    `helps_with` is the colleague's own line; it never tells of a client.
    """

    key: str
    level: Literal[0, 1, 2, 3, 4]
    practised_days_ago: int = 0
    helps_with: str = ""


@dataclass(frozen=True)
class Away:
    """Absence, without reason: away since so many days and back in so many (0 = today)."""

    since_days: int
    back_in_days: int


@dataclass(frozen=True)
class Colleague:
    """A fictional member of staff.

    `years` is time in the field. `employed_days` is set for those who began within 90 days.
    Working hours are `weekdays` (0 is Monday) from `hour_from` to `hour_to`.
    `cap_per_week` is the colleague's own limit for questions. `ties` are municipalities whose
    questions should go to somebody else; nothing closer is ever told.
    """

    key: str
    name: str
    title: str
    municipality: str
    unit: str
    roles: tuple[Role, ...]
    years: int
    phone: str
    areas: tuple[Skill, ...]
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    hour_from: int = 8
    hour_to: int = 16
    employed_days: int = 0
    cap_per_week: int = 0
    ties: tuple[str, ...] = ()
    away: Away | None = None

    def level(self, area: str) -> int:
        """The level in an area, 0 where nothing is said."""
        return next((skill.level for skill in self.areas if skill.key == area), 0)


@dataclass(frozen=True)
class Persona:
    """A colleague that a visitor to the demo may sign in as."""

    colleague: str
    label: str
    try_this: str


def load_colleagues(
    municipalities: Mapping[str, Municipality], areas: Mapping[str, object]
) -> dict[str, Colleague]:
    """All colleagues by key, municipality after municipality."""
    found: list[Colleague] = []
    for source in names("colleagues_"):
        data = read(source)
        municipality = known(data["municipality"], municipalities, "municipality", source)
        for row in data["colleague"]:
            colleague = _colleague(row, municipality, source)
            _check(colleague, municipalities, areas, f"{source}: {colleague.key}")
            found.append(colleague)
    return by_key(found, "colleagues_*.toml")


def load_personas(colleagues: Mapping[str, Colleague]) -> tuple[Persona, ...]:
    """Whom a visitor may be, in the chooser's order."""
    personas = tuple(build(Persona, row, PERSONAS) for row in read(PERSONAS)["persona"])
    for persona in personas:
        known(persona.colleague, colleagues, "colleague", PERSONAS)
    return personas


def _colleague(row: Mapping[str, Any], municipality: str, source: str) -> Colleague:
    where = f"{source}: {row.get('key')}"
    away = build(Away, row["away"], where) if "away" in row else None
    skills = tuple(build(Skill, skill, where) for skill in row["areas"])
    return build(Colleague, row, where, municipality=municipality, areas=skills, away=away)


def _check(
    colleague: Colleague,
    municipalities: Mapping[str, Municipality],
    areas: Mapping[str, object],
    where: str,
) -> None:
    home = municipalities[colleague.municipality]
    known_unit(home, colleague.unit, where)
    for skill in colleague.areas:
        known(skill.key, areas, "area", where)
    if len({skill.key for skill in colleague.areas}) != len(colleague.areas):
        raise WorldError(f"{where}: an area stands twice")
    for tie in colleague.ties:
        known(tie, municipalities, "municipality", where)
        if tie == home.key or municipalities[tie].collaboration != home.collaboration:
            raise WorldError(f"{where}: a tie goes to another municipality of the collaboration")
