"""The coordinator's desk, at the HTTP edge."""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World, client_of

from kollega.competence.models import Availability, ProfileChoice
from kollega.consultation.api import invite_readers
from kollega.consultation.models import Asked, Question
from kollega.consultation.tests import helpers
from kollega.coordination import queries
from kollega.core import clock
from kollega.core.actor import acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models.notice import Notice

As = Callable[[Persona], Client]
DESK = "/samordning"


@pytest.fixture
def question_id(world: World, as_: As) -> uuid.UUID:
    """A situation from Granåker put to two in Storavan."""
    helpers.declare(world, "answerer", "heder")
    helpers.declare(world, "answerer_two", "heder")
    return helpers.send(as_(world.asker), world)


def shown(client: Client, url: str = DESK) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def kinds(persona: Persona) -> set[str]:
    """What somebody has been told and not read."""
    run_waiting()
    with acting(job_for(job="test", account_id=persona.account.id)):
        return set(Notice.objects.values_list("kind", flat=True))


def test_the_desk_shows_what_waits_without_text_or_signature(
    world: World, as_: As, question_id: uuid.UUID
) -> None:
    for url in (DESK, f"{DESK}/fragor/{question_id}"):
        page = shown(as_(world.coordinator), url)
        assert "Hedersrelaterat våld, 13–17 år" in page
        assert "flickan" not in page.lower()
        assert "Granåker" not in page
        assert "Maja" not in page


def test_a_question_that_nobody_takes_in_time_is_stuck(
    world: World, as_: As, question_id: uuid.UUID
) -> None:
    assert "På väg till ett svar" in shown(as_(world.coordinator))
    later = clock.now() + timedelta(days=14)
    client = as_(world.coordinator)
    with clock.at(later):
        client.force_login(world.coordinator.account)
        page = shown(client)
    assert "På väg till ett svar" not in page
    assert "Ingen har tagit den" in page


def test_what_was_wanted_the_same_day_is_not_said_to_be_wanted_today(world: World, as_: As) -> None:
    helpers.declare(world, "answerer", "heder")
    helpers.declare(world, "answerer_two", "heder")
    helpers.send(as_(world.asker), world, urgency="today")
    assert "svar önskas i dag" in shown(as_(world.coordinator))
    client = Client()
    with clock.at(clock.now() + timedelta(days=14)):
        client.force_login(world.coordinator.account)
        assert "svar önskas samma dag" in shown(client)


def test_chosen_people_and_own_municipality_are_none_of_hers(world: World, as_: As) -> None:
    helpers.declare(world, "answerer", "heder")
    helpers.declare(world, "answerer_two", "heder")
    helpers.declare(world, "same_unit", "heder")
    for audience in ("chosen", "own"):
        question_id = helpers.send(
            as_(world.asker),
            world,
            audience=audience,
            chosen=[str(world.answerer.colleague_id), str(world.answerer_two.colleague_id)],
        )
        assert str(question_id) not in shown(as_(world.coordinator))
        assert as_(world.coordinator).get(f"{DESK}/fragor/{question_id}").status_code == 404


def test_more_are_asked_and_the_asker_is_told_but_never_named(
    world: World, as_: As, question_id: uuid.UUID
) -> None:
    helpers.declare(world, "other_unit", "heder")
    helpers.declare(world, "asker", "heder")
    kinds(world.other_unit)
    chosen = [str(world.other_unit.colleague_id), str(world.asker.colleague_id)]
    url = reverse("coordination:ask_more", args=[question_id])
    assert as_(world.coordinator).post(url, {"colleague": chosen}).status_code == 302
    assert "question.asked" in kinds(world.other_unit)
    # She is asked without the coordinator knowing that it is her own question.
    assert kinds(world.asker) & {"question.asked", "question.widened"} == {"question.widened"}
    assert as_(world.other_unit).get(f"/fragor/{question_id}").status_code == 200
    waiting = shown(as_(world.asker), "/").split('id="vantar"')[1].split("</section>")[0]
    assert str(question_id) not in waiting


def test_asking_twice_asks_once(world: World, as_: As, question_id: uuid.UUID) -> None:
    helpers.declare(world, "other_unit", "heder")
    url = reverse("coordination:ask_more", args=[question_id])
    posted = {"colleague": [str(world.other_unit.colleague_id)]}
    first, second = (as_(world.coordinator).post(url, posted, follow=True) for _ in range(2))
    # The answer is the same: it does not tell who had been asked before.
    said = "De som inte redan hade fått frågan har fått den nu."
    assert said in first.content.decode()
    assert said in second.content.decode()
    with acting(world.coordinator.actor):
        rows = Asked.objects.filter(colleague_id=world.other_unit.colleague_id)
        assert rows.count() == 1


