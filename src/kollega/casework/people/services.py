"""Writes about people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.casework import rules
from kollega.casework.models import (
    ContactChange,
    NameWord,
    NumberKind,
    Person,
    SafeContact,
    Way,
)
from kollega.casework.people import numbers, words
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.posting import next_version, once, one_at_a_time
from kollega.swedish import sort_key


@dataclass(frozen=True)
class Details:
    """What a person is found by. `number` as it was typed; `reserve`: it is the house's own number."""

    given_name: str
    family_name: str = ""
    number: str = ""
    reserve: bool = False
    born_on: date | None = None
    protection: str = ""
    died_on: date | None = None


def _fields(details: Details) -> dict[str, Any]:
    """The columns.

    Raises:
        ValidationError: at `number` or `born_on`.
    """
    found: dict[str, Any] = {
        "given_name": details.given_name.strip(),
        "family_name": details.family_name.strip(),
        "protection": details.protection,
        "number": "",
        "number_kind": NumberKind.NONE,
        "born_on": details.born_on,
    }
    found["sort_key"] = sort_key(f"{found['family_name']} {found['given_name']}".strip())[:400]
    number = details.number.strip()
    if number and details.reserve:
        found |= {"number": _reserve(number), "number_kind": NumberKind.RESERVE}
    elif number:
        try:
            read = numbers.read(number, today=clock.today())
        except ValueError as wrong:
            raise ValidationError({"number": str(wrong)}) from None
        found |= {"number": read.digits, "number_kind": read.kind, "born_on": read.born_on}
    if found["born_on"] and found["born_on"] > clock.today():
        raise ValidationError({"born_on": _("Födelsedagen har inte varit än.")})
    _check_death(details.died_on, found["born_on"])
    return found | {"died_on": details.died_on}


def _reserve(number: str) -> str:
    """A number of the house's own: with a digit in it, and never somebody's personal number.

    Raises:
        ValidationError: at `reserve` or `number`.
    """
    kept = numbers.reserve(number)
    if not any(sign.isdigit() for sign in kept):
        raise ValidationError({"number": _("Ett reservnummer har minst en siffra.")})
    if numbers.looks_like_one(kept):
        raise ValidationError(
            {"reserve": _("Numret ser ut som ett personnummer. Ta bort krysset, eller ändra det.")}
        )
    return kept


def _check_death(died_on: date | None, born_on: date | None) -> None:
    if died_on is None:
        return
    if died_on > clock.today():
        raise ValidationError({"died_on": _("Dagen har inte varit än.")})
    if born_on is not None and died_on < born_on:
        raise ValidationError({"died_on": _("Dagen är före födelsedagen.")})


def _refuse_twice(actor: Actor, number: str, but: UUID | None = None) -> None:
    """One person once: a number that is taken leads to whoever has it."""
    one_at_a_time(f"person {actor.municipality_id} {number}")
    taken = Person.objects.filter(
        municipality_id=actor.municipality_id, number=number, merged_into__isnull=True
    )
    if any(each != but for each in taken.values_list("id", flat=True)):
        raise ValidationError(
            {"number": _("Personen finns redan. Sök på numret och öppna hen i stället.")},
            code="taken",
        )


def add_person(actor: Actor, *, public_id: UUID, details: Details) -> Person:
    """Add somebody; the same form posted twice gives the first's result.

    Raises:
        ValidationError: the number is not right, or somebody has it already.
    """
    rules.begin(actor).require()
    columns = _fields(details)

    def create() -> Person:
        if columns["number"]:
            _refuse_twice(actor, columns["number"])
        person = Person(id=public_id, municipality_id=actor.municipality_id, **columns)
        person.save(force_insert=True)
        _store_words(actor, person)
        access.open_rows("person", person.id, person_id=person.id)
        SafeContact(person=person, municipality_id=actor.municipality_id).save(force_insert=True)
        access.audit(actor, "person.add", "person", person.id, person_id=person.id)
        return person

    person, _new = once(
        Person.objects.filter(municipality_id=actor.municipality_id), public_id, create
    )
    return person


def change_person(actor: Actor, person: Person, *, version: int, details: Details) -> None:
    """Change what she is found by. `person` is locked by the gate.

    Raises:
        ValidationError: as `add_person`.
        Conflict: somebody has changed her in between.
    """
    columns = _fields(details)
    before = person.protection
    person.version = next_version(
        person,
        version,
        {
            "given_name": (_("Förnamn"), columns["given_name"]),
            "family_name": (_("Efternamn"), columns["family_name"]),
            "number": (_("Nummer"), columns["number"]),
            "protection": (_("Skyddade personuppgifter"), columns["protection"]),
        },
    )
    if columns["number"]:
        _refuse_twice(actor, columns["number"], person.id)
    for name, value in columns.items():
        setattr(person, name, value)
    person.save(update_fields=[*columns, "version"])
    NameWord.objects.filter(municipality_id=actor.municipality_id, person=person).delete()
    _store_words(actor, person)
    access.audit(actor, "person.change", "person", person.id, person_id=person.id)
    if before != person.protection:
        access.audit(
            actor,
            "person.protection",
            "person",
            person.id,
            person_id=person.id,
            reason=f"{before or 'none'} > {person.protection or 'none'}",
        )


def _store_words(actor: Actor, person: Person) -> None:
    NameWord.objects.bulk_create(
        NameWord(municipality_id=actor.municipality_id, person=person, word=word)
        for word in words.of_name(person.name)
    )


CONTACT_WORDS = {
    "when": gettext_lazy("När"),
    "how": gettext_lazy("Hur"),
    "not_known_to": gettext_lazy("Vem som inte får veta"),
    "phone": gettext_lazy("Telefon"),
    "email": gettext_lazy("E-post"),
    "street": gettext_lazy("Gatuadress"),
    "postcode": gettext_lazy("Postnummer"),
    "town": gettext_lazy("Ort"),
    "language": gettext_lazy("Språk"),
}


def set_safe_contact(
    actor: Actor, contact: SafeContact, *, version: int, fields: Mapping[str, Any]
) -> None:
    """Write down how she may be reached, asked today. `contact` is locked. Who changed what is kept.

    Raises:
        Conflict: somebody has changed it in between.
    """
    ways = {way.value: (str(way.label).capitalize(), str(fields[way.value])) for way in Way}
    words = {name: (str(label), str(fields[name])) for name, label in CONTACT_WORDS.items()}
    contact.version = next_version(contact, version, {**ways, **words})
    changed = ContactChange(
        municipality_id=actor.municipality_id,
        person_id=contact.person_id,
        by=actor.account_id,
        ways=[
            f"{name}:{getattr(contact, name)}:{fields[name]}"
            for name in ways
            if getattr(contact, name) != fields[name]
        ],
        others=[name for name in words if getattr(contact, name) != fields[name]],
    )
    changed.save(force_insert=True)
    for name, value in fields.items():
        setattr(contact, name, value)
    contact.asked_on, contact.asked_by = clock.today(), actor.account_id
    contact.save()
    access.audit(
        actor, "person.safe_contact", "person", contact.person_id, person_id=contact.person_id
    )
