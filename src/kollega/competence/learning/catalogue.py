"""Reads: the catalogue of courses, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kollega.competence.models import (
    Course,
    CourseKind,
    CourseLift,
    CourseNeed,
    Level,
    Occasion,
)
from kollega.core import clock, dates
from kollega.core.actor import Actor
from kollega.organisation.api import Area, areas_for_ids
from kollega.swedish import sort_key
from kollega.ui.parts import number_word


@dataclass(frozen=True)
class LiftLine:
    """Where a course leads in an area."""

    id: UUID
    area_id: UUID
    area: str
    levels: str


@dataclass(frozen=True)
class CourseLine:
    """A course as a list shows it. `facts` are what it takes, said one after the other."""

    id: UUID
    title: str
    kind: str
    organiser: str
    facts: tuple[str, ...]
    lifts: tuple[LiftLine, ...]
    is_active: bool

    def is_about(self, area_id: UUID) -> bool:
        """Whether it leads further in an area."""
        return any(each.area_id == area_id for each in self.lifts)


def every_course(actor: Actor) -> list[CourseLine]:
    """The catalogue in alphabetical order. Three statements."""
    rows = Course.objects.filter(collaboration_id=actor.collaboration_id).select_related("place")
    found = list(rows.order_by("sort_key", "id"))
    if not found:
        return []
    lifts = list(CourseLift.objects.filter(collaboration_id=actor.collaboration_id))
    areas = areas_for_ids(actor, {each.area_id for each in lifts}) if lifts else {}
    by_course: dict[UUID, list[CourseLift]] = {}
    for each in lifts:
        by_course.setdefault(each.course_id, []).append(each)
    return [_line(row, by_course.get(row.id, ()), areas) for row in found]


def one_course(actor: Actor, row: Course, areas: Mapping[UUID, Area]) -> CourseLine:
    """One of them; `areas` has those of the collaboration. One statement."""
    lifts = CourseLift.objects.filter(collaboration_id=actor.collaboration_id, course=row)
    return _line(row, lifts, areas)


def _line(row: Course, lifts: Iterable[CourseLift], areas: Mapping[UUID, Area]) -> CourseLine:
    lines = [
        LiftLine(each.id, area.id, area.title, levels(each.from_level, each.to_level))
        for each in lifts
        if (area := areas.get(each.area_id)) is not None
    ]
    return CourseLine(
        id=row.id,
        title=row.title,
        kind=str(CourseKind(row.kind).label),
        organiser=row.organiser,
        facts=facts(row),
        lifts=tuple(sorted(lines, key=lambda each: (sort_key(each.area), each.levels))),
        is_active=row.is_active,
    )


def levels(before: int, after: int) -> str:
    """'från orienterad till med stöd'."""
    if before == Level.NOT_MINE:
        return _("till %(after)s") % {"after": Level(after).label}
    return _("från %(before)s till %(after)s") % {
        "before": Level(before).label,
        "after": Level(after).label,
    }


def facts(row: Course) -> tuple[str, ...]:
    """What a course takes, in words."""
    said = []
    if row.hours:
        words = ngettext("%(n)d timme", "%(n)d timmar", row.hours)
        said.append(words % {"n": row.hours})
    said.append(
        _("%(cost)s kr per plats") % {"cost": in_digits(row.cost)}
        if row.cost
        else _("kostar inget")
    )
    if row.group_size:
        said.append(_("grupper om högst %(n)d") % {"n": row.group_size})
    if row.seats:
        words = ngettext("%(n)d plats om året", "%(n)d platser om året", row.seats)
        said.append(words % {"n": row.seats})
    said.append(where(row))
    return tuple(said)


def in_digits(number: int) -> str:
    """A number with room between thousands: '4 500'."""
    return number_word(number) if number > 12 else str(number)


def where(row: Course) -> str:
    """'på distans', or 'i Granåker, 2 resor'."""
    if row.place is None:
        return _("på distans")
    if not row.trips:
        return _("i %(place)s") % {"place": row.place.name}
    words = ngettext("i %(place)s, %(n)d resa", "i %(place)s, %(n)d resor", row.trips)
    return words % {"place": row.place.name, "n": row.trips}


@dataclass(frozen=True)
class Other:
    """Another course of the catalogue. `is_before`: it comes right before the one that is asked of."""

    id: UUID
    title: str
    is_active: bool
    is_before: bool


def other_courses(actor: Actor, course_id: UUID) -> list[Other]:
    """The others, by name. One statement."""
    before = CourseNeed.objects.filter(
        collaboration_id=actor.collaboration_id, course_id=course_id, before_id=OuterRef("pk")
    )
    rows = (
        Course.objects.filter(collaboration_id=actor.collaboration_id)
        .exclude(pk=course_id)
        .annotate(is_before=Exists(before))
        .order_by("sort_key", "id")
    )
    return [Other(*row) for row in rows.values_list("id", "title", "is_active", "is_before")]


def choices(actor: Actor) -> list[tuple[str, str]]:
    """Courses that are offered, for a select. One statement."""
    rows = Course.objects.filter(collaboration_id=actor.collaboration_id, is_active=True)
    return [
        (str(id_), title)
        for id_, title in rows.order_by("sort_key", "id").values_list("id", "title")
    ]


@dataclass(frozen=True)
class Ahead:
    """When a course is held next."""

    id: UUID
    when: str
    organiser: str
    place: str


def ahead(actor: Actor, course_id: UUID) -> list[Ahead]:
    """Occasions of a course that are not over, soonest first; at most ten. One statement."""
    rows = (
        Occasion.objects.filter(
            collaboration_id=actor.collaboration_id,
            course_id=course_id,
            state=Occasion.State.PLANNED,
            last_at__gt=clock.now(),
        )
        .select_related("organiser")
        .order_by("first_at", "id")[:10]
    )
    return [
        Ahead(row.id, dates.moment(row.first_at), row.organiser.name, row.place) for row in rows
    ]
