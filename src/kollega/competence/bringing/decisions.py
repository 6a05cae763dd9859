"""What is decided for everybody in a list: the kinds, the words that are shown, and the whole plan."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from kollega.competence.bringing.columns import Field
from kollega.competence.bringing.rows import Wanted
from kollega.competence.bringing.standing import Person
from kollega.organisation.models import Membership


class Kind(StrEnum):
    """What happens to somebody."""

    NEW = "new"
    CHANGED = "changed"
    LEAVES = "leaves"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Change:
    """What was and what will be, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One person (or empty post) of the list, as the preview shows it. `rows` is where she stands."""

    kind: Kind
    name: str
    email: str
    rows: tuple[int, ...]
    changes: tuple[Change, ...] = ()
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": str(self.kind),
            "name": self.name,
            "email": self.email,
            "rows": list(self.rows),
            "changes": [[each.label, each.before, each.after] for each in self.changes],
            "reasons": list(self.reasons),
            "notes": list(self.notes),
        }

    @classmethod
    def of(cls, stored: dict[str, Any]) -> "Line":
        return cls(
            kind=Kind(stored["kind"]),
            name=stored["name"],
            email=stored["email"],
            rows=tuple(stored["rows"]),
            changes=tuple(Change(*each) for each in stored["changes"]),
            reasons=tuple(stored["reasons"]),
            notes=tuple(stored["notes"]),
        )


@dataclass
class Decision:
    """What to do with one person: her place (a new one, one to change or to open again), and the rest.

    `place` is the place that is changed, `reopens` says that it had ended. `ends_on` lets it end.
    """

    kind: Kind
    wanted: Wanted | None
    person: Person | None
    place: Membership | None = None
    reopens: bool = False
    ends_on: date | None = None
    changes: list[Change] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def line(self) -> Line:
        wanted, person = self.wanted, self.person
        name = (wanted.name if wanted else "") or (person.name if person else "")
        email = (wanted.email if wanted else "") or (person.email if person else "")
        if wanted is not None and wanted.is_vacancy:
            name = _("Tom tjänst: %(title)s") % {"title": wanted.values[Field.TITLE]}
        return Line(
            kind=self.kind,
            name=name or email or _("Utan namn"),
            email=email,
            rows=tuple(wanted.rows) if wanted else (),
            changes=tuple(self.changes),
            reasons=tuple(self.reasons),
            notes=tuple(self.notes),
        )


@dataclass(frozen=True)
class Plan:
    """Every decision, and what is new besides people. `active` is how many are at work today."""

    decisions: tuple[Decision, ...]
    new_units: tuple[str, ...]
    active: int

    @property
    def lines(self) -> list[Line]:
        return [each.line() for each in self.decisions]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(str(each.kind) for each in self.decisions)
        return {str(kind): found[str(kind)] for kind in Kind}

    @property
    def deeds(self) -> list[Decision]:
        """Those that change something."""
        return [each for each in self.decisions if each.kind not in {Kind.UNCHANGED, Kind.REFUSED}]

    @property
    def too_many_leave(self) -> bool:
        """Whether more than a third of those at work would go."""
        return self.counts[Kind.LEAVES] * 3 > self.active
