"""What other rooms offer beside a question: links in its right column, for those whom they concern.

    links.register("own", _("Ta upp i en runda"), "rounds:bring")

A room above this one registers in its `apps.py`. The page asks nobody: what a link leads to decides
with its own gate who may do what, so a link costs the thread no statement.
"""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise

from kollega.consultation.choices import Status
from kollega.consultation.rules import Standing
from kollega.core.actor import Actor
from kollega.organisation.options import room_is_on
from kollega.ui.parts import Link

Whom = Literal["own", "others", "all"]


@dataclass(frozen=True)
class Offer:
    """A link beside a question: the asker's `own`, the `others` who read it, or `all`.

    `page` is an address that takes the question's id. `statuses` are the states in which it is
    offered; empty is all of them.
    """

    whom: Whom
    label: str | Promise
    page: str
    statuses: frozenset[Status] = frozenset()

    def concerns(self, actor: Actor, standing: Standing) -> bool:
        """Whether this actor is offered it for this question."""
        if self.statuses and standing.question.status not in self.statuses:
            return False
        if not room_is_on(actor, self.page.partition(":")[0]):
            return False
        return self.whom == "all" or standing.is_asker == (self.whom == "own")


_offers: dict[str, Offer] = {}


def register(
    whom: Whom, label: str | Promise, page: str, *, statuses: frozenset[Status] = frozenset()
) -> None:
    """Offer a page beside every question. Offering the same page twice is one offer."""
    _offers[page] = Offer(whom, label, page, statuses)


def links_for(actor: Actor, standing: Standing) -> list[Link]:
    """What the actor is offered beside the question, in the order it was registered."""
    return [
        _link(each, standing.question.id)
        for each in _offers.values()
        if each.concerns(actor, standing)
    ]


def _link(offer: Offer, question_id: UUID) -> Link:
    return Link(str(offer.label), reverse(offer.page, args=[question_id]))
