"""The map's page: what it weighs however large a collaboration is, and what is framed."""

import re
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from tests.personas import World

from kollega.competence.map import queries, sheet, views
from kollega.competence.map.queries import Expected, Picture
from kollega.competence.map.standing import AreaRow, Figures, Floors, Town
from kollega.competence.models import Level
from kollega.competence.options import EVERYDAY
from kollega.competence.tests.helpers import As, declare
from kollega.competence.tests.map.helpers import count_all, seen
from kollega.organisation.api import Area
from kollega.organisation.arealist import load_areas

WEIGHT = 40 * 1024


def _large(towns: int, areas: int) -> Picture:
    """Names as long as the longest there are, a figure in every square, and everything red."""
    group = Area(UUID(int=1), "grupp", "Våld, förtryck och skydd", "", (), False, None)
    floors = Floors(local=20, shared=500, supervisors=1, wants_host=True)
    return Picture(
        rows=tuple(
            AreaRow(
                Area(
                    UUID(int=100 + n),
                    f"manniskohandel-prostitution-{n}",
                    f"Människohandel, prostitution och sexuell exploatering {n}",
                    "",
                    (),
                    True,
                    group.id,
                ),
                group,
                tuple(Figures(independent=1, vacancies=1) for _ in range(towns)),
                floors,
            )
            for n in range(areas)
        ),
        towns=tuple(
            Town(UUID(int=1000 + n), f"{9000 + n}", f"Upplands Väsb{n:x}", 120, 9, counted=True)
            for n in range(towns)
        ),
        weeks=(),
        since={},
        expected=Expected(),
        own=None,
    )


@pytest.mark.parametrize(("towns", "areas"), [(8, 45), (8, 140), (14, 60)])
def test_a_page_keeps_its_weight_however_large_the_collaboration_is(
    world: World, as_: As, monkeypatch: pytest.MonkeyPatch, towns: int, areas: int
) -> None:
    monkeypatch.setattr(queries, "picture", lambda _actor: _large(towns, areas))
    client = as_(world.asker)
    pages: set[str] = set()
    for columns in range(1, -(-towns // views.COLUMNS) + 1):
        for page in range(1, -(-areas // views.ROWS) + 1):
            html = client.get("/karta", {"page": page, "kommuner": columns}).content
            assert len(html) <= WEIGHT, (page, columns, len(html))
            pages |= set(re.findall(r"/karta/manniskohandel-prostitution-\d+", html.decode()))
    assert len(pages) == areas


def test_ones_own_municipality_is_on_the_first_of_several_pages(
    world: World, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = world.asker.municipality
    last = Town(mine.id, mine.code, mine.name, 12, 0, counted=True)
    for many, place in ((views.COLUMNS, -1), (views.COLUMNS + 6, 0)):
        found = _large(many, 1)
        towns = (*found.towns[:-1], last)
        figures = (*found.rows[0].cells[:-1], Figures(supervise=2))
        rows = (replace(found.rows[0], cells=figures),)
        shown = replace(found, towns=towns, rows=rows)
        monkeypatch.setattr(queries, "picture", lambda _actor, shown=shown: shown)
        html = as_(world.asker).get("/karta").content.decode()
        heads = re.findall(r'<th scope="col"><span>(.*?)</span>', html)
        assert len(heads) == views.COLUMNS
        assert heads[place] == mine.name
        squares = re.findall(r'<td class="(h\d)', html)
        assert squares[: views.COLUMNS][place] == "h2", "its figures stand in its column"


def test_the_sheet_holds_as_many_municipalities_as_there_are() -> None:
    """PDF/UA, also where their names stand on end."""
    assert sheet.paper(_large(14, 3), owner="Samverkan").startswith(b"%PDF")


def test_only_what_may_come_any_day_is_asked_of_every_municipality(world: World) -> None:
    """And those are areas of the shipped tree, none of them rare."""
    shipped = {area.key: area for area in load_areas()}
    assert not EVERYDAY - shipped.keys()
    assert not any(shipped[key].rare for key in EVERYDAY)
    for row in seen(world.asker).rows:
        assert row.floors.local == (row.area.key in EVERYDAY), row.area.key


def test_what_hangs_on_one_without_a_target_is_red_in_words_and_not_on_the_map(
    world: World, as_: As
) -> None:
    declare(world, "asker", "spel", Level.INDEPENDENT)
    declare(world, "answerer", "spel", Level.INDEPENDENT)
    count_all(world)
    page: Any = as_(world.manager).get("/sarbara-omraden").content.decode()
    listed = page.split("Utan mål hos er</h3>")[1].split("</ul>")[0]
    assert re.search(r'class="state bad">(<svg.*?</svg>)?hänger på en person<', listed, re.DOTALL)
    assert "Spelberoende</a>: 1 annan i samverkan" in listed
    map_page = as_(world.manager).get("/karta").content.decode()
    assert not re.search(r'<td class="[^"]*\bx"', map_page)
