"""What a list's columns and rows are: remembered, hidden, refused for what they hold."""

import pytest
from django.urls import reverse
from tests.personas import World

from kollega.competence.bringing import words
from kollega.competence.models import (
    TableImport,
)
from kollega.competence.tests.bringing import helpers
from kollega.competence.tests.helpers import As
from kollega.core.actor import acting
from kollega.files.tables.found import FAULTS

pytestmark = pytest.mark.django_db


def test_headings_are_remembered_and_another_row_may_hold_them(world: World, as_: As) -> None:
    client = as_(world.manager)
    strange = ("Vem", "Nås på", "Var")
    data = helpers.as_csv(("Nora Ny", "nora.ny@example.se", "Vuxen"), headings=strange)
    run = helpers.id_of(helpers.choose(client, data))
    sent = {"heading": "1", "is_name": "1", "is_email": "2", "is_unit": "3"}
    assert client.post(reverse("competence:list_columns", args=[run]), sent).status_code == 302
    titled = b"Personal 2026\r\n\r\n" + data
    again = helpers.planned(client, titled)
    assert helpers.kinds(world, again) == {"Nora Ny": "new"}
    assert helpers.lines(world, "manager", again)["Nora Ny"].rows == (4,)


def test_hidden_rows_must_be_decided_on(world: World, as_: As) -> None:
    import io

    from openpyxl import load_workbook

    book = load_workbook(
        io.BytesIO(helpers.as_xlsx(helpers.NEW, ("Dold Person", "dold@example.se", "", "Vuxen")))
    )
    book.active.row_dimensions[3].hidden = True
    out = io.BytesIO()
    book.save(out)
    client = as_(world.manager)
    run = helpers.id_of(helpers.choose(client, out.getvalue(), "personal.xlsx"))
    page = client.get(reverse("competence:list_columns", args=[run])).content.decode()
    assert "dolda i filen" in page
    assert "Rad 3." in page
    where = reverse("competence:list_columns", args=[run])
    assert client.post(where, helpers.posted(client, run)).status_code == 422
    client.post(where, helpers.posted(client, run, hidden="without"))
    assert list(helpers.kinds(world, run)) == ["Nora Ny"]
    client.post(where, helpers.posted(client, run, hidden="with"))
    assert list(helpers.kinds(world, run)) == ["Nora Ny", "Dold Person"]


@pytest.mark.parametrize(
    ("heading", "number"), [("Personnummer", ""), ("Anteckning", "19811228-9874")]
)
def test_personal_numbers_are_refused_and_nothing_is_kept(
    world: World, as_: As, heading: str, number: str
) -> None:
    data = helpers.as_csv((*helpers.NEW, number), headings=(*helpers.HEADINGS, heading))
    answer = helpers.choose(as_(world.manager), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "personnummer" in page
    assert "Kolumn G" in page or "Cell G2" in page
    assert "19811228" not in page
    with acting(world.manager.actor):
        assert not TableImport.objects.exists()


def test_every_fault_of_a_cell_has_its_words() -> None:
    assert set(words.FAULTS) == FAULTS
