"""Reads of strategy documents: one statement for all that stands beside what the gate has read."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from kollega.competence.models import Strategy, StrategyDecision, StrategyProgress, StrategyText
from kollega.competence.strategy import rules
from kollega.competence.strategy.contents import Contents, Measure
from kollega.competence.strategy.services import contents_of
from kollega.core import clock
from kollega.core.actor import Actor

State = StrategyProgress.State
Reason = StrategyProgress.Reason
Outcome = StrategyDecision.Outcome
MOST = 200
"""Versions in the list."""


@dataclass(frozen=True)
class Decided:
    """What a board decided."""

    place: str
    outcome: Outcome
    day: date
    paragraph: str
    sending: int
    version: int

    @property
    def label(self) -> str:
        return str(self.outcome.label)


@dataclass(frozen=True)
class Far:
    """How far a measure has come."""

    state: State = State.WAITING
    reason: str = ""
    done: int = 0
    changed_on: date | None = None
    version: int = 0

    @property
    def label(self) -> str:
        return str(self.state.label)

    @property
    def because(self) -> str:
        return str(Reason(self.reason).label) if self.reason else ""


NOTHING = Far()


@dataclass(frozen=True)
class Text:
    """What is written somewhere in a document."""

    part: str
    area: str
    text: str
    version: int


@dataclass(frozen=True)
class Sheet:
    """A document with all that stands in it."""

    row: Strategy
    contents: Contents
    texts: tuple[Text, ...] = ()
    decisions: tuple[Decided, ...] = ()
    progress: Mapping[str, Far] = field(default_factory=dict)

    def text(self, part: str, area: str = "") -> str:
        """What is written there, empty where nothing is."""
        return next(
            (each.text for each in self.texts if (each.part, each.area) == (part, area)), ""
        )

    @property
    def preface(self) -> str:
        return self.text(StrategyText.Part.PREFACE)

    @property
    def now(self) -> dict[str, Decided]:
        """What the boards say of it as it was last sent, by municipality."""
        return {each.place: each for each in self.decisions if each.sending == self.row.sending}

    @property
    def earlier(self) -> list[Decided]:
        """What they said of it before it was changed."""
        return [each for each in self.decisions if each.sending != self.row.sending]

    @property
    def declined(self) -> frozenset[str]:
        """The municipalities whose boards said no: the document's measures there are not taken."""
        said = self.now.values()
        return frozenset(each.place for each in said if each.outcome == Outcome.DECLINED)

    @property
    def measures(self) -> list[Measure]:
        """Those that are to be taken."""
        return [each for each in self.contents.measures if each.place not in self.declined]

    def far(self, measure: Measure) -> Far:
        return self.progress.get(measure.key, NOTHING)

    @property
    def is_followed(self) -> bool:
        """Whether it has held, so that there is something to tell of how it went."""
        return self.row.state in rules.OPEN

    @property
    def next_day(self) -> date | None:
        """The next day for following it up."""
        today = clock.today()
        return next((day for day in self.row.follow_up_days if day >= today), None)


def sheet(strategy: Strategy) -> Sheet:
    """All of a document that the gate has let through. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, {"scope": strategy.collaboration_id, "strategy": strategy.id})
        (found,) = cursor.fetchone()
    beside = json.loads(found)
    return Sheet(
        strategy,
        contents_of(strategy),
        tuple(
            Text(each["part"], each["area_id"] or "", each["text"], each["version"])
            for each in beside["texts"]
        ),
        tuple(_decided(beside["decisions"])),
        {each["measure"]: _far(each) for each in beside["progress"]},
    )


def _decided(rows: Iterable[Mapping[str, Any]]) -> Iterable[Decided]:
    for each in rows:
        yield Decided(
            each["municipality_id"],
            Outcome(each["outcome"]),
            date.fromisoformat(each["decided_on"]),
            each["paragraph"],
            each["sending"],
            each["version"],
        )


def _far(row: Mapping[str, Any]) -> Far:
    day = date.fromisoformat(row["changed_on"])
    return Far(State(row["state"]), row["reason"], row["done"], day, row["version"])


_BESIDE = """
select jsonb_build_object(
  'texts', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from competence_strategytext t
            where t.collaboration_id = %(scope)s and t.strategy_id = %(strategy)s and t.text <> ''),
  'decisions', (select coalesce(jsonb_agg(to_jsonb(d) order by d.sending, d.decided_on), '[]')
                from competence_strategydecision d
                where d.collaboration_id = %(scope)s and d.strategy_id = %(strategy)s),
  'progress', (select coalesce(jsonb_agg(to_jsonb(p)), '[]') from competence_strategyprogress p
               where p.collaboration_id = %(scope)s and p.strategy_id = %(strategy)s)
)
"""


@dataclass(frozen=True)
class Line:
    """A version in the list."""

    id: UUID
    number: int
    state: Strategy.State
    first_year: int
    last_year: int
    sent_on: date | None
    adopted_on: date | None
    replaced_on: date | None


def versions(actor: Actor) -> list[Line]:
    """Every version that there is for the actor, newest first. One statement."""
    rows = rules.readable(actor).defer("contents").order_by("-number")
    return [
        Line(
            row.id,
            row.number,
            Strategy.State(row.state),
            row.first_year,
            row.last_year,
            row.sent_on,
            row.adopted_on,
            row.replaced_on,
        )
        for row in rows[:MOST]
    ]
