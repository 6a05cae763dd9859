"""A card is kept in order: owners are told, old ones go, and what is taken down is gone for everybody."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World, add_unshown

from kollega.border import documents, takedown
from kollega.border.models import Draft, OwnDocument
from kollega.core import clock, destruction, own_data
from kollega.core.actor import Role, acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models.notice import Notice
from kollega.knowledge import examples
from kollega.knowledge.cards import finding, services
from kollega.knowledge.cards.jobs import keep_cards
from kollega.knowledge.models import Card, CardVersion
from kollega.knowledge.models.guidance import Pin
from kollega.knowledge.options import GRACE_DAYS
from kollega.knowledge.shipped import load_cards
from kollega.knowledge.tests.cards import helpers
from kollega.organisation.models import Agreement, CollaborationSetting, Colleague
from kollega.organisation.services import leave, setup_actor
from kollega.search import query

As = Callable[[Persona], Client]


def told(world: World, card_id: uuid.UUID) -> set[tuple[str, str]]:
    """(persona, kind) of every notice about a card."""
    found = set()
    for who, persona in world.personas.items():
        with acting(job_for(job="test", account_id=persona.account.id)):
            rows = Notice.objects.filter(subject_id=card_id, channel="screen")
            found |= {(who, row.kind) for row in rows.exclude(kind="card.reviewed")}
    return found


def pin_at_storavan(world: World, card: Card) -> None:
    """Another municipality has put the card where its own people meet it."""
    actor = world.answerer.actor
    with acting(actor):
        cleared = services.gate.clear(actor, {"why": "Bra."}, purpose="pin", stays_home=True)
        Pin(
            collaboration_id=actor.collaboration_id,
            only_municipality_id=actor.municipality_id,
            municipality_id=actor.municipality_id,
            moment="closing",
            card_id=card.id,
            why=cleared["why"],
            passage_id=cleared.passage_id,
        ).save(force_insert=True)


def test_the_owner_is_reminded_once_before_and_once_after(real_world: World) -> None:
    world = real_world
    card = helpers.made(world)
    run_waiting()
    assert card.check_by is not None
    for days, kinds in ((-40, set()), (-30, {"card.soon"}), (-29, {"card.soon"})):
        with clock.at(clock.now() + (card.check_by - clock.today()) + timedelta(days=days)):
            keep_cards.run()
            run_waiting()
            assert {kind for who, kind in told(world, card.id) if who == "asker"} == kinds
    with clock.at(clock.now() + timedelta(days=420)):
        keep_cards.run()
        run_waiting()
        keep_cards.run()
        run_waiting()
    assert told(world, card.id) == {("asker", "card.soon"), ("asker", "card.due")}


def test_a_card_passes_on_when_its_owner_leaves(real_world: World, as_: As) -> None:
    world = real_world
    card = helpers.made(world)
    with acting(world.asker.actor):
        yesterday = clock.today() - timedelta(days=1)
        Colleague.objects.filter(pk=world.asker.colleague_id).update(left_on=yesterday)
    # Before any job has run nobody is named any more.
    assert "Ingen har tagit över än" in helpers.page(as_(world.same_unit), card.id)
    keep_cards.run()
    run_waiting()
    assert told(world, card.id) == {("manager", "card.ownerless")}
    assert helpers.press(as_(world.answerer), "take_over_card", card.id) == 403
    assert helpers.press(as_(world.same_unit), "take_over_card", card.id) == 302
    assert "Olle Samma" in helpers.page(as_(world.answerer), card.id)


def test_what_was_taken_back_is_destroyed_in_time_and_stays_destroyed(
    world: World, as_: As
) -> None:
    card = helpers.changed(world)
    pin_at_storavan(world, card)
    unsent = {"draft": str(uuid.uuid4()), "version": "0", "text": "Det är fel", "do": ""}
    as_(world.answerer).post(reverse("knowledge:doubt_card", args=[card.id]), unsent)
    assert helpers.press(as_(world.asker), "withdraw_card", card.id) == 302
    keep_cards.run()
    with acting(world.asker.actor):
        assert Card.objects.filter(pk=card.id).exists()
    with clock.at(clock.now() + timedelta(days=400)):
        keep_cards.run()
    actor = world.asker.actor
    with acting(actor):
        assert not Card.objects.filter(pk=card.id).exists()
        assert not CardVersion.objects.filter(card_id=card.id).exists()
    with acting(world.answerer.actor):
        assert not Pin.objects.filter(card_id=card.id).exists()
        assert not Draft.objects.filter(subject_id=card.id).exists()
    with acting(actor):
        (entry,) = [each for each in destruction.entries(actor) if each.object_id == card.id]
    # A backup brings it back: the journal destroys it again, its versions at home too.
    own = helpers.made(world, only_own=True)
    with acting(actor):
        Card.objects.filter(pk=own.id).update(only_municipality_id=None, passage_id=uuid.uuid4())
        CardVersion.objects.create(
            collaboration_id=actor.collaboration_id,
            only_municipality_id=actor.municipality_id,
            card_id=own.id,
            number=1,
            saved_at=clock.now(),
            passage_id=uuid.uuid4(),
        )
    again = type(entry)(**{**entry.__dict__, "object_id": own.id, "id": uuid.uuid4()})
    assert destruction.replay([again]).destroyed == 1
    with acting(actor):
        assert not Card.objects.filter(pk=own.id).exists()


def test_a_card_that_is_taken_down_is_gone_and_comes_back_corrected(world: World, as_: As) -> None:
    card = helpers.changed(world)
    reader, manager = world.answerer.actor, world.manager.actor
    with acting(reader):
        assert takedown.take_down(reader, "card", card.id) == "now"
    page = reverse("knowledge:card", args=[card.id])
    for persona in (world.asker, world.answerer):
        assert as_(persona).get(page).status_code == 404
        listed = as_(persona).get(reverse("knowledge:cards")).content.decode()
        assert page not in listed
    with acting(reader):
        assert takedown.parts(reader, "card", card.id) == []
        assert query.find(reader, "förhandsbedömning", kinds=("card",)) == []
    with acting(manager):
        parts = {each.key: each for each in takedown.parts(manager, "card", card.id)}
        assert parts["body"].text == "Nytt om tiden."
        assert not parts["title"].may_be_removed
        assert sum(each.earlier for each in parts.values()) == 1
        cleared = services.gate.clear(manager, {"body": "Rättat."}, purpose="card")
        new = takedown.Changed(cleared["body"], cleared.passage_id)
        takedown.put_back(manager, "card", card.id, {"body": new})
    shown = helpers.page(as_(world.answerer), card.id)
    assert "Rättat." in shown
    assert "Nytt om tiden" not in shown
    with acting(reader):
        assert not CardVersion.objects.filter(card_id=card.id).exists()
        found = query.find(reader, "förhandsbedömning", kinds=("card",))
        assert [each.object_id for each in found] == [card.id]


def test_a_card_follows_what_it_was_made_of(world: World, as_: As) -> None:
    from kollega.incident.tests import helpers as incidents

    question_id = incidents.closed(world)
    card = helpers.made(world, "answerer", source=("question", question_id))
    page = reverse("knowledge:card", args=[card.id])
    assert as_(world.asker).get(page).status_code == 200
    sara, karin = world.answerer.actor, world.manager.actor
    with acting(sara):
        assert takedown.take_down(sara, "question", question_id) == "now"
        assert query.find(sara, "förhandsbedömning", kinds=("card",)) == []
    assert as_(world.asker).get(page).status_code == 404
    with acting(karin):
        keys = [each.key for each in takedown.parts(karin, "question", question_id)]
        assert f"card_{card.id}_title" in keys
        takedown.put_back(karin, "question", question_id)
    assert as_(world.asker).get(page).status_code == 200


def test_a_card_made_of_a_recognised_question_goes_with_it(world: World, as_: As) -> None:
    """A question from Granåker, a card of it in Storavan's name, and a pin there."""
    from kollega.incident.tests import helpers as incidents

    question_id = incidents.closed(world)
    card = helpers.made(world, "answerer", source=("question", question_id))
    pin_at_storavan(world, card)
    page = reverse("knowledge:card", args=[card.id])
    sara, karin = world.answerer.actor, world.manager.actor
    with acting(sara):
        assert takedown.take_down(sara, "question", question_id) == "now"
    with acting(karin):
        takedown.destroy(karin, "question", question_id, "incident")
    assert as_(world.asker).get(page).status_code == 404
    with acting(sara):
        assert not Card.objects.filter(pk=card.id).exists()
        assert not Pin.objects.filter(card_id=card.id).exists()
        assert query.find(sara, "förhandsbedömning", kinds=("card",)) == []
    with acting(karin):
        noted = {each.object_id for each in destruction.entries(karin)}
        assert {card.id, question_id} <= noted


