"""The demo's collaborations and municipalities: `municipalities.toml` and `settings.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kollega.demo.world.reading import WorldError, build, by_key, known, read

SOURCE = "municipalities.toml"
SETTINGS = "settings.toml"
AGE_BANDS = 20

Setting = str | int | bool


@dataclass(frozen=True)
class Collaboration:
    """Municipalities that share under an agreement; nothing crosses to another collaboration."""

    key: str
    name: str
    agreement: str


@dataclass(frozen=True)
class Unit:
    """A team; `key` is unique within its municipality."""

    key: str
    name: str


@dataclass(frozen=True)
class Places:
    """Names that would point at somebody in the municipality: what the check must know."""

    villages: tuple[str, ...]
    schools: tuple[str, ...]
    preschools: tuple[str, ...]
    homes: tuple[str, ...]
    employers: tuple[str, ...]
    care_units: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class Municipality:
    """A fictional municipality.

    `women` and `men` are inhabitants in twenty age bands: 0–4, 5–9, … 90–94, 95 and over.
    `ifo_staff` is how many work there; `manager` is a colleague's key.
    """

    key: str
    name: str
    collaboration: str
    code: str
    inhabitants: int
    ifo_staff: int
    switchboard: str
    emergency: str
    manager: str
    record_system: str
    units: tuple[Unit, ...]
    women: tuple[int, ...]
    men: tuple[int, ...]
    places: Places

    @property
    def population(self) -> list[tuple[int, int, str, int]]:
        """Rows (first age, last age, 'f' or 'm', count); the last band is 95–109."""
        rows = []
        for sex, counts in (("f", self.women), ("m", self.men)):
            for band, count in enumerate(counts):
                last = 109 if band == AGE_BANDS - 1 else band * 5 + 4
                rows.append((band * 5, last, sex, count))
        return rows


@dataclass(frozen=True)
class Host:
    """A rare area that one municipality (stödkommun) holds for the others."""

    collaboration: str
    area: str
    municipality: str
    second: str = ""


@dataclass(frozen=True)
class Vacancy:
    """A position that nobody has held for `open_days` days."""

    municipality: str
    unit: str
    title: str
    open_days: int


def load_collaborations() -> dict[str, Collaboration]:
    """Collaborations by key."""
    rows = [build(Collaboration, row, SOURCE) for row in read(SOURCE)["collaboration"]]
    return by_key(rows, SOURCE)


def load_municipalities(collaborations: Mapping[str, Collaboration]) -> dict[str, Municipality]:
    """Municipalities by key."""
    rows = [_municipality(row) for row in read(SOURCE)["municipality"]]
    for row in rows:
        known(row.collaboration, collaborations, "collaboration", f"{SOURCE}: {row.key}")
    return by_key(rows, SOURCE)


def load_hosts(
    municipalities: Mapping[str, Municipality], areas: Mapping[str, object]
) -> tuple[Host, ...]:
    """Which municipality holds which rare area."""
    hosts = tuple(build(Host, row, f"{SOURCE}: host") for row in read(SOURCE)["host"])
    for host in hosts:
        where = f"{SOURCE}: host of {host.area}"
        known(host.area, areas, "area", where)
        for key in filter(None, (host.municipality, host.second)):
            known(key, municipalities, "municipality", where)
            if municipalities[key].collaboration != host.collaboration:
                raise WorldError(f"{where}: '{key}' is not in {host.collaboration}")
    return hosts


def load_vacancies(municipalities: Mapping[str, Municipality]) -> tuple[Vacancy, ...]:
    """Positions that nobody holds."""
    vacancies = tuple(build(Vacancy, row, f"{SOURCE}: vacancy") for row in read(SOURCE)["vacancy"])
    for vacancy in vacancies:
        where = f"{SOURCE}: vacancy in {vacancy.municipality}"
        known(vacancy.municipality, municipalities, "municipality", where)
        known_unit(municipalities[vacancy.municipality], vacancy.unit, where)
    return vacancies


def load_settings(municipalities: Mapping[str, Municipality]) -> dict[str, dict[str, Setting]]:
    """Every municipality's chosen options, by the option's name: its own before the default."""
    data = read(SETTINGS)
    own = data["municipality"]
    for key in own:
        known(key, municipalities, "municipality", SETTINGS)
    return {
        key: {
            **data["default"],
            "organisation.emergency_phone": municipality.emergency,
            "organisation.record_system": municipality.record_system,
            **own.get(key, {}),
        }
        for key, municipality in municipalities.items()
    }


def known_unit(municipality: Municipality, unit: str, where: str) -> str:
    """`unit`, if the municipality has a unit of that key."""
    return known(unit, {row.key for row in municipality.units}, "unit", where)


def _municipality(row: Mapping[str, Any]) -> Municipality:
    where = f"{SOURCE}: {row.get('key')}"
    units = tuple(build(Unit, unit, where) for unit in row["units"])
    found = build(Municipality, row, where, units=units, places=build(Places, row["places"], where))
    if not len(found.women) == len(found.men) == AGE_BANDS:
        raise WorldError(f"{where}: women and men need {AGE_BANDS} age bands each")
    return found
