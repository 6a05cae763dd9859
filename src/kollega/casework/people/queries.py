"""Reads for the pages about a person."""

from dataclasses import dataclass
from datetime import datetime

from kollega.casework.cases.queries import name_of
from kollega.casework.models import ContactChange, May, Person, Way
from kollega.casework.people.services import CONTACT_WORDS
from kollega.core.actor import Actor

CHANGES_SHOWN = 20


@dataclass(frozen=True)
class ContactChangeLine:
    """A change of how somebody may be reached: who, when, and what became what."""

    at: datetime
    by: str
    ways: tuple[str, ...]
    others: str


def contact_changes(actor: Actor, person: Person) -> list[ContactChangeLine]:
    """The latest changes of an opened person's safe contact. One statement."""
    rows = (
        ContactChange.objects.filter(municipality_id=actor.municipality_id, person=person)
        .annotate(name=name_of("by"))
        .order_by("-at", "id")[:CHANGES_SHOWN]
    )
    return [
        ContactChangeLine(
            row.at,
            row.name or "",
            tuple(_way_changed(each) for each in row.ways),
            ", ".join(str(CONTACT_WORDS[name]).lower() for name in row.others),
        )
        for row in rows
    ]


def _way_changed(stored: str) -> str:
    way, before, after = stored.split(":")
    return f"{str(Way(way).label).capitalize()}: {May(before).label} → {May(after).label}"
