"""Seats are counted honestly, the queue keeps its order, and only those concerned know whose they are."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World, client_of

from kollega.competence.learning import jobs, keeping, occasions, own_data, rules, seats
from kollega.competence.models import Occasion, Seat, SeatHolder
from kollega.competence.tests.learning import helpers
from kollega.competence.tests.learning.helpers import book, leave, occasion, state, terms
from kollega.competence.tests.lending.helpers import lender_manager
from kollega.core import clock
from kollega.core.actor import Role, acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models.notice import Notice
from kollega.organisation.models import Colleague

As = Callable[[Persona], Client]


def told(persona: Persona) -> set[str]:
    """The kinds of notices that somebody has."""
    run_waiting()
    with acting(job_for(job="core.write", account_id=persona.account.id)):
        rows = Notice.objects.filter(account_id=persona.account.id)
        return {each.removeprefix("learning.") for each in rows.values_list("kind", flat=True)}


def press(client: Client, occasion_id: uuid.UUID, todo: str, status: int = 302) -> None:
    answer = client.post(reverse("competence:act_seat", args=[occasion_id]), {"do": todo})
    assert answer.status_code == status


def test_a_seat_by_one_press_a_queue_when_full_and_an_offer_when_one_falls_free(
    world: World, as_: As
) -> None:
    here = occasion(world, seats=1)
    page = reverse("competence:occasion", args=[here])
    press(as_(world.answerer), here, "book")
    press(as_(world.answerer), here, "book")  # twice is once
    assert "Du har en plats" in as_(world.answerer).get(page).content.decode()
    assert "Ställ mig i kö" in as_(world.asker).get(page).content.decode()
    press(as_(world.asker), here, "book")
    press(as_(world.same_unit), here, "book")
    assert "fullt, två i kö" in as_(world.coordinator).get(page).content.decode()
    press(as_(world.answerer), here, "leave")
    assert told(world.asker) == {"offered"}
    assert state(world, "asker", here) == "offered"
    # The seat is kept for her: nobody else gets it meanwhile.
    assert book(world, "answerer_two", here) == "waiting"
    client = as_(world.asker)
    for _press in range(2):
        press(client, here, "accept")
        told_her = client.get(page).content.decode()
        assert "Platsen är din." in told_her
        assert "gått vidare" not in told_her
    assert state(world, "asker", here) == "booked"
    assert state(world, "same_unit", here) == "waiting"


def test_an_offer_that_nobody_answers_goes_to_the_next(world: World) -> None:
    here = occasion(world, seats=1)
    book(world, "answerer", here)
    book(world, "asker", here)
    book(world, "other_unit", here)
    leave(world, "answerer", here)
    assert told(world.asker) == {"offered"}
    with acting(world.asker.actor):
        answer_by = seats.own_seat(world.asker.actor, here).answer_by  # type: ignore[union-attr]
    assert answer_by is not None
    assert answer_by > clock.today()
    with clock.at(clock.now() + timedelta(days=(answer_by - clock.today()).days)):
        jobs.look_after_seats.run()
        assert state(world, "asker", here) == "offered"  # the last day counts
    with clock.at(clock.now() + timedelta(days=(answer_by - clock.today()).days + 1)):
        jobs.look_after_seats.run()
        jobs.look_after_seats.run()
        assert state(world, "asker", here) == ""
        assert state(world, "other_unit", here) == "offered"
    assert told(world.asker) == {"offered", "lapsed"}
    with acting(world.manager.actor):
        assert not SeatHolder.objects.filter(account_id=world.asker.account.id).exists()


def test_a_municipality_has_its_share_until_the_last_day_to_book(world: World, as_: As) -> None:
    last_day = clock.today() + timedelta(days=5)
    here = occasion(world, seats=3, most_each=1, last_day=last_day)
    assert book(world, "asker", here) == "booked"
    page = as_(world.same_unit).get(reverse("competence:occasion", args=[here]))
    assert "Granåker har sin del av platserna (en)" in page.content.decode()
    assert book(world, "same_unit", here) == "waiting"
    assert book(world, "answerer", here) == "booked"
    with clock.at(clock.now() + timedelta(days=6)):
        jobs.look_after_seats.run()
        assert state(world, "same_unit", here) == "offered"


def test_only_those_concerned_know_who_goes(world: World, as_: As) -> None:
    """Granåker arranges it; Sara (Storavan) goes."""
    here = occasion(world, leader_id=world.same_unit.colleague_id)
    book(world, "answerer", here)
    page = reverse("competence:occasion", args=[here])
    guests = reverse("competence:guests", args=[here])
    assert "Sara Svarare" in as_(world.same_unit).get(guests).content.decode()  # leads
    assert "Sara Svarare" in as_(world.manager).get(guests).content.decode()  # arranges
    for name in ("asker", "answerer_two", "coordinator", "other_unit"):
        client = as_(world.personas[name])
        assert "Sara Svarare" not in client.get(page).content.decode()
        assert client.get(guests).status_code == 403
    # The database itself lets no more read it, in neither of the two, and all see that a seat is taken.
    lender_manager(world)
    read_by = {"answerer", "answerer_two", "manager"}  # herself and the managers of both
    leads = {"same_unit"}
    for name, persona in world.personas.items():
        with acting(persona.actor):
            assert SeatHolder.objects.exists() == (name in read_by), name
            led = SeatHolder.objects.raw("select * from competence_guests(%s)", [here])
            assert bool(list(led)) == (name in leads), name
    with acting(world.asker.actor):
        assert Seat.objects.count() == 1


def test_a_manager_books_her_own_who_is_told_and_may_give_it_back(world: World, as_: As) -> None:
    here = occasion(world, by="coordinator")
    address = reverse("competence:book_staff", args=[here])
    client = as_(world.manager)
    client.post(address, {"do": "book", "colleague": str(world.asker.colleague_id)})
    assert told(world.asker) == {"booked_for"}
    assert "Maja Asker" in client.get(address).content.decode()
    assert "Maja Asker" in client.get(reverse("competence:staff_learning")).content.decode()
    # Nobody of another municipality.
    answer = client.post(address, {"do": "book", "colleague": str(world.answerer.colleague_id)})
    assert answer.status_code == 422
    assert state(world, "answerer", here) == ""
    client.post(address, {"do": f"leave:{world.asker.colleague_id}"})
    assert told(world.asker) == {"booked_for", "given_back"}
    assert state(world, "asker", here) == ""


def test_the_last_seat_is_given_once_though_two_press_at_the_same_moment(real_world: World) -> None:
    here = occasion(real_world, seats=1)
    wall = Barrier(2)
    answers: list[int] = []

    def run(name: str) -> None:
        try:
            client = client_of(real_world.personas[name])
            wall.wait()
            answer = client.post(reverse("competence:act_seat", args=[here]), {"do": "book"})
            answers.append(answer.status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(run, name) for name in ("asker", "answerer")]:
            each.result()
    assert answers == [302, 302]
    states = sorted(state(real_world, name, here) for name in ("asker", "answerer"))
    assert states == ["booked", "waiting"]


def test_cancelled_and_held_after_all_everybody_is_told_and_keeps_her_seat(
    world: World, as_: As
) -> None:
    here = occasion(world)
    book(world, "answerer", here)
    client = as_(world.manager)
    page = client.post(reverse("competence:cancel_occasion", args=[here]), follow=True)
    assert "Inställt." in page.content.decode()
    assert told(world.answerer) == {"cancelled"}
    press(as_(world.asker), here, "book", 403)
    client.post(reverse("competence:restore_occasion", args=[here]))
    assert told(world.answerer) == {"cancelled", "restored"}
    assert state(world, "answerer", here) == "booked"


def test_what_has_begun_or_is_closed_is_not_booked(world: World, as_: As) -> None:
    closed = occasion(world, last_day=clock.today())
    with clock.at(clock.now() + timedelta(days=1)):
        press(as_(world.asker), closed, "book", 403)
    begun = occasion(world, 15)
    book(world, "asker", begun)
    helpers.begun(world, begun)
    press(as_(world.answerer), begun, "book", 403)
    press(as_(world.asker), begun, "leave", 403)
    assert state(world, "asker", begun) == "booked"


def test_somebody_who_leaves_or_is_forgotten_gives_her_seat_back(world: World) -> None:
    here = occasion(world, seats=1)
    for name in ("answerer", "asker", "same_unit"):
        book(world, name, here)
    with acting(world.coordinator.actor):
        Colleague.objects.filter(pk=world.answerer.colleague_id).update(
            left_on=clock.today() - timedelta(days=1)
        )
    jobs.look_after_seats.run()
    assert state(world, "asker", here) == "offered"
    ids: Any = {
        "municipality_id": world.manager.municipality.id,
        "account_id": world.asker.account.id,
        "roles": frozenset({Role.COUNTER}),
    }
    with acting(job_for(job="x", collaboration_id=world.collaboration_id, **ids)) as actor:
        own_data.forget(actor)
    assert state(world, "same_unit", here) == "offered"
    with acting(world.manager.actor):
        assert not SeatHolder.objects.filter(account_id=world.asker.account.id).exists()


def test_an_occasion_that_is_moved_takes_its_seats_along(world: World, as_: As) -> None:
    here = occasion(world, seats=1)
    for name in ("same_unit", "asker"):
        book(world, name, here)
    with acting(world.manager.actor) as actor:
        row = rules.occasion_for(actor, here, lock=True)
        assert occasions.change(actor, row, version=row.version, terms=terms(200, seats=1))
    pages = {name: reverse(f"competence:{name}") for name in ("staff_learning", "my_learning")}
    with clock.at(clock.now() + timedelta(days=100)):
        client = as_(world.manager)
        client.force_login(world.manager.account)
        assert helpers.TITLE in client.get(pages["staff_learning"]).content.decode()
        over = client.get(pages["staff_learning"], {"visa": "har-varit"}).content.decode()
        assert helpers.TITLE not in over
        client.force_login(world.asker.account)
        assert helpers.TITLE in client.get(pages["my_learning"]).content.decode()
        with acting(world.coordinator.actor):
            Colleague.objects.filter(pk=world.same_unit.colleague_id).update(
                left_on=clock.today() - timedelta(days=1)
            )
        jobs.look_after_seats.run()
        assert state(world, "asker", here) == "offered"


def test_who_sat_where_is_destroyed_in_time_and_the_number_stays(world: World) -> None:
    here = occasion(world)
    book(world, "answerer", here)
    with clock.at(clock.now() + timedelta(days=14 + 24 * 31 + 5)):
        actor = job_for(
            job="x",
            municipality_id=world.answerer.municipality.id,
            collaboration_id=world.collaboration_id,
            roles=frozenset({Role.COUNTER}),
        )
        with acting(actor):
            assert keeping.destroy_old(actor) == 1
    with acting(world.manager.actor):
        assert not SeatHolder.objects.exists()
        assert Seat.objects.get().state == "booked"


@pytest.mark.parametrize("fewer", [1, 2])
def test_seats_are_not_taken_from_those_who_have_them(world: World, fewer: int, as_: As) -> None:
    here = occasion(world, seats=3)
    for name in ("answerer", "asker"):
        book(world, name, here)
    actor = world.manager.actor
    with acting(actor):
        row = rules.occasion_for(actor, here)
    first = clock.local(row.first_at)
    posted = {
        "version": str(row.version),
        "title": row.title,
        "seats": str(fewer),
        "day_1": f"{first:%Y-%m-%d}",
        "from_1": "09:00",
        "to_1": "12:00",
        "leader": str(actor.colleague_id),
    }
    answer = as_(world.manager).post(reverse("competence:change_occasion", args=[here]), posted)
    assert answer.status_code == (422 if fewer == 1 else 302)
    with acting(actor):
        assert Occasion.objects.get(pk=here).seats == (3 if fewer == 1 else 2)


def test_an_occasion_that_is_moved_later_keeps_its_names_until_it_has_been_held(
    world: World,
) -> None:
    here = occasion(world)
    book(world, "answerer", here)
    long_after = clock.now() + timedelta(days=5 * 366)
    place = job_for(
        job="x",
        municipality_id=world.answerer.municipality.id,
        collaboration_id=world.collaboration_id,
        roles=frozenset({Role.COUNTER}),
    )
    with acting(world.coordinator.actor):
        row = Occasion.objects.get(pk=here)
        first, last = row.first_at, row.last_at
        moved = long_after + timedelta(days=14)
        Occasion.objects.filter(pk=here).update(first_at=moved, last_at=moved + timedelta(hours=3))
    with clock.at(long_after), acting(place):
        assert keeping.destroy_old(place) == 0
    with acting(world.coordinator.actor):
        Occasion.objects.filter(pk=here).update(first_at=first, last_at=last)
    with clock.at(long_after), acting(place):
        assert keeping.destroy_old(place) == 1


def test_a_new_occasion_cannot_have_been_closed_already(world: World) -> None:
    with pytest.raises(ValidationError, match="har redan varit") as wrong:
        occasion(world, last_day=clock.today() - timedelta(days=1))
    assert set(wrong.value.message_dict) == {"last_day"}
