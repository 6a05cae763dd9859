"""What the room's pages share: the gate in front of every view of a case, and who the case is about."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.casework.gate import Found, IsNow, Known, NeedsReason, case_for, person_for
from kollega.casework.models import Person, Way
from kollega.casework.people import contact as contacts
from kollega.casework.people import kin, numbers
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.core.request import ActorRequest, denied
from kollega.ui.parts import Link, Zone

GET_AND_POST = ["GET", "HEAD", "POST"]
View = Callable[..., HttpResponse]


def with_case(need: str = "read") -> Callable[[View], View]:
    """The view gets the opened case (`Found`) in place of its id; for a POST it is locked and `need` is
    at least "work". Who has to state a reason is led to the page for that.
    """

    def gated(view: View) -> View:
        @wraps(view)
        def inside(request: ActorRequest, case_id: UUID, **kwargs: Any) -> HttpResponse:
            posting = request.method == "POST"
            wanted = "work" if posting and need == "read" else need
            try:
                found = case_for(request.actor, case_id, need=wanted, lock=posting)
            except NeedsReason as closed:
                return _ask_why(request, closed)
            return view(request, found, **kwargs)

        return inside

    return gated


def with_person(view: View) -> View:
    """The view gets the opened person (`Known`) in place of her id, locked for a POST."""

    @wraps(view)
    def inside(request: ActorRequest, person_id: UUID, **kwargs: Any) -> HttpResponse:
        try:
            known = person_for(request.actor, person_id, lock=request.method == "POST")
        except NeedsReason as closed:
            return _ask_why(request, closed)
        except IsNow as now:
            return redirect("casework:person", now.person_id)
        return view(request, known, **kwargs)

    return inside


def _ask_why(request: ActorRequest, closed: NeedsReason) -> HttpResponse:
    if request.method == "POST":
        raise denied(_("Du arbetar inte med ärendet längre. Öppna det igen och skriv varför."))
    return redirect("casework:reason", closed.case_id)


@dataclass(frozen=True)
class Head:
    """Who a page is about, and first of all how she may be reached: `must_not` stands before everything.

    `phone` is shown at once only where ringing is safe (`may_ring`), else behind a press; it is empty for one
    whose details are protected.
    """

    name: str
    number: str
    age: str
    protection: str
    must_not: str
    not_asked: str
    fine: str
    asked: bool
    when: str
    how: str
    not_known_to: str
    language: str
    phone: str
    may_ring: bool
    person_url: str
    contact_url: str
    contact: contacts.Contact
    coming_of_age: str


def head(actor: Actor, person: Person) -> Head:
    """What stands at the top of every page about an opened person. One statement."""
    contact = contacts.of(actor, person)
    return Head(
        name=person.name,
        number=numbers.shown(person.number),
        age=_age(person),
        protection=str(person.get_protection_display()) if person.is_protected else "",
        must_not=" ".join(contact.must_not),
        not_asked=", ".join(contact.not_asked),
        fine=", ".join(contact.fine),
        asked=contact.asked_on is not None,
        when=contact.when,
        how=contact.how,
        not_known_to=contact.not_known_to,
        language=contact.language,
        phone="" if person.is_protected else contact.phone,
        may_ring=contact.may(Way.RING),
        person_url=reverse("casework:person", args=[person.id]),
        contact_url=reverse("casework:safe_contact", args=[person.id]),
        contact=contact,
        coming_of_age=kin.coming_of_age(person.born_on, clock.today()),
    )


def _age(person: Person) -> str:
    if person.born_on is None:
        return ""
    until = person.died_on or clock.today()
    return _("%(years)d år") % {"years": numbers.age(person.born_on, until)}


def own_zone(actor: Actor, detail: str = "") -> Zone:
    """Everything in the room stays in the actor's municipality; `detail` says who there sees it."""
    return Zone.own(
        actor.municipality_name,
        detail or _("Arbetsyta: inte journal, men kan begäras ut."),
    )


def trail(found: Found | None = None, *here: Link) -> list[Link]:
    """The way back to one's cases, and to the case."""
    links = [Link(_("Ärenden"), reverse("casework:start"))]
    if found is not None:
        number = _("Ärende %(number)s") % {"number": found.case.number}
        links.append(Link(number, reverse("casework:case", args=[found.case.id])))
    return [*links, *here]


def posted_id(request: ActorRequest) -> UUID:
    """The new object's id that the form carries; a new one for a new form or an odd value."""
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return uuid4()


__all__ = [
    "GET_AND_POST",
    "Found",
    "Head",
    "Known",
    "head",
    "own_zone",
    "posted_id",
    "trail",
    "with_case",
    "with_person",
]
