"""Finding a person or a case: by name, number or case number, and by nothing else.

The law on personal data in social services lets nobody search the texts of cases (PuF 15 §). Whose
details are protected is found by number, and by name only by those who work with her.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.db.models.query import QuerySet

from kollega.casework import rules
from kollega.casework.gate import reach
from kollega.casework.models import Case, Involved, NameWord, Person, Protection
from kollega.casework.people import numbers, words
from kollega.core import clock
from kollega.core.actor import Actor

MOST = 20
CASE_NUMBER = re.compile(r"\d{4}-\d{1,6}\Z")
AFTER_ALL = "\U0010ffff"


@dataclass(frozen=True)
class Hit:
    """Somebody who was found. `born` is her year of birth. `mine`: the actor works with a case of hers."""

    id: UUID
    name: str
    born: str
    number: str
    is_protected: bool
    mine: bool


@dataclass(frozen=True)
class Hits:
    """Whom a look-up found; `more` than are shown. A case number leads to its case."""

    people: tuple[Hit, ...] = ()
    case_id: UUID | None = None
    more: bool = False


def find(actor: Actor, text: str) -> Hits:
    """Look somebody up. At most one statement.

    Raises:
        PermissionDenied: the actor is lent, or does not work with cases.
    """
    rules.begin(actor).require()
    text = text.strip()
    if CASE_NUMBER.match(text):
        year, number = text.split("-")
        rows = Case.objects.filter(
            municipality_id=actor.municipality_id, number=f"{year}-{int(number):04}"
        )
        return Hits(case_id=rows.values_list("id", flat=True).first())
    people = Person.objects.filter(municipality_id=actor.municipality_id, merged_into__isnull=True)
    if numbers.looks_like_one(text):
        try:
            digits = numbers.read(text, today=clock.today()).digits
        except ValueError:
            return Hits()
        return _hits(actor, people.filter(number=digits))
    wanted = words.of_name(text)
    if any(sign.isdigit() for sign in text):
        return _hits(actor, people.filter(number=numbers.reserve(text)))
    if not wanted or max(map(len, wanted)) < words.FEWEST:
        return Hits()
    for word in wanted:
        named = NameWord.objects.filter(
            municipality_id=actor.municipality_id, word__gte=word, word__lt=word + AFTER_ALL
        )
        people = people.filter(pk__in=named.values("person_id"))
    return _hits(actor, people.filter(Q(protection=Protection.NONE) | Q(works_with(actor))))


def works_with(actor: Actor) -> Q:
    """For a query over people: the actor opens a case that is about her or knows her."""
    about = Case.objects.filter(reach(actor), person=OuterRef("pk"))
    known = Involved.objects.filter(
        municipality_id=actor.municipality_id,
        person=OuterRef("pk"),
        case_id__in=Case.objects.filter(reach(actor)).values("pk"),
    )
    return Exists(about) | Exists(known)


def _hits(actor: Actor, people: QuerySet[Person]) -> Hits:
    rows = list(people.annotate(mine=works_with(actor)).order_by("sort_key", "id")[: MOST + 1])
    return Hits(
        tuple(
            Hit(
                row.id,
                row.name,
                str(row.born_on.year) if row.born_on else "",
                numbers.shown(row.number),
                row.is_protected,
                row.mine,
            )
            for row in rows[:MOST]
        ),
        more=len(rows) > MOST,
    )
