"""Odd rows of the tables of courses, occasions and seats."""

from datetime import timedelta
from itertools import count
from typing import Any

from tests.rows import Place, make, row

from kollega.competence.models import Course, Level
from kollega.core import clock

_numbers = count(1)


@row("competence.Course")
def course(_place: Place) -> dict[str, Any]:
    return {"link": "https://kurser.example"}


@row("competence.CourseLift")
def lift(_place: Place) -> dict[str, Any]:
    return {"from_level": Level.ORIENTED, "to_level": Level.WITH_SUPPORT}


@row("competence.CourseNeed")
def need(place: Place) -> dict[str, Any]:
    """Two courses, of which one comes before the other."""
    other = Course(collaboration_id=place.actor.collaboration_id, title="En annan kurs")
    other.save(force_insert=True)
    return {"course_id": make(Course, place).pk, "before_id": other.id}


@row("competence.Occasion")
def occasion(_place: Place) -> dict[str, Any]:
    first = clock.now() + timedelta(days=7)
    return {
        "first_at": first,
        "last_at": first + timedelta(hours=7),
        "seats": 4,
        "link": "https://mote.example",
    }


@row("competence.OccasionDay")
def day(_place: Place) -> dict[str, Any]:
    first = clock.now() + timedelta(days=7, minutes=next(_numbers))
    return {"starts_at": first, "ends_at": first + timedelta(hours=7)}


@row("competence.Evaluation")
def evaluation(_place: Place) -> dict[str, Any]:
    return {"useful": 4, "right_level": 3, "recommend": 5}
