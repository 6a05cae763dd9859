"""Who may see demand, and who may say how many cases there are."""

from django.utils.translation import gettext_lazy as _

from kollega.competence.demand.counting import LOOK_BACK, back
from kollega.core import clock
from kollega.core.actor import Actor, Role
from kollega.core.quarters import Quarter, parse
from kollega.core.request import not_found
from kollega.core.rules import Ability, allow


def give_cases(actor: Actor) -> Ability:
    """Say how many new cases the own municipality had, and see what was said."""
    return allow(
        "give_cases",
        actor.municipality_id is not None
        and actor.collaboration_id is not None
        and actor.has(Role.MANAGER),
        _("Bara chefer lämnar hur många ärenden kommunen har haft. Fråga din chef."),
    )


def quarters_open() -> list[Quarter]:
    """Quarters whose cases may be given: those that have ended, two years back, the newest first."""
    last = back(Quarter.of(clock.today()), 1)
    return [back(last, by) for by in range(LOOK_BACK)]


def quarter_for(said: str) -> Quarter:
    """The gate: a quarter that may be given, by its address, or 404."""
    found = parse(said)
    if found is None or found not in quarters_open():
        raise not_found()
    return found
