"""A document that was taken down comes back corrected: the old words are nowhere, the rest stays."""

import uuid

from django.urls import reverse
from tests.personas import World, client_of

from kollega.border import documents as own_texts
from kollega.border.models import OwnDocument
from kollega.core import destruction
from kollega.core.actor import acting, job_for
from kollega.core.jobs import run_waiting
from kollega.incident.models import Incident
from kollega.incident.tests import helpers as incidents
from kollega.incident.tests.test_corrected import form_of, url
from kollega.knowledge.documents.rules import KIND
from kollega.knowledge.models import DocumentEdition, DocumentPassage, KnowledgeDocument
from kollega.knowledge.tests.documents import helpers
from kollega.search.index import words_of

HEADED = f"# Riktlinje\n\n## Om tallkotten\n\n{helpers.SAID}\n\n### tallkotten och skolan\n\nSkolan ringer hemmet samma dag.\n\n## Ansvar\n\nAnsvaret ligger nära barnet hela tiden.\n"


def _document(world: World) -> KnowledgeDocument:
    return helpers.document(world, text=HEADED, name="a.md", title="Om tallkotten")


def _corrected(world: World, document_id: uuid.UUID) -> dict[str, str]:
    """Whoever reads it presses, and the manager takes tallkotten out of all its texts; what it was."""
    sara, karin = client_of(world.answerer), client_of(world.manager)
    pressed = sara.post(
        reverse("incident:report_other", args=[KIND, document_id]), {"id": str(uuid.uuid4())}
    )
    assert pressed.status_code == 302, pressed.content.decode()[:2000]
    run_waiting()
    with acting(world.manager.actor):
        incident_id = Incident.objects.get(subject_id=document_id).id
    form = form_of(karin, url("correct", incident_id))
    new = {
        key: said.replace("tallkotten", "eleven")
        for key, said in form.items()
        if isinstance(said, str)
    }
    answer = karin.post(url("correct", incident_id), new | {"version": "0", "do": "send"})
    assert answer.status_code == 302, answer.content.decode()
    incidents.fill(world, incident_id)
    assert incidents.close(world, incident_id, "corrected") == 302
    return {key: said for key, said in form.items() if new.get(key, said) != said}


def _said(world: World, document_id: uuid.UUID) -> str:
    page = client_of(world.answerer).get(reverse("knowledge:document", args=[document_id]))
    return str(page.content.decode()).partition("<main")[2]


def test_a_name_in_a_heading_or_title_is_nowhere_when_it_is_corrected(world: World) -> None:
    document = _document(world)

    changed = _corrected(world, document.id)

    # The heading is one text, though two passages stand under it.
    assert sorted(key.partition("_")[0] for key in changed) == ["head", "head", "title"]
    shown = _said(world, document.id)
    assert "eleven och skolan" in shown
    assert "Skolan ringer hemmet samma dag." in shown
    assert "tallkotten" not in shown
    with acting(world.answerer.actor) as actor:
        here = {"collaboration_id": actor.collaboration_id}
        now = KnowledgeDocument.objects.get(**here, pk=document.id)
        assert "tallkotten" not in now.sort_key.lower()
        rows = list(DocumentPassage.objects.filter(**here, document=document).order_by("number"))
        assert next(str(row.path) for row in rows).endswith("Om eleven")
        assert not any("Om eleven" in str(row.text) for row in rows)
        edition = DocumentEdition.objects.get(**here, document=document)
        assert {row.passage_id for row in rows} == {edition.passage_id}
        assert (edition.data, edition.size) == (None, 0)


def test_a_correction_does_not_destroy_the_rest_when_a_backup_is_read_back(world: World) -> None:
    document = _document(world)
    _corrected(world, document.id)
    shown = _said(world, document.id)

    job = job_for(job="test", collaboration_id=world.collaboration_id)
    with acting(job):
        journal = destruction.entries(job)
    assert destruction.replay(journal).destroyed == 0

    assert _said(world, document.id) == shown


def test_the_registrar_finds_a_corrected_document_by_all_its_words(world: World) -> None:
    document = _document(world)
    _corrected(world, document.id)

    with acting(world.registrar.actor) as actor:
        noted = {each.passage_id: each for each in own_texts.own(actor)}
        with_words = own_texts.read(actor, [(key, each.purpose) for key, each in noted.items()])
    texts = {each.title: each.text for each in with_words.values()}
    assert "Skolan ringer hemmet" in texts["Dokument: Om eleven"]
    assert "Ansvaret ligger nära" in texts["Dokument: Om eleven"]
    with acting(world.registrar.actor):
        wanted = words_of("skolan ansvaret")
        assert any(wanted <= set(row.terms) for row in OwnDocument.objects.all())
