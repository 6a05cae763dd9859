"""What a file says outside its passages, mismatched choices, and what others keep of a document."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse
from tests.personas import World, client_of

from kollega.core import clock
from kollega.core.actor import acting
from kollega.knowledge.documents import destruction, imports, jobs
from kollega.knowledge.documents.bringing import months_ahead
from kollega.knowledge.models import DocumentPassage, ImportFile, KnowledgeDocument, Pin
from kollega.knowledge.tests.documents import helpers
from kollega.knowledge.tests.guidance.permissions import pin

PAGE = f"<html><head><title>%s</title></head><body><main><h1>Riktlinje</h1><h2>Syfte</h2><p>{helpers.SAID}</p></main></body></html>"


def _taken(answer: Any) -> uuid.UUID:
    assert answer.status_code == 302, answer.content.decode()
    return uuid.UUID(answer["Location"].rpartition("/")[2])


def _file(world: World, document_id: uuid.UUID, who: str = "answerer") -> Any:
    url = reverse("knowledge:document_file", args=[document_id])
    return client_of(world.personas[who]).get(url)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", PAGE % "Kalle Petterssons ärende"),
        ("a.txt", f"Om Kalle Pettersson\n\nSyfte\n\n{helpers.SAID}\n"),
    ],
)
def test_a_file_that_says_more_than_was_decided_on_is_not_kept(
    world: World, name: str, text: str
) -> None:
    file_id = helpers.sent(world, text=text, name=name)

    document_id = _taken(helpers.take_in(world, "asker", file_id, title="R", only="shared"))

    assert _file(world, document_id).status_code == 404


def test_enter_in_a_field_decides_nothing(world: World) -> None:
    file_id = helpers.sent(world, text=helpers.NAMED)
    url = reverse("knowledge:import_file", args=[file_id])
    client = client_of(world.asker)
    client.post(url, {"title": "R", "only": "shared", "do": ""})
    buttons = re.findall(r'name="do" value="([^"]*)"', client.get(url).content.decode())
    assert "keep_all" in buttons

    answer = client.post(url, {"title": "R", "only": "shared", "do": buttons[0]})

    assert answer["Location"] == f"{url}#kontrollen"
    with acting(world.asker.actor):
        file = ImportFile.objects.get(pk=file_id)
        assert (file.kept, file.replaced, file.state) == ({}, [], "found")


def test_a_file_whose_title_was_replaced_is_not_kept(world: World) -> None:
    file_id = helpers.sent(world)
    url = reverse("knowledge:import_file", args=[file_id])
    terms = {"title": "Om Kalle Pettersson", "only": "shared"}
    client_of(world.asker).post(url, terms | {"do": "replace_kind:person"})

    document_id = _taken(helpers.take_in(world, "asker", file_id, **terms))

    assert _file(world, document_id).status_code == 404


def test_markdown_is_kept_without_what_nobody_reads(world: World) -> None:
    text = (
        f"---\nauthor: Kalle Pettersson\n---\n# Riktlinje\n\n<!-- Kalle Pettersson -->\n\n## Syfte\n\n{helpers.SAID}"
        "\n\n- Se [sidan](https://x.se/kalle-pettersson)\n- Ring\n"
    )
    file_id = helpers.sent(world, text=text, name="a.md")

    document_id = _taken(helpers.take_in(world, "asker", file_id, only="shared"))

    kept = _file(world, document_id).content.decode()
    assert "## Syfte" in kept
    assert "- Se sidan\n- Ring" in kept
    assert "attersson" not in kept.lower()


TITLE = "Riktlinje för placeringar"
NEXT = helpers.TEXT.replace("hela tiden", "varje dag").replace("samma dag", "inom en vecka")


@pytest.mark.parametrize(("own", "only"), [(False, "own"), (True, "shared")])
def test_a_new_edition_is_not_read_by_others_than_was_chosen(
    world: World, own: bool, only: str
) -> None:
    before = helpers.document(world, title=TITLE, only_own=own)
    file_id = helpers.sent(world, text=NEXT)

    answer = helpers.take_in(world, "asker", file_id, replaces=str(before.id), only=only)

    assert answer.status_code == 422
    assert "En ny utgåva läses av samma som den förra" in answer.content.decode()
    page = client_of(world.asker).get(reverse("knowledge:document", args=[before.id]))
    assert "inom en vecka" not in page.content.decode()


def test_only_what_one_may_change_is_offered_to_be_replaced(world: World) -> None:
    theirs = helpers.document(world, "answerer", title=TITLE)
    file_id = helpers.sent(world, text=NEXT)

    page = client_of(world.asker).get(reverse("knowledge:import_file", args=[file_id]))
    answer = helpers.take_in(world, "asker", file_id, replaces=str(theirs.id), only="shared")

    assert f'value="{theirs.id}"' not in page.content.decode()
    assert answer.status_code in {302, 422}
    shown = client_of(world.answerer).get(reverse("knowledge:document", args=[theirs.id]))
    assert "inom en vecka" not in shown.content.decode()


def _commit() -> None:
    """What the database says when a transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def test_what_another_municipality_has_pinned_does_not_stop_an_undo(world: World) -> None:
    file_id = helpers.sent(world)
    document_id = _taken(helpers.take_in(world, "asker", file_id, only="shared"))
    theirs = world.answerer.actor
    with acting(theirs):
        part = DocumentPassage.objects.filter(
            collaboration_id=theirs.collaboration_id, document_id=document_id
        )[0]
    pinned = pin(world, "coordinator", part=part, only_own=True)
    with acting(world.asker.actor):
        run_id = ImportFile.objects.get(
            municipality_id=world.asker.actor.municipality_id, pk=file_id
        ).run_id

    client_of(world.asker).post(reverse("knowledge:undo_import", args=[run_id]))

    _commit()
    with acting(world.coordinator.actor):
        assert not Pin.objects.filter(
            collaboration_id=theirs.collaboration_id, pk=pinned.pk
        ).exists()


