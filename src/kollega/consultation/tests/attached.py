"""Files in the room's tests: beside a draft, shared, and sent by a form."""

import hashlib
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World, client_of

from kollega import files as library
from kollega.border import drafts, files
from kollega.border.files import Taken, Upload
from kollega.border.models import DraftFile
from kollega.consultation.attachments.models import Attachment
from kollega.consultation.tests import helpers
from kollega.core.actor import acting

CHECKED = ["faces", "names", "background", "place", "unusual"]
ROUTINE = "Så här gör vi vid skyddssamtal. Ring aldrig hem först."


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it, with a browser's guess of what it is."""
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


def upload(client: Client, world: World, draft_id: uuid.UUID, *what: Any, **changes: Any) -> Any:
    """Press 'Lägg till' on the page where a question is written, or another button."""
    changes = {"do": "attach", **changes}
    return client.post(
        reverse("consultation:draft", args=[draft_id]),
        helpers.form(world, files=[sent(name, data) for name, data in what], **changes),
    )


def beside(persona: Persona) -> list[DraftFile]:
    """The files beside a persona's drafts."""
    with acting(persona.actor):
        return list(DraftFile.objects.order_by("added_at", "id"))


def shared(persona: Persona) -> list[Attachment]:
    """Every shared file, as a persona's database sees them."""
    with acting(persona.actor):
        return list(Attachment.objects.order_by("number"))


def put(persona: Persona, draft_id: uuid.UUID, data: bytes, name: str = "a.txt") -> uuid.UUID:
    """Put a file beside a draft that is there; the file's id."""
    actor = persona.actor
    with acting(actor):
        draft = drafts.draft_for(actor, draft_id, purpose="question,post", lock=True)
        digest = hashlib.sha256(data).digest()
        taken = Taken(Upload(name, data), digest, library.inspect(data, name))
        assert not files.add(actor, draft, [taken])
        return DraftFile.objects.get(draft_id=draft_id, digest=digest).id


def draft_with_file(world: World, data: bytes = ROUTINE.encode(), name: str = "a.txt") -> list[Any]:
    """The asker's draft with a file beside it: draft and file."""
    actor, draft_id = world.asker.actor, uuid.uuid4()
    with acting(actor):
        drafts.save(
            actor, draft_id=draft_id, purpose="question", version=0, body=helpers.form(world)
        )
    return [draft_id, put(world.asker, draft_id, data, name)]


def question_with_file(world: World) -> list[Any]:
    """A situation question with a file, read by one of those asked: question and file."""
    if not helpers.known(world):
        helpers.declare(world, "answerer", "heder")
        helpers.declare(world, "answerer_two", "heder")
    draft_id, _file = draft_with_file(world)
    answer = client_of(world.asker).post(
        reverse("consultation:draft", args=[draft_id]), helpers.form(world, version="1")
    )
    assert answer.status_code == 302, answer.content.decode()
    helpers.press(client_of(world.answerer), "respond", draft_id, choice="read")
    with acting(world.asker.actor):
        return [draft_id, Attachment.objects.get(question_id=draft_id).id]


def review(client: Client, file: DraftFile, **data: object) -> int:
    """Decide on a file beside a draft; the status."""
    url = reverse("consultation:draft_file", args=[file.id])
    return int(client.post(url, data).status_code)
