"""What has been told in a collaboration, and what its keys are called."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kollega.core import quarters as periods
from kollega.core.actor import Actor
from kollega.core.quarters import Quarter
from kollega.followup.measures import ASKED, CLOSED, PHONE, Attribute
from kollega.followup.models import Cell
from kollega.organisation import api as organisation

HIDDEN = "–"
"""Stands where a number is not told."""


@dataclass(frozen=True)
class Told:
    """A published number: of which keys together, in which period."""

    measure: str
    first: date
    last: date
    keys: tuple[str, ...]
    part: str
    count: int

    @property
    def period(self) -> str:
        return periods.in_words(self.first, self.last)


@dataclass(frozen=True)
class Figures:
    """Everything that has been told in a collaboration, with the names of its areas and places."""

    cells: tuple[Told, ...]
    areas: dict[str, str]
    parents: dict[str, str]
    towns: dict[str, str]
    own_town: str = ""

    def of(self, measure: str, until: Quarter) -> list[Told]:
        """The cells of the latest period that has ended by then, in their order."""
        found = [e for e in self.cells if e.measure == measure and e.last <= until.last]
        latest = max((each.first for each in found), default=None)
        return [each for each in found if each.first == latest]

    def now(self, measure: str) -> list[Told]:
        """What was counted last night."""
        return [each for each in self.cells if each.measure == f"now.{measure}"]

    @property
    def quarters(self) -> list[Quarter]:
        """The quarters that may be chosen, the latest first: those where something new was told."""
        spans = {Quarter.of(e.last) for e in self.cells if e.measure in _TOTALS}
        return sorted(spans, reverse=True)

    def label(self, attribute: Attribute, keys: Iterable[str]) -> str:
        """What a group of keys is called."""
        keys = list(keys)
        if attribute.keys == "areas":
            return self._area(keys)
        if attribute.keys == "municipalities":
            names = [self.towns.get(key, _("okänd kommun")) for key in keys]
            return ", ".join(sorted(names)) if len(names) < 4 else _few(len(names))
        labels = attribute.labels or {}
        if keys[-1] in attribute.bounded:
            keys = keys[-1:]
        words = [lower(str(labels.get(key, key))) for key in keys]
        return upper(_(" eller ").join(words) if len(words) < 4 else _("övriga svar tillsammans"))

    def _area(self, keys: list[str]) -> str:
        names = [self.areas.get(key, _("område som inte finns längre")) for key in keys]
        if len(names) == 1:
            return names[0]
        above = {self.parents.get(key, key) for key in keys}
        if len(above) == 1 and (title := self.areas.get(above.pop())):
            return _("%(area)s (%(n)s områden)") % {"area": title, "n": len(names)}
        return _("Övriga %(n)s områden tillsammans") % {"n": len(names)}


def upper(words: str) -> str:
    """With a capital first."""
    return words[:1].upper() + words[1:]


def lower(words: str) -> str:
    """As it stands inside a sentence."""
    return words[:1].lower() + words[1:]


def _few(number: int) -> str:
    return _("%(n)s kommuner tillsammans") % {"n": number}


_TOTALS = {ASKED.name, CLOSED.name, PHONE.name}


def read(actor: Actor) -> Figures:
    """Everything told in the actor's collaboration. Three statements."""
    rows = Cell.objects.filter(collaboration_id=actor.collaboration_id).order_by(
        "first", "-count", "id"
    )
    cells = tuple(
        Told(row.measure, row.first, row.last, tuple(row.keys), row.part, row.count) for row in rows
    )
    tops = organisation.area_tree(actor)
    flat = [(top, each) for top in tops for each in (top, *top.children)]
    return Figures(
        cells,
        {str(area.id): area.title for _top, area in flat},
        {str(area.id): str(top.id) for top, area in flat},
        {str(each.id): each.name for each in organisation.municipalities(actor)},
        str(actor.municipality_id or ""),
    )
