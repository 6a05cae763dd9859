"""Documents brought in as people do it, for the room's tests."""

import io
import uuid
from typing import Any
from uuid import UUID

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.personas import World, client_of

from kollega.core.actor import acting
from kollega.files.passages import read
from kollega.knowledge.documents import imports
from kollega.knowledge.documents.bringing import Came, Terms, bring
from kollega.knowledge.documents.looking_over import Decided
from kollega.knowledge.models import ImportFile, KnowledgeDocument

SAID = (
    "Stödet ges så nära vardagen som möjligt. Vi prövar först vad familjen och nätverket kan bära, och"
    " därefter insatser på hemmaplan. En placering är aldrig det första vi tänker på, men den får inte"
    " dröja när barnet behöver skydd. Bedömningen görs tillsammans med barnet och skrivs ned samma dag."
)
TEXT = f"Riktlinje för placeringar\n\nSyfte\n\n{SAID}\n\nAnsvar\n\nAnsvaret ligger nära barnet hela tiden, och följs upp.\n"
NAMED = (
    f"{TEXT}\nKontakt\n\nFråga Kalle Pettersson i Eskilstuna om ni undrar något mer om det här.\n"
)


def document(
    world: World,
    by: str = "asker",
    text: str = TEXT,
    *,
    only_own: bool = False,
    name: str = "riktlinje.txt",
    **terms: Any,
) -> KnowledgeDocument:
    """A document in the bank, brought in by this persona."""
    actor = world.personas[by].actor
    data = text.encode()
    with acting(actor):
        return bring(
            actor,
            read(data, name),
            Terms(**({"title": f"Riktlinje {uuid.uuid4().hex[:6]}", "only_own": only_own} | terms)),
            Came(uuid.uuid4().bytes * 2, len(data), uuid.uuid4()),
            Decided({}, everything_replaced=True),
        )


def sent(world: World, by: str = "asker", text: str = TEXT, name: str = "riktlinje.txt") -> UUID:
    """A file that was read and waits to be decided on; its id."""
    actor = world.personas[by].actor
    with acting(actor):
        run = imports.start(actor, [imports.Upload(name, text.encode())])
        file = ImportFile.objects.get(municipality_id=actor.municipality_id, run=run)
        imports.keep_reading(actor, file, read(text.encode(), name))
        return file.id


def upload(world: World, by: str, *files: tuple[str, bytes]) -> Any:
    """Press 'Läs filerna'."""
    named = [SimpleUploadedFile(name, data) for name, data in files]
    return client_of(world.personas[by]).post(reverse("knowledge:bring_in"), {"files": named})


def take_in(world: World, by: str, file_id: UUID, **terms: str) -> Any:
    """Press 'Ta in'."""
    posted = {"title": "Riktlinje för placeringar", "only": "own", "do": "take_in"} | terms
    return client_of(world.personas[by]).post(
        reverse("knowledge:import_file", args=[file_id]), posted
    )


def word(*paragraphs: str, title: str = "Rutin för jour") -> bytes:
    """A Word document with a title and a heading."""
    made = docx.Document()
    made.add_heading(title, 0)
    made.add_heading("Så gör vi", 1)
    for each in paragraphs:
        made.add_paragraph(each)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
