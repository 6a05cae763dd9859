"""The document on paper, and what stands in it."""

from io import BytesIO
from uuid import uuid4

from django.urls import reverse
from pypdf import PdfReader
from tests.personas import World

from kollega.competence.strategy import paper, queries, services, words
from kollega.competence.tests.helpers import As, page
from kollega.competence.tests.strategy import helpers
from kollega.core.actor import acting


def _pages(data: bytes) -> list[str]:
    return [each.extract_text() for each in PdfReader(BytesIO(data)).pages]


def test_each_board_has_its_own_part_first_on_paper_and_nobody_is_in_it(
    world: World, as_: As
) -> None:
    strategy = helpers.sent(world)
    url = reverse("competence:strategy_pdf", args=[strategy.id])
    common = " ".join(_pages(as_(world.manager).get(url).content))
    own = _pages(as_(world.manager).get(f"{url}?kommun={world.asker.municipality.id}").content)
    assert "vad nämnden beslutar om" not in common
    assert "Granåker: vad nämnden beslutar om" in " ".join(own[0].split())
    assert "Budget för lärande" in own[0]
    for text in (common, " ".join(own)):
        assert "opaque" not in text
        assert helpers.PREFACE.split(".")[0] in " ".join(text.split())
        for persona in world.personas.values():
            assert persona.account.name not in text
    adopted = helpers.adopted(world)
    year = reverse("competence:strategy_follow_up_pdf", args=[adopted.id])
    told = " ".join(" ".join(_pages(as_(world.asker).get(year).content)).split())
    assert "0 av 2 mål är nådda i dag" in told


def test_paper_says_the_same_as_the_screen(world: World) -> None:
    strategy = helpers.sent(world)
    with acting(world.coordinator.actor):
        sheet = queries.sheet(strategy)
        data = paper.document_data(sheet, owner="Inlandet", place=str(world.asker.municipality.id))
    rows = data["own"]["money"]["rows"]
    assert len(rows) == helpers.YEARS
    assert len(data["measures"]["rows"]) == len(sheet.contents.measures)
    mine = [
        each for each in sheet.contents.measures if each.place == str(world.asker.municipality.id)
    ]
    assert len(data["own"]["measures"]["rows"]) == len(mine)


def test_why_the_measures_take_more_hours_than_the_municipality_gives_is_told(
    world: World, as_: As
) -> None:
    """Whoever supervises in another municipality gives hours too: a board that sums up must know."""
    strategy = helpers.sent(world)
    with acting(world.coordinator.actor):
        contents = services.contents_of(strategy)
        sheet = queries.sheet(strategy)
    helped = next(each for each in contents.measures if each.others)
    mine = [each for each in contents.measures if each.place == helped.place]
    assert sum(each.hours + each.travel_hours for each in mine) > contents.hours_of(helped.place)
    told = "I arbetstiden för en åtgärd ingår också timmarna för den som handleder"
    data = paper.document_data(sheet, owner="Inlandet", place=helped.place)
    assert told in data["own"]["measures"]["note"]
    pdf = " ".join(" ".join(_pages(paper.document(sheet, owner="X", place=helped.place))).split())
    assert told in pdf
    page = reverse("competence:strategy_measures", args=[strategy.id])
    assert told in as_(world.manager).get(page).content.decode()
    alone = [each.model_copy(update={"others": ()}) for each in contents.measures]
    assert words.whose_hours(alone) == ""


def test_areas_where_something_is_lacking_come_first_and_the_rest_are_told_in_a_sentence(
    world: World, as_: As
) -> None:
    heder, spel = (str(world.areas[key].id) for key in ("heder", "spel"))
    targets = [
        {"kind": "supervisors", "area": heder, "count": 1},
        {"kind": "local", "area": spel, "level": 2, "count": 1},
    ]
    found = helpers.contents_of(world, targets=targets)
    assert [each.is_met for each in found.goals] == [True, False]
    with acting(world.coordinator.actor) as actor:
        strategy = services.make(actor, public_id=uuid4(), contents=found)
        data = paper.document_data(queries.sheet(strategy), owner="Inlandet")
    assert [each["title"] for each in data["goals"]["areas"]] == ["Spelberoende"]
    assert data["met"].endswith("också framöver: Hedersrelaterat våld.")
    html = page(as_(world.coordinator), "strategy_goals", strategy.id)
    assert html.index("Spelberoende</h2>") < html.index("Hedersrelaterat våld")
