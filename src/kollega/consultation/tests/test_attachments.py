"""Files in questions and answers, at the edge: what is refused, and what is decided of each."""

import io
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import docx
import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from PIL import Image
from tests.personas import Persona, World

from kollega.border import files as gate_files
from kollega.border.models import Draft, DraftFile, Passage
from kollega.consultation.attachments import sending
from kollega.consultation.attachments.models import SharedMonth
from kollega.consultation.models import Question
from kollega.consultation.options import FILES_MEGABYTES, SECOND_EYES
from kollega.consultation.tests.attached import (
    CHECKED,
    ROUTINE,
    beside,
    draft_with_file,
    review,
    sent,
    shared,
    upload,
)
from kollega.consultation.tests.helpers import declare, form, page, press
from kollega.core.actor import acting
from kollega.core.models.log import AccessRow
from kollega.files.tests import made
from kollega.organisation.models import MunicipalitySetting

As = Callable[[Persona], Client]
NAMED = "Flickan heter Anna Lind och nås på 070-174 06 05."
NUMBERED = "Personnummer 19121212-1212."


@pytest.fixture
def known(world: World) -> World:
    declare(world, "answerer", "heder")
    declare(world, "answerer_two", "heder")
    return world


def choose(world: World, key: str, value: object) -> None:
    """Granåker chooses something."""
    with acting(world.manager.actor):
        MunicipalitySetting(
            municipality=world.manager.municipality,
            key=key,
            value=value,
            valid_from="2024-01-01",
            set_by_id=world.manager.account.id,
        ).save(force_insert=True)


# --- Adding ---------------------------------------------------------------------------------------


def test_from_a_chosen_file_to_a_colleague_who_opens_it(known: World, as_: As) -> None:
    asker, draft_id = as_(known.asker), uuid.uuid4()
    added = upload(asker, known, draft_id, ("Anna Lind akt 12.docx", made.word(ROUTINE)))
    assert added.status_code == 302
    assert added["Location"].endswith("#bilagor")
    shown = asker.get(reverse("consultation:draft", args=[draft_id])).content.decode()
    assert "Anna Lind akt 12.docx" in shown
    assert "Klar att dela" in shown
    (file,) = beside(known.asker)
    review(asker, file, description="Vår rutin", do="")
    assert upload(asker, known, draft_id, do="send", version="1").status_code == 302
    assert beside(known.asker) == []

    answerer = as_(known.answerer)
    press(answerer, "respond", draft_id, choice="read")
    thread = page(answerer, draft_id)
    assert "Vår rutin" in thread
    assert "Word-dokument" in thread
    assert "Anna Lind" not in thread
    (attachment,) = shared(known.answerer)
    opened = answerer.get(reverse("consultation:attachment", args=[draft_id, attachment.id]))
    assert opened["Content-Disposition"] == 'attachment; filename="bilaga-1.docx"'
    assert opened["Cache-Control"] == "private, no-store"
    assert opened["X-Content-Type-Options"] == "nosniff"
    assert opened["Content-Security-Policy"] == "default-src 'none'; sandbox"
    document = docx.Document(io.BytesIO(opened.content))
    assert document.paragraphs[0].text == ROUTINE
    assert b"Hemlig" not in opened.content
    with acting(known.answerer.actor):
        rows = AccessRow.objects.filter(subject_kind="attachment", subject_id=attachment.id)
        assert rows.count() == 1


def test_each_bad_file_is_told_at_the_field_and_the_rest_is_kept(known: World, as_: As) -> None:
    asker, draft_id = as_(known.asker), uuid.uuid4()
    answer = upload(
        asker,
        known,
        draft_id,
        ("rutin.pdf", made.word(ROUTINE)),
        ("last.pdf", made.locked()),
        ("bomb.docx", made.bomb()),
        ("bra.txt", ROUTINE.encode()),
        text="Vad gör vi nu?",
        do="send",
    )
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "rutin.pdf: Filen är inte det som namnet säger. Innehållet är: Word-dokument." in told
    assert "last.pdf: Filen är låst med lösenord." in told
    assert "bomb.docx: Filen blir orimligt stor" in told
    assert "Vad gör vi nu?" in told
    assert [each.name for each in beside(known.asker)] == ["bra.txt"]
    with acting(known.asker.actor):
        assert not Question.objects.exists()


