"""Who may read a strategy document, write in it, and say how far it has come.

`strategy_for` is the only way to a document. A draft, and what lies with the boards, are read by managers and
coordinators; what has been adopted by everybody in the collaboration.
"""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kollega.border import takedown
from kollega.competence.models import Strategy
from kollega.core import gate
from kollega.core.actor import Actor, Role
from kollega.core.rules import Ability, allow

KIND = "strategy"
State = Strategy.State
OPEN = (State.ADOPTED, State.REPLACED)


def prepares(actor: Actor) -> bool:
    """Whether the actor takes part in preparing documents: managers and coordinators."""
    return actor.colleague_id is not None and actor.has(Role.MANAGER, Role.COORDINATOR)


def readable(actor: Actor) -> QuerySet[Strategy]:
    """The documents that there are for the actor."""
    rows = Strategy.objects.filter(collaboration_id=actor.collaboration_id)
    return rows if prepares(actor) else rows.filter(Q(state__in=OPEN))


def strategy_for(actor: Actor, strategy_id: UUID, *, lock: bool = False) -> Strategy:
    """The gate: a document, or 404."""
    return gate.one(readable(actor), KIND, strategy_id, lock=lock)


def steer(actor: Actor) -> Ability:
    """Make a document, write in it, send it, and say when it holds."""
    return allow(
        "steer",
        actor.colleague_id is not None and actor.has(Role.COORDINATOR),
        _("Bara samordnaren kan göra det. Hör av dig till samordnaren."),
    )


def edit(actor: Actor, strategy: Strategy) -> Ability:
    """Change a draft."""
    if not (may := steer(actor)):
        return may
    return allow(
        "edit",
        strategy.state == State.DRAFT,
        _("Strategin är skickad och kan inte ändras. Ta tillbaka den från nämnderna först."),
    )


def still(strategy: Strategy) -> Ability:
    """Write in it and let it take a step: not while it is assessed whether somebody can be recognised in
    it. One statement."""
    return allow(
        "still",
        not takedown.is_down(strategy.id),
        _("Någon har anmält att en person kan kännas igen i texten. Vänta tills det är bedömt."),
    )


def decide(actor: Actor, strategy: Strategy, municipality_id: UUID) -> Ability:
    """Note what a municipality's board has decided: its managers, and the coordinator."""
    own = actor.municipality_id == municipality_id and actor.has(Role.MANAGER)
    may = actor.colleague_id is not None and (own or actor.has(Role.COORDINATOR))
    if not may:
        why = _("Bara kommunens chefer och samordnaren kan skriva in nämndens beslut.")
        return allow("decide", may, why)
    return allow(
        "decide",
        strategy.state == State.SENT,
        _("Beslut skrivs in medan strategin ligger hos nämnderna."),
    )


def follow(actor: Actor, strategy: Strategy, municipality_id: UUID) -> Ability:
    """Say how far a municipality's measure has come: its managers, and the coordinator."""
    own = actor.municipality_id == municipality_id and actor.has(Role.MANAGER)
    may = actor.colleague_id is not None and (own or actor.has(Role.COORDINATOR))
    if not may:
        why = _("Bara kommunens chefer och samordnaren kan skriva hur det går.")
        return allow("follow", may, why)
    return allow(
        "follow",
        strategy.state == State.ADOPTED,
        _("Uppföljningen gäller den strategi som är antagen."),
    )