def test_a_card_outlives_a_question_whose_time_has_passed(world: World, as_: As) -> None:
    from kollega.consultation import destruction as questions
    from kollega.incident.tests import helpers as incidents

    question_id = incidents.closed(world)
    card = helpers.made(world, "answerer", source=("question", question_id))
    with acting(world.answerer.actor):
        assert questions.destroy(world.answerer.actor, question_id)
    page = reverse("knowledge:card", args=[card.id])
    assert as_(world.asker).get(page).status_code == 200


@pytest.mark.parametrize("outcome", ["corrected", "destroyed"])
def test_a_card_down_by_itself_and_by_its_question(world: World, as_: As, outcome: str) -> None:
    from kollega.incident.tests import helpers as incidents

    question_id = incidents.closed(world)
    card = helpers.made(world, source=("question", question_id))
    page = reverse("knowledge:card", args=[card.id])
    sara, karin = world.answerer.actor, world.manager.actor
    with acting(sara):
        assert takedown.take_down(sara, "card", card.id) == "now"
        assert takedown.take_down(sara, "question", question_id) == "now"
    with acting(karin):
        if outcome == "destroyed":
            takedown.destroy(karin, "card", card.id, "incident")
        else:
            cleared = services.gate.clear(karin, {"body": "Rättat."}, purpose="card")
            new = takedown.Changed(cleared["body"], cleared.passage_id)
            takedown.put_back(karin, "card", card.id, {"body": new})
    assert as_(world.asker).get(page).status_code == 404
    with acting(sara):
        assert query.find(sara, "förhandsbedömning", kinds=("card",)) == []
    with acting(karin):
        takedown.put_back(karin, "question", question_id)
    if outcome == "destroyed":
        assert as_(world.asker).get(page).status_code == 404
    else:
        assert "Rättat." in helpers.page(as_(world.asker), card.id)


