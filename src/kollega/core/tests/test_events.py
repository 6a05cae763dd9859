"""What happened is a row of the same transaction; what follows is done once."""

from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from tests.personas import Persona, World

from kollega.core import events, jobs
from kollega.core.actor import Actor, acting
from kollega.core.events import Event, announce, listener
from kollega.core.models import CaseEvent, ListenerDone, SharedEvent

Heard = list[tuple[Actor, Event]]


@pytest.fixture(autouse=True)
def _only_these_listeners(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_listeners", {})


def say(persona: Persona, **more: object) -> Event:
    """Let a persona do something that is announced."""
    actor = persona.actor
    with acting(actor):
        return announce(actor, "test.happened", subject_kind="test", subject_id=uuid4(), **more)  # type: ignore[arg-type]


@pytest.fixture
def heard() -> Heard:
    told: Heard = []

    @listener("test.happened")
    def hear(actor: Actor, event: Event) -> None:
        assert SharedEvent.objects.filter(pk=event.id).exists()
        told.append((actor, event))

    return told


def test_a_listener_hears_what_was_announced(world: World, heard: Heard) -> None:
    other = uuid4()
    event = say(world.asker, detail={"post": other, "ring": 2, "posts": [other]})
    jobs.run_waiting()
    [(actor, told)] = heard
    assert told == event
    assert told.detail == {"post": other, "ring": 2, "posts": [other]}
    assert (actor.collaboration_id, actor.municipality_id) == (world.collaboration_id, None)
    assert actor.job == "core.hear"


def test_each_listener_has_its_effect_once(world: World, heard: Heard) -> None:
    event = say(world.asker)
    for _time in range(3):
        events.deliver.run(event_id=event.id, collaboration_id=event.collaboration_id)
    assert len(heard) == 1


def test_one_that_fails_holds_nobody_up_and_is_tried_again(world: World, heard: Heard) -> None:
    broken = [True]

    @listener("test.happened")
    def stumble(actor: Actor, event: Event) -> None:
        if broken:
            raise RuntimeError

    @listener("test.happened")
    def hear_after(actor: Actor, event: Event) -> None:
        heard.append((actor, event))

    event = say(world.asker)
    with pytest.raises(ExceptionGroup, match="listeners failed"):
        jobs.run_waiting()
    assert len(heard) == 2
    assert not ListenerDone.objects.filter(event_id=event.id, listener="core.stumble").exists()
    assert jobs.run_waiting() == 0, "it waits before it tries again"

    broken.clear()
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = null")
    assert jobs.run_waiting() == 1
    assert len(heard) == 2
    assert ListenerDone.objects.filter(event_id=event.id).count() == 3


def test_a_failed_effect_is_undone_with_its_mark(world: World) -> None:
    @listener("test.happened")
    def write_then_stumble(actor: Actor, event: Event) -> None:
        announce(actor, "test.followed", subject_kind="test", subject_id=event.subject_id)
        raise RuntimeError

    say(world.asker)
    with pytest.raises(ExceptionGroup):
        jobs.run_waiting()
    with acting(world.asker.actor):
        assert not SharedEvent.objects.filter(kind="test.followed").exists()


def test_once_as_each_municipality_of_the_collaboration(world: World) -> None:
    seen: list[UUID | None] = []

    @listener("test.happened", per_municipality=True)
    def hear(actor: Actor, event: Event) -> None:
        assert actor.collaboration_id == world.collaboration_id
        seen.append(actor.municipality_id)

    event = say(world.asker)
    jobs.run_waiting()
    events.deliver.run(event_id=event.id, collaboration_id=event.collaboration_id)
    expected = {world.asker.municipality.id, world.answerer.municipality.id}
    assert set(seen) == expected
    assert len(seen) == 2


def test_an_event_of_the_case_zone_stays_in_its_municipality(world: World) -> None:
    seen: list[Actor] = []

    @listener("test.happened", per_municipality=True)
    def hear(actor: Actor, event: Event) -> None:
        assert CaseEvent.objects.filter(pk=event.id).exists()
        seen.append(actor)

    event = say(world.asker, zone="case")
    jobs.run_waiting()
    assert [actor.municipality_id for actor in seen] == [world.asker.municipality.id]
    assert seen[0].collaboration_id is None
    with acting(world.answerer.actor):
        assert not CaseEvent.objects.filter(pk=event.id).exists()


def test_another_collaboration_sees_nothing(world: World) -> None:
    event = say(world.asker)
    with acting(world.answerer.actor):
        assert SharedEvent.objects.filter(pk=event.id).exists()
    with acting(world.outsider.actor):
        assert not SharedEvent.objects.filter(pk=event.id).exists()


def test_an_event_does_not_lead_to_the_one_who_did_it(world: World) -> None:
    actor = world.asker.actor
    event = say(world.asker)
    with acting(world.answerer.actor):
        [row] = SharedEvent.objects.filter(pk=event.id).values()
    stored = {str(value) for value in row.values()}
    whose = {
        actor.account_id,
        actor.membership_id,
        actor.municipality_id,
        actor.unit_id,
        actor.colleague_id,
    }
    assert stored.isdisjoint({str(each) for each in whose})
    for leading in (actor.account_id, actor.membership_id):
        with pytest.raises(ValueError, match="never carries an account"):
            say(world.asker, detail={"who": leading})
        with pytest.raises(ValueError, match="never carries an account"):
            say(world.asker, detail={"who": [leading]})


@pytest.mark.parametrize(
    "value", ["Anna Andersson", "Anna", "19121212-1212", "ring anna@example.se", 1.5, {"a": 1}, b""]
)
def test_an_event_carries_ids_only(world: World, value: object) -> None:
    with pytest.raises(TypeError, match="nothing else"):
        say(world.asker, detail={"what": value})


def test_event_and_job_are_there_together_or_not_at_all(real_world: World) -> None:
    def queued() -> int:
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from procrastinate_jobs where status = 'todo'")
            count: int = cursor.fetchone()[0]
            return count

    before = queued()
    actor = real_world.asker.actor
    with acting(actor):
        announce(actor, "test.happened", subject_kind="test", subject_id=uuid4())
        assert queued() == before + 1
        transaction.set_rollback(True)
    assert queued() == before
    say(real_world.asker)
    assert queued() == before + 1
    with acting(actor):
        assert SharedEvent.objects.filter(kind="test.happened").count() == 1


def test_two_listeners_may_not_share_a_name() -> None:
    def hear(actor: Actor, event: Event) -> None:
        pass

    listener("test.happened")(hear)
    with pytest.raises(ValueError, match=r"core\.hear"):
        listener("test.happened")(hear)


def test_a_place_is_needed(world: World) -> None:
    nobody = Actor(account_id=world.asker.account.id)
    with transaction.atomic(), pytest.raises(ValueError, match="collaboration"):
        announce(nobody, "test.happened", subject_kind="test", subject_id=uuid4())
    with transaction.atomic(), pytest.raises(ValueError, match="municipality"):
        announce(nobody, "test.happened", subject_kind="test", subject_id=uuid4(), zone="case")
