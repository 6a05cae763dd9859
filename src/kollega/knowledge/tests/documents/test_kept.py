"""What an undone edition gives back, and who is told when a document is to be looked over."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from tests.personas import World, client_of

from kollega.border import takedown
from kollega.core import clock, destruction
from kollega.core.actor import acting, job_for
from kollega.core.jobs import run_waiting
from kollega.core.models.notice import Notice
from kollega.knowledge.documents import imports
from kollega.knowledge.documents.jobs import remind_of_documents
from kollega.knowledge.documents.rules import KIND
from kollega.knowledge.models import (
    DocumentEdition,
    DocumentPassage,
    ImportFile,
    KnowledgeDocument,
    Pin,
)
from kollega.knowledge.tests.documents import helpers
from kollega.knowledge.tests.guidance.permissions import pin
from kollega.organisation.models import Colleague

NEXT = helpers.TEXT.replace("hela tiden", "varje dag").replace("samma dag", "inom en vecka")
TITLE = "Riktlinje för placeringar"


def _document(world: World) -> KnowledgeDocument:
    return helpers.document(
        world,
        title=TITLE,
        source="Socialnämnden, § 84",
        day=date(2024, 5, 2),
        check_by=date(2027, 1, 31),
        area_ids=(world.areas["spel"].id,),
    )


def _renewed(world: World, document: KnowledgeDocument) -> uuid.UUID:
    """Take in a new edition that is said other things of; the import."""
    file_id = helpers.sent(world, text=NEXT)
    answer = helpers.take_in(
        world,
        "asker",
        file_id,
        replaces=str(document.id),
        only="shared",
        title="Nya riktlinjen",
        source="Kommunstyrelsen",
        day="2026-02-03",
        area=str(world.areas["ekonomi"].id),
    )
    assert answer.status_code == 302, answer.content.decode()
    with acting(world.asker.actor) as actor:
        return ImportFile.objects.get(municipality_id=actor.municipality_id, pk=file_id).run_id


def _undo(world: World, run_id: uuid.UUID) -> None:
    answer = client_of(world.asker).post(reverse("knowledge:undo_import", args=[run_id]))
    assert answer.status_code == 302


def _now(world: World, document: KnowledgeDocument) -> KnowledgeDocument:
    with acting(world.asker.actor) as actor:
        return KnowledgeDocument.objects.get(
            collaboration_id=actor.collaboration_id, pk=document.id
        )


def _facts(world: World, document: KnowledgeDocument) -> tuple[Any, ...]:
    now = _now(world, document)
    with acting(world.asker.actor):
        areas = tuple(now.areas.values_list("area_id", flat=True))
    return str(now.title), str(now.source), now.sort_key, now.day, now.check_by, areas


def _pinned_in(world: World, pinned: Pin) -> int:
    """The edition that a pin's passage stands in."""
    with acting(world.coordinator.actor) as actor:
        row = Pin.objects.select_related("part__edition").get(
            collaboration_id=actor.collaboration_id, pk=pinned.pk
        )
        assert row.part is not None
        return row.part.edition.number


@pytest.mark.parametrize("only_own", [False, True])
def test_an_undone_edition_gives_back_what_was_said_and_pinned(
    world: World, only_own: bool
) -> None:
    """Also what another municipality has pinned for itself, which whoever undoes cannot see."""
    document = _document(world)
    before = _facts(world, document)
    with acting(world.asker.actor) as actor:
        part = DocumentPassage.objects.filter(
            collaboration_id=actor.collaboration_id, document=document
        ).order_by("number")[0]
    pinned = pin(world, part=part, only_own=only_own)
    run_id = _renewed(world, document)
    assert _facts(world, document) != before
    assert _pinned_in(world, pinned) == 2

    _undo(world, run_id)

    assert _facts(world, document) == before
    assert _pinned_in(world, pinned) == 1
    page = client_of(world.answerer).get(reverse("knowledge:documents")).content.decode()
    assert TITLE in page


def test_what_somebody_has_changed_since_stays(world: World) -> None:
    document = _document(world)
    run_id = _renewed(world, document)
    now = _now(world, document)
    changed = client_of(world.asker).post(
        reverse("knowledge:change_document", args=[document.id]),
        {
            "title": "Efter rådslaget",
            "version": str(now.version),
            "day": "2026-02-03",
            "check_by": str(now.check_by),
            "area": str(world.areas["ekonomi"].id),
        },
    )
    assert changed.status_code == 302

    _undo(world, run_id)

    title, _source, _key, day, check_by, areas = _facts(world, document)
    assert (title, day, check_by) == ("Efter rådslaget", date(2024, 5, 2), date(2027, 1, 31))
    assert areas == (world.areas["spel"].id,)


