"""Deadlines as pages show them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models.query import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kollega.casework.deadlines import engine
from kollega.casework.deadlines.rules import Rule
from kollega.casework.models import Deadline
from kollega.core.actor import Actor
from kollega.organisation.options import room_is_on
from kollega.statutes import api as statutes
from kollega.ui.parts import StateKind


@dataclass(frozen=True)
class DeadlineLine:
    """One time to keep: what, till when, by which section (`law_url` leads there), and how it stands.

    `case_url` and `name` are filled in lists of several cases only. `extend_url` is empty where the law
    lets nobody move it. `others`: not the board, but the court or a party has to keep it.
    """

    id: UUID
    title: str
    due_on: date
    left: str
    kind: StateKind
    basis: str
    law_url: str
    at_once: bool
    others: bool
    extend_url: str = ""
    case_url: str = ""
    name: str = ""


def rule_of(row: Deadline) -> Rule | None:
    """The rule that a deadline follows today; None where rules are gone."""
    return engine.rule_for(row.rule, row.starts_on)


def line(
    actor: Actor,
    case_id: UUID,
    row: Deadline,
    *,
    name: str = "",
) -> DeadlineLine:
    """A deadline with its words. No statement."""
    rule = rule_of(row)
    if rule is None:
        return DeadlineLine(
            row.id,
            _("En tid som inte har någon regel längre"),
            row.due_on,
            engine.in_words(row.due_on),
            engine.state(row.due_on).value,
            basis="",
            law_url="",
            at_once=False,
            others=False,
            case_url=reverse("casework:case", args=[case_id]),
            name=name,
        )
    at_once = rule.is_at_once and row.due_on == row.starts_on
    return DeadlineLine(
        id=row.id,
        title=str(rule.title),
        due_on=row.due_on,
        left=engine.in_words(row.due_on, at_once=at_once),
        kind=engine.state(row.due_on, mind=rule.mind).value,
        basis=str(rule.basis),
        law_url=statutes.section_url(rule.reference) if room_is_on(actor, "statutes") else "",
        at_once=at_once,
        others=not rule.is_ours,
        extend_url=reverse("casework:extend", args=[case_id, row.id]) if rule.ground else "",
        case_url=reverse("casework:case", args=[case_id]),
        name=name,
    )


def mine(actor: Actor) -> QuerySet[Deadline]:
    """Deadlines that the actor answers for and that are still to be kept, the next first: one look in the
    index."""
    return Deadline.objects.filter(
        municipality_id=actor.municipality_id,
        responsible_id=actor.account_id,
        met_on__isnull=True,
        dropped_on__isnull=True,
    ).order_by("due_on", "id")


def lines_of_mine(actor: Actor, first: int, most: int) -> list[DeadlineLine]:
    """A page of one's own deadlines with the names of whom they are about. One statement."""
    rows = mine(actor).select_related("case__person")[first : first + most]
    return [line(actor, row.case_id, row, name=row.case.person.name) for row in rows]
