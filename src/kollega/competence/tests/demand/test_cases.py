"""New cases: written, brought in, taken back, and nobody else's."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.personas import World

from kollega.competence.demand.forms import PREFIX
from kollega.competence.demand.reading import NotCases, Why, quarter_of, read
from kollega.competence.models import Inflow, InflowLabel
from kollega.competence.tests.demand.helpers import NOW, Q3, book, count, rung
from kollega.competence.tests.helpers import As
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.quarters import Quarter
from kollega.files import tables

OPEN = [Quarter(2026, 3), Quarter(2026, 2), Quarter(2026, 1)]


def _stored(world: World, quarter: Quarter = Q3) -> dict[UUID, int]:
    with acting(world.manager.actor, read_only=True):
        row = Inflow.objects.filter(quarter=quarter.first).first()
        return {UUID(key): n for key, n in row.counts.items()} if row else {}


def _upload(client: Client, rows: list[list[Any]], name: str = "statistik.xlsx") -> Any:
    file = SimpleUploadedFile(name, book(rows))
    return client.post(reverse("competence:cases_in"), {"file": file})


def _sealed(page: str) -> str:
    found = re.search(r'name="sealed" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_written_kept_on_error_and_undone(world: World, as_: As) -> None:
    with clock.at(NOW):
        client, address = as_(world.manager), reverse("competence:cases_of", args=[Q3])
        heder, spel = world.areas["heder"].id, world.areas["spel"].id
        wrong = client.post(
            address, {"version": "0", f"{PREFIX}{heder}": "12", f"{PREFIX}{spel}": "många"}
        )
        assert wrong.status_code == 422
        page = wrong.content.decode()
        assert 'value="12"' in page
        assert 'value="många"' in page
        assert "Skriv ett heltal" in page
        posted = {"version": "0", f"{PREFIX}{heder}": "12", f"{PREFIX}{spel}": ""}
        assert client.post(address, posted).status_code == 302
        assert _stored(world) == {heder: 12}
        clash = client.post(address, posted | {f"{PREFIX}{heder}": "14"})
        assert clash.status_code == 409
        assert "Det här skiljer sig" in clash.content.decode()
        assert (
            client.post(address, posted | {"version": "1", f"{PREFIX}{heder}": "14"}).status_code
            == 302
        )
        client.post(reverse("competence:undo_cases", args=[Q3]))
        assert _stored(world) == {heder: 12}


def test_the_first_is_undone_altogether(world: World, as_: As) -> None:
    with clock.at(NOW):
        client = as_(world.manager)
        posted = {"version": "0", f"{PREFIX}{world.areas['heder'].id}": "12"}
        client.post(reverse("competence:cases_of", args=[Q3]), posted)
        rung(world, "heder", 5)
        count(world)
        page = as_(world.answerer).get("/efterfragan").content.decode()
        assert "1 av 2 kommuner" in page
        assert "Storavan" in page
        client.post(reverse("competence:undo_cases", args=[Q3]))
        assert _stored(world) == {}
        assert "av 2 kommuner" not in as_(world.answerer).get("/efterfragan").content.decode()


def test_a_list_is_looked_at_named_saved_and_remembered(world: World, as_: As) -> None:
    rows: list[list[Any]] = [
        ["Statistik IFO", None, None],
        ["Ärendetyp", "2026 kv 2", "Kv 3 2026"],
        ["Hedersrelaterat våld", 3, 6],
        ["Spelmissbruk m.m.", 1, 2],
        ["Övrigt", 40, 50],
        ["Summa", 44, 58],
    ]
    with clock.at(NOW):
        client = as_(world.manager)
        shown = _upload(client, rows)
        page = shown.content.decode()
        assert shown.status_code == 200
        assert "Rad 6 är en summa" in page
        assert "Ingenting är sparat än" in page
        assert _stored(world) == {}
        answer = {"sealed": _sealed(page), "label_0": "Hedersrelaterat våld"}
        wrong = client.post(reverse("competence:keep_cases"), answer | {"label_1": "Spell"})
        assert wrong.status_code == 422
        assert 'value="Spell"' in wrong.content.decode()
        assert "en kolumn för varje kvartal" in wrong.content.decode()
        done = client.post(reverse("competence:keep_cases"), answer | {"label_1": "spelberoende"})
        assert done.status_code == 302
        heder, spel = world.areas["heder"].id, world.areas["spel"].id
        assert _stored(world) == {heder: 6, spel: 2}
        assert _stored(world, Quarter(2026, 2)) == {heder: 3, spel: 1}
        again = _upload(client, rows).content.decode()
        assert "Siffrorna stämmer redan" in again
        with acting(world.manager.actor, read_only=True):
            assert InflowLabel.objects.get(label="övrigt").area_id is None


def test_a_list_with_personal_numbers_is_refused_with_the_cell(world: World, as_: As) -> None:
    with clock.at(NOW):
        rows = [["Ärendetyp", "Datum", "Person"], ["Spel", "2026-08-03", "19121212-1212"]]
        answer = _upload(as_(world.manager), rows)
        assert answer.status_code == 422
        assert "Cell C2 ser ut att ha ett personnummer" in answer.content.decode()


def test_one_who_saved_in_between_is_not_overwritten(world: World, as_: As) -> None:
    with clock.at(NOW):
        client = as_(world.manager)
        page = _upload(client, [["Område", "2026 kv 3"], ["Spelberoende", 7]]).content.decode()
        posted = {"version": "0", f"{PREFIX}{world.areas['spel'].id}": "9"}
        client.post(reverse("competence:cases_of", args=[Q3]), posted)
        answer = {"sealed": _sealed(page), "label_0": "Spelberoende"}
        client.post(reverse("competence:keep_cases"), answer)
        assert _stored(world) == {world.areas["spel"].id: 9}


def test_a_sealed_list_that_was_touched_is_nothing(world: World, as_: As) -> None:
    with clock.at(NOW):
        answer = as_(world.manager).post(reverse("competence:keep_cases"), {"sealed": "x:y:z"})
        assert answer.status_code == 302
        assert _stored(world) == {}


# --- Reading, without a database ------------------------------------------------------------------


def _sheet(rows: list[list[Any]]) -> tables.Sheet:
    return tables.read(book(rows), "a.xlsx").sheets[0]


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("kv 3 2026", Quarter(2026, 3)),
        ("2026-Q3", Quarter(2026, 3)),
        ("Kvartal 1, 2025", Quarter(2025, 1)),
        ("2026 kv. 2", Quarter(2026, 2)),
        ("2026-08-03", Quarter(2026, 3)),
        ("augusti 2026", Quarter(2026, 3)),
        ("2026", None),
        ("kv 5 2026", None),
        ("snart", None),
    ],
)
def test_what_a_quarter_may_be_called(text: str, quarter: Quarter | None) -> None:
    assert quarter_of(text) == quarter


def test_rows_of_single_cases_are_only_counted() -> None:
    rows: list[list[Any]] = [["Inkom", "Ärendetyp", "Handläggare"]]
    rows += [["2026-07-02", "Spel", "A"], ["2026-08-02", "spel", "B"], ["2026-05-02", "Spel", "A"]]
    found = read(_sheet(rows), open_quarters=OPEN)
    assert found.kind == "cases"
    assert {(each.label, each.quarter.number, each.count) for each in found.numbers} == {
        ("Spel", 3, 2),
        ("Spel", 2, 1),
    }


def test_each_cell_that_is_not_taken_is_named() -> None:
    rows: list[list[Any]] = [
        ["Område", "Kvartal", "Antal"],
        ["Spel", "kv 3 2026", 4],
        ["Spel", "kv 3 2026", 5],
        ["Heder", "kv 4 2026", 1],
        ["Heder", "kv 3 2026", -1],
        ["Heder", "kv 2 2026", "två"],
        [None, "kv 2 2026", 3],
    ]
    found = read(_sheet(rows), open_quarters=OPEN)
    assert [(each.place, each.why) for each in found.refused] == [
        ("C3", Why.TWICE),
        ("B4", Why.NOT_OPEN),
        ("C5", Why.NEGATIVE),
        ("C6", Why.NOT_WHOLE),
        ("A7", Why.UNNAMED),
    ]
    assert [each.count for each in found.numbers] == [4]


def test_a_list_that_says_too_little_says_what_it_lacks() -> None:
    for rows, why in (
        ([["Namn", "Antal"], ["Spel", 3]], Why.NO_LABEL),
        ([["Område", "Kvartal"], ["Spel", "kv 3 2026"]], Why.NO_COUNT),
        ([["Område", "Antal"], ["Spel", 3]], Why.NO_QUARTER),
        ([["Område", "2026 kv 3"]], Why.EMPTY),
    ):
        with pytest.raises(NotCases) as refused:
            read(_sheet(rows), open_quarters=OPEN)  # type: ignore[arg-type]
        assert refused.value.why is why