def test_an_edition_that_came_after_the_undone_one_holds(world: World) -> None:
    document = _document(world)
    run_id = _renewed(world, document)
    helpers.document(world, text=NEXT.replace("en vecka", "ett år"), replaces=document.id)
    with acting(world.asker.actor) as actor:
        _ours = imports.undo_editions(actor, run_id)
        numbers = DocumentEdition.objects.filter(
            collaboration_id=actor.collaboration_id, document=document
        ).values_list("number", flat=True)
        assert sorted(numbers) == [1, 3]

    page = client_of(world.answerer).get(reverse("knowledge:document", args=[document.id]))
    assert "inom ett år" in page.content.decode()


def test_an_undone_edition_that_a_backup_brings_back_goes_again(world: World) -> None:
    document = _document(world)
    before = _facts(world, document)
    run_id = _renewed(world, document)
    with acting(world.asker.actor) as actor:
        backup = list(
            DocumentEdition.objects.filter(
                collaboration_id=actor.collaboration_id, document=document, number=2
            )
        )
        called = KnowledgeDocument.objects.get(pk=document.id)
    _undo(world, run_id)
    with acting(world.asker.actor):
        backup[0].save(force_insert=True)
        called.save()
    job = job_for(job="test", collaboration_id=world.collaboration_id)
    with acting(job):
        journal = destruction.entries(job)

    assert destruction.replay(journal).destroyed == 1

    assert _facts(world, document) == before


def test_an_undo_leaves_what_is_not_decided_on(world: World) -> None:
    helpers.upload(
        world, "asker", ("a.txt", helpers.TEXT.encode()), ("b.txt", b"Annat\n\n" + NEXT.encode())
    )
    run_waiting()
    with acting(world.asker.actor) as actor:
        here = {"municipality_id": actor.municipality_id}
        first, second = ImportFile.objects.filter(**here).order_by("number")
    assert helpers.take_in(world, "asker", first.id).status_code == 302

    _undo(world, first.run_id)

    assert helpers.take_in(world, "asker", second.id, title="Annat").status_code == 302
    _undo(world, first.run_id)
    with acting(world.asker.actor):
        states = ImportFile.objects.filter(**here).values_list("state", flat=True)
        assert set(states) == {ImportFile.State.UNDONE}
        assert not KnowledgeDocument.objects.filter(
            collaboration_id=world.collaboration_id
        ).exists()


def test_what_is_taken_down_can_be_undone_when_it_is_back(world: World) -> None:
    file_id = helpers.sent(world)
    answer = helpers.take_in(world, "asker", file_id, only="shared")
    document_id = uuid.UUID(answer["Location"].rpartition("/")[2])
    with acting(world.asker.actor):
        run_id = ImportFile.objects.get(pk=file_id).run_id
    with acting(world.answerer.actor) as reader:
        takedown.take_down(reader, KIND, document_id)
    _undo(world, run_id)
    with acting(world.manager.actor) as manager:
        takedown.put_back(manager, KIND, document_id)
    page = reverse("knowledge:document", args=[document_id])
    assert client_of(world.answerer).get(page).status_code == 200

    _undo(world, run_id)

    assert client_of(world.answerer).get(page).status_code == 404


# --- When it is to be looked over -----------------------------------------------------------------


def _told(world: World, document: KnowledgeDocument) -> list[tuple[str, str]]:
    found = []
    for who, persona in world.personas.items():
        with acting(job_for(job="test", account_id=persona.account.id)):
            rows = Notice.objects.filter(subject_id=document.id, channel="screen")
            found += [(who, row.kind) for row in rows]
    return sorted(found)


def _night(day: date) -> None:
    with clock.at(clock.now() + (day - clock.today())):
        remind_of_documents.run()
        run_waiting()


@pytest.mark.parametrize("has_left", [False, True])
def test_whoever_answers_for_a_document_is_told_before_and_after(
    world: World, has_left: bool
) -> None:
    day = clock.today() + timedelta(days=100)
    document = helpers.document(world, check_by=day)
    who = "manager" if has_left else "asker"
    if has_left:
        with acting(world.asker.actor):
            Colleague.objects.filter(pk=world.asker.colleague_id).update(
                left_on=clock.today() - timedelta(days=1)
            )

    _night(day - timedelta(days=60))
    assert _told(world, document) == []
    _night(day - timedelta(days=20))
    _night(day - timedelta(days=19))
    assert _told(world, document) == [(who, "document.soon")]
    _night(day + timedelta(days=1))
    _night(day + timedelta(days=2))
    assert _told(world, document) == [(who, "document.due"), (who, "document.soon")]


def test_of_what_was_removed_nobody_is_told(world: World) -> None:
    document = helpers.document(world, check_by=clock.today() + timedelta(days=5))
    client_of(world.asker).post(reverse("knowledge:remove_document", args=[document.id]))

    _night(clock.today() + timedelta(days=10))

    assert _told(world, document) == []