def test_whom_it_was_put_to_is_not_told(world: World, as_: As, question_id: uuid.UUID) -> None:
    """Whoever knows the area and is missing among the asked would be the asker, or tied to her."""
    helpers.declare(world, "asker", "heder")
    page = shown(as_(world.coordinator), f"{DESK}/fragor/{question_id}")
    for persona in (world.answerer, world.answerer_two, world.asker):
        assert page.count(str(persona.colleague_id)) == page.count(str(world.asker.colleague_id))
    assert not re.search(r"\d+ tillfrågad", page + shown(as_(world.coordinator)))


def test_one_let_in_for_a_round_is_asked_as_the_others(
    world: World, as_: As, question_id: uuid.UUID
) -> None:
    helpers.declare(world, "other_unit", "heder")
    colleague = world.other_unit.colleague_id
    assert colleague is not None
    with acting(world.coordinator.actor):
        invite_readers(world.coordinator.actor, [question_id], [colleague])
    assert f"/fragor/{question_id}" not in shown(as_(world.other_unit), "/fragor")
    url = reverse("coordination:ask_more", args=[question_id])
    as_(world.coordinator).post(url, {"colleague": [str(colleague)]})
    assert f"/fragor/{question_id}" in shown(as_(world.other_unit), "/fragor")


def test_a_question_is_moved_and_moved_back(world: World, as_: As, question_id: uuid.UUID) -> None:
    coordinator = as_(world.coordinator)
    url = reverse("coordination:move", args=[question_id])
    coordinator.post(url, {"area": str(world.areas["spel"].id)})
    with acting(world.coordinator.actor):
        assert Question.objects.get(pk=question_id).area_id == world.areas["spel"].id
    assert "question.moved" in kinds(world.asker)
    back = reverse("coordination:move_back", args=[question_id, world.areas["heder"].id])
    assert back in shown(coordinator, f"{DESK}/fragor/{question_id}")
    coordinator.post(back)
    with acting(world.coordinator.actor):
        assert Question.objects.get(pk=question_id).area_id == world.areas["heder"].id


def test_the_one_who_took_it_is_reminded(world: World, as_: As, question_id: uuid.UUID) -> None:
    helpers.press(as_(world.answerer), "respond", question_id, choice="read")
    helpers.press(as_(world.answerer), "take", question_id)
    as_(world.coordinator).post(reverse("coordination:remind", args=[question_id]))
    assert "question.reminded" in kinds(world.answerer)
    assert "question.reminded" not in kinds(world.answerer_two)


def test_a_reminder_goes_once_a_workday(world: World, as_: As, question_id: uuid.UUID) -> None:
    url, page = (
        reverse(f"coordination:{name}", args=[question_id]) for name in ("remind", "question")
    )

    def reminders() -> int:
        run_waiting()
        with acting(job_for(job="test", account_id=world.answerer.account.id)):
            return Notice.objects.filter(kind="question.reminded", channel="screen").count()

    friday = datetime(2026, 11, 27, 15, tzinfo=UTC)
    with clock.at(friday):
        coordinator = as_(world.coordinator)
        said = coordinator.post(url, follow=True).content.decode()
        assert "det finns ingen att påminna" in said
        helpers.press(as_(world.answerer), "respond", question_id, choice="read")
        helpers.press(as_(world.answerer), "take", question_id)
        next_group = coordinator.post(
            reverse("coordination:ask_next", args=[question_id]), follow=True
        )
        assert "En kollega har redan tagit frågan." in next_group.content.decode()
        assert "har fått en påminnelse" in coordinator.post(url, follow=True).content.decode()
        for _again in range(3):
            assert "redan påmind" in coordinator.post(url, follow=True).content.decode()
        assert "påminna igen måndag 30 november" in shown(coordinator, page)
    assert reminders() == 1
    with clock.at(friday + timedelta(days=2)):
        assert "redan påmind" in as_(world.coordinator).post(url, follow=True).content.decode()
    with clock.at(friday + timedelta(days=3)):
        as_(world.coordinator).post(url)
    assert reminders() == 2
    # Another who takes it has not been reminded.
    with clock.at(friday + timedelta(days=3)):
        helpers.press(as_(world.answerer), "respond", question_id, choice="leave")
        helpers.press(as_(world.answerer_two), "respond", question_id, choice="read")
        helpers.press(as_(world.answerer_two), "take", question_id)
        assert "har fått en påminnelse" in (
            as_(world.coordinator).post(url, follow=True).content.decode()
        )


