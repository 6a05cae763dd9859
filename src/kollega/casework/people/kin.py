"""What follows from who people are to each other: who is older, who has custody, who may come to read.

Pure: no I/O. `Tie` is a relation as it is stored: `person` is the … of `other`; a ban on contact protects `other`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from kollega.casework.models import Custody, RelationKind
from kollega.casework.people import numbers

OF_AGE = 18
OWN_PARTY = 15
ABOVE = frozenset({RelationKind.PARENT, RelationKind.GRANDPARENT})
EITHER_WAY = frozenset({RelationKind.PARTNER, RelationKind.SIBLING})
FOR_CHILDREN = frozenset({RelationKind.GUARDIAN})


@dataclass(frozen=True)
class Tie:
    """A relation. `to_day` is its last day."""

    person: UUID
    other: UUID
    kind: str
    custody: str = ""
    contact_ban: bool = False
    from_day: date | None = None
    to_day: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it is so on this day."""
        return (self.from_day is None or self.from_day <= on) and (
            self.to_day is None or on <= self.to_day
        )


def birthday(born_on: date, years: int) -> date:
    """When somebody becomes so old; one born on 29 February on 1 March of other years."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def ancestors_of(person: UUID, parents: Mapping[UUID, Iterable[UUID]]) -> set[UUID]:
    """Everybody above a person, herself left out unless she is above herself."""
    found: set[UUID] = set()
    waiting = list(parents.get(person, ()))
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += parents.get(each, ())
    return found


def wrong_with(
    new: Tie,
    around: Iterable[Tie],
    born: Mapping[UUID, date | None],
    above_person: set[UUID],
    today: date,
) -> dict[str, str]:
    """What makes a relation impossible: field → a sentence; nothing where it can be.

    `around` are the others' ties to the same two, without the one that is changed; `above_person` everybody
    above `new.person`.
    """
    if new.person == new.other:
        return {"who": _("Det är samma person.")}
    if wrong := _wrong_family(new, born, above_person):
        return {"kind": wrong}
    around = [each for each in around if each.holds(today)]
    if any(_same(new, each) for each in around):
        return {"kind": _("Det står redan så.")}
    if new.from_day and new.from_day > today:
        return {"from_day": _("Dagen har inte varit än.")}
    if new.from_day and new.to_day and new.to_day < new.from_day:
        return {"to_day": _("Slutar före den började.")}
    wrong = _wrong_custody(new, around, born.get(new.other), today)
    return {"custody": wrong} if wrong else {}


def _wrong_family(new: Tie, born: Mapping[UUID, date | None], above_person: set[UUID]) -> str:
    if new.kind not in ABOVE:
        return ""
    if new.other in above_person:
        return _("Då blir någon sin egen förfader. Kontrollera vem som är förälder.")
    older, younger = born.get(new.person), born.get(new.other)
    if older is not None and younger is not None and older >= younger:
        return _(
            "En förälder är äldre än sitt barn. Kontrollera vem som är vem, och när de är födda."
        )
    return ""


def _same(new: Tie, each: Tie) -> bool:
    if new.kind != each.kind:
        return False
    pair = (each.person, each.other)
    return (new.person, new.other) == pair or (
        new.kind in EITHER_WAY and (new.other, new.person) == pair
    )


def _wrong_custody(new: Tie, around: Iterable[Tie], child_born: date | None, today: date) -> str:
    if new.custody and new.kind != RelationKind.PARENT:
        return _("Vårdnad skrivs på en förälder.")
    if not new.custody and new.kind not in FOR_CHILDREN:
        return ""
    if child_born is not None and numbers.age(child_born, today) >= OF_AGE:
        return _("Personen är över 18. Ingen har vårdnaden längre.")
    others = [each for each in around if each.other == new.other and each.person != new.person]
    return _wrong_beside(new, others)


def _wrong_beside(new: Tie, others: list[Tie]) -> str:
    parents = [each for each in others if each.kind == RelationKind.PARENT and each.custody]
    wrong = (
        (
            new.kind in FOR_CHILDREN and parents,
            _("En förälder har vårdnaden. Avsluta den först."),
        ),
        (
            any(each.kind in FOR_CHILDREN for each in others),
            _("Barnet har en särskilt förordnad vårdnadshavare."),
        ),
        (
            new.custody == Custody.SOLE and parents,
            _("En annan förälder har också vårdnad. Ändra det först."),
        ),
        (
            any(each.custody == Custody.SOLE for each in parents),
            _("En annan förälder har ensam vårdnad. Ändra det först."),
        ),
        (len(parents) > 1, _("Två har redan gemensam vårdnad.")),
    )
    return next((words for so, words in wrong if so), "")


def has_custody(tie: Tie, child_born: date | None, on: date) -> bool:
    """Whether this one has custody of the other on a day. Custody ends when the child is of age."""
    if not tie.holds(on) or (child_born is not None and numbers.age(child_born, on) >= OF_AGE):
        return False
    return tie.kind == RelationKind.GUARDIAN or (
        tie.kind == RelationKind.PARENT and bool(tie.custody)
    )


def coming_of_age(born_on: date | None, today: date) -> str:
    """A sentence in the year after somebody has become eighteen, and the three months before."""
    if born_on is None:
        return ""
    day = birthday(born_on, OF_AGE)
    left = (day - today).days
    said = {"day": day.isoformat()}
    if 0 < left <= 90:
        return _("Fyller 18 år %(day)s. Då är ingen vårdnadshavare längre.") % said
    if -365 < left <= 0:
        return _("Fyllde 18 år %(day)s. Ingen är vårdnadshavare längre.") % said
    return ""


@dataclass(frozen=True)
class Reader:
    """Somebody who may come to read what is written of a child. `kind`: `mind`, `bad` or `info`."""

    person_id: UUID
    as_what: str
    words: str
    kind: str


def who_may_read(
    child: UUID, born_on: date | None, ties: Iterable[Tie], today: date
) -> list[Reader]:
    """Who is told of before a child's words are written, the most dangerous first.

    `ties` are those of the child and those of its guardians to each other. What is said is what may happen, never
    what the law comes to: the municipality decides each time.
    """
    ties = [each for each in ties if each.holds(today)]
    banned = {(each.person, each.other) for each in ties if each.contact_ban}
    guardians = [each for each in ties if each.other == child and has_custody(each, born_on, today)]
    with_custody = {each.person for each in guardians}
    found = [
        _guardian(
            each,
            from_child=(each.person, child) in banned,
            with_custody=with_custody,
            banned=banned,
        )
        for each in guardians
    ]
    for each in ties:
        if each.other == child and each.person not in with_custody:
            found += _another(each, from_child=(each.person, child) in banned)
    order = ("bad", "mind", "info")
    return sorted(found, key=lambda each: order.index(each.kind))


def _guardian(
    tie: Tie, *, from_child: bool, with_custody: set[UUID], banned: set[tuple[UUID, UUID]]
) -> Reader:
    as_what = (
        _("särskilt förordnad vårdnadshavare")
        if tie.kind == RelationKind.GUARDIAN
        else str(Custody(tie.custody).label)
    )
    from_other = any((tie.person, each) in banned for each in with_custody)
    if from_child or from_other:
        whom = _("barnet") if from_child else _("den andra vårdnadshavaren")
        words = _(
            "Har kontaktförbud mot %(whom)s och är ändå vårdnadshavare: kan begära att få läsa."
            " Fråga chefen eller kommunens jurist innan något lämnas ut."
        ) % {"whom": whom}
        return Reader(tie.person, as_what, words, "bad")
    return Reader(
        tie.person, as_what, _("Kan begära att få läsa, som vårdnadshavare och som part."), "mind"
    )


def _another(tie: Tie, *, from_child: bool) -> list[Reader]:
    words = {
        RelationKind.PARENT: _("Är inte vårdnadshavare. Vill föräldern läsa prövas det för sig."),
        RelationKind.TRUSTEE: _("Kan begära att få läsa det som hör till uppdraget."),
        RelationKind.ADMINISTRATOR: _("Kan begära att få läsa det som hör till uppdraget."),
    }.get(RelationKind(tie.kind))
    if words is None:
        return []
    what = {
        RelationKind.PARENT: _("förälder"),
        RelationKind.TRUSTEE: _("god man"),
        RelationKind.ADMINISTRATOR: _("förvaltare"),
    }[RelationKind(tie.kind)]
    if from_child:
        words = _("Har kontaktförbud mot barnet. %(words)s") % {"words": words}
    return [Reader(tie.person, what, words, "bad" if from_child else "info")]


def secrecy(born_on: date | None, today: date) -> list[str]:
    """What is said of secrecy beside those who may read, with the paragraph."""
    said = [
        _(
            "Sekretess kan gälla också mot vårdnadshavare. Det beror på barnets ålder och mognad, och"
            " på om barnet kan lida betydande men (OSL 12 kap. 3 §). Kommunen prövar det varje gång."
        )
    ]
    if born_on is not None:
        years = numbers.age(born_on, today)
        if OWN_PARTY <= years < OF_AGE:
            said.append(_("Barnet har fyllt 15 och för sin egen talan (SoL 3 kap. 4 §)."))
    return said
