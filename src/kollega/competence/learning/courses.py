"""Writes: the catalogue of courses and supervision groups, kept by the coordinator.

Announces `course.changed` (subject: the course).
"""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kollega.competence.learning import rules, texts
from kollega.competence.models import Course, CourseKind, CourseLift, CourseNeed, Level
from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.events import announce
from kollega.core.posting import Conflict, once, one_at_a_time
from kollega.core.request import not_found
from kollega.organisation.api import areas_for_ids, municipalities
from kollega.swedish import sort_key

MOST_LIFTS = 20
"""Areas that one course leads further in."""


@dataclass(frozen=True)
class CourseTerms:
    """What a course is and takes. `place_id` is None where it is held at a distance."""

    title: str
    kind: CourseKind = CourseKind.COURSE
    organiser: str = ""
    link: str = ""
    hours: int = 0
    cost: int = 0
    seats: int = 0
    group_size: int | None = None
    place_id: UUID | None = None
    trips: int = 0


def add(actor: Actor, *, public_id: UUID, terms: CourseTerms) -> Course:
    """Add a course to the catalogue. The same `public_id` twice adds it once.

    Raises:
        ValidationError: what is wrong, by field.
    """
    rules.change_courses(actor).require()
    rows = Course.objects.filter(collaboration_id=actor.collaboration_id)

    def create() -> Course:
        row = Course(id=public_id, collaboration_id=actor.collaboration_id)
        _set(actor, row, terms)
        row.save(force_insert=True)
        _changed(actor, row, "course.add")
        return row

    return once(rows, public_id, create)[0]


def change(actor: Actor, course: Course, *, version: int, terms: CourseTerms) -> Course:
    """Change a course; `course` comes locked through the gate.

    Raises:
        Conflict: somebody changed it in between.
        ValidationError: what is wrong, by field.
    """
    rules.change_courses(actor).require()
    if version != course.version:
        _refuse_overwriting(actor, course, terms)
    _set(actor, course, terms)
    course.version += 1
    course.save()
    _changed(actor, course, "course.change")
    return course


def _set(actor: Actor, row: Course, terms: CourseTerms) -> None:
    texts.refuse_matters({"title": terms.title}, {"organiser": terms.organiser})
    if terms.place_id is not None and terms.place_id not in {m.id for m in municipalities(actor)}:
        raise ValidationError({"place": _("Välj en kommun i samverkan.")})
    for name, value in asdict(terms).items():
        setattr(row, name, value)
    if row.place_id is None:
        row.trips = 0
    if row.kind != CourseKind.SUPERVISION:
        row.group_size = None
    row.sort_key = sort_key(row.title)[:200]


def set_active(actor: Actor, course: Course, *, active: bool) -> None:
    """Offer a course, or not any more. What was held of it stays."""
    rules.change_courses(actor).require()
    if course.is_active != active:
        course.is_active = active
        course.save(update_fields=["is_active"])
        _changed(actor, course, "course.resume" if active else "course.rest")


# --- Where it leads, and what comes before ----------------------------------------------------------


def add_lift(
    actor: Actor, course: Course, *, area_id: UUID, from_level: Level, to_level: Level
) -> CourseLift:
    """Say that a course leads from a level to another in an area. Said again it is replaced.

    Raises:
        Http404: there is no such area in the collaboration.
        ValidationError: what is wrong, by field.
    """
    rules.change_courses(actor).require()
    area = areas_for_ids(actor, [area_id]).get(area_id)
    if area is None:
        raise not_found()
    if to_level <= from_level:
        raise ValidationError({"to_level": _("Välj en nivå som är högre än den före.")})
    rows = CourseLift.objects.filter(collaboration_id=actor.collaboration_id, course=course)
    if rows.exclude(area_id=area.id, from_level=from_level).count() >= MOST_LIFTS:
        raise ValidationError({"area": _("En kurs kan gälla högst tjugo områden.")})
    row, _is_new = CourseLift.objects.update_or_create(
        collaboration_id=actor.collaboration_id,
        course=course,
        area_id=area.id,
        from_level=from_level,
        defaults={"to_level": to_level},
    )
    _changed(actor, course, "course.change")
    return row


def remove_lift(actor: Actor, course: Course, *, lift_id: UUID) -> None:
    """Say so no more."""
    rules.change_courses(actor).require()
    rows = CourseLift.objects.filter(collaboration_id=actor.collaboration_id, course=course)
    if rows.filter(pk=lift_id).delete()[0]:
        _changed(actor, course, "course.change")


def add_need(actor: Actor, course: Course, *, before_id: UUID) -> CourseNeed:
    """Let another course come before this one.

    Raises:
        Http404: there is no such course.
        ValidationError: that one has this one before it already.
    """
    rules.change_courses(actor).require()
    rows = Course.objects.filter(collaboration_id=actor.collaboration_id)
    before = rows.filter(pk=before_id).first()
    if before is None:
        raise not_found()
    one_at_a_time(f"course needs {actor.collaboration_id}")
    if course.id in _all_before(actor, before.id):
        raise ValidationError(
            {"before": _("%(other)s kräver redan den här kursen.") % {"other": before.title}}
        )
    row, is_new = CourseNeed.objects.get_or_create(
        collaboration_id=actor.collaboration_id, course=course, before=before
    )
    if is_new:
        _changed(actor, course, "course.change")
    return row


def _all_before(actor: Actor, course_id: UUID) -> set[UUID]:
    """The course and everything that comes before it, however far back."""
    pairs = CourseNeed.objects.filter(collaboration_id=actor.collaboration_id)
    steps: dict[UUID, list[UUID]] = {}
    for after, before in pairs.values_list("course_id", "before_id"):
        steps.setdefault(after, []).append(before)
    found, waiting = set(), [course_id]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += steps.get(here, [])
    return found


def remove_need(actor: Actor, course: Course, *, before_id: UUID) -> None:
    """Let it not come before any more."""
    rules.change_courses(actor).require()
    rows = CourseNeed.objects.filter(collaboration_id=actor.collaboration_id, course=course)
    if rows.filter(before_id=before_id).delete()[0]:
        _changed(actor, course, "course.change")


def _changed(actor: Actor, course: Course, verb: str) -> None:
    access.audit(actor, verb, "course", course.id)
    announce(actor, "course.changed", subject_kind="course", subject_id=course.id)


def _refuse_overwriting(actor: Actor, stored: Course, yours: CourseTerms) -> None:
    towns = {each.id: each.name for each in municipalities(actor)}

    def words(of: Course | CourseTerms) -> dict[str, tuple[str, str]]:
        return {
            "title": (_("Namn"), of.title),
            "organiser": (_("Ges av"), of.organiser),
            "link": (_("Länk"), of.link),
            "kind": (_("Slag"), str(CourseKind(of.kind).label)),
            "hours": (_("Timmar"), str(of.hours)),
            "cost": (_("Kostnad"), str(of.cost)),
            "seats": (_("Platser om året"), str(of.seats)),
            "group_size": (_("Platser i en grupp"), str(of.group_size or "")),
            "place": (_("Plats"), towns.get(of.place_id, "") if of.place_id else _("På distans")),
            "trips": (_("Resor"), str(of.trips)),
        }

    theirs, mine = words(stored), words(yours)
    differing = {
        name: (theirs[name][0], theirs[name][1], mine[name][1])
        for name in theirs
        if theirs[name] != mine[name]
    }
    if differing:
        raise Conflict(version=stored.version, fields=differing)
