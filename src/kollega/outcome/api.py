"""What other rooms may ask of what became of questions: figures alone, and only by jobs."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kollega.core.actor import Actor, ActorError, Role
from kollega.outcome.choices import AskAgain
from kollega.outcome.models import FollowUpAnswer


@dataclass(frozen=True)
class Counted:
    """How it went, of one area and one of the two times, in one municipality. Not suppressed.

    `followed` and `happened` map the names in `choices` to how many said so; several of `happened`
    may be said at once. None of them is a success. `asked` includes those who did not answer.
    """

    area_id: UUID
    after_days: int
    asked: int
    answered: int
    followed: Mapping[str, int]
    happened: Mapping[str, int]
    ask_again: int


def count_answers(actor: Actor, *, first: date, last: date) -> list[Counted]:
    """What is counted of the actor's municipality and collaboration, asked between two days, both
    included. One statement.

    Raises:
        ActorError: the actor is not a job that counts. The rows are closed to it anyhow.
    """
    if not actor.has(Role.COUNTER):
        raise ActorError("only a job that counts may count answers")
    groups: dict[tuple[UUID, int], list[FollowUpAnswer]] = {}
    for row in FollowUpAnswer.objects.filter(
        municipality_id=actor.municipality_id,
        collaboration_id=actor.collaboration_id,
        day__range=(first, last),
    ).order_by("area_id", "after_days"):
        groups.setdefault((row.area_id, row.after_days), []).append(row)
    return [
        Counted(
            area_id=area_id,
            after_days=days,
            asked=len(rows),
            answered=sum(1 for each in rows if each.followed),
            followed=Counter(each.followed for each in rows if each.followed),
            happened=Counter(said for each in rows for said in each.happened),
            ask_again=sum(1 for each in rows if each.ask_again == AskAgain.YES),
        )
        for (area_id, days), rows in groups.items()
    ]