def test_one_document_that_fails_does_not_stop_the_night(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [helpers.document(world, only_own=False) for _number in range(2)]
    with acting(world.asker.actor) as actor:
        KnowledgeDocument.objects.filter(
            collaboration_id=actor.collaboration_id, pk__in=[each.id for each in documents]
        ).update(removed_at=clock.now() - timedelta(days=100))
    real = destruction.destroy

    def fails_once(actor: Any, document_id: uuid.UUID) -> bool:
        if document_id == documents[0].id:
            raise IntegrityError("something holds it")
        return real(actor, document_id)

    monkeypatch.setattr(destruction, "destroy", fails_once)
    jobs.destroy_removed_documents.run()

    with acting(world.asker.actor) as actor:
        left = KnowledgeDocument.objects.filter(collaboration_id=actor.collaboration_id)
        assert [each.id for each in left] == [documents[0].id]


def test_an_old_page_does_not_overwrite_a_newer_day_or_area(world: World) -> None:
    document = helpers.document(world)
    url = reverse("knowledge:change_document", args=[document.id])
    client = client_of(world.asker)
    said = {"title": str(document.title), "version": str(document.version)}
    first = client.post(url, said | {"day": "2026-01-10", "area": str(world.areas["spel"].id)})
    assert first.status_code == 302

    other_day = client.post(url, said | {"day": "2025-03-04", "area": str(world.areas["spel"].id)})
    other_area = client.post(url, said | {"day": "2026-01-10"})
    again = client.post(url, said | {"day": "2026-01-10", "area": str(world.areas["spel"].id)})

    assert (other_day.status_code, other_area.status_code) == (409, 409)
    assert "2025-03-04" in other_day.content.decode()
    assert "Behåll den sparade" in other_day.content.decode()
    assert "Spelberoende" in other_area.content.decode()
    assert again.status_code == 302
    with acting(world.asker.actor) as actor:
        kept = KnowledgeDocument.objects.get(
            collaboration_id=actor.collaboration_id, pk=document.id
        )
        assert kept.day is not None
        assert kept.day.isoformat() == "2026-01-10"
        # Nothing written means a year ahead, as it says beside the field.
        assert kept.check_by == months_ahead(clock.today(), 12)


def test_a_file_that_was_let_be_while_it_was_read_stays_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = world.asker.actor
    with acting(actor):
        run = imports.start(actor, [imports.Upload("a.txt", helpers.TEXT.encode())])
    real = imports.read

    def while_it_is_left(data: bytes, name: str, *, seconds: float) -> Any:
        with acting(actor):
            imports.leave(imports.files_of(actor, run)[0])
        return real(data, name, seconds=seconds)

    monkeypatch.setattr(imports, "read", while_it_is_left)
    jobs.read_import.run(
        run_id=run.id, municipality_id=actor.municipality_id, account_id=actor.account_id
    )

    with acting(actor):
        (file,) = ImportFile.objects.filter(municipality_id=actor.municipality_id, run=run)
        assert (file.state, file.made, file.reading) == ("left", None, None)