def test_a_hundred_files_are_refused_before_any_is_looked_at(
    known: World, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate_files, "look_at", lambda _uploads: pytest.fail("looked"))
    many = [(f"{number}.txt", b"hej") for number in range(100)]
    answer = upload(as_(known.asker), known, uuid.uuid4(), *many, text="Det jag skrev")
    assert answer.status_code == 422
    assert "Högst 5 filer. Du valde 100." in answer.content.decode()
    assert "Det jag skrev" in answer.content.decode()


def test_too_much_is_refused_before_it_is_read(known: World, as_: As) -> None:
    asker = as_(known.asker)
    url = reverse("consultation:draft", args=[uuid.uuid4()])
    body = b"x" * 2_100_000
    kind = "multipart/form-data; boundary=x"
    answer = asker.generic("POST", url, body, content_type=kind, CONTENT_LENGTH=str(30_000_000))
    assert answer.status_code == 413
    elsewhere = reverse("consultation:phone")
    assert asker.generic("POST", elsewhere, body, content_type=kind).status_code == 413
    together = [(f"{n}.txt", b"x" * 9_000_000) for n in range(3)]
    answer = upload(asker, known, uuid.uuid4(), *together[:2], ("c.txt", b"x" * 8_300_000))
    assert answer.status_code == 422
    assert "för stora tillsammans" in answer.content.decode()