def test_a_coordinator_who_steps_out_does_not_meet_it_again(
    world: World, as_: As, question_id: uuid.UUID
) -> None:
    url = reverse("coordination:ask_more", args=[question_id])
    helpers.declare(world, "coordinator", "heder")
    as_(world.coordinator).post(url, {"colleague": [str(world.coordinator.colleague_id)]})
    helpers.press(as_(world.coordinator), "respond", question_id, choice="leave")
    assert str(question_id) not in shown(as_(world.coordinator))
    assert as_(world.coordinator).get(f"{DESK}/fragor/{question_id}").status_code == 404


def test_who_is_asked_more_than_she_wants_is_named_without_a_figure(world: World, as_: As) -> None:
    helpers.declare(world, "answerer", "heder")
    helpers.declare(world, "answerer_two", "heder")
    with acting(world.answerer.actor):
        Availability(
            collaboration_id=world.collaboration_id,
            colleague_id=world.answerer.colleague_id,
            cap_per_week=1,
        ).save(force_insert=True)
    helpers.send(as_(world.asker), world)
    assert "Ingen, den senaste veckan." in shown(as_(world.coordinator))
    helpers.send(
        as_(world.same_unit),
        world,
        audience="chosen",
        chosen=[str(world.answerer.colleague_id), str(world.answerer_two.colleague_id)],
    )
    page = shown(as_(world.coordinator))
    assert "Sara Svarare" in page.split('id="ofta"')[1].split("</section>")[0]


def test_a_name_that_is_hidden_is_not_told_by_where_it_stands(world: World) -> None:
    away = clock.today() + timedelta(days=3)
    for who in ("answerer", "answerer_two"):
        with acting(world.personas[who].actor) as actor:
            own = {"collaboration_id": actor.collaboration_id, "colleague_id": actor.colleague_id}
            Availability(**own, away_from=away, cap_per_week=0).save(force_insert=True)
    with acting(world.answerer_two.actor):
        ProfileChoice(**own, name_outside=False).save(force_insert=True)
    for who in ("answerer", "answerer_two"):
        helpers.declare(world, who, "heder")
    helpers.send(client_of(world.asker), world)
    with acting(world.manager.actor) as actor:
        found = [each.person.name for each in queries.coming_absences(actor)]
        assert found == ["Kollega i Storavan", "Sara Svarare"], "Åke would be last"
        assert [each.name for each in queries.asked_too_often(actor)] == found


def test_absences_and_areas_with_few_answerers(world: World, as_: As) -> None:
    helpers.declare(world, "answerer", "heder")
    with acting(world.answerer.actor):
        Availability(
            collaboration_id=world.collaboration_id,
            colleague_id=world.answerer.colleague_id,
            away_from=clock.today() + timedelta(days=3),
        ).save(force_insert=True)
    page = shown(as_(world.coordinator))
    away = page.split('id="borta"')[1].split("</section>")[0]
    assert "Sara Svarare" in away
    assert "tills vidare" in away
    thin = page.split('id="tunt"')[1].split("</section>")[0]
    assert thin.index("Spelberoende") > 0
    assert "En enda" in thin  # heder: only Sara
    assert "Ingen" in thin  # spel, ekonomi


def test_thanks_reach_the_one_who_helped_and_nobody_else(
    world: World, as_: As, question_id: uuid.UUID
) -> None:
    helpers.press(as_(world.answerer), "respond", question_id, choice="read")
    post_id = helpers.reply(as_(world.answerer), question_id, "Börja med skyddet.")
    coordinator = as_(world.coordinator)
    assert "Sara Svarare" not in shown(coordinator, f"{DESK}/tack")
    as_(world.asker).post(
        reverse("consultation:helped", args=[question_id, post_id]), {"helped": "yes"}
    )
    assert "Sara Svarare" in shown(coordinator, f"{DESK}/tack")
    posted = {
        "id": str(uuid.uuid4()),
        "colleague": [str(world.answerer.colleague_id)],
        "words": "answer",
    }
    assert coordinator.post(f"{DESK}/tack", posted).status_code == 302
    assert "thanks.given" in kinds(world.answerer)
    assert "Sara Svarare" not in shown(coordinator, f"{DESK}/tack")
    with acting(job_for(job="test", account_id=world.answerer.account.id)):
        told = Notice.objects.filter(kind="thanks.given").first()
    assert told is not None
    page = shown(as_(world.answerer), f"{DESK}/tack/{told.subject_id}")
    assert "Tack för att du svarar kollegor i andra kommuner." in page
    assert as_(world.answerer_two).get(f"{DESK}/tack/{told.subject_id}").status_code == 404
