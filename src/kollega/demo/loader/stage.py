"""What has been put in place so far: the world's keys beside the rows they became."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import NAMESPACE_DNS, UUID, uuid5

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.demo.world import World
from kollega.organisation.identity import account_with_actors
from kollega.organisation.models import Municipality, Unit

SPACE = uuid5(NAMESPACE_DNS, "demo.kollega.example")


class LoadError(RuntimeError):
    """The demo could not be made; the message is Swedish and names what stood in the way."""


def id_of(kind: str, *keys: str) -> UUID:
    """The id that something of the world has in every demo, so that an address can be told."""
    return uuid5(SPACE, "/".join((kind, *keys)))


@dataclass(frozen=True)
class Act:
    """Something that happened; `where` names it in Swedish for an error."""

    at: datetime
    where: str
    run: Callable[[], None]


@dataclass
class Stage:
    """`now` is when the demo is made; everything else is by the world's keys.

    `stand_ins` tells where somebody else than the world says had to answer: (question, who the
    world names, who did).
    """

    world: World
    now: datetime
    municipalities: dict[str, Municipality] = field(default_factory=dict)
    units: dict[tuple[str, str], Unit] = field(default_factory=dict)
    areas: dict[tuple[str, str], UUID] = field(default_factory=dict)
    accounts: dict[str, UUID] = field(default_factory=dict)
    stand_ins: list[tuple[str, str, str]] = field(default_factory=list)
    _actors: dict[str, Actor] = field(default_factory=dict)

    @property
    def start(self) -> date:
        """The day everything began: New Year's Day before the oldest of the history."""
        return date(clock.local(self.now).year - 2, 1, 1)

    def actor(self, colleague: str) -> Actor:
        """Who a colleague is at work, as a request reads it; read once."""
        if colleague not in self._actors:
            account = account_with_actors(self.accounts[colleague])
            if account is None or not account.actors:
                raise LoadError(f"{colleague} har ingen plats i någon kommun.")
            self._actors[colleague] = account.actors[0]
        return self._actors[colleague]

    def forget_actors(self) -> None:
        """Read them anew: their municipality has chosen something."""
        self._actors.clear()

    def area(self, colleague: str, area: str) -> UUID:
        """An area of the collaboration that the colleague works in."""
        return self.areas[self.world.collaboration_of(colleague), area]

    def with_role(self, role: str, *, municipality: str = "", collaboration: str = "") -> Actor:
        """Somebody in the municipality, or in the collaboration, who has the role."""
        return next(
            self.actor(each.key)
            for each in self.world.colleagues.values()
            if role in each.roles
            and each.key in self.accounts
            and municipality in {"", each.municipality}
            and collaboration in {"", self.world.collaboration_of(each.key)}
        )