def test_a_form_that_is_cut_half_way_changes_nothing(known: World, as_: As) -> None:
    asker, draft_id = as_(known.asker), uuid.uuid4()
    upload(asker, known, draft_id, text="Allt det jag skrev.")
    fields = {
        **form(known, text="Allt", do="attach", version="1"),
        "files": sent("a.txt", b"R" * 900),
    }
    body = encode_multipart(BOUNDARY, fields)
    for cut in (len(body) // 3, len(body) - 400, len(body) - 60):
        broken: dict[str, Any] = {
            "wsgi.input": io.BytesIO(body[:cut]),
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": MULTIPART_CONTENT,
        }
        answer = asker.generic("POST", reverse("consultation:draft", args=[draft_id]), **broken)
        assert answer.status_code == 400
    with acting(known.asker.actor):
        (draft,) = Draft.objects.all()
        assert draft.body["text"] == "Allt det jag skrev."
        assert draft.version == 1
    assert beside(known.asker) == []


def test_a_form_without_files_comes_through(known: World, as_: As) -> None:
    asker, draft_id = as_(known.asker), uuid.uuid4()
    address = reverse("consultation:draft", args=[draft_id])
    plain = "application/x-www-form-urlencoded"
    body = urlencode(form(known, text="Det jag skrev.", do=""), doseq=True)
    assert asker.post(address, body, content_type=plain).status_code == 302
    with acting(known.asker.actor):
        assert Draft.objects.get().body["text"] == "Det jag skrev."


def test_the_same_file_twice_is_one_and_taking_away_can_be_undone(known: World, as_: As) -> None:
    asker, draft_id = as_(known.asker), uuid.uuid4()
    for version in ("0", "1"):
        upload(asker, known, draft_id, ("a.txt", ROUTINE.encode()), version=version)
    (file,) = beside(known.asker)
    upload(asker, known, draft_id, do=f"file_remove:{file.id}", version="1")
    shown = asker.get(reverse("consultation:draft", args=[draft_id])).content.decode()
    assert "är borttagen" in shown
    upload(asker, known, draft_id, do=f"file_put_back:{file.id}", version="1")
    (again,) = beside(known.asker)
    assert again.removed_at is None
    upload(asker, known, draft_id, do=f"file_remove:{file.id}", version="1")
    assert upload(asker, known, draft_id, do="send", version="1").status_code == 302
    assert shared(known.asker) == []


def test_five_are_enough(known: World, as_: As) -> None:
    asker, draft_id = as_(known.asker), uuid.uuid4()
    upload(asker, known, draft_id, *((f"{n}.txt", f"Rutin {n}".encode()) for n in range(4)))
    answer = upload(
        asker, known, draft_id, ("d.txt", b"Rutin d"), ("e.txt", b"Rutin e"), version="1"
    )
    assert answer.status_code == 422
    assert "e.txt: Det finns redan 5 bilagor." in answer.content.decode()
    assert len(beside(known.asker)) == 5


def test_a_municipality_that_has_shared_its_share_shares_no_more(known: World, as_: As) -> None:
    choose(known, FILES_MEGABYTES, 1)
    with acting(known.asker.actor):
        sending._count(known.asker.actor, 1_048_570)
    answer = upload(as_(known.asker), known, uuid.uuid4(), ("a.txt", ROUTINE.encode()))
    assert answer.status_code == 422
    assert "utrymme för bilagor är fullt" in answer.content.decode()


def test_room_that_was_left_when_a_file_was_added_may_be_gone_when_it_is_sent(
    known: World, as_: As
) -> None:
    choose(known, FILES_MEGABYTES, 1)
    draft_id, _file = draft_with_file(known)
    with acting(known.same_unit.actor):
        sending._count(known.same_unit.actor, 1_048_570)
    answer = upload(as_(known.asker), known, draft_id, do="send", version="1")
    assert answer.status_code == 422
    assert "utrymme för bilagor är fullt" in answer.content.decode()
    assert len(beside(known.asker)) == 1
    with acting(known.asker.actor):
        assert not Question.objects.exists()
        assert SharedMonth.objects.get().size == 1_048_570


def test_what_is_counted_tells_no_question(known: World, as_: As) -> None:
    draft_id, _file = draft_with_file(known)
    upload(as_(known.asker), known, draft_id, do="send", version="1")
    with acting(known.asker.actor):
        (month,) = SharedMonth.objects.all()
        assert month.size == len(ROUTINE.encode()) + 1
    names = {each.column for each in SharedMonth._meta.concrete_fields}
    assert names == {"id", "municipality_id", "month", "size"}


# --- Deciding -------------------------------------------------------------------------------------


def test_a_file_that_names_somebody_is_not_shared(known: World, as_: As) -> None:
    asker, draft_id = as_(known.asker), uuid.uuid4()
    upload(asker, known, draft_id, ("a.docx", made.word(NAMED)))
    stopped = upload(asker, known, draft_id, do="send", version="1")
    told = stopped.content.decode()
    assert stopped.status_code == 422
    assert "Bilagan nämner:" in told
    assert "Anna Lind" in told
    assert "070-174 06 05" in told
    with acting(known.asker.actor):
        assert not Question.objects.exists()


def test_the_masked_text_can_be_shared_instead(known: World, as_: As) -> None:
    asker, draft_id = as_(known.asker), uuid.uuid4()
    picture = made.photo(size=(60, 60))
    upload(asker, known, draft_id, ("a.docx", made.word(NAMED, NUMBERED, picture=picture)))
    (file,) = beside(known.asker)
    upload(asker, known, draft_id, do=f"file_mask:{file.id}", version="1")
    assert upload(asker, known, draft_id, do="send", version="1").status_code == 302
    (attachment,) = shared(known.asker)
    assert attachment.kind == "text"
    text = bytes(attachment.data).decode()
    assert "Flickan heter" in text
    for words in ("Anna", "Lind", "070", "1912"):
        assert words not in text
    with acting(known.asker.actor):
        passage = Passage.objects.get(pk=attachment.passage_id)
    decided = {(each["kind"], each["decision"]) for each in passage.findings}
    assert ("personal_number", "replaced") in decided
    assert "Anna" not in str(passage.findings)


def test_what_may_stay_is_explained_and_what_may_not_may_not_here_either(
    known: World, as_: As
) -> None:
    asker, draft_id = as_(known.asker), uuid.uuid4()
    upload(asker, known, draft_id, ("a.txt", f"Enligt Anna Lind. {NUMBERED}".encode()))
    (file,) = beside(known.asker)
    with acting(known.asker.actor):
        check = gate_files.check_of(file, gate_files.drafts.places_of(known.asker.actor))
    for each in check.open:
        review(asker, file, do=f"keep:{each.key}", **{f"reason_{each.key}": "forskare"})
    shown = asker.get(reverse("consultation:draft", args=[draft_id])).content.decode()
    assert "<mark>Anna Lind</mark>" not in shown
    assert "<mark>19121212-1212</mark>" in shown
    assert upload(asker, known, draft_id, do="send", version="1").status_code == 422


def test_a_description_goes_through_the_gate(known: World, as_: As) -> None:
    asker, draft_id = as_(known.asker), uuid.uuid4()
    upload(asker, known, draft_id, ("a.txt", ROUTINE.encode()))
    (file,) = beside(known.asker)
    review(asker, file, do="", description="Brev till Anna Lind")
    assert upload(asker, known, draft_id, do="send", version="1").status_code == 422


@pytest.mark.parametrize("name", ["bild.jpg", "skannad.pdf"])
def test_what_no_program_can_read_asks_for_eyes(known: World, as_: As, name: str) -> None:
    asker, draft_id = as_(known.asker), uuid.uuid4()
    data = made.photo() if name.endswith("jpg") else made.scan()
    upload(asker, known, draft_id, (name, data))
    stopped = upload(asker, known, draft_id, do="send", version="1")
    assert stopped.status_code == 422
    assert "Behöver dina ögon" in stopped.content.decode()
    (file,) = beside(known.asker)
    assert review(asker, file, do="seen", checked=CHECKED[:4]) == 422
    assert review(asker, file, do="seen", checked=CHECKED) == 302
    assert upload(asker, known, draft_id, do="send", version="1").status_code == 302
    (attachment,) = shared(known.asker)
    assert b"Exif" not in bytes(attachment.data)
    with acting(known.asker.actor):
        passage = Passage.objects.get(pk=attachment.passage_id)
    assert {"kind": file.kind, "decision": "looked_at"} in passage.findings
    seen = as_(known.asker).get(reverse("consultation:attachment", args=[draft_id, attachment.id]))
    if file.kind == "jpeg":
        assert seen["Content-Disposition"] == 'inline; filename="bilaga-1.jpg"'
        with Image.open(io.BytesIO(seen.content)) as image:
            assert not dict(image.getexif())


def test_a_second_person_looks_where_the_municipality_wants_it(known: World, as_: As) -> None:
    choose(known, SECOND_EYES, True)
    asker, reader, draft_id = as_(known.asker), as_(known.same_unit), uuid.uuid4()
    upload(asker, known, draft_id, ("bild.jpg", made.photo()), kind="method", text="Hur gör ni?")
    (file,) = beside(known.asker)
    review(asker, file, do="seen", checked=CHECKED)
    changes = {"kind": "method", "text": "Hur gör ni?", "version": "1"}
    waits = upload(asker, known, draft_id, do="send", **changes)
    ask = reverse("consultation:ask_second_look", args=[draft_id])
    assert waits["Location"] == ask
    asker.post(ask, {"reader": str(known.same_unit.account.id)})
    with acting(known.same_unit.actor):
        from kollega.border.models import SecondLook

        look = SecondLook.objects.get()
        assert DraftFile.objects.count() == 1
    address = reverse("consultation:look_file", args=[look.id, file.id])
    assert (
        address in reader.get(reverse("consultation:second_look", args=[look.id])).content.decode()
    )
    assert reader.get(address)["Content-Type"] == "image/jpeg"
    assert as_(known.other_unit).get(address).status_code == 404
    reader.post(reverse("consultation:second_look", args=[look.id]), {"answer": "fine"})

    # Another picture beside it, and the answer no longer holds.
    upload(asker, known, draft_id, ("ny.png", made.photo("PNG")), **changes)
    new = next(each for each in beside(known.asker) if each.kind == "png")
    review(asker, new, do="seen", checked=CHECKED)
    assert upload(asker, known, draft_id, do="send", **changes)["Location"] == ask
    upload(asker, known, draft_id, do=f"file_remove:{new.id}", **changes)
    gone = upload(asker, known, draft_id, do="send", **changes)
    assert gone["Location"] == reverse("consultation:question", args=[draft_id])
    (attachment,) = shared(known.asker)
    with acting(known.same_unit.actor):
        passage = Passage.objects.get(pk=attachment.passage_id)
        assert passage.second_account_id == known.same_unit.account.id
        assert DraftFile.objects.count() == 0
