"""What every page, print, notice and calendar asks before it reaches for a person.

    known = contact.of(actor, person)      # one statement; of several: contact.of_many
    known.may(Way.WRITE)                   # yes, and nothing else is yes
    contact.require(known, Way.RING)       # ValidationError with what to do instead
    sheet = contact.sheet(known)           # what a printed sheet may carry, and what to say before it

Nobody knows before she has been asked: without an answer nothing may be done, and the same where her rows
are not opened. A sheet can always be printed to be handed over in the room; it is never marked to be sent
home where that was not said to be safe, and what stands on it does not tell why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.casework.models import May, Person, SafeContact, Way
from kollega.core.actor import Actor

NOBODY_ASKED: Mapping[Way, May] = dict.fromkeys(Way, May.UNKNOWN)


@dataclass(frozen=True)
class Contact:
    """How one person may be reached. Numbers and addresses are empty where they must not be shown."""

    person_id: UUID
    protection: str = ""
    is_dead: bool = False
    answers: Mapping[Way, May] = field(default_factory=lambda: NOBODY_ASKED)
    when: str = ""
    how: str = ""
    not_known_to: str = ""
    phone: str = ""
    email: str = ""
    address: tuple[str, ...] = ()
    language: str = ""
    asked_on: date | None = None

    @property
    def is_protected(self) -> bool:
        return bool(self.protection)

    def may(self, way: Way) -> bool:
        """Whether this way is said to be safe. Never by letter to one whose address is protected."""
        if self.is_dead or (self.is_protected and way is Way.WRITE):
            return False
        return self.answers[way] is May.YES

    @property
    def must_not(self) -> list[str]:
        """What must not be done, a sentence for each: what is read before anything else."""
        if self.is_dead:
            return [_("Personen har avlidit.")]
        words = _forbidden()
        found = [words[way] for way in Way if self.answers[way] is May.NO]
        if self.is_protected and self.answers[Way.WRITE] is not May.NO:
            found.append(words[Way.WRITE])
        return found

    @property
    def not_asked(self) -> list[str]:
        """The ways that nobody has asked about, in words."""
        return [str(way.label) for way in Way if self.answers[way] is May.UNKNOWN]

    @property
    def fine(self) -> list[str]:
        """The ways that are said to be safe, in words."""
        return [str(way.label) for way in Way if self.may(way)]


def _forbidden() -> dict[Way, str]:
    return {
        Way.RING: _("Ring inte."),
        Way.TEXT: _("Skicka inga sms."),
        Way.MAIL: _("Mejla inte."),
        Way.WRITE: _("Skicka inga brev hem."),
        Way.VISIT: _("Åk inte hem till personen."),
    }


def of(actor: Actor, person: Person) -> Contact:
    """How this person may be reached. One statement."""
    return of_many(actor, [person])[person.id]


def of_many(actor: Actor, people: Iterable[Person]) -> dict[UUID, Contact]:
    """By person: how each may be reached; of those whom no gate has opened nothing is known. One statement."""
    wanted = {each.id: each for each in people}
    rows = SafeContact.objects.filter(
        municipality_id=actor.municipality_id, person_id__in=list(wanted)
    )
    stored = {row.person_id: row for row in rows}
    return {key: _contact(person, stored.get(key)) for key, person in wanted.items()}


def _contact(person: Person, row: SafeContact | None) -> Contact:
    dead = person.died_on is not None
    if row is None:
        return Contact(person.id, person.protection, dead)
    place = " ".join(part for part in (row.postcode, row.town) if part)
    return Contact(
        person.id,
        person.protection,
        dead,
        {way: row.may(way) for way in Way},
        row.when,
        row.how,
        row.not_known_to,
        row.phone,
        row.email,
        tuple(part for part in (row.street, place) if part),
        row.language,
        row.asked_on,
    )


def require(known: Contact, way: Way) -> None:
    """Go no further where this way is not said to be safe.

    Raises:
        ValidationError: with a sentence on why, and what to do instead.
    """
    if known.may(way):
        return
    if known.answers[way] is May.UNKNOWN and not (known.is_dead or known.is_protected):
        raise ValidationError(
            _("Ingen har frågat om det är säkert att %(way)s. Fråga först, när ingen annan hör.")
            % {"way": str(way.label)}
        )
    raise ValidationError(" ".join(known.must_not))


@dataclass(frozen=True)
class Sheet:
    """What a sheet about or to a person may carry. `warning` is for the worker, before it is printed, and never
    stands on the sheet: whoever finds it at home reads it too. `mark` is what does.
    """

    address: tuple[str, ...] = ()
    mark: str = ""
    warning: str = ""

    @property
    def may_send_home(self) -> bool:
        return bool(self.address)


def sheet(known: Contact) -> Sheet:
    """How a printed sheet is to leave the room. Its address stands on it only where it may be sent there."""
    if known.may(Way.WRITE):
        return Sheet(known.address)
    mark = _("Lämnas i handen.")
    if known.is_dead:
        return Sheet((), mark, _("Personen har avlidit. Skicka inget hem."))
    hand = _("Skriv bara ut för att lämna i handen, och fråga om det är tryggt att ta med hem.")
    if known.is_protected:
        why = _("Uppgifterna är skyddade. Skicka inget hem härifrån.")
    elif known.answers[Way.WRITE] is May.NO:
        why = _("Skicka inte hem: personen har sagt att brev inte är säkra.")
    else:
        why = _("Skicka inte hem: ingen har frågat om brev är säkra.")
    return Sheet((), mark, f"{why} {hand}")
