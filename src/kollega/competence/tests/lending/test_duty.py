"""Background duty: shown, handed over with a yes, and left with whoever had the days that have been."""

import uuid

from django.urls import reverse
from tests.personas import World, client_of

from kollega.competence.lending import duty
from kollega.competence.models import Duty
from kollega.competence.tests.helpers import As, page
from kollega.competence.tests.lending import helpers
from kollega.competence.tests.lending.helpers import in_days, told
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.organisation.models import Colleague


def test_duty_is_shown_where_one_should_not_wait(world: World, as_: As) -> None:
    client = as_(world.manager)
    form = {
        "id": str(uuid.uuid4()),
        "colleague": str(world.same_unit.colleague_id),
        "phone": "070-174 06 66",
        "first_day": in_days(0).isoformat(),
        "last_day": in_days(6).isoformat(),
    }
    assert client.post(reverse("competence:add_duty"), form).status_code == 302
    shown = as_(world.answerer).get(reverse("consultation:choose")).content.decode()
    assert "Kollega i bakgrunden (Olle Samma, Granåker)" in shown
    assert "070-174 06 66" in shown
    run_waiting()
    assert told(world.same_unit) == ["duty.given"]
    double = {**form, "id": str(uuid.uuid4())}
    answer = client.post(reverse("competence:add_duty"), double)
    assert answer.status_code == 422
    assert "Granåker har beredskapen redan" in answer.content.decode()
    assert (
        "070-174"
        not in client_of(world.outsider).get(reverse("competence:duties")).content.decode()
    )


def test_duty_changes_hands_with_a_yes(world: World, as_: As) -> None:
    boss = helpers.lender_manager(world)
    mine, theirs = as_(world.manager), as_(boss)
    duty_id = uuid.uuid4()
    form = {
        "id": str(duty_id),
        "colleague": str(world.same_unit.colleague_id),
        "phone": "070-174 06 66",
        "first_day": in_days(0).isoformat(),
        "last_day": in_days(6).isoformat(),
        "reference": "dnr 2026-212",
    }
    mine.post(reverse("competence:add_duty"), form)
    assert "dnr 2026-212" in page(mine, "duty", duty_id)
    assert "dnr 2026-212" in page(mine, "host_report")
    offer = reverse("competence:offer_duty", args=[duty_id])
    assert mine.post(offer, {"to": str(world.answerer.municipality.id)}).status_code == 302
    take = reverse("competence:take_duty", args=[duty_id])
    who = {"colleague": str(world.answerer.colleague_id), "phone": "070-174 06 67"}
    assert mine.post(take, who).status_code == 403
    assert theirs.post(take, who).status_code == 302
    seen = page(mine, "duties")
    assert "Sara Svarare, Storavan" in seen
    assert "070-174 06 67" in seen
    # It is the same agreement, whoever has the days.
    assert "dnr 2026-212" in page(theirs, "duty", duty_id)
    assert "dnr 2026-212" in page(theirs, "host_report")
    assert theirs.post(take, who).status_code == 403


def _duty(world: World, first: int, last: int) -> uuid.UUID:
    """Granåker has the duty, and has asked Storavan to take it over."""
    helpers.lender_manager(world)
    actor, duty_id = world.manager.actor, uuid.uuid4()
    with acting(actor):
        row = duty.add(
            actor,
            public_id=duty_id,
            colleague_id=world.same_unit.colleague_id or duty_id,
            phone="070-174 06 66",
            first_day=in_days(first),
            last_day=in_days(last),
        )
        duty.offer(actor, duty=row, to=world.answerer.municipality.id)
    return duty_id


def test_a_no_to_duty_is_told(world: World, as_: As) -> None:
    duty_id = _duty(world, 1, 6)
    as_(world.answerer_two).post(reverse("competence:keep_duty", args=[duty_id]))
    run_waiting()
    assert told(world.manager) == ["duty.declined"]


def test_duty_that_has_been_stays_with_whoever_had_it(world: World, as_: As) -> None:
    duty_id = _duty(world, -2, 6)
    who = {"colleague": str(world.answerer.colleague_id), "phone": "070-174 06 67"}
    as_(world.answerer_two).post(reverse("competence:take_duty", args=[duty_id]), who)
    with acting(world.manager.actor):
        rows = Duty.objects.order_by("first_day").select_related("municipality")
        found = [(row.municipality.name, row.first_day, row.last_day) for row in rows]
    assert found == [("Granåker", in_days(-2), in_days(-1)), ("Storavan", in_days(0), in_days(6))]


def test_the_days_of_somebody_who_has_left_are_unmanned(world: World, as_: As) -> None:
    """Nobody's name and number are told; the managers whose days they are see that they are empty."""
    duty_id = _duty(world, 0, 6)
    with acting(world.manager.actor):
        Colleague.objects.filter(account=world.same_unit.account).update(left_on=in_days(-1))
    ask = as_(world.answerer).get(reverse("consultation:choose")).content.decode()
    assert "Kollega i bakgrunden" not in ask
    mine, own, asked = as_(world.manager), as_(world.asker), as_(world.answerer_two)
    for client in (mine, own, asked):
        for shown in (page(client, "duties"), page(client, "duty", duty_id)):
            assert "070-174" not in shown
            assert "tel:" not in shown
            assert "Olle Samma" not in shown
    told_to = "Den som hade dagarna har slutat."
    assert told_to in page(mine, "duties")
    assert told_to in page(asked, "duties")
    assert told_to not in page(own, "duties")
    assert "lägg till någon annan" in page(mine, "duty", duty_id)


def test_the_days_ahead_of_somebody_who_will_have_left_are_unmanned(world: World, as_: As) -> None:
    _duty(world, 3, 6)
    with acting(world.manager.actor):
        Colleague.objects.filter(account=world.same_unit.account).update(left_on=in_days(2))
    shown = page(as_(world.manager), "duties")
    assert "Obemannat" in shown
    assert "070-174" not in shown


def test_days_are_taken_away_only_when_it_has_been_said_what_that_means(
    world: World, as_: As
) -> None:
    duty_id = _duty(world, -2, 6)
    client, url = as_(world.manager), reverse("competence:remove_duty", args=[duty_id])
    assert url in page(client, "duty", duty_id)
    asked = page(client, "remove_duty", duty_id)
    assert "Det här händer" in asked
    assert "070-174 06 66" in page(client, "duties"), "reading the page takes nothing away"
    assert client.post(url).status_code == 302
    assert "070-174 06 66" not in page(client, "duties")
