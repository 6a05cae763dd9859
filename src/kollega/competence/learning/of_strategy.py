"""What the strategy document has decided that people should learn, and how many have been where it is
learnt: the calendar meets the document here, and neither knows more of the other."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef
from django.db.models.functions import ExtractYear, JSONObject
from django.urls import reverse

from kollega.competence.learning import planned
from kollega.competence.learning.planned import Planned
from kollega.competence.models import Course, Seat, Strategy, StrategyProgress
from kollega.competence.strategy import attendance
from kollega.competence.strategy.contents import Contents, Measure, MeasureKind
from kollega.core import clock
from kollega.core.actor import Actor

LEARNT = {MeasureKind.COURSE, MeasureKind.SUPERVISION}
SETTLED = {StrategyProgress.State.DONE, StrategyProgress.State.DROPPED}


@planned.register
def measures(actor: Actor) -> Iterable[Planned]:
    """Courses and groups that the document in force has for the actor's municipality from this year on,
    less those who have done it. Two statements."""
    said = StrategyProgress.objects.filter(
        collaboration_id=OuterRef("collaboration_id"),
        strategy_id=OuterRef("pk"),
        municipality_id=actor.municipality_id,
    ).values(each=JSONObject(measure=F("measure"), state=F("state"), done=F("done")))
    row = (
        Strategy.objects.filter(
            collaboration_id=actor.collaboration_id, state=Strategy.State.ADOPTED
        )
        .annotate(said=ArraySubquery(said))
        .first()
    )
    if row is None:
        return []
    far = {each["measure"]: each for each in row.__dict__["said"]}
    mine = [
        (each, left)
        for each in Contents.model_validate(row.contents).measures
        if each.kind in LEARNT
        and each.place == str(actor.municipality_id)
        and each.last_year >= clock.today().year
        and (left := _left(each, far.get(each.key))) > 0
    ]
    if not mine:
        return []
    courses = dict(
        Course.objects.filter(
            collaboration_id=actor.collaboration_id, title__in={each.name for each, _left in mine}
        ).values_list("title", "id")
    )
    url = reverse("competence:strategy", args=[row.id])
    return [
        Planned(each.name, each.year, left, course_id=courses.get(each.name), url=url)
        for each, left in mine
    ]


def _left(measure: Measure, said: Mapping[str, object] | None) -> int:
    """How many remain to be sent."""
    if said is None:
        return measure.people
    if said["state"] in SETTLED:
        return 0
    return measure.people - int(str(said["done"]))


@attendance.register
def attended(actor: Actor, first_year: int, last_year: int) -> Mapping[tuple[UUID, UUID, int], int]:
    """Seats that somebody was on, under the occasion's area and those that its course leads further in.
    One statement."""
    rows = (
        Seat.objects.filter(
            collaboration_id=actor.collaboration_id,
            attended=True,
            occasion__last_at__date__gte=date(first_year, 1, 1),
            occasion__last_at__date__lte=date(last_year, 12, 31),
        )
        .values(
            "municipality_id",
            "occasion_id",
            year=ExtractYear("occasion__last_at", tzinfo=clock.STOCKHOLM),
            area=F("occasion__area_id"),
            lift=F("occasion__course__lifts__area_id"),
        )
        .annotate(people=Count("id", distinct=True))
    )
    # A row for each of the course's areas; the occasion's own stands in every one of them.
    seen: dict[tuple[UUID, UUID, int], tuple[int, set[UUID]]] = {}
    for row in rows:
        key = (row["occasion_id"], row["municipality_id"], row["year"])
        areas = {each for each in (row["area"], row["lift"]) if each is not None}
        _people, before = seen.get(key, (0, set()))
        seen[key] = (row["people"], before | areas)
    found: Counter[tuple[UUID, UUID, int]] = Counter()
    for (_occasion, town, year), (people, areas) in seen.items():
        for area in areas:
            found[area, town, year] += people
    return found
