"""What the document that holds says that a municipality's staff are to go to: shown where courses are booked."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse

from kollega.competence.learning import planned
from kollega.competence.learning.planned import Planned
from kollega.competence.models import Strategy, StrategyProgress
from kollega.competence.strategy import attendance
from kollega.competence.strategy.contents import Measure, MeasureKind
from kollega.competence.strategy.services import contents_of
from kollega.core import clock
from kollega.core.actor import Actor

OVER = {StrategyProgress.State.DONE.value, StrategyProgress.State.DROPPED.value}
BOOKED = {MeasureKind.COURSE, MeasureKind.SUPERVISION}
"""What there are occasions of."""


@planned.register
def measures(actor: Actor) -> Iterable[Planned]:
    """Courses and groups of this year and the next that are not over, in the actor's municipality."""
    said = StrategyProgress.objects.filter(
        collaboration_id=OuterRef("collaboration_id"), strategy_id=OuterRef("pk")
    ).values(row=JSONObject(measure="measure", state="state", done="done"))
    held = (
        Strategy.objects.filter(
            collaboration_id=actor.collaboration_id, state=Strategy.State.ADOPTED
        )
        .annotate(said=ArraySubquery(said))
        .first()
    )
    if held is None:
        return
    far = {each["measure"]: each for each in held.said}
    for each in contents_of(held).measures:
        how = far.get(each.key, {"state": "", "done": 0})
        if not _is_ahead(actor, each) or how["state"] in OVER:
            continue
        yield Planned(
            title=each.name,
            year=each.year,
            people=max(1, each.people - how["done"]),
            course_id=attendance.course_of(each),
            area_id=UUID(each.areas[0]) if each.areas else None,
            url=reverse("competence:strategy_measures", args=[held.id]) + f"?kommun={each.place}",
        )


def _is_ahead(actor: Actor, measure: Measure) -> bool:
    here = measure.place == str(actor.municipality_id) and measure.kind in BOOKED
    return here and measure.year <= clock.today().year + 1
