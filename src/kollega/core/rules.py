"""Abilities: what an actor may do, and if not, why. Each room's `rules.py` is functions like

    def change_units(actor: Actor) -> Ability:
        return allow("change_units", actor.has(Role.MANAGER), _("Bara chefer kan ändra enheter."))

The view calls `.require()`, the template asks `{% if can.change_units %}`: one truth for both.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from kollega.core.request import denied


@dataclass(frozen=True)
class Ability:
    """Whether an action is allowed; where it is not, `why` is a Swedish sentence for the screen."""

    action: str
    allowed: bool
    why: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Go on only where allowed.

        Raises:
            PermissionDenied: answered with 403 and the reason.
        """
        if not self.allowed:
            raise denied(str(self.why))


def allow(action: str, allowed: bool, why: str | Promise) -> Ability:
    """The ability, carrying its reason only where it is refused."""
    return Ability(action, allowed, "" if allowed else why)


def by_name(abilities: Iterable[Ability]) -> dict[str, Ability]:
    """The abilities under their actions' names, as templates read them."""
    return {ability.action: ability for ability in abilities}
