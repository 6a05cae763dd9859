"""Whoever shows her name in her own municipality only is nowhere named outside it before she comes forward."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kollega.competence.lending import duty
from kollega.competence.models import Availability
from kollega.competence.profile import choices
from kollega.consultation.models import Asked, Writing
from kollega.consultation.tests import helpers as asking
from kollega.coordination import queries as coordination
from kollega.core import clock
from kollega.core.actor import acting
from kollega.introduction.models import Introduction
from kollega.introduction.tests import helpers as newcomers
from kollega.knowledge.tests.wishes.permissions import made
from kollega.rounds import rules as round_rules
from kollega.rounds.choices import Can
from kollega.rounds.models import TimeProposal
from kollega.rounds.services import planning
from kollega.rounds.tests import helpers as rounds
from tests.personas import Persona, World, client_of

As = Callable[[Persona], Client]


def colleague_id(world: World, who: str) -> uuid.UUID:
    found = world.personas[who].colleague_id
    assert found is not None
    return found


@pytest.fixture
def hidden(world: World) -> World:
    """The asker in Granåker and the answerer in Storavan hide their names; both know an area."""
    for who in ("answerer", "asker"):
        with acting(world.personas[who].actor) as actor:
            choices.choose(actor, name_outside=False, answers_told=False)
        asking.declare(world, who, "heder")
    return world


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def shown(client: Client, name: str, *ids: object, query: str = "") -> str:
    """A page as text, in which the asker, of Granåker, is not named."""
    answer = client.get(reverse(name, args=list(ids)) + query)
    assert answer.status_code == 200
    html = str(answer.content.decode())
    assert "Maja Asker" not in html, name
    return html


def test_not_where_people_are_asked_to_a_round(hidden: World, as_: As) -> None:
    asking.declare(hidden, "answerer_two", "heder")
    question_id = asking.send(as_(hidden.asker), hidden)
    client = as_(hidden.asker)
    found = client.get(reverse("rounds:propose", args=[question_id])).content.decode()
    assert "Sara Svarare" not in found
    assert "Kollega i Storavan" in found

    round_id = rounds.propose(hidden, question_id)
    listed = client.get(reverse("rounds:people", args=[round_id])).content.decode()
    assert "Sara Svarare" not in listed
    assert "Kollega i Storavan" in listed
    searched = client.get(reverse("rounds:people", args=[round_id]) + "?q=sara").content.decode()
    assert "Sara Svarare" not in searched
    page = client.get(reverse("rounds:round", args=[round_id])).content.decode()
    assert "Sara Svarare" not in page


def test_a_name_is_not_found_by_searching_for_it(hidden: World, as_: As) -> None:
    round_id = rounds.standing(hidden, "other_unit")
    client = as_(hidden.coordinator)
    query = "?q=" + "maja"
    assert "Kollega i Granåker" not in shown(client, "rounds:people", round_id, query=query)
    everybody = client.get(reverse("rounds:people", args=[round_id]) + "?q=granåker")
    assert "Kollega i Granåker" in everybody.content.decode()
    assert "Maja Asker" not in everybody.content.decode()


def test_not_to_the_coordinator_who_watches_over_questions(hidden: World, as_: As) -> None:
    with acting(hidden.asker.actor):
        Availability(
            collaboration_id=hidden.collaboration_id,
            colleague_id=colleague_id(hidden, "asker"),
            cap_per_week=0,
            away_from=clock.today() + timedelta(days=3),
        ).save(force_insert=True)
    question_id = asking.send(as_(hidden.other_unit), hidden)
    with acting(hidden.coordinator.actor):
        Asked.objects.update_or_create(
            collaboration_id=hidden.collaboration_id,
            question_id=question_id,
            colleague_id=colleague_id(hidden, "asker"),
            defaults={"asked_at": clock.now(), "ring": 1, "place": 9},
        )
    page = as_(hidden.coordinator).get(reverse("coordination:desk")).content.decode()
    assert "Maja Asker" not in page
    for part in ("ofta", "borta"):
        assert "Kollega i Granåker" in page.split(f'id="{part}"')[1].split("</section>")[0]


def test_not_while_she_is_writing(hidden: World, as_: As) -> None:
    question_id = asking.send(as_(hidden.other_unit), hidden)
    asking.press(as_(hidden.answerer), "respond", question_id, choice="read")
    with acting(hidden.answerer.actor):
        Writing(
            collaboration_id=hidden.collaboration_id,
            question_id=question_id,
            colleague_id=colleague_id(hidden, "answerer"),
            seen_at=clock.now(),
        ).save(force_insert=True)
    assert "Sara Svarare" not in asking.page(as_(hidden.other_unit), question_id)


def test_not_where_a_card_is_ordered_of_her(hidden: World, as_: As) -> None:
    wish = made(hidden, "samsjuklighet")
    posted = {"id": str(uuid.uuid4()), "of": f"c:{hidden.asker.colleague_id}"}
    client = as_(hidden.coordinator)
    made_order = client.post(reverse("knowledge:order_wish", args=[wish.id]), posted)
    assert made_order.status_code == 302
    for name, ids in (("knowledge:wishes", []), ("knowledge:wish", [wish.id])):
        assert "Kollega i Granåker" in shown(client, name, *ids)
    at_home = as_(hidden.other_unit).get(reverse("knowledge:wishes")).content.decode()
    assert "Maja Asker" in at_home


def test_not_where_she_is_to_be_rung(hidden: World, as_: As) -> None:
    with acting(hidden.manager.actor) as actor:
        made_duty = duty.add(
            actor,
            public_id=uuid.uuid4(),
            colleague_id=colleague_id(hidden, "asker"),
            phone="070-174 06 66",
            first_day=clock.today(),
            last_day=clock.today() + timedelta(days=6),
        )
    for name, ids in (
        ("consultation:choose", []),
        ("competence:duties", []),
        ("competence:duty", [made_duty.id]),
    ):
        page = shown(as_(hidden.coordinator), name, *ids)
        assert "070-174 06 66" in page
    at_home = as_(hidden.other_unit).get(reverse("consultation:choose")).content.decode()
    assert "Kollega i bakgrunden (Maja Asker, Granåker)" in at_home


def test_a_list_is_cut_by_the_names_as_they_are_shown(
    hidden: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of Lars and Maja, who hides her name, the list has room for one: 'Kollega i …' comes before Lars."""
    monkeypatch.setattr(coordination, "PAGE", 1)
    question_id = asking.send(client_of(hidden.other_unit), hidden)
    for who in ("asker", "log_reviewer"):
        with acting(hidden.personas[who].actor):
            Availability(
                collaboration_id=hidden.collaboration_id,
                colleague_id=colleague_id(hidden, who),
                cap_per_week=0,
                away_from=clock.today() + timedelta(days=3),
            ).save(force_insert=True)
    with acting(hidden.coordinator.actor) as actor:
        for place, who in enumerate(("asker", "log_reviewer")):
            Asked.objects.update_or_create(
                collaboration_id=hidden.collaboration_id,
                question_id=question_id,
                colleague_id=colleague_id(hidden, who),
                defaults={"asked_at": clock.now(), "ring": 1, "place": 90 + place},
            )
        often, away = coordination.asked_too_often(actor), coordination.coming_absences(actor)
    assert [each.name for each in often] == ["Kollega i Granåker"]
    assert [each.person.name for each in away] == ["Kollega i Granåker"]


