"""The collaboration's courses and supervision groups, as means that a search can choose."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from kollega.competence.models import Course, CourseKind, CourseLift, CourseNeed
from kollega.core.actor import Actor
from kollega.optimisation import scenario as form

MOST_LIFTS = 20


def courses(
    actor: Actor, years: int, areas: Collection[UUID], towns: Collection[UUID]
) -> tuple[list[form.Course], list[form.Supervision]]:
    """What the catalogue offers in areas where something is asked for. Three statements.

    One that is held in a municipality that is not there any more is left out, and so is one that requires
    a course which is not offered.
    """
    here = {"collaboration_id": actor.collaboration_id}
    offered = {
        each.id: each
        for each in Course.objects.filter(**here, is_active=True)
        if each.place_id is None or each.place_id in towns
    }
    lifts: dict[UUID, list[form.Lift]] = defaultdict(list)
    for each in CourseLift.objects.filter(**here).order_by("area_id", "from_level"):
        if each.area_id in areas and each.from_level < form.HIGHEST:
            lifts[each.course_id].append(
                form.Lift(
                    area=str(each.area_id), from_level=each.from_level, to_level=each.to_level
                )
            )
    needs: dict[UUID, list[UUID]] = defaultdict(list)
    for need in CourseNeed.objects.filter(**here):
        needs[need.course_id].append(need.before_id)
    known = {id_ for id_ in offered if lifts[id_] and offered[id_].kind == CourseKind.COURSE}
    while gone := {id_ for id_ in known if not known.issuperset(needs[id_])}:
        known -= gone
    made = [_course(offered[id_], years, lifts[id_], needs[id_]) for id_ in sorted(known)]
    groups = [
        group
        for id_, each in offered.items()
        if each.kind == CourseKind.SUPERVISION
        for group in _groups(each, years, lifts[id_])
    ]
    return made, sorted(groups, key=lambda group: group.id)


def _course(row: Course, years: int, lifts: list[form.Lift], needs: list[UUID]) -> form.Course:
    return form.Course(
        id=str(row.id),
        name=row.title,
        lifts=_one_for_each_area(lifts),
        seats=[row.seats] * years,
        cost=row.cost,
        hours=row.hours,
        place=str(row.place_id) if row.place_id else None,
        trips=row.trips if row.place_id else 0,
        requires=sorted(str(each) for each in needs),
    )


def _one_for_each_area(lifts: list[form.Lift]) -> list[form.Lift]:
    """Where a course lifts from several levels in an area, the highest that it leads to counts."""
    best: dict[str, form.Lift] = {}
    for lift in lifts:
        if lift.area not in best or lift.to_level > best[lift.area].to_level:
            best[lift.area] = lift
    return list(best.values())[:MOST_LIFTS]


def _groups(row: Course, years: int, lifts: list[form.Lift]) -> list[form.Supervision]:
    """A group for each area that it is about; its seats are shared between them."""
    size = max(1, row.group_size or row.seats or 1)
    return [
        form.Supervision(
            id=f"{row.id}.{number}",
            name=row.title,
            area=lift.area,
            from_level=lift.from_level,
            to_level=lift.to_level,
            hours=row.hours,
            group_size=size,
            cost_per_group=row.cost * size,
            groups=[row.seats // size] * years,
        )
        for number, lift in enumerate(lifts)
        if row.seats >= size
    ]
