"""The note: written by several at once, nothing lost, closed to those who stepped out."""

import threading
import uuid
from io import BytesIO

import pytest
from django.db import connections
from django.urls import reverse
from pypdf import PdfReader
from tests.personas import Persona, World, client_of

from kollega.border import documents, gate, takedown
from kollega.border.models import Draft
from kollega.core.actor import acting
from kollega.rounds.models import NoteEdit, NoteSection
from kollega.rounds.tests import helpers

ADVICE = "Börja med en skyddsbedömning och tala enskilt med flickan."


def case(world: World) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID]:
    """A case that two in Storavan have read: round, case, question."""
    round_id = helpers.standing(world, "answerer", "answerer_two")
    question_id = helpers.question(world)
    brought = helpers.bring(world, round_id, question_id)
    helpers.read_on(world, question_id, "answerer", "answerer_two")
    return round_id, brought, question_id


def write(
    persona: Persona,
    round_id: uuid.UUID,
    brought: uuid.UUID,
    text: str,
    *,
    seen: int = 0,
    **more: str,
) -> int:
    """Save a part; the status."""
    url = reverse("rounds:section", args=[round_id, brought, "advice"])
    data = {"draft": str(uuid.uuid4()), "version": "0", "seen": str(seen), "text": text}
    answer = client_of(persona).post(url, {**data, "do": "send", **more})
    return int(answer.status_code)


def test_two_at_once_and_nobody_loses_a_word(real_world: World) -> None:
    round_id, brought, _question = case(real_world)
    texts = {"answerer": ADVICE, "answerer_two": "Ring skolans kurator innan ni bokar möte."}
    found: dict[str, int] = {}
    ready = threading.Barrier(2)

    def go(who: str) -> None:
        try:
            ready.wait()
            found[who] = write(real_world.personas[who], round_id, brought, texts[who])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(who,)) for who in texts]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(found.values()) == [302, 409]
    (late,) = (who for who, status in found.items() if status == 409)
    (first,) = (who for who in texts if who != late)
    with acting(real_world.personas[first].actor):
        assert NoteSection.objects.get(brought_id=brought).text == texts[first]
    # The second's text waits in her draft, in another transaction than the one that was refused.
    with acting(real_world.personas[late].actor):
        draft = Draft.objects.get(subject_id=brought)
        assert draft.body["text"] == texts[late]
        version = draft.version
    both = f"{texts[first]}\n\n{texts[late]}"
    status = write(
        real_world.personas[late],
        round_id,
        brought,
        both,
        seen=1,
        draft=str(draft.id),
        version=str(version),
    )
    assert status == 302
    with acting(real_world.personas[late].actor):
        assert NoteSection.objects.get(brought_id=brought).text == both
        assert [each.text for each in NoteEdit.objects.all()] == [texts[first]]
        assert not Draft.objects.filter(subject_id=brought).exists()


def test_the_clash_shows_both_texts(world: World) -> None:
    round_id, brought, _question = case(world)
    write(world.answerer, round_id, brought, ADVICE)
    url = reverse("rounds:section", args=[round_id, brought, "advice"])
    data = {"draft": str(uuid.uuid4()), "version": "0", "seen": "0", "do": "send"}
    answer = client_of(world.answerer_two).post(url, data | {"text": "Mitt eget råd."})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert ADVICE in page
    assert "Mitt eget råd." in page


def test_what_can_point_somebody_out_stays_in_the_draft(world: World) -> None:
    round_id, brought, _question = case(world)
    assert write(world.answerer, round_id, brought, "Anna i Storavan, 120101-2382, sa ja.") == 422
    with acting(world.answerer.actor):
        assert not NoteSection.objects.exists()
        assert "120101-2382" in Draft.objects.get(subject_id=brought).body["text"]


def test_one_sees_that_another_writes_here(world: World) -> None:
    round_id, brought, _question = case(world)
    save = reverse("rounds:save", args=[round_id, brought, "advice"])
    presence = reverse("rounds:presence", args=[round_id, brought])
    data = {"draft": str(uuid.uuid4()), "version": "0", "seen": "0", "text": "Jag tänker"}
    assert client_of(world.answerer).post(save, data).status_code == 200
    other = client_of(world.answerer_two).post(presence).content.decode()
    assert "Sara Svarare skriver i Råd" in other
    assert "Jag tänker" not in other
    assert "Sara" not in client_of(world.answerer).post(presence).content.decode()
    write(world.answerer, round_id, brought, ADVICE)
    told = client_of(world.answerer_two).post(f"{presence}?sett=0.0.0.0.0").content.decode()
    assert "Nytt är sparat: Råd." in told
    assert "skriver" not in told


