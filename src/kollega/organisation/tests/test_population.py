"""Reading in the population: tried, corrected, saved, and seen by the own municipality alone."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from tests.personas import Persona, World

from kollega.core.actor import acting
from kollega.organisation import api, population_csv, services
from kollega.organisation.models import PopulationCell

SignIn = Callable[[Persona], Client]
TRY, SAVE = "/organisation/befolkning/prova", "/organisation/befolkning/spara"
GOOD = "Ålder;Kön;Antal\n0–4;kvinnor;12\n0-4;män;1 013\n100+;kvinnor;2\n"
DAY = {"day": "2025-12-31"}


def test_a_table_is_tried_then_saved(world: World, as_: SignIn) -> None:
    client = as_(world.administrator)
    tried = client.post(TRY, {"text": GOOD} | DAY)
    assert tried.status_code == 200
    assert "1\N{NO-BREAK SPACE}027 invånare" in tried.content.decode()
    with acting(world.administrator.actor) as actor:
        assert api.population(actor).cells == ()
    assert client.post(SAVE, {"text": GOOD} | DAY).status_code == 302
    with acting(world.asker.actor) as actor:
        found = api.population(actor)
    assert found.total == 1027
    assert [(c.age_from, c.age_to, c.sex, c.count) for c in found.cells] == [
        (0, 4, "f", 12),
        (0, 4, "m", 1013),
        (100, 125, "f", 2),
    ]
    # New figures take the old ones' place.
    assert client.post(SAVE, {"text": "14,f,31"} | DAY).status_code == 302
    with acting(world.asker.actor) as actor:
        assert api.population(actor).total == 31
    with acting(world.answerer.actor) as actor:
        assert api.population(actor).total == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_is_read_as_windows_and_others_write_it(
    world: World, as_: SignIn, encoding: str
) -> None:
    file = SimpleUploadedFile("folk.csv", GOOD.encode(encoding))
    response = as_(world.administrator).post(TRY, {"file": file} | DAY)
    assert response.status_code == 200
    assert "1\N{NO-BREAK SPACE}027 invånare" in response.content.decode()


def test_bad_lines_are_told_one_by_one_and_nothing_is_saved(world: World, as_: SignIn) -> None:
    bad = "14;kvinnor;31\nfjorton;kvinnor;2\n15;okänt;3\n16;män;-4\n17;män\n10–20;kvinnor;9\n"
    client = as_(world.administrator)
    for address in (TRY, SAVE):
        response = client.post(address, {"text": bad} | DAY)
        assert response.status_code == 422
        page = response.content.decode()
        for words in (
            "Åldern ska vara ett tal",
            "Kön ska vara kvinnor eller män.",
            "Antalet ska vara ett heltal",
            "Raden ska ha tre delar",
            "står redan på rad 1",
            "fjorton;kvinnor;2",  # kept, to be corrected
        ):
            assert words in page
    with acting(world.administrator.actor) as actor:
        assert api.population(actor).cells == ()


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        (DAY, "Välj en fil, eller klistra in raderna."),
        ({"text": GOOD, "day": "i går"}, "Skriv dagen som år-månad-dag"),
        ({"text": "bara ord\noch fler"} | DAY, "Raden ska ha tre delar"),
        ({"text": "Ålder;Kön;Antal"} | DAY, "Det fanns inga rader med siffror."),
    ],
)
def test_what_is_missing_is_told(
    world: World, as_: SignIn, posted: dict[str, str], words: str
) -> None:
    response = as_(world.administrator).post(TRY, posted)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_only_the_administrator_reads_in(world: World, as_: SignIn) -> None:
    for persona in (world.manager, world.asker, world.coordinator):
        assert as_(persona).post(SAVE, {"text": GOOD} | DAY).status_code == 403
        assert as_(persona).post(TRY, {"text": GOOD} | DAY).status_code == 403


def test_the_database_refuses_another_municipalitys_population(world: World) -> None:
    with (
        acting(world.administrator.actor) as actor,
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        services.set_population(
            actor,
            municipality=world.answerer.municipality,
            day=date(2025, 12, 31),
            cells=[(0, 4, "f", 1)],
        )
    with acting(world.answerer.actor):
        assert not PopulationCell.objects.exists()


def test_a_file_of_the_whole_country_is_refused() -> None:
    table = population_csv.read("14;kvinnor;31\n" * 1001)
    assert not table.is_good
    assert "fler än 1 000 rader" in table.problems[0].what
