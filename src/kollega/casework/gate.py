"""The only way to a case and to a person. Opening one unlocks its rows and writes the access log.

Whoever works with a case opens it, and the managers of its unit. Another in the municipality states a
reason first (`Opening`, for that day). For everybody else it is not there.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case as When
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models import When as Where
from django.db.models.query import QuerySet

from kollega.casework import rules
from kollega.casework.models import Case, CaseWorker, Involved, Opening, Part, Person, Protection
from kollega.casework.options import MANAGERS_REACH
from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.request import denied, not_found
from kollega.organisation import options


class NeedsReason(Exception):
    """The case is in the own municipality, and somebody else's: the reason is asked for first."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__("a reason is needed")
        self.case_id = case_id


@dataclass(frozen=True)
class Found:
    """A case that has been opened, and as what. `reason` is why, for one who does not work with it."""

    case: Case
    part: str
    manages: bool
    reason: str = ""

    @property
    def person(self) -> Person:
        person: Person = self.case.person
        return person

    @property
    def is_closed(self) -> bool:
        return self.case.closed_on is not None


def current(way: str = "") -> Q:
    """For a query: workers of today. `way` leads to them: `"workers__"`."""
    today = clock.today()
    return Q(**{f"{way}from_day__lte": today}) & (
        Q(**{f"{way}to_day__isnull": True}) | Q(**{f"{way}to_day__gte": today})
    )


def manages(actor: Actor, case: Case) -> bool:
    """Whether the actor is the manager of the case's unit; of another only where nobody is protected."""
    if not rules.steer(actor):
        return False
    if case.unit_id == actor.unit_id:
        return True
    return options.value(actor, MANAGERS_REACH) == "municipality" and not case.person.is_protected


def reach(actor: Actor) -> Q:
    """For a query over cases: those that the actor opens without a reason."""
    mine = CaseWorker.objects.filter(
        current(), municipality_id=actor.municipality_id, account_id=actor.account_id
    )
    found = Q(pk__in=mine.values("case_id"))
    if rules.steer(actor):
        found |= Q(unit_id=actor.unit_id)
        if options.value(actor, MANAGERS_REACH) == "municipality":
            found |= Q(person__protection=Protection.NONE)
    return found


def _with_my_part(actor: Actor) -> QuerySet[Case]:
    own = {"municipality_id": actor.municipality_id, "account_id": actor.account_id}
    mine = CaseWorker.objects.filter(current(), **own, case=OuterRef("pk")).order_by(
        When(Where(part=Part.RESPONSIBLE, then=Value(0)), default=Value(1))
    )
    opened = Opening.objects.filter(**own, case=OuterRef("pk"), on=clock.today())
    return (
        Case.objects.filter(municipality_id=actor.municipality_id)
        .select_related("person", "unit")
        .annotate(
            my_part=Subquery(mine.values("part")[:1]), my_reason=Subquery(opened.values("why")[:1])
        )
    )


def case_for(actor: Actor, case_id: UUID, *, need: str = "read", lock: bool = False) -> Found:
    """The case, opened: its rows and its person's can be reached until the transaction ends.

    `need`: "read"; "work" (not closed any more is for whoever steers to change); "steer" (its managers).
    `lock` holds the case until the transaction ends. One statement.

    Raises:
        Http404: it is not there for this actor.
        NeedsReason: a reason has to be stated first.
        PermissionDenied: it may be read, and `need` is more.
    """
    if not rules.work(actor):
        raise not_found()
    rows = _with_my_part(actor)
    if lock:
        rows = rows.select_for_update(of=("self",))
    case = rows.filter(pk=case_id).first()
    if case is None:
        raise not_found()
    my_part, my_reason = (getattr(case, name) or "" for name in ("my_part", "my_reason"))
    found = Found(case, my_part, manages(actor, case), my_reason)
    if not (found.part or found.manages or (found.reason and not actor.is_lent)):
        if actor.is_lent:
            raise not_found()
        raise NeedsReason(case.id)
    reason = "" if found.part or found.manages else found.reason
    access.open_rows("case", case.id, person_id=case.person_id, reason=reason)
    access.open_rows("person", case.person_id, person_id=case.person_id, reason=reason)
    if need == "steer" and not found.manages:
        raise denied(str(rules.steer(actor).why or "Bara chefen för enheten kan göra det här."))
    return found


def closed_to(actor: Actor, case_id: UUID) -> Case:
    """A case in the own municipality that the actor does not work with, for stating a reason. Nothing of it
    is opened. One statement.

    Raises:
        Http404: it is not there, or the actor is lent and works with named cases only.
    """
    if not rules.begin(actor):
        raise not_found()
    case = (
        Case.objects.filter(municipality_id=actor.municipality_id, pk=case_id)
        .select_related("unit")
        .first()
    )
    if case is None:
        raise not_found()
    return case


class IsNow(Exception):
    """Two rows were found to be one person: she stands under this id."""

    def __init__(self, person_id: UUID) -> None:
        super().__init__("one person")
        self.person_id = person_id


def _lead_on(actor: Actor, person_id: UUID) -> None:
    rows = Person.objects.filter(municipality_id=actor.municipality_id, pk=person_id)
    kept = rows.values_list("merged_into_id", flat=True).first()
    if kept is not None and not actor.is_lent:
        raise IsNow(kept)


@dataclass(frozen=True)
class Known:
    """A person that has been opened. `case_id` is a case through which the actor may open her, if any."""

    person: Person
    case_id: UUID | None


def person_for(actor: Actor, person_id: UUID, *, lock: bool = False) -> Known:
    """The person, opened: how she is reached can be read until the transaction ends.

    For whoever opens a case that is about her or knows of her, and for everybody where no case does.
    One statement.

    Raises:
        Http404: she is not there for this actor.
        NeedsReason: a reason has to be stated for one of her cases first.
        IsNow: she was found to be another, who is gone to instead.
    """
    if not rules.work(actor):
        raise not_found()
    own = {"municipality_id": actor.municipality_id}
    about = Case.objects.filter(
        Q(person=OuterRef("pk"))
        | Q(pk__in=Involved.objects.filter(person=OuterRef(OuterRef("pk"))).values("case_id")),
        **own,
    ).order_by("closed_on", "-opened_on")
    opened = Opening.objects.filter(**own, account_id=actor.account_id, on=clock.today())
    mine = about.filter(reach(actor) | Q(pk__in=opened.values("case_id")))
    rows = Person.objects.filter(**own, merged_into__isnull=True).annotate(
        mine=Subquery(mine.values("pk")[:1]),
        any_case=Subquery(about.values("pk")[:1]),
        is_about=Exists(about.filter(person=OuterRef("pk"))),
    )
    if lock:
        rows = rows.select_for_update(of=("self",))
    person = rows.filter(pk=person_id).first()
    if person is None:
        _lead_on(actor, person_id)
        raise not_found()
    if person.mine is None and person.any_case is not None:
        if actor.is_lent:
            raise not_found()
        raise NeedsReason(person.any_case)
    if person.mine is None and actor.is_lent:
        raise not_found()
    access.open_rows("person", person.id, person_id=person.id)
    return Known(person, person.mine)
