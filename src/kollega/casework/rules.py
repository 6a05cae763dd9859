"""Who may do what in the work room. Who may open which case is the gate's to say (`gate`)."""

from django.utils.translation import gettext_lazy as _

from kollega.core.actor import Actor, Role
from kollega.core.rules import Ability, allow


def work(actor: Actor) -> Ability:
    """Work with cases at all."""
    return allow(
        "work",
        actor.municipality_id is not None and actor.has(Role.CASEWORKER, Role.MANAGER),
        _("Sidan är för dig som arbetar med ärenden."),
    )


def begin(actor: Actor) -> Ability:
    """Look somebody up, and begin a case. Whoever is lent works with the cases she has been given."""
    return allow(
        "begin",
        bool(work(actor)) and not actor.is_lent,
        _("Du är lånad hit och arbetar med de ärenden du har fått."),
    )


def steer(actor: Actor) -> Ability:
    """See a unit's cases and say who works with them."""
    return allow(
        "steer",
        actor.municipality_id is not None and actor.has(Role.MANAGER) and not actor.is_lent,
        _("Sidan är för dig som är chef."),
    )