def test_the_registrar_reads_cards_and_a_rule_empties_them(world: World, as_: As) -> None:
    card = helpers.changed(world)
    registrar = world.registrar.actor
    with acting(registrar):
        own = list(documents.own(registrar).values_list("passage_id", "purpose"))
        read = documents.read(registrar, own)
    now = read[card.passage_id]
    assert now.title == "Kunskapskort"
    assert "Lag: 20 kap. 2 § SoL" in now.text
    assert "Maja" not in now.text
    assert sorted(each.title for each in read.values()) == [
        "Kunskapskort",
        "Kunskapskort, tidigare version",
    ]
    job = job_for(
        job="test",
        municipality_id=world.asker.municipality.id,
        collaboration_id=world.collaboration_id,
        roles=frozenset({Role.COUNTER}),
    )
    with acting(job):
        assert OwnDocument.objects.filter(passage_id__in=read).count() == 2
        assert documents.destroy(job, list(read)) == 2
        assert documents.destroy(job, list(read)) == 0
    assert as_(world.answerer).get(reverse("knowledge:card", args=[card.id])).status_code == 404


def test_what_stands_in_ones_name_is_told_and_the_ownership_forgotten(world: World) -> None:
    card = helpers.made(world)
    actor = world.asker.actor
    with acting(actor):
        rows = [row for part in own_data.gather(actor) for row in part.rows]
    assert any(helpers.TITLE in map(str, row.values()) for row in rows)
    job = job_for(
        job="test",
        municipality_id=actor.municipality_id,
        collaboration_id=actor.collaboration_id,
        account_id=actor.account_id,
        roles=frozenset({Role.COUNTER}),
    )
    with acting(job):
        own_data.forget(job)
    with acting(actor):
        assert Card.objects.get(pk=card.id).owner_id is None


