"""Whom a visitor to the demo may be. Plain data from `world`: needs no database."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kollega.demo.world.people import load_colleagues, load_personas
from kollega.demo.world.places import load_collaborations, load_municipalities
from kollega.organisation.arealist import load_areas


@dataclass(frozen=True)
class Persona:
    """Somebody made up. `label` is who they are in one line, `try_this` what there is to do."""

    key: str
    name: str
    title: str
    municipality: str
    email: str
    label: str
    try_this: str


class SignIn(NamedTuple):
    """A way into the demo, as `kollega run` prints it. `password` is None: one is not asked for."""

    label: str
    email: str
    password: str | None

    def __str__(self) -> str:
        return self.label


def email_of(colleague: str, municipality: str) -> str:
    """The made-up address of a colleague, by the keys of both. `.example` never leads anywhere."""
    return f"{colleague}@{municipality}.example"


@lru_cache(maxsize=1)
def personas() -> tuple[Persona, ...]:
    """All, in the order of the chooser."""
    municipalities = load_municipalities(load_collaborations())
    colleagues = load_colleagues(municipalities, {area.key: area for area in load_areas()})
    found = []
    for row in load_personas(colleagues):
        colleague = colleagues[row.colleague]
        found.append(
            Persona(
                key=colleague.key,
                name=colleague.name,
                title=colleague.title,
                municipality=municipalities[colleague.municipality].name,
                email=email_of(colleague.key, colleague.municipality),
                label=row.label,
                try_this=row.try_this,
            )
        )
    return tuple(found)


def signins() -> list[SignIn]:
    """The ways in, for the one who has just started the demo."""
    return [
        SignIn(f"{one.name}, {one.municipality}: {one.label}", one.email, None)
        for one in personas()
    ]
