"""The room's addresses: only the registrar's own municipality, in the search as in each request."""

import uuid
from typing import Any

from tests.personas import World, client_of
from tests.rowtype import ALL, NOBODY, Row

from kollega.consultation.tests import helpers
from kollega.core import clock
from kollega.core.actor import acting
from kollega.public_documents import queries, services
from kollega.public_documents.models import Chosen, Ground, Request

ANSWERS = {200: "registrar", 403: "*"}
DONE = {302: "registrar", 403: "*"}
WRONG = {422: "registrar", 403: "*"}
RULES = {200: "registrar administrator manager", 403: "*"}
RULES_WRONG = {422: "registrar administrator", 403: "*"}
RULES_NONE = {404: "registrar administrator manager", 403: "*"}
MARK = {"version": "1", "del": "1", "w": "0", "ground": NOBODY, "do": "save"}


def _request(world: World) -> list[Any]:
    """Somebody has asked Granåker for what it has asked about honour."""
    actor = world.registrar.actor
    with acting(actor):
        made = services.open_request(
            actor,
            public_id=uuid.uuid4(),
            received_on=clock.today(),
            came_by="mail",
            asked_for="Alla frågor om hedersvåld",
        )
    return [made.id]


def _document(world: World) -> list[Any]:
    """A document in a request: the world's question, chosen."""
    (request_id,) = _request(world)
    helpers.send(client_of(world.asker), world)
    client_of(world.registrar).post(
        f"/allmanna-handlingar/begaran/{request_id}/valj", {"do": "all", "sokt": "1"}
    )
    with acting(world.registrar.actor):
        chosen = Chosen.objects.filter(request_id=request_id).first()
    assert chosen is not None
    return [request_id, chosen.id]


def _answered(world: World) -> list[Any]:
    """An answered request, with a sheet."""
    request_id, chosen_id = _document(world)
    registrar = client_of(world.registrar)
    registrar.post(
        f"/allmanna-handlingar/begaran/{request_id}/{chosen_id}", {"version": "1", "do": "done"}
    )
    for each in _waiting(world, request_id):
        registrar.post(
            f"/allmanna-handlingar/begaran/{request_id}/{each}", {"version": "1", "do": "done"}
        )
    with acting(world.registrar.actor):
        found = Request.objects.get(pk=request_id)
        version = queries.overview(world.registrar.actor, found).version
    registrar.post(f"/allmanna-handlingar/begaran/{request_id}/svar", {"version": str(version)})
    with acting(world.registrar.actor):
        assert Request.objects.get(pk=request_id).answered_on
    return [request_id]


def _waiting(world: World, request_id: uuid.UUID) -> list[uuid.UUID]:
    with acting(world.registrar.actor):
        rows = Chosen.objects.filter(request_id=request_id, state=Chosen.State.WAITING)
        return list(rows.values_list("id", flat=True))


def _grounds(world: World) -> list[Any]:
    """Granåker has its list of grounds."""
    _request(world)
    with acting(world.registrar.actor):
        assert Ground.objects.exists()
    return []


OBJECTS = {
    "document_request": _request,
    "document": _document,
    "document_request_answered": _answered,
    "grounds": _grounds,
}

TABLE = {
    "public_documents:search": Row("get", ANSWERS),
    "public_documents:requests": Row("get", ANSWERS),
    "public_documents:new_request": Row("get", ANSWERS),
    "public_documents:request": Row("get", ANSWERS, "document_request"),
    "public_documents:choose": Row("post", DONE, "document_request", {"do": "all", "ord": "heder"}),
    "public_documents:answer": Row("get", ANSWERS, "document_request"),
    "public_documents:reopen": Row("post", DONE, "document_request_answered"),
    "public_documents:pdf": Row("get", ANSWERS, "document_request_answered"),
    "public_documents:text": Row("get", ANSWERS, "document_request_answered"),
    "public_documents:document": Row("get", ANSWERS, "document"),
    "public_documents:save": Row("post", ANSWERS, "document", MARK),
    "public_documents:remove": Row("post", DONE, "document"),
    "public_documents:grounds": Row("get", ANSWERS, "grounds"),
    "public_documents:rules": Row("get", RULES),
    "public_documents:kept": Row("get", ALL),
    "public_documents:kept_pdf": Row("get", ALL),
    "public_documents:kept_csv": Row("get", ALL),
    "public_documents:hold": Row("post", {404: "registrar", 403: "*"}, posted={"passage": NOBODY}),
}

MORE = [
    ("public_documents:new_request", Row("post", WRONG)),
    ("public_documents:request", Row("post", WRONG, "document_request")),
    (
        "public_documents:request",
        Row("post", DONE, "document_request", {"version": "1", "asked_for": "Allt om spel"}),
    ),
    (
        "public_documents:answer",
        Row("post", {409: "registrar", 403: "*"}, "document_request", {"version": "1"}),
    ),
    ("public_documents:document", Row("post", DONE, "document", MARK)),
    ("public_documents:grounds", Row("post", WRONG)),
    ("public_documents:rules", Row("post", RULES_WRONG)),
    ("public_documents:rules", Row("post", RULES_NONE, posted={"do": f"confirm:{NOBODY}"})),
]
