"""The first ninety days: filled by itself, changed by a manager, seen by the two."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.personas import Persona, World

from kollega.consultation.tests.helpers import declare
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.introduction import housekeeping, mentoring, starting
from kollega.introduction.models import CheckInNote, Introduction, MentorState
from kollega.introduction.tests import helpers
from kollega.organisation.models import Membership

pytestmark = pytest.mark.django_db
As = Callable[[Persona], Client]


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_on_day_three_the_page_is_filled_without_anybody_having_done_anything(
    world: World, as_: As
) -> None:
    declare(world, "same_unit", "ekonomi")
    declare(world, "answerer", "ekonomi")
    helpers.begun(world)
    page = text(as_(world.new).get("/ny-pa-jobbet"))
    assert "Dag 3 av 90" in page
    assert "Gör det här först" in page
    assert "Olle Samma" in page
    assert "Sara Svarare" in page
    assert "Ekonomiskt bistånd" in page
    assert "Du har ingen mentor än" in page
    assert "Efter 30 dagar" in page
    day = text(as_(world.new).get("/"))
    assert "dag 3 av 90" in day
    assert "dag 3 av 90" not in text(as_(world.asker).get("/"))


def test_one_who_was_there_from_the_start_and_one_who_is_lent_are_not_new(
    crowded_world: World,
) -> None:
    actor = helpers.counter(crowded_world)
    with acting(actor):
        assert starting.new_here(actor) == {}
    helpers.newcomer(crowded_world)
    with acting(actor):
        assert set(starting.new_here(actor)) == {crowded_world.new.account.id}
        assert starting.begin_all(actor) == 1
        assert starting.begin_all(actor) == 0


def test_an_introduction_does_not_begin_by_itself_for_one_who_is_lent(world: World) -> None:
    who, actor = helpers.newcomer(world), helpers.counter(world)
    with acting(actor):
        assert set(starting.new_here(actor)) == {who.account.id}
        Membership.objects.filter(account=who.account).update(
            lent_by=world.answerer.municipality, valid_to=clock.today() + timedelta(days=55)
        )
        assert starting.begin_all(actor) == 0
        assert not Introduction.objects.filter(account=who.account).exists()


def test_one_who_has_offered_is_the_mentor_at_once_and_for_one_at_a_time(
    world: World, as_: As
) -> None:
    declare(world, "same_unit", "ekonomi")
    declare(world, "answerer", "ekonomi")
    as_(world.answerer).post("/mentor/erbjud", {"wants": "yes"})
    row = helpers.begun(world)
    assert row.mentor_state == MentorState.YES
    page = text(as_(world.new).get("/ny-pa-jobbet"))
    assert "Du har ingen mentor än" not in page
    assert "Sara Svarare" in page
    assert "Nora Ny" in text(as_(world.answerer).get("/mentor"))
    helpers.newcomer(world, key="newer")
    actor = helpers.counter(world)
    with acting(actor):
        starting.begin_all(actor)
        second = Introduction.objects.get(account=world.newer.account)
    assert second.mentor_state == MentorState.NONE


def test_one_who_was_asked_and_has_offered_is_not_given_to_another_meanwhile(
    world: World, as_: As
) -> None:
    mentoring_id = helpers.asked(world)
    as_(world.answerer).post("/mentor/erbjud", {"wants": "yes"})
    helpers.answers(world, mentoring_id)
    helpers.newcomer(world, key="newer")
    actor = helpers.counter(world)
    with acting(actor):
        starting.begin_all(actor)
        assert Introduction.objects.get(account=world.new.account).mentor_state == MentorState.YES
        second = Introduction.objects.get(account=world.newer.account)
    assert second.mentor_state == MentorState.NONE


def test_two_answers_at_once_are_the_first(world: World) -> None:
    """Both pages were open before either was pressed."""
    mentoring_id = helpers.asked(world)
    actor = world.answerer.actor
    with acting(actor):
        seen = mentoring.mentoring_for(actor, mentoring_id)
        mentoring.answer(actor, seen, yes=True)
        mentoring.answer(actor, seen, yes=True)
        mentoring.answer(actor, seen, yes=False)
    assert helpers.steps_of(world.manager, mentoring_id) == {"ask", "yes"}


def test_a_mentor_of_the_same_municipality_and_her_manager_end_it_at_once(
    world: World, as_: As
) -> None:
    mentoring_id = helpers.asked(world, mentor="same_unit")
    as_(world.same_unit).post(f"/mentor/{mentoring_id}/svar", {"answer": "yes"})
    run_waiting()
    as_(world.same_unit).post(f"/mentor/{mentoring_id}/avsluta")
    row = helpers.begun(world)
    declare(world, "answerer", "ekonomi")
    actor = world.manager.actor
    with acting(actor):
        row = Introduction.objects.select_for_update().get(pk=row.id)
        mentoring.ask(actor, row, mentor_id=world.answerer.colleague_id or uuid.uuid4())
    run_waiting()
    with acting(helpers.counter(world)):
        row = Introduction.objects.get(pk=row.id)
    assert (row.mentor_id, row.mentor_state) == (world.answerer.colleague_id, MentorState.ASKED)


def test_a_mentor_across_the_border_learns_who_it_is_only_after_her_yes(
    world: World, as_: As
) -> None:
    mentoring_id = helpers.asked(world)
    page = text(as_(world.answerer).get(f"/mentor/{mentoring_id}"))
    assert "Nora" not in page
    assert "Granåker" not in page
    with acting(world.answerer.actor):
        found = mentoring.mentoring_for(world.answerer.actor, mentoring_id)
    assert found.newcomer_id is None
    # Nobody else in the mentor's municipality has a way to it.
    assert as_(world.answerer_two).get(f"/mentor/{mentoring_id}").status_code == 404
    as_(world.answerer).post(f"/mentor/{mentoring_id}/svar", {"answer": "yes"})
    run_waiting()
    page = text(as_(world.answerer).get(f"/mentor/{mentoring_id}"))
    assert "Nora Ny" in page
    assert "Sara Svarare" in text(as_(world.new).get("/ny-pa-jobbet"))
    as_(world.answerer).post(f"/mentor/{mentoring_id}/avsluta")
    run_waiting()
    assert "Du har ingen mentor än" in text(as_(world.new).get("/ny-pa-jobbet"))
    assert "Nora Ny" not in text(as_(world.answerer).get(f"/mentor/{mentoring_id}"))


def test_a_no_is_told_to_the_manager_only(world: World, as_: As) -> None:
    mentoring_id = helpers.asked(world)
    helpers.answers(world, mentoring_id, yes=False)
    with acting(helpers.counter(world)):
        row = Introduction.objects.get(account=world.new.account)
    assert row.mentor_state == MentorState.NONE
    assert helpers.steps_of(world.manager, mentoring_id) == {"ask", "no"}
    # A late yes changes nothing.
    as_(world.answerer).post(f"/mentor/{mentoring_id}/svar", {"answer": "yes"})
    assert helpers.steps_of(world.manager, mentoring_id) == {"ask", "no"}


def test_both_tick_steps_and_nobody_else_sees_them(world: World, as_: As) -> None:
    row = helpers.begun(world)
    with acting(helpers.counter(world)):
        step = row.steps.order_by("place")[0]
    there = f"/introduktion/{row.id}/steg/{step.id}"
    assert as_(world.new).post(there).status_code == 302
    assert "1 av" in text(as_(world.manager).get(f"/introduktion/{row.id}"))
    assert as_(world.manager).post(f"{there}/angra").status_code == 302
    for other in (world.same_unit, world.answerer, world.outsider):
        assert as_(other).get(f"/introduktion/{row.id}").status_code == 404
        assert as_(other).post(there).status_code == 404


def test_a_step_taken_away_can_be_put_back_until_the_night_after(world: World, as_: As) -> None:
    row = helpers.begun(world)
    with acting(helpers.counter(world)):
        step = row.steps.order_by("place")[0]
    page, there = f"/introduktion/{row.id}", f"/introduktion/{row.id}/steg/{step.id}"
    client = as_(world.manager)
    client.post(there)  # done, and so it is when it comes back
    said = text(client.post(f"{there}/ta-bort", follow=True))
    assert f'action="{there}/tillbaka"' in said, "the note has the way back"
    assert f'action="{there}"' not in said
    assert step.title not in text(as_(world.new).get("/ny-pa-jobbet"))
    assert as_(world.new).post(there).status_code == 404
    assert client.post(f"{there}/ta-bort").status_code == 404
    for _twice in range(2):
        assert client.post(f"{there}/tillbaka").status_code == 302
    assert f'action="{there}/ta-bort"' in text(client.get(page))
    with acting(helpers.counter(world)):
        assert row.steps.get(pk=step.id).done_on == clock.today()
    client.post(f"{there}/ta-bort")
    for days, left in ((0, 1), (1, 0)):
        with clock.at(clock.now() + timedelta(days=days)), acting(helpers.counter(world)) as actor:
            housekeeping.look_after(actor)
            assert row.steps.filter(pk=step.id).count() == left
    assert client.post(f"{there}/tillbaka").status_code == 404


def test_a_page_beyond_the_last_leads_to_the_first(world: World, as_: As) -> None:
    helpers.begun(world)
    answer = as_(world.manager).get("/introduktion?sida=9999", follow=True)
    assert "Nora Ny" in text(answer)
    assert "Ingen ny just nu" not in text(answer)


def test_what_two_agree_on_is_read_by_those_two_and_is_destroyed_with_the_rest(
    world: World, as_: As
) -> None:
    row = helpers.begun(world, days_ago=40)
    with acting(helpers.counter(world)):
        check_in = row.check_ins.get(day=30)
    there = f"/introduktion/avstamning/{check_in.id}"
    assert "Avstämningen efter 30 dagar är inte hållen." in text(
        as_(world.manager).get("/introduktion")
    )
    said = {"version": "0", "held_on": clock.today().isoformat(), "agreed": "Färre nya ärenden"}
    assert as_(world.new).post(there, said).status_code == 403
    assert as_(world.manager).post(there, said).status_code == 302
    assert "Färre nya ärenden" in text(as_(world.new).get(there))
    with acting(helpers.counter(world)):
        assert not CheckInNote.objects.exists()
    assert as_(world.manager).post(there, {**said, "agreed": "Annat"}).status_code == 409
    with clock.at(clock.now() + timedelta(days=800)):
        from kollega.introduction import keeping

        actor = helpers.counter(world)
        with acting(actor):
            keeping.destroy_old(actor)
            assert not Introduction.objects.exists()
    with acting(world.manager.actor):
        assert not CheckInNote.objects.exists()


def test_a_manager_changes_the_page_and_an_old_page_does_not_overwrite(
    world: World, as_: As
) -> None:
    declare(world, "same_unit", "ekonomi")
    declare(world, "answerer", "spel")
    row = helpers.begun(world)
    there = f"/introduktion/{row.id}/andra"
    areas = {"area_ids": [str(world.areas["spel"].id)], "version": "1"}
    assert as_(world.manager).post(there, areas).status_code == 302
    page = text(as_(world.new).get("/ny-pa-jobbet"))
    assert "Sara Svarare" in page
    assert "Olle Samma" not in page
    other = {"area_ids": [str(world.areas["heder"].id)], "version": "1"}
    assert as_(world.manager).post(there, other).status_code == 409
    assert as_(world.new).get(there).status_code == 404
    chosen = {
        **areas,
        "version": "2",
        "people_ids": [str(world.answerer.colleague_id)],
    }
    assert as_(world.manager).post(there, chosen).status_code == 302
    assert "Sara Svarare" in text(as_(world.new).get("/ny-pa-jobbet"))


def test_the_municipalitys_own_steps_are_what_the_next_one_gets(world: World, as_: As) -> None:
    client = as_(world.manager)
    said = {"id": str(uuid.uuid4()), "version": "0", "title": "Möt nämnden", "after_days": "10"}
    assert client.post("/introduktion/steg/nytt", said).status_code == 302
    assert client.post("/introduktion/steg/nytt", said).status_code == 302
    page = text(client.get("/introduktion/steg"))
    assert page.count("Möt nämnden") == 1
    assert "Yrkesresan" in page
    row = helpers.begun(world)
    with acting(helpers.counter(world)):
        assert row.steps.filter(title="Möt nämnden").count() == 1


def test_it_comes_on_paper(world: World, as_: As) -> None:
    declare(world, "answerer", "ekonomi")
    row = helpers.begun(world)
    answer = as_(world.new).get(f"/introduktion/{row.id}/blad")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