def test_whoever_has_no_place_among_colleagues_is_told_nothing_of_others(world: World) -> None:
    card = helpers.made(world)
    with acting(world.asker.actor):
        Card.objects.filter(pk=card.id).update(owner=None)
    actor = add_unshown(world).actor
    assert actor.colleague_id is None
    with acting(actor):
        rows = [row for part in own_data.gather(actor) for row in part.rows]
    assert not any(helpers.TITLE in map(str, row.values()) for row in rows)


def test_a_job_knows_how_late_a_card_may_be(world: World) -> None:
    card = helpers.made(world)
    assert card.check_by is not None
    coordinator = world.coordinator
    with acting(coordinator.actor):
        CollaborationSetting(
            collaboration_id=world.collaboration_id,
            key=GRACE_DAYS,
            value=10,
            set_by_id=coordinator.colleague_id,
        ).save(force_insert=True)
    job = job_for(
        job="test",
        collaboration_id=world.collaboration_id,
        municipality_id=world.asker.municipality.id,
    )
    with acting(job):
        (entry,) = finding.entries(job)
        assert entry.fresh_until == card.check_by + timedelta(days=10)
        assert finding.entry(job, card) == entry


def test_what_one_was_writing_of_a_card_that_is_not_there_to_change_leads_to_no_wall(
    world: World, as_: As
) -> None:
    client = as_(world.asker)
    withdrawn, gone = helpers.made(world), helpers.made(world, title="Vem ringer vi först?")
    for each in (withdrawn, gone):
        edit = reverse("knowledge:edit_card", args=[each.id])
        data = helpers.form(world, base="1", draft=str(uuid.uuid4()), do="")
        assert client.post(edit, data).status_code == 302
    assert helpers.press(client, "withdraw_card", withdrawn.id) == 302
    reader = world.answerer.actor
    with acting(reader):
        assert takedown.take_down(reader, "card", gone.id) == "now"
    shown = client.get(reverse("knowledge:my_cards"))
    assert [each["url"] for each in shown.context["drafts"]] == [
        reverse("knowledge:card", args=[withdrawn.id])
    ]


def test_somebody_is_told_of_an_example_that_nobody_has_taken_over(real_world: World) -> None:
    world = real_world
    shipped = load_cards()[:2]
    answers = dict(
        zip(
            (each.key for each in shipped),
            (world.asker.municipality.id, world.answerer.municipality.id),
            strict=True,
        )
    )
    with acting(world.asker.actor):
        examples.bring(world.asker.actor, shipped, answers=answers)
        ids = [examples.id_in(world.collaboration_id, each.key) for each in shipped]
        last = max(Card.objects.get(pk=each).check_by for each in ids)
    run_waiting()
    with clock.at(clock.now() + (last - clock.today()) + timedelta(days=1)):
        keep_cards.run()
        run_waiting()
    at_home, at_storavan = (told(world, each) for each in ids)
    assert at_home == {("manager", "card.due")}
    # Nobody is a manager there.
    assert at_storavan == {("coordinator", "card.due")}


def test_cards_of_a_municipality_that_has_left_are_looked_after(real_world: World, as_: As) -> None:
    world = real_world
    card, own = helpers.made(world), helpers.made(world, only_own=True)
    run_waiting()
    setup = setup_actor(collaboration_id=world.collaboration_id)
    with acting(setup):
        agreement = Agreement.objects.get(
            collaboration_id=world.collaboration_id, municipality=world.asker.municipality
        )
        leave(setup, agreement=agreement, last_day=clock.today() - timedelta(days=1))
    keep_cards.run()
    run_waiting()
    client = as_(world.answerer)
    assert "Storavan" in helpers.page(client, card.id)
    assert ("coordinator", "card.ownerless") in told(world, card.id)
    assert told(world, own.id) == set()
    assert helpers.press(client, "take_over_card", card.id) == 302
    assert helpers.press(client, "check_card", card.id, version=1) == 302
