"""What other rooms may use of the work room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F
from django.db.models.functions import JSONObject
from django.db.models.query import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kollega.casework import rules
from kollega.casework.cases import looked
from kollega.casework.deadlines import shown
from kollega.casework.gate import reach
from kollega.casework.models import Case, Deadline, FactWaiting, Handover
from kollega.core import clock
from kollega.core.actor import Actor
from kollega.organisation.models import Municipality
from kollega.organisation.options import room_is_on

__all__ = ["Day", "Line", "day", "works_here"]

SOON = 14
MOST = 5
COUNTED = 100


@dataclass(frozen=True)
class Line:
    """Something to do in the actor's own cases: no name of anybody."""

    url: str
    text: str
    detail: str = ""
    kind: str = "mind"


@dataclass(frozen=True)
class Day:
    """What the work room has for the start page; `beside` are the rows that were read along."""

    deadlines: tuple[shown.DeadlineLine, ...] = ()
    lines: tuple[Line, ...] = ()
    beside: list[Mapping[str, Any]] = field(default_factory=list)


def works_here(actor: Actor) -> bool:
    """Whether the room is there for the actor. No statement."""
    return bool(rules.work(actor)) and room_is_on(actor, "casework")


def day(actor: Actor, beside: QuerySet[Any]) -> Day:
    """The actor's own times that are near, and what waits for her; one statement, which also reads the
    rows of `beside` (a column of JSON), so that the start page asks no more than before.
    """
    row = (
        Municipality.objects.filter(pk=actor.municipality_id)
        .values(
            times=ArraySubquery(_times(actor)),
            asked=ArraySubquery(_handovers(actor).values("id")),
            facts=ArraySubquery(_facts(actor).values("id")[:COUNTED]),
            opened=ArraySubquery(_openings(actor).values("id")[:COUNTED]),
            nobody=ArraySubquery(_unassigned(actor).values("id")[:COUNTED]),
            along=ArraySubquery(beside),
        )
        .first()
    )
    if row is None:
        return Day()
    return Day(
        deadlines=tuple(_deadline(actor, each) for each in row["times"] or ()),
        lines=(*_asked(row["asked"] or []), *_counted(row)),
        beside=row["along"] or [],
    )


def _times(actor: Actor) -> QuerySet[Any]:
    near = shown.mine(actor).filter(due_on__lte=clock.today() + timedelta(days=SOON))
    return near.values(
        row=JSONObject(
            id="id",
            case="case_id",
            rule="rule",
            starts_on="starts_on",
            due_on="due_on",
            number=F("case__number"),
        )
    )[:MOST]


def _handovers(actor: Actor) -> QuerySet[Handover]:
    return Handover.objects.filter(
        municipality_id=actor.municipality_id,
        to_id=actor.account_id,
        answered_at__isnull=True,
        withdrawn_at__isnull=True,
        case__closed_on__isnull=True,
    )


def _facts(actor: Actor) -> QuerySet[FactWaiting]:
    return FactWaiting.objects.filter(
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        due_on__lt=clock.today(),
    )


def _openings(actor: Actor) -> QuerySet[Any]:
    rows = looked.of_unit(actor).filter(seen_at__isnull=True)
    return rows if rules.steer(actor) else rows.none()


def _unassigned(actor: Actor) -> QuerySet[Case]:
    rows = Case.objects.filter(
        municipality_id=actor.municipality_id, closed_on__isnull=True, responsible_id__isnull=True
    )
    return rows.filter(reach(actor)) if rules.steer(actor) else rows.none()


def _deadline(actor: Actor, each: Mapping[str, Any]) -> shown.DeadlineLine:
    row = Deadline(
        id=UUID(each["id"]),
        rule=each["rule"],
        starts_on=date.fromisoformat(each["starts_on"]),
        due_on=date.fromisoformat(each["due_on"]),
    )
    return shown.line(actor, UUID(each["case"]), row, name=each["number"])


def _asked(ids: list[UUID]) -> list[Line]:
    return [
        Line(reverse("casework:handover", args=[each]), _("Någon ber dig ta över ett ärende"))
        for each in ids[:MOST]
    ]


def _counted(row: Mapping[str, Any]) -> list[Line]:
    facts, opened, nobody = (len(row[name] or ()) for name in ("facts", "opened", "nobody"))
    found = []
    if facts:
        words = ngettext(
            "%(n)s uppgift har väntat för länge på att komma till journalen",
            "%(n)s uppgifter har väntat för länge på att komma till journalen",
            facts,
        )
        found.append(Line(reverse("casework:all_facts"), words % {"n": facts}))
    if nobody:
        words = ngettext(
            "%(n)s ärende har ingen som ansvarar", "%(n)s ärenden har ingen som ansvarar", nobody
        )
        found.append(Line(reverse("casework:unit"), words % {"n": nobody}, kind="bad"))
    if opened:
        words = ngettext(
            "%(n)s ärende är öppnat med ett skäl. Har du sett det?",
            "%(n)s ärenden är öppnade med ett skäl. Har du sett det?",
            opened,
        )
        found.append(Line(reverse("casework:openings"), words % {"n": opened}))
    return found
