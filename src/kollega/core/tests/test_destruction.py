"""The journal of destruction: what is destroyed stays destroyed, also after a restore."""

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from tests.personas import World

from kollega.core import destruction, housekeeping, journal_file
from kollega.core.actor import Actor, acting, job_for
from kollega.core.models import CaseDestroyed, SharedDestroyed

GROUND = "test.kept_months=24"


@pytest.fixture
def things(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[set[UUID]]:
    """Things of kind `test.thing`, which a replay destroys."""
    settings.DATA = tmp_path
    monkeypatch.setattr(destruction, "_ways", {})
    there: set[UUID] = set()

    @destruction.destroys("test.thing", then=lambda: calls.append("then"))
    def destroy(actor: Actor, object_id: UUID) -> bool:
        calls.append(str(actor.collaboration_id or actor.municipality_id))
        was = object_id in there
        there.discard(object_id)
        return was

    calls.clear()
    return there


calls: list[str] = []


def note(actor: Actor, **changes: Any) -> UUID:
    object_id = uuid.uuid4()
    with acting(actor):
        destruction.note(
            actor, **({"kind": "test.thing", "object_id": object_id, "ground": GROUND} | changes)
        )
    return object_id


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "destruction.jsonl").read_text().splitlines()]


def test_each_zone_has_its_journal_and_sees_its_own(
    real_world: World, things: set[UUID], tmp_path: Path
) -> None:
    asker, outsider = real_world.asker.actor, real_world.outsider.actor
    shared = note(asker)
    own = note(asker, zone="case")
    narrow = note(asker, only_municipality_id=asker.municipality_id)

    def seen(actor: Actor) -> set[UUID]:
        with acting(actor, read_only=True):
            return {each.object_id for each in destruction.entries(actor)}

    assert seen(asker) == {shared, own, narrow}
    assert seen(real_world.answerer.actor) == {shared}
    assert seen(outsider) == set()
    assert [each["object_id"] for each in lines(tmp_path)] == [str(shared), str(own), str(narrow)]
    assert lines(tmp_path)[0]["ground"] == GROUND


def test_what_was_not_committed_is_in_neither(
    real_world: World, things: set[UUID], tmp_path: Path
) -> None:
    actor = real_world.asker.actor
    with acting(actor):
        destruction.note(actor, kind="test.thing", object_id=uuid.uuid4(), ground=GROUND)
        transaction.set_rollback(True)
    assert not (tmp_path / "destruction.jsonl").exists()
    with acting(actor):
        assert SharedDestroyed.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "test.unheard_of"},
        {"ground": "Anna Andersson ville det"},
        {"ground": ""},
        {"ground": "åäö"},
    ],
)
def test_words_and_kinds_that_nobody_can_destroy_again_are_refused(
    world: World, things: set[UUID], wrong: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match=r"ground|destroys"):
        note(world.asker.actor, **wrong)


def test_a_replay_destroys_again_and_may_be_run_twice(
    real_world: World, things: set[UUID], tmp_path: Path
) -> None:
    asker = real_world.asker.actor
    brought_back, gone = note(asker), note(asker, zone="case")
    journal = list(journal_file.read(journal_file.path()))
    unknown = journal_file.Entry(
        id=uuid.uuid4(),
        zone="shared",
        place_id=real_world.collaboration_id,
        only_municipality_id=None,
        kind="test.from_a_later_version",
        object_id=uuid.uuid4(),
        at=datetime.now(UTC),
        ground=GROUND,
    )
    things.add(brought_back)
    first = destruction.replay([*journal, unknown])
    assert (first.destroyed, first.already_gone, first.noted) == (1, 1, 1)
    assert first.unknown == {"test.from_a_later_version"}
    assert calls == [str(asker.collaboration_id), str(asker.municipality_id), "then"]
    assert gone not in things
    second = destruction.replay([*journal, unknown])
    assert (second.destroyed, second.already_gone, second.noted) == (0, 2, 0)


def test_a_replay_writes_down_what_the_backup_had_not_heard_of(
    real_world: World, things: set[UUID]
) -> None:
    asker = real_world.asker.actor
    note(asker)
    note(asker, zone="case")
    journal = list(journal_file.read(journal_file.path()))
    _forget_the_journal()
    assert destruction.replay(journal).noted == 2
    with acting(asker):
        assert destruction.entries(asker) == journal


def _forget_the_journal() -> None:
    from django.db.models import QuerySet

    for model in (SharedDestroyed, CaseDestroyed):
        QuerySet(model, using="owner").all().delete()


def test_a_line_cut_off_by_a_kill_harms_no_other_and_is_added_by_night(
    real_world: World, things: set[UUID], tmp_path: Path
) -> None:
    asker = real_world.asker.actor
    first = note(asker)
    file = tmp_path / "destruction.jsonl"
    file.write_bytes(file.read_bytes()[:-30])
    second = note(asker)
    damaged: list[int] = []
    found = list(journal_file.read(file, damaged=damaged))
    assert [each.object_id for each in found] == [second]
    assert damaged == [1]

    housekeeping.keep_journal.run()
    housekeeping.keep_journal.run()
    found = list(journal_file.read(file))
    assert [each.object_id for each in found] == [second, first]


def test_the_journal_only_grows(real_world: World, things: set[UUID]) -> None:
    asker = real_world.asker.actor
    note(asker)
    for statement in (
        "delete from core_shareddestroyed",
        "update core_shareddestroyed set kind=''",
    ):
        from django.db import ProgrammingError, connection

        with pytest.raises(ProgrammingError, match="permission denied"), acting(asker):
            connection.cursor().execute(statement)


def test_two_ways_for_one_kind_are_refused(things: set[UUID]) -> None:
    with pytest.raises(ValueError, match="two ways"):
        destruction.destroys("test.thing")(lambda _actor, _id: True)


def test_a_job_without_a_place_notes_nothing(world: World, things: set[UUID]) -> None:
    for zone in ("shared", "case"):
        with pytest.raises(ValueError, match="needs a"):
            note(job_for(job="test"), zone=zone)
