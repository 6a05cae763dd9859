"""From TOML to frozen dataclasses, with errors that name the file and the key."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from importlib.resources import files
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Protocol,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Made = TypeVar("Made", bound="DataclassInstance")


class Keyed(Protocol):
    """Something with a stable key of its own."""

    @property
    def key(self) -> str: ...


HasKey = TypeVar("HasKey", bound=Keyed)


class WorldError(ValueError):
    """The demo's world contradicts itself; the message names the file and the key."""


def read(name: str) -> dict[str, Any]:
    """The parsed content of one of the world's files, such as `personas.toml`."""
    return tomllib.loads(files("kollega.demo.world").joinpath(name).read_text(encoding="utf-8"))


def names(prefix: str) -> list[str]:
    """The world's files whose name begins with `prefix`, in order of name."""
    inside = files("kollega.demo.world").iterdir()
    return sorted(
        file.name for file in inside if file.name.startswith(prefix) and file.name.endswith(".toml")
    )


def build(cls: type[Made], row: Mapping[str, Any], where: str, **made: Any) -> Made:
    """`row` as a `cls`; `made` are fields already built from parts of it. Lists become tuples.

    Raises `WorldError` for a missing or unknown field and for a value of the wrong kind.
    """
    values = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in {**row, **made}.items()
    }
    known = {field.name for field in fields(cls)}
    needed = {
        field.name
        for field in fields(cls)
        if field.default is MISSING and field.default_factory is MISSING
    }
    if wrong := (set(values) - known) | (needed - set(values)):
        raise WorldError(f"{where}: missing or unknown field {', '.join(sorted(wrong))}")
    hints = get_type_hints(cls)
    for key, value in values.items():
        if not _fits(value, hints[key]):
            raise WorldError(f"{where}: {key} cannot be {value!r}")
    return cls(**values)


def known(key: str, among: Iterable[str], what: str, where: str) -> str:
    """`key`, if it is one of `among`; otherwise a `WorldError` that says what is unknown."""
    if key not in among:
        raise WorldError(f"{where}: no {what} '{key}'")
    return key


def by_key(rows: Iterable[HasKey], source: str) -> dict[str, HasKey]:
    """Rows under their `key`, in order. Raises `WorldError` where a key is used twice."""
    found: dict[str, HasKey] = {}
    for row in rows:
        if row.key in found:
            raise WorldError(f"{source}: {row.key}: the key is used twice")
        found[row.key] = row
    return found


def _fits(value: Any, hint: Any) -> bool:
    if get_origin(hint) is Literal:
        return value in get_args(hint)
    if get_origin(hint) is tuple:
        return isinstance(value, tuple) and all(_fits(item, get_args(hint)[0]) for item in value)
    if hint in (str, int, bool):
        return type(value) is hint
    return True
