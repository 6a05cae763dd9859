"""How many have been where a measure sends them, as attendance is confirmed at occasions. Nobody is named."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from kollega.competence.learning.attendance import Attended, attended
from kollega.competence.strategy.contents import Contents, Measure, MeasureKind
from kollega.core import clock
from kollega.core.actor import Actor


def of_years(actor: Actor, first_year: int, last_year: int) -> list[Attended]:
    """What has been confirmed from a year to a year. One statement; none where they lie ahead."""
    if first_year > clock.today().year:
        return []
    return attended(actor, date(first_year, 1, 1), date(last_year, 12, 31))


def been(measure: Measure, rows: Iterable[Attended]) -> int:
    """How many from the measure's municipality have been at its course, or at a group about its area."""
    return sum(
        each.people
        for each in rows
        if str(each.municipality_id) == measure.place and _is_about(measure, each)
    )


def _is_about(measure: Measure, row: Attended) -> bool:
    if measure.kind is MeasureKind.COURSE:
        return course_of(measure) == row.course_id is not None
    if measure.kind is MeasureKind.SUPERVISION:
        return str(row.area_id) in measure.areas
    return False


def course_of(measure: Measure) -> UUID | None:
    """The course that a measure is about, by what the plan calls it: its id, and perhaps a number."""
    if measure.kind is not MeasureKind.COURSE:
        return None
    try:
        return UUID(measure.means.partition(".")[0])
    except ValueError:
        return None


def all_in(contents: Contents, rows: Iterable[Attended]) -> int:
    """How many times somebody has been at a course or a group that the document's areas or measures name."""
    courses = {course_of(each) for each in contents.measures} - {None}
    areas = {each.id for each in contents.areas}
    return sum(
        each.people for each in rows if each.course_id in courses or str(each.area_id) in areas
    )
