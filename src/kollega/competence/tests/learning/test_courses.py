"""The catalogue is the coordinator's, courses do not wait for each other in a ring, and the calendar has
what there is and no more."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.competence.models import Course, CourseLift, CourseNeed, OccasionDay
from kollega.competence.tests.learning import helpers
from kollega.competence.tests.learning.helpers import occasion
from kollega.core import clock
from kollega.core.actor import acting

As = Callable[[Persona], Client]
FORM = {
    "title": "Samtal med barn",
    "kind": "course",
    "organiser": "FoU Inlandet",
    "link": "https://kurser.example/barn",
    "hours": "16",
    "cost": "2400",
    "seats": "12",
    "place": "",
    "trips": "0",
}


def add(client: Client, **changes: str) -> uuid.UUID:
    course_id = uuid.uuid4()
    answer = client.post(
        reverse("competence:add_course"),
        {"id": str(course_id), "version": "0", **FORM, **changes},
    )
    assert answer.status_code == 302
    return course_id


def test_a_course_is_said_where_it_leads_and_found_by_area(world: World, as_: As) -> None:
    client = as_(world.coordinator)
    here = add(client)
    lift = {
        "do": "lift",
        "area": str(world.areas["heder"].id),
        "from_level": "1",
        "to_level": "2",
    }
    act = reverse("competence:act_course", args=[here])
    assert client.post(act, lift | {"to_level": "1"}).status_code == 422
    client.post(act, lift)
    client.post(act, lift | {"to_level": "3"})  # said again it is replaced
    with acting(world.coordinator.actor):
        assert CourseLift.objects.get().to_level == 3
    page = as_(world.asker).get(reverse("competence:course", args=[here])).content.decode()
    assert "från orienterad till självständig" in page
    assert "16 timmar" in page
    assert "Ta bort" not in page
    listed = reverse("competence:courses")
    about = as_(world.asker).get(f"{listed}?omrade={world.areas['heder'].id}").content.decode()
    assert "Samtal med barn" in about
    other = as_(world.asker).get(f"{listed}?omrade={world.areas['spel'].id}").content.decode()
    assert "Inget i listan passar urvalet" in other
    client.post(act, {"do": "rest"})
    assert "Samtal med barn" not in as_(world.asker).get(listed).content.decode()
    assert "Samtal med barn" in as_(world.asker).get(f"{listed}?vilande=1").content.decode()


def test_courses_never_wait_for_each_other_in_a_ring(world: World, as_: As) -> None:
    client = as_(world.coordinator)
    first, second, third = (add(client, title=f"Kurs {n}") for n in (1, 2, 3))

    def needs(course: uuid.UUID, before: uuid.UUID) -> int:
        answer = client.post(
            reverse("competence:act_course", args=[course]),
            {"do": "need", "before": str(before)},
        )
        return int(answer.status_code)

    assert needs(second, first) == 302
    assert needs(third, second) == 302
    assert needs(first, third) == 422
    assert needs(first, first) == 422
    with acting(world.coordinator.actor):
        assert CourseNeed.objects.count() == 2


def test_what_another_has_saved_is_shown_and_not_overwritten(world: World, as_: As) -> None:
    client = as_(world.coordinator)
    here = add(client)
    address = reverse("competence:change_course", args=[here])
    assert client.post(address, FORM | {"version": "1", "hours": "20"}).status_code == 302
    answer = client.post(address, FORM | {"version": "1", "hours": "24"})
    assert answer.status_code == 409
    assert "Det här skiljer sig" in answer.content.decode()
    with acting(world.coordinator.actor):
        assert Course.objects.get().hours == 20
    assert client.post(address, FORM | {"version": "2", "hours": "24"}).status_code == 302


def test_a_title_names_nobody_and_a_link_is_a_link(world: World, as_: As) -> None:
    for wrong in ({"title": "Handledning om Anna Andersson"}, {"link": "http://kurser.example"}):
        answer = as_(world.coordinator).post(
            reverse("competence:add_course"),
            {"id": str(uuid.uuid4()), "version": "0", **FORM, **wrong},
        )
        assert answer.status_code == 422


def test_the_calendar_shows_a_month_by_kind_area_and_municipality(world: World, as_: As) -> None:
    day = clock.today() + timedelta(days=14)
    occasion(world, 14, title="Om heder", area_id=world.areas["heder"].id)
    occasion(world, 14, title="Om spel", area_id=world.areas["spel"].id, by="coordinator")
    base = f"{reverse('competence:learning')}?manad={day:%Y-%m}"
    towns = {
        "Granåker": world.manager.municipality.id,
        "Storavan": world.coordinator.municipality.id,
    }
    for query, seen in (
        ("", {"Om heder", "Om spel"}),
        (f"&omrade={world.areas['heder'].id}", {"Om heder"}),
        (f"&kommun={towns['Storavan']}", {"Om spel"}),
        ("&slag=supervision", set()),
        ("&slag=runda", set()),
    ):
        page = as_(world.asker).get(base + query).content.decode()
        assert {each for each in ("Om heder", "Om spel") if f">{each}</a>" in page} == seen
    elsewhere = as_(world.outsider).get(base).content.decode()
    assert "Om heder" not in elsewhere


def test_a_group_is_repeated_from_its_first_day(world: World, as_: As) -> None:
    first = clock.today() + timedelta(days=10)
    here = uuid.uuid4()
    answer = as_(world.manager).post(
        reverse("competence:add_occasion"),
        {
            "id": str(here),
            "version": "0",
            "title": "Handledning i heder",
            "kind": "supervision",
            "seats": "6",
            "day_1": f"{first:%Y-%m-%d}",
            "from_1": "13:00",
            "to_1": "15:00",
            "repeat": "2",
            "times": "4",
        },
    )
    assert answer.status_code == 302
    with acting(world.manager.actor):
        days = [
            clock.local(each.starts_at)
            for each in OccasionDay.objects.filter(occasion_id=here).order_by("starts_at")
        ]
    assert [each.date() for each in days] == [first + timedelta(weeks=2 * n) for n in range(4)]
    assert {each.hour for each in days} == {13}
    assert helpers.state(world, "asker", here) == ""
