"""What a search finds, and what it must not."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from tests.objects import OBJECTS
from tests.personas import World, client_of
from tests.personas import client_of as signed_in

from kollega.border import documents, drafts
from kollega.border.models import OwnDocument
from kollega.competence.models import Level
from kollega.competence.profile import services as competence
from kollega.consultation.tests import helpers
from kollega.core import clock, kept
from kollega.core.actor import acting
from kollega.core.models import AccessRow
from kollega.organisation.models import PracticeArea
from kollega.public_documents import queries
from kollega.public_documents.finding import groups_of, words_around
from kollega.swedish import parts

ABOUT = "Hur pratar ni om {} i det första samtalet?"


def _found(world: World, words: str, **more: str) -> str:
    answer = signed_in(world.registrar).get(
        reverse("public_documents:search"), {"ord": words, "sokt": "1", **more}
    )
    assert answer.status_code == 200, answer.content.decode()
    page: str = answer.content.decode()
    return page


def _ask(world: World, about: str, area: str = "ekonomi", **changes: str) -> uuid.UUID:
    return helpers.send(
        client_of(world.asker),
        world,
        kind="method",
        text=ABOUT.format(about),
        area=str(world.areas[area].id),
        **changes,
    )


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("hedersvåld", "hedersrelaterat våld"),
        ("hedersrelaterat våld", "hedersvåld"),
        ("heder", "hedersnormer"),
        ("spelberoende", "beroende av spel"),
        ("flickor", "flickan"),
        ("Alla frågor om skulder, tack", "skulden"),
        ("LVU", "en LVU-ansökan"),
    ],
)
def test_words_find_what_means_the_same(world: World, asked: str, written: str) -> None:
    _ask(world, written)
    _ask(world, "något helt annat")
    page = _found(world, asked)
    assert "1 handling" in page
    assert written in page


def test_an_area_finds_what_never_says_the_word(world: World) -> None:
    """And its other words find what stands in another area; that can be turned off."""
    _ask(world, "resor i sommar", area="heder")
    _ask(world, "den som blir bortgift", area="ekonomi")
    page = _found(world, "hedersvåld", nara="on")
    assert "2 handlingar" in page
    assert "Sökt också på området Hedersrelaterat våld" in page
    assert "Närliggande ord" in page
    assert "1 handling" in _found(world, "hedersvåld")


def test_what_has_only_one_of_the_words_is_shown_where_nothing_has_all(world: World) -> None:
    _ask(world, "skulder")
    page = _found(world, "skulder elefanter")
    assert "1 handling" in page
    assert "Inget har alla orden" in page


def test_everything_of_ones_own_is_found_and_nothing_of_others(world: World) -> None:
    """Withdrawn, chosen people's, edited ones and a profile's line; and no name on the page."""
    OBJECTS["knowing"](world)
    withdrawn = _ask(world, "tokiga tågtider")
    helpers.press(client_of(world.asker), "withdraw", withdrawn)
    actor = world.same_unit.actor
    with acting(actor):
        draft = drafts.save(
            actor,
            draft_id=uuid.uuid4(),
            purpose=competence.PURPOSE,
            version=0,
            body={competence.TEXT: "Räkna på tågtider i normen."},
        )
        competence.declare_draft(
            actor,
            draft,
            area_id=PracticeArea.objects.get(pk=world.areas["ekonomi"].id).id,
            level=Level.INDEPENDENT,
            practised_on=None,
            version=0,
        )
    helpers.send(
        client_of(world.answerer), world, kind="method", text="Vet någon något om tågtider nu?"
    )
    page = _found(world, "tågtider")
    assert "2 handlingar" in page
    assert "Tillbakatagen" in page
    assert "Rad i en kollegas kompetensprofil" in page
    assert "Vet någon" not in page
    for who in ("asker", "same_unit", "answerer"):
        assert world.personas[who].account.name not in page


def test_nobody_but_the_registrar_can_see_which_texts_are_the_own_ones(world: World) -> None:
    """The row that tells it is closed by the database, also to the one who wrote it."""
    _ask(world, "skulder")
    for who in ("asker", "same_unit", "manager", "administrator", "log_reviewer", "answerer"):
        with acting(world.personas[who].actor):
            assert not OwnDocument.objects.exists()
    with acting(world.registrar.actor):
        row = OwnDocument.objects.get()
    assert {each.name for each in OwnDocument._meta.fields} == {
        "id",
        "municipality",
        "collaboration_id",
        "passage_id",
        "purpose",
        "day",
        "terms",
    }
    assert str(world.asker.account.id) not in str(vars(row))


def test_a_personal_number_is_not_searched_for(world: World) -> None:
    answer = client_of(world.registrar).get(
        reverse("public_documents:search"), {"ord": "20121212-1212"}
    )
    assert answer.status_code == 400
    assert "Sök inte på personnummer" in answer.content.decode()


def test_opening_a_document_is_in_the_log(real_world: World) -> None:
    request_id, chosen_id = OBJECTS["document"](real_world)
    client_of(real_world.registrar).get(
        reverse("public_documents:document", args=[request_id, chosen_id])
    )
    with acting(real_world.registrar.actor):
        assert AccessRow.objects.filter(subject_kind="document").exists()


def test_words_around_a_request_are_left_out() -> None:
    assert [set(each.forms) for each in groups_of("Alla frågor om hedersvåld")] == [{"hedersvåld"}]
    assert "hed" not in words_around()
    assert parts("hedersvåld") == ("hed", "våld")
    assert parts("flickorna") == ()


def test_every_table_has_a_line_of_what_is_kept() -> None:
    missing = kept.without_line()
    assert missing == [], "say what is kept: core.kept.register(Line(…)) in the room's ready()"


def test_documents_of_different_kinds_have_different_names() -> None:
    names = [str(label) for label in documents.labels().values()]
    assert len(set(names)) == len(names)


def test_what_came_before_the_weekend_did_not_come_today() -> None:
    friday = date(2026, 11, 20)
    said = []
    for day in (20, 22, 23):
        with clock.at(datetime(2026, 11, day, 12, tzinfo=UTC)):
            said.append(queries.clock_words(friday, queries.workdays_since(friday)))
    assert said == ["Kom in i dag", "Ingen arbetsdag har gått", "Har väntat 1 arbetsdag"]
