"""Lists as tests bring them in: by the pages, as a person does."""

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from tests.personas import Persona, World, client_of

from kollega.competence.bringing import imports, vacancies
from kollega.competence.bringing.rows import Chosen
from kollega.competence.models import TableImport
from kollega.core.actor import acting
from kollega.files import tables
from kollega.organisation.models import Membership

HEADINGS = ("Namn", "E-post", "Titel", "Enhet", "Anställd från", "Slutar")
NEW = ("Nora Ny", "nora.ny@example.se", "socialsekreterare", "Vuxen", "2026-09-01", "")


def as_csv(*rows: Sequence[str], headings: Sequence[str] = HEADINGS) -> bytes:
    return "\r\n".join(";".join(row) for row in (headings, *rows)).encode("cp1252")


def as_xlsx(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (headings, *rows):
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def choose(client: Client, data: bytes, name: str = "personal.csv") -> HttpResponse:
    """Choose a file on the page."""
    return client.post(reverse("competence:lists"), {"file": SimpleUploadedFile(name, data)})  # type: ignore[return-value]


def id_of(answer: Any) -> UUID:
    """The import that an answer leads to."""
    assert answer.status_code == 302, answer.content.decode()[:4000]
    found = re.search(r"personallista/([0-9a-f-]{36})", answer["Location"])
    assert found
    return UUID(found[1])


def posted(client: Client, import_id: UUID, **changes: Any) -> dict[str, Any]:
    """What the page of columns would send as it stands."""
    page = client.get(reverse("competence:list_columns", args=[import_id]))
    form = page.context["form"]
    sent = {name: field.initial for name, field in form.fields.items()}
    sent = {name: "on" if value is True else value for name, value in sent.items()}
    return {k: v for k, v in (sent | changes).items() if v not in (None, False)}


def planned(client: Client, data: bytes, name: str = "personal.csv", **changes: Any) -> UUID:
    """Choose a file and the columns as they are guessed; the import."""
    import_id = id_of(choose(client, data, name))
    answer = client.post(
        reverse("competence:list_columns", args=[import_id]), posted(client, import_id, **changes)
    )
    assert answer.status_code == 302, answer.content.decode()[:6000]
    return import_id


def carry_out(client: Client, import_id: UUID, **more: str) -> Any:
    return client.post(reverse("competence:carry_out_list", args=[import_id]), more)


def lines(world: World, who: str, import_id: UUID) -> dict[str, Any]:
    """The preview's lines by name."""
    actor = world.personas[who].actor
    with acting(actor):
        run = TableImport.objects.get(municipality_id=actor.municipality_id, pk=import_id)
        return {each.name: each for each in imports.lines_of(run)}


def brought(world: World, who: str = "manager") -> list[Any]:
    """An import that is done."""
    import_id = as_guessed(world, who)
    assert carry_out(client_of(world.personas[who]), import_id).status_code == 302
    return [import_id]


def read(world: World) -> list[Any]:
    """A file that the manager has chosen."""
    actor = world.manager.actor
    with acting(actor):
        return [imports.start(actor, "personal.csv", tables.read(as_csv(NEW), "personal.csv")).id]


def seen(world: World) -> list[Any]:
    """One whose columns she has chosen."""
    return [as_guessed(world, "manager")]


def as_guessed(world: World, who: str) -> UUID:
    """A file whose columns are chosen as they are guessed, without a page."""
    actor = world.personas[who].actor
    with acting(actor):
        run = imports.start(actor, "personal.csv", tables.read(as_csv(NEW), "personal.csv"))
        looked = imports.opened(actor, run)
        columns = {each.number: each.field for each in looked.columns if each.field}
        headings = {each.heading: each.field for each in looked.columns if each.field}
        imports.choose(actor, run, Chosen(heading=looked.chosen.heading, columns=columns), headings)
        return run.id


def vacancy(world: World) -> list[Any]:
    actor = world.manager.actor
    with acting(actor):
        made = vacancies.add_vacancy(
            actor,
            public_id=world.areas["spel"].id,
            title="socialsekreterare",
            since=date(2026, 1, 1),
        )
    return [made.id]


def place(world: World, email: str) -> Membership | None:
    town = world.manager.municipality.id
    with acting(world.manager.actor):
        return (
            Membership.objects.filter(municipality_id=town, account__email=email)
            .select_related("unit")
            .first()
        )


def kinds(world: World, import_id: Any, who: str = "manager") -> dict[str, str]:
    return {name: str(line.kind) for name, line in lines(world, who, import_id).items()}


def in_english(who: Persona) -> Client:
    """A client of somebody who has chosen English screens."""
    who.account.language = "en"
    who.account.save(update_fields=["language"])
    return client_of(who)
