"""Documents: brought in, shared through the gate, found again, replaced, undone and taken down."""

import uuid
from typing import Any

import pytest
from django.urls import reverse
from tests.personas import World, client_of

from kollega.border import documents as own_texts
from kollega.border import takedown
from kollega.border.gate import NotCleared
from kollega.border.models import OwnDocument
from kollega.core.actor import acting, job_for
from kollega.core.jobs import run_waiting
from kollega.files.passages import read
from kollega.knowledge.documents import destruction, imports, likeness, searching
from kollega.knowledge.documents.bringing import Came, Terms, bring
from kollega.knowledge.documents.looking_over import Decided
from kollega.knowledge.models import (
    DocumentEdition,
    DocumentPassage,
    ImportFile,
    KnowledgeDocument,
)
from kollega.knowledge.tests.documents import helpers
from kollega.search import kinds
from kollega.search.models import Document as Indexed


def _page(world: World, who: str, document_id: uuid.UUID) -> str:
    answer = client_of(world.personas[who]).get(reverse("knowledge:document", args=[document_id]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def _status(world: World, who: str, document_id: uuid.UUID) -> int:
    url = reverse("knowledge:document", args=[document_id])
    return int(client_of(world.personas[who]).get(url).status_code)


def _only_file(world: World, who: str = "asker") -> ImportFile:
    actor = world.personas[who].actor
    with acting(actor):
        return ImportFile.objects.get(municipality_id=actor.municipality_id)


def test_a_small_file_is_read_at_once_and_taken_in_for_the_municipality(world: World) -> None:
    answer = helpers.upload(world, "asker", ("jour.docx", helpers.word(helpers.SAID)))
    file = _only_file(world)
    assert answer["Location"] == reverse("knowledge:import_file", args=[file.id])
    review = client_of(world.asker).get(answer["Location"]).content.decode()
    assert "Rutin för jour" in review
    assert "Så gör vi" in review

    answer = helpers.take_in(world, "asker", file.id, title="Rutin för jour")

    assert answer.status_code == 302, answer.content.decode()
    document_id = uuid.UUID(answer["Location"].rpartition("/")[2])
    page = _page(world, "same_unit", document_id)
    assert "Rutin för jour" in page
    assert "familjen och nätverket" in page
    assert _status(world, "answerer", document_id) == 404
    file = _only_file(world)
    assert (file.state, file.raw, file.made, file.reading) == ("brought", None, None, None)
    got = client_of(world.asker).get(reverse("knowledge:document_file", args=[document_id]))
    assert got.content.startswith(b"PK")
    assert b"python-docx" not in got.content


def test_many_files_are_read_by_a_job_that_can_be_left(world: World) -> None:
    answer = helpers.upload(
        world, "asker", ("ett.txt", helpers.TEXT.encode()), ("bild.pdf", b"%PDF-1.7\nskrot")
    )
    url = answer["Location"]
    assert "Läser filerna" in client_of(world.asker).get(url).content.decode()

    run_waiting()

    page = client_of(world.asker).get(url).content.decode()
    assert "Läser filerna" not in page
    assert "Granska och ta in" in page
    assert "går inte att läsa" in page
    assert client_of(world.same_unit).get(url).status_code == 404


def test_what_is_shared_is_decided_on_group_by_group(world: World) -> None:
    file_id = helpers.sent(world, text=helpers.NAMED)
    url = reverse("knowledge:import_file", args=[file_id])
    client = client_of(world.asker)

    answer = helpers.take_in(world, "asker", file_id, only="shared")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Kalle Pettersson" in page
    assert "Eskilstuna" in page
    terms = {"title": "Riktlinje", "only": "shared"}
    client.post(url, terms | {"do": "keep_kind:place", "reason_place": "Publicerat dokument"})
    client.post(url, terms | {"do": "replace_kind:person"})
    answer = client.post(url, terms | {"do": "take_in"})
    assert answer.status_code == 302, answer.content.decode()
    document_id = uuid.UUID(answer["Location"].rpartition("/")[2])
    page = _page(world, "answerer", document_id)
    assert "Eskilstuna" in page
    assert "Pettersson" not in page
    # The file still says what was replaced: it is not kept.
    assert "Filen är inte sparad" in page


def test_a_published_document_is_kept_as_it_is_by_one_press(world: World) -> None:
    file_id = helpers.sent(world, text=helpers.NAMED)
    url, terms = reverse("knowledge:import_file", args=[file_id]), {"title": "R", "only": "shared"}

    client_of(world.asker).post(url, terms | {"do": "keep_all", "reason": "Publicerat dokument"})
    answer = helpers.take_in(world, "asker", file_id, **terms)

    assert answer.status_code == 302
    page = _page(world, "answerer", uuid.UUID(answer["Location"].rpartition("/")[2]))
    assert "Kalle Pettersson" in page
    assert "Hämta filen" in page


def test_what_the_source_says_is_decided_on_too(world: World) -> None:
    file_id = helpers.sent(world)
    url = reverse("knowledge:import_file", args=[file_id])
    terms = {"title": "Riktlinje", "source": "Eskilstuna kommun", "only": "shared"}
    stopped = helpers.take_in(world, "asker", file_id, **terms)
    assert stopped.status_code == 422
    assert "Platser och kommuner" in stopped.content.decode()

    client_of(world.asker).post(url, terms | {"do": "keep_kind:place", "reason_place": "Utgivaren"})

    assert helpers.take_in(world, "asker", file_id, **terms).status_code == 302


def test_numbers_that_belong_to_a_person_never_stay(world: World) -> None:
    text = f"{helpers.TEXT}\nAkten gäller 19900118-9803 och ingen annan i hela världen.\n"
    file_id = helpers.sent(world, text=text)
    client, url = client_of(world.asker), reverse("knowledge:import_file", args=[file_id])

    client.post(url, {"title": "A", "do": "keep_kind:personal_number", "reason": "Jag vill"})
    assert helpers.take_in(world, "asker", file_id, only="own").status_code == 422
    client.post(url, {"title": "A", "only": "own", "do": "replace_kind:personal_number"})
    answer = helpers.take_in(world, "asker", file_id, only="own")

    assert answer.status_code == 302
    page = _page(world, "asker", uuid.UUID(answer["Location"].rpartition("/")[2]))
    assert "9803" not in page


def test_what_was_looked_over_for_one_municipality_is_not_opened_to_others(world: World) -> None:
    document = helpers.document(world, text=helpers.NAMED, only_own=True)
    actor = world.asker.actor
    with acting(actor), pytest.raises(Exception, match="one municipality alone"):
        DocumentPassage.objects.filter(
            collaboration_id=actor.collaboration_id, document=document
        ).update(only_municipality_id=None)


def test_it_is_found_by_its_passages_and_shown_with_its_place(world: World) -> None:
    document = helpers.document(world)
    own = helpers.document(world, only_own=True)
    keys = [("document", each.id, part) for each in (document, own) for part in (0, 1, 2)]

    with acting(world.answerer.actor):
        there = Indexed.objects.filter(kind="document", object_id=document.id).count()
        shown = kinds.show(world.answerer.actor, keys)
        unseen = Indexed.objects.filter(kind="document", object_id=own.id).count()

    assert (there, unseen) == (3, 0)
    assert set(shown) == {("document", document.id, part) for part in (0, 1, 2)}
    hit = shown["document", document.id, 2]
    assert hit.title.endswith(": Ansvar")
    assert hit.url.endswith("#s2")
    assert "följs upp" in hit.text


def test_an_index_that_is_built_anew_holds_the_same(world: World) -> None:
    document = helpers.document(world)
    helpers.document(world, only_own=True)
    job = job_for(job="tests.index", collaboration_id=world.collaboration_id)
    with acting(job):
        found = list(searching.entries(job))

    assert [(each.object_id, each.part) for each in found] == [(document.id, n) for n in range(3)]


def test_a_new_edition_replaces_the_old_which_stays_as_history(world: World) -> None:
    title = "Riktlinje för placeringar"
    before = helpers.document(world, title=title, only_own=True)
    text = helpers.TEXT.replace("hela tiden", "varje dag").replace("samma dag", "inom en vecka")
    file_id = helpers.sent(world, text=text)
    url = reverse("knowledge:import_file", args=[file_id])
    assert "Är det en ny utgåva?" in client_of(world.asker).get(url).content.decode()

    answer = helpers.take_in(world, "asker", file_id, replaces=str(before.id))

    assert answer["Location"] == reverse("knowledge:document", args=[before.id])
    page = _page(world, "asker", before.id)
    assert "inom en vecka" in page
    old = client_of(world.asker).get(answer["Location"] + "?utgava=1").content.decode()
    assert "samma dag" in old
    assert "som inte gäller längre" in old
    run_id = _only_file(world).run_id
    undone = client_of(world.asker).post(reverse("knowledge:undo_import", args=[run_id]))
    assert undone.status_code == 302
    assert "samma dag" in _page(world, "asker", before.id)


def test_an_import_is_undone_and_does_not_come_back(world: World) -> None:
    file_id = helpers.sent(world)
    answer = helpers.take_in(world, "asker", file_id, only="shared")
    document_id = uuid.UUID(answer["Location"].rpartition("/")[2])
    actor = world.asker.actor

    client_of(world.asker).post(reverse("knowledge:undo_import", args=[_only_file(world).run_id]))

    assert _status(world, "asker", document_id) == 404
    with acting(actor):
        assert not Indexed.objects.filter(object_id=document_id).exists()
        assert not DocumentPassage.objects.filter(
            collaboration_id=actor.collaboration_id, document_id=document_id
        ).exists()
        assert destruction.destroy(actor, document_id) is False


def test_what_somebody_has_asked_for_is_not_undone(world: World) -> None:
    document = helpers.document(world)
    actor = world.asker.actor
    with acting(actor):
        edition = DocumentEdition.objects.get(
            collaboration_id=actor.collaboration_id, document=document
        )
        own_texts.hold(actor, [edition.passage_id])
        with pytest.raises(destruction.Held):
            imports.undo_editions(actor, edition.run_id)
        assert KnowledgeDocument.objects.filter(pk=document.id).exists()


def test_removed_and_put_back(world: World) -> None:
    document = helpers.document(world)
    client = client_of(world.asker)
    client.post(reverse("knowledge:remove_document", args=[document.id]))
    assert _status(world, "answerer", document.id) == 404

    client.post(reverse("knowledge:restore_document", args=[document.id]))

    assert _status(world, "answerer", document.id) == 200
    with acting(world.answerer.actor):
        assert Indexed.objects.filter(object_id=document.id).exists()


def test_the_registrar_reads_it_as_a_public_document(world: World) -> None:
    document = helpers.document(world)
    actor = world.registrar.actor
    with acting(actor):
        noted = list(OwnDocument.objects.filter(purpose__in=["document", "document_facts"]))
        found = own_texts.read(actor, [(each.passage_id, each.purpose) for each in noted])

    texts = {each.title: each.text for each in found.values()}
    assert helpers.SAID in texts[f"Dokument: {document.title}"]
    assert str(document.title) in texts[f"Uppgifter om dokumentet {document.title}"]


def test_taken_down_for_all_and_put_back_corrected(world: World) -> None:
    document = helpers.document(world, "answerer")
    actor = world.asker.actor
    with acting(actor):
        assert takedown.take_down(actor, "knowledge_document", document.id) == "now"
    assert _status(world, "answerer", document.id) == 404
    with acting(world.asker.actor):
        assert not Indexed.objects.filter(object_id=document.id).exists()
        assert takedown.parts(world.asker.actor, "knowledge_document", document.id) == []


def test_the_same_and_the_nearly_same_are_told_apart(world: World) -> None:
    document = helpers.document(world, title="Riktlinje för placeringar")
    near = likeness.sketch([helpers.TEXT.replace("samma dag", "inom kort")])
    far = likeness.sketch(["Helt andra ord om något annat än det som stod i det förra dokumentet"])
    actor = world.answerer.actor
    with acting(actor):
        edition = DocumentEdition.objects.get(
            collaboration_id=actor.collaboration_id, document=document
        )
        same = likeness.likenesses(actor, digest=bytes(edition.digest), shingles=near)
        alike = likeness.likenesses(actor, digest=b"x", shingles=near)
        other = likeness.likenesses(actor, digest=b"x", shingles=far)

    assert [each.is_same for each in same] == [True]
    assert [(each.is_same, each.percent > 60) for each in alike] == [(False, True)]
    assert other == []


def test_a_reference_to_the_old_law_is_marked(world: World) -> None:
    text = f"{helpers.TEXT}\nEnligt 5 kap. 1 § SoL (2001:453) ska nämnden verka för trygga uppväxtvillkor.\n"
    document = helpers.document(world, text=text)

    assert "upphävd lag" in _page(world, "answerer", document.id)


def test_a_long_document_is_read_part_by_part(world: World) -> None:
    parts = "\n\n".join(f"# Kapitel {n}\n\n{helpers.SAID} Nummer {n}." for n in range(60))
    actor = world.asker.actor
    with acting(actor):
        document = bring(
            actor,
            read(parts.encode(), "a.md"),
            Terms(title="Lång", only_own=True),
            Came(b"0" * 32, 1, uuid.uuid4()),
            Decided({}),
        )
    url = reverse("knowledge:document", args=[document.id])

    first = client_of(world.asker).get(url)
    last = client_of(world.asker).get(f"{url}?sida=4")

    assert "Nummer 0." in first.content.decode()
    assert "Nummer 59." in last.content.decode()
    assert len(first.content) < 40 * 1024


def test_nothing_is_half_imported(world: World) -> None:
    actor = world.asker.actor
    reading: Any = read(helpers.NAMED.encode(), "a.txt")
    with acting(actor):
        with pytest.raises(NotCleared):
            bring(
                actor,
                reading,
                Terms(title="A", only_own=False),
                Came(b"0" * 32, 1, uuid.uuid4()),
                Decided({}),
            )
        assert not KnowledgeDocument.objects.filter(
            collaboration_id=actor.collaboration_id
        ).exists()
