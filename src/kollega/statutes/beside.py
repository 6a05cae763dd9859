"""What rooms above show beside a section: what they have that cites it.

beside.register("knowledge", _("Kunskapskort om paragrafen"), lambda actor, section: [Link(...), ...])

Each that is registered may cost the section's page one statement; together they may cost it one, as the
page has no more to spend.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from kollega.core.actor import Actor
from kollega.organisation.options import room_is_on
from kollega.swedish.references import Reference
from kollega.ui.parts import Link

MOST = 10
"""Links under one heading; whoever registers is asked for one more, to know whether there is."""

Citing = Callable[[Actor, Reference, int], Sequence[Link]]


@dataclass(frozen=True)
class Beside:
    """Links under a heading beside a section. `more`: there are others."""

    title: str
    links: tuple[Link, ...]
    more: bool = False


_citing: dict[str, tuple[str | Promise, Citing]] = {}


def register(room: str, title: str | Promise, citing: Citing) -> None:
    """Show what a room has that cites a section, of what the actor may open."""
    _citing[room] = (title, citing)


def beside(actor: Actor, section: Reference) -> list[Beside]:
    """What stands beside a section for this actor; nothing where a room is switched off or empty."""
    found = []
    for room, (title, citing) in _citing.items():
        links = tuple(citing(actor, section, MOST + 1)) if room_is_on(actor, room) else ()
        if links:
            found.append(Beside(str(title), links[:MOST], len(links) > MOST))
    return found