def test_a_vote_on_a_time_is_no_yes(hidden: World, as_: As) -> None:
    asking.declare(hidden, "answerer_two", "heder")
    round_id = rounds.propose(hidden, asking.send(as_(hidden.asker), hidden))
    before = rounds.page(as_(hidden.asker), "round", round_id).count("Kollega i Storavan")
    with acting(hidden.answerer.actor) as actor:
        seat = round_rules.round_for(actor, round_id)
        first = TimeProposal.objects.filter(round_id=round_id).order_by("starts_at")[0]
        planning.vote(actor, seat, says={first.id: Can.CAN})
    page = rounds.page(as_(hidden.asker), "round", round_id)
    assert "Sara Svarare" not in page
    assert page.count("Kollega i Storavan") == before + 1  # at the time too
    rounds.pick(hidden, round_id)  # her vote is a yes now
    assert "Sara Svarare" in rounds.page(as_(hidden.asker), "round", round_id)


def test_neither_mentor_nor_newcomer_before_she_has_come_forward(hidden: World, as_: As) -> None:
    mentoring_id = newcomers.asked(hidden)  # Sara, who hides her name, is asked for Nora
    with acting(hidden.new.actor) as actor:
        choices.choose(actor, name_outside=False, answers_told=False)
    with acting(newcomers.counter(hidden)):
        own = reverse("introduction:one", args=[Introduction.objects.get().id])
    page = text(as_(hidden.manager).get(own))
    assert "Sara Svarare" not in page
    assert "Kollega i Storavan är tillfrågad" in page
    newcomers.answers(hidden, mentoring_id)
    assert "Sara Svarare" in text(as_(hidden.manager).get(own))
    for address in (reverse("introduction:mentor"), f"/mentor/{mentoring_id}"):
        page = text(as_(hidden.answerer).get(address))
        assert "Nora" not in page
        assert "070-174 06 09" not in page
        assert "Kollega i Granåker" in page
    assert "hör av sig till dig" in page
    assert "vet inte vem du är" in text(as_(hidden.new).get("/ny-pa-jobbet"))