def test_those_who_were_there_and_the_asker_read_it_and_print_it(world: World) -> None:
    round_id, brought, question_id = case(world)
    write(world.answerer, round_id, brought, ADVICE)
    for who in ("answerer_two", "asker"):
        client = client_of(world.personas[who])
        assert ADVICE in helpers.page(client, "note", round_id, brought)
        assert "Läs anteckningen" in helpers.page(client, "notes_of", question_id)
        answer = client.get(reverse("rounds:pdf", args=[round_id, brought]))
        read = PdfReader(BytesIO(answer.content))
        text = " ".join(" ".join(page.extract_text().split()) for page in read.pages)
        assert ADVICE in text
        assert text.rstrip().split("Kollegialt råd. Din kommun beslutar och ansvarar.")[1:]
        assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert "Maja" not in text
    # The asker, not listed, reads and does not write; who was not there finds nothing.
    url = reverse("rounds:section", args=[round_id, brought, "advice"])
    assert client_of(world.asker).get(url).status_code == 404
    for who in ("coordinator", "same_unit", "outsider"):
        note = reverse("rounds:note", args=[round_id, brought])
        assert client_of(world.personas[who]).get(note).status_code == 404


def test_a_note_goes_down_with_its_question_and_comes_back_corrected(real_world: World) -> None:
    round_id, brought, question_id = case(real_world)
    write(real_world.answerer, round_id, brought, ADVICE)
    write(real_world.answerer, round_id, brought, f"{ADVICE} Och så vidare.", seen=1)
    reporter, reader = real_world.answerer.actor, client_of(real_world.answerer_two)
    note = reverse("rounds:note", args=[round_id, brought])
    assert reader.get(note).status_code == 200
    with acting(reporter):
        assert takedown.take_down(reporter, "question", question_id) == "now"
    for who in ("answerer", "answerer_two", "asker", "coordinator"):
        client = client_of(real_world.personas[who])
        for name in ("note", "pdf"):
            url = reverse(f"rounds:{name}", args=[round_id, brought])
            assert client.get(url).status_code == 404, (who, name)
        page = helpers.page(client, "round", round_id)
        assert "Frågan är borttagen." in page
        with acting(real_world.personas[who].actor):
            assert not NoteSection.objects.exists()
            assert not NoteEdit.objects.exists()
    assert write(real_world.answerer, round_id, brought, "Igen.", seen=2) == 404
    manager = real_world.manager.actor
    with acting(manager):
        texts = takedown.parts(manager, "question", question_id)
        (part,) = [each for each in texts if each.key.startswith("round_note_")]
        assert part.text == f"{ADVICE} Och så vidare."
        assert [each.text for each in texts if each.earlier] == [ADVICE]
        clear = gate.clear(manager, {part.key: "Börja med skyddet."}, purpose="correction")
        changed = {part.key: takedown.Changed(clear[part.key], clear.passage_id)}
        takedown.put_back(manager, "question", question_id, changed)
    page = reader.get(note).content.decode()
    assert "Börja med skyddet." in page
    assert ADVICE not in page
    with acting(real_world.answerer.actor):
        assert not NoteEdit.objects.exists()


def test_a_note_that_is_saved_while_its_question_goes_down_is_not_left_open(
    real_world: World,
) -> None:
    round_id, brought, question_id = case(real_world)
    reporter, statuses = real_world.answerer.actor, []

    def save() -> None:
        statuses.append(write(real_world.answerer_two, round_id, brought, ADVICE))
        connections.close_all()

    thread = threading.Thread(target=save)
    with acting(reporter):
        assert takedown.take_down(reporter, "question", question_id) == "now"
        thread.start()
        thread.join(timeout=2)
        assert thread.is_alive(), "it waits for the press"
    thread.join()
    assert statuses == [404]
    with acting(reporter):
        assert not NoteSection.objects.exists()


def test_a_long_note_is_warned_of(world: World) -> None:
    round_id, brought, _question = case(world)
    write(world.answerer, round_id, brought, "Ett ord till om saken. " * 240)
    page = helpers.page(client_of(world.answerer), "note", round_id, brought)
    assert "längre än ungefär två sidor" in page


@pytest.mark.parametrize("part", ["advice", "follow_up"])
def test_a_question_that_is_taken_back_takes_its_note_along(world: World, part: str) -> None:
    round_id, brought, question_id = case(world)
    write(world.answerer, round_id, brought, ADVICE)
    client_of(world.asker).post(reverse("consultation:withdraw", args=[question_id]))
    page = helpers.page(client_of(world.answerer), "round", round_id)
    assert "Frågan är borttagen." in page
    assert ADVICE not in page
    for who in ("answerer", "coordinator"):
        url = reverse("rounds:section", args=[round_id, brought, part])
        assert client_of(world.personas[who]).get(url).status_code == 404


def test_a_note_is_its_writers_municipality_s_document(world: World) -> None:
    """It is found, read without names, and destroyed where it stands."""
    round_id, brought, _question = case(world)
    write(world.answerer, round_id, brought, ADVICE)
    write(world.answerer, round_id, brought, f"{ADVICE} Dokumentera.", seen=1)
    actor = world.answerer.actor
    with acting(actor):
        rows = [*NoteSection.objects.all(), *NoteEdit.objects.all()]
        found = documents.read(actor, [(each.passage_id, "round_note.advice") for each in rows])
        texts = sorted(each.text for each in found.values())
        assert texts == [ADVICE, f"{ADVICE} Dokumentera."]
        assert {each.area for each in found.values()} == {"Hedersrelaterat våld"}
        assert documents.destroy(actor, list(found)) == 2
        assert NoteSection.objects.get().text == ""
        assert not NoteEdit.objects.exists()
