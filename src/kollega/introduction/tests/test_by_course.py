"""A step that stands for a course is ticked when whoever led the course says that she was there."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.competence.learning import seats
from kollega.competence.tests.learning import helpers as learning
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.introduction.models import Step
from kollega.introduction.tests import helpers


def test_having_been_at_the_course_ticks_the_step(
    world: World, as_: Callable[[Persona], Client]
) -> None:
    course_id = learning.course(world, "Yrkesresan")
    form = as_(world.manager).post(
        reverse("introduction:new_step"),
        {"title": "Gå Yrkesresan", "after_days": "30", "version": "0", "course": str(course_id)},
    )
    assert form.status_code == 422  # the new step's own id is missing
    as_(world.manager).post(
        reverse("introduction:new_step"),
        {
            "id": "6f1c1f5e-58b2-4f0e-9a55-1d3f4b3c2a10",
            "title": "Gå Yrkesresan",
            "after_days": "30",
            "version": "0",
            "course": str(course_id),
        },
    )
    row = helpers.begun(world)
    here = learning.occasion(world, by="coordinator", course_id=course_id)
    learning.book(world, "new", here)
    learning.begun(world, here)
    with acting(world.new.actor):
        seat = seats.own_seat(world.new.actor, here)
    assert seat is not None

    def done() -> dict[str, object]:
        with acting(helpers.counter(world)):
            return dict(Step.objects.filter(introduction=row).values_list("title", "done_on"))

    assert done()["Gå Yrkesresan"] is None
    as_(world.coordinator).post(
        reverse("competence:guests", args=[here]), {"var_med": [str(seat.id)]}
    )
    run_waiting()
    assert done()["Gå Yrkesresan"] == clock.today()
    assert [title for title, day in done().items() if day] == ["Gå Yrkesresan"]
