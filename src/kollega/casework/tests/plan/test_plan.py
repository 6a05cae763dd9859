"""A plan across units, at the HTTP edge: begun, joined, filled, told how it went."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.casework.models import Goal, GoalMark, Plan, Promise, PromiseMark
from kollega.casework.tests import helpers as cases
from kollega.casework.tests.plan import helpers
from kollega.core import clock
from kollega.core.actor import acting

As = Callable[[Persona], Client]
GOAL = {
    "version": "0",
    "words": helpers.WORDS,
    "now": "Jag sover hos mormor på helgerna.",
    "first_step": "En kväll hemma med mamma och Maja.",
    "wanted": "Jag sover hemma hela veckan.",
}


def day(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def test_a_plan_is_begun_from_a_case_and_the_person_has_one_at_a_time(
    world: World, as_: As
) -> None:
    case = cases.of_asker(world)
    asker = as_(world.asker)
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    begin = reverse("casework:begin_plan", args=[case.id])
    for _again in range(2):  # the same press twice is one plan
        asked = asker.post(begin, {"id": first})
        assert asked.url == reverse("casework:plan", args=[first])
    refused = asker.post(begin, {"id": second}, follow=True)
    assert "redan en plan" in refused.content.decode()
    with acting(world.asker.actor):
        assert Plan.objects.count() == 1
    page = asker.get(reverse("casework:plan", args=[first])).content.decode()
    assert "Maja Asker" in page
    assert "Elis" not in page.partition("<title>")[2].partition("</title>")[0]


def test_goals_stand_in_the_persons_words_with_before_and_after(world: World, as_: As) -> None:
    plan = helpers.of_asker(world)
    asker = as_(world.asker)
    new = reverse("casework:new_goal", args=[plan.id])
    assert asker.post(new, {**GOAL, "words": ""}).status_code == 422
    goal_id = str(uuid.uuid4())
    for _again in range(2):
        assert asker.post(new, {**GOAL, "id": goal_id}).status_code == 302
    change = reverse("casework:goal", args=[plan.id, goal_id])
    assert asker.post(change, {**GOAL, "version": "1", "where": "-1"}).status_code == 302
    page = asker.get(reverse("casework:plan", args=[plan.id])).content.decode()
    assert f"”{helpers.WORDS}”" in page
    assert "första steget är taget" in page
    with acting(world.asker.actor):
        helpers.opened(world.asker.actor, plan)
        assert [each.where for each in GoalMark.objects.order_by("at")] == [-2, -1]
    # A child's plan has three plain steps, and no figure can be posted past them.
    assert asker.post(change, {**GOAL, "version": "2", "where": "2"}).status_code == 422


def test_two_at_once_get_both_texts(world: World, as_: As) -> None:
    plan = helpers.of_asker(world)
    goal = helpers.goal(world.asker, plan)
    url = reverse("casework:goal", args=[plan.id, goal.id])
    told = {**GOAL, "version": "1", "where": "-2"}
    assert as_(world.asker).post(url, {**told, "wanted": "Majas"}).status_code == 302
    clash = as_(world.manager).post(url, {**told, "wanted": "Karins"})
    assert clash.status_code == 409
    page = clash.content.decode()
    assert "Majas" in page
    assert "Karins" in page
    assert 'name="version" value="2"' in page
    assert (
        as_(world.manager).post(url, {**told, "version": "2", "wanted": "Karins"}).status_code
        == 302
    )


@pytest.mark.parametrize("days", [-1, 366 * 6])
def test_a_promise_is_for_a_day_that_can_be_meant(world: World, as_: As, days: int) -> None:
    plan = helpers.of_asker(world)
    url = reverse("casework:new_promise", args=[plan.id])
    told = {
        "version": "0",
        "what": "Ringa skolan",
        "party": "new",
        "new_kind": "school",
        "new_name": "Läraren",
        "due_on": day(days),
    }
    assert as_(world.asker).post(url, told).status_code == 422
    with acting(world.asker.actor):
        helpers.opened(world.asker.actor, plan)
        assert not Promise.objects.exists()
    promised = str(uuid.uuid4())
    assert as_(world.asker).post(url, {**told, "id": promised, "due_on": day(3)}).status_code == 302
    assert as_(world.asker).post(url, {**told, "id": promised, "due_on": day(3)}).status_code == 302
    page = as_(world.asker).get(reverse("casework:plan", args=[plan.id])).content.decode()
    assert page.count("<h4>Ringa skolan</h4>") == 1


def test_a_promise_is_moved_with_a_reason_and_a_later_day(world: World, as_: As) -> None:
    plan = helpers.of_asker(world)
    promise = helpers.promise(world.asker, plan)
    url = reverse("casework:tell_promise", args=[plan.id, promise.id])
    asker = as_(world.asker)
    moved = {"version": "1", "state": "moved", "due_on": day(20), "because": "Läraren var sjuk."}
    for missing in ({"because": ""}, {"due_on": ""}, {"due_on": day(-2)}, {"due_on": day(7)}):
        assert asker.post(url, {**moved, **missing}).status_code == 422, missing
    for _again in range(2):
        assert asker.post(url, moved).status_code == 302
    page = asker.get(reverse("casework:plan", args=[plan.id])).content.decode()
    assert "Läraren var sjuk." in page
    assert "flyttat" in page
    kept = {"version": "2", "state": "kept"}
    assert asker.post(url, kept).status_code == 302
    with acting(world.asker.actor):
        helpers.opened(world.asker.actor, plan)
        assert list(PromiseMark.objects.order_by("at").values_list("state", flat=True)) == [
            "moved",
            "kept",
        ]


def test_units_join_when_they_have_said_yes(world: World, as_: As) -> None:
    plan = helpers.of_asker(world)
    url = reverse("casework:plan", args=[plan.id])
    assert as_(world.other_unit).get(url).status_code == 302  # asked why
    assert as_(world.other_unit).post(url).status_code == 403
    other = helpers.joined_by_other_unit(world, plan)
    page = as_(world.other_unit).get(url)
    assert page.status_code == 200
    assert other.number in page.content.decode()
    assert as_(world.answerer).get(url).status_code == 404  # another municipality


def test_nothing_of_a_plan_is_read_without_the_gate(world: World) -> None:
    plan = helpers.of_asker(world)
    helpers.goal(world.asker, plan)
    with acting(world.asker.actor):
        assert not Goal.objects.exists()
        helpers.opened(world.asker.actor, plan)
        assert Goal.objects.count() == 1


def test_a_plan_that_is_over_is_read_and_not_changed(world: World, as_: As) -> None:
    plan = helpers.of_asker(world)
    asker = as_(world.asker)
    assert asker.post(reverse("casework:end_plan", args=[plan.id])).status_code == 302
    assert asker.get(reverse("casework:plan", args=[plan.id])).status_code == 200
    assert asker.get(reverse("casework:new_goal", args=[plan.id])).status_code == 403


def test_the_path_is_one_line_with_what_she_can(world: World, as_: As) -> None:
    plan = helpers.of_asker(world)
    helpers.step(world.asker, plan)
    page = as_(world.asker).get(reverse("casework:plan", args=[plan.id])).content.decode()
    assert "Jag kan laga mat till fyrtio." in page
    assert 'aria-current="step"' in page
    new = reverse("casework:new_path_step", args=[plan.id])
    told = {"version": "0", "kind": "job", "words": "Jobb", "state": "now", "from_day": day(3)}
    assert as_(world.asker).post(new, told).status_code == 422  # not there yet, and it has not been
    told = {**told, "state": "next", "to_day": day(1)}
    assert as_(world.asker).post(new, told).status_code == 422
