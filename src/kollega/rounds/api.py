"""What other rooms may use of rounds. Each function costs one statement."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.rounds.models import RoundSeries
from kollega.rounds.queries.lists import Line, next_planned

__all__ = ["Line", "next_round", "series_led_by"]


def next_round(actor: Actor, *, standing_only: bool = False) -> Line | None:
    """The next planned round that the actor may see; with `standing_only` of those that are everybody's."""
    return next_planned(actor, standing_only=standing_only)


def series_led_by(actor: Actor, colleague_id: UUID) -> list[tuple[UUID, int, date]]:
    """Standing rounds that a colleague leads and that go on: id, weekday (Monday is 0), first day."""
    rows = RoundSeries.objects.filter(
        Q(until__isnull=True) | Q(until__gte=clock.today()),
        collaboration_id=actor.collaboration_id,
        facilitator_id=colleague_id,
    ).order_by("first_on", "id")
    return list(rows.values_list("id", "weekday", "first_on"))
