"""What there is about me, given to me and nobody else."""

import json
from collections.abc import Callable

from django.test import Client
from tests.personas import Persona, World

from kollega.consultation.tests import helpers
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.core.models.log import AccessRow

As = Callable[[Persona], Client]
FETCH = "/mina-uppgifter/hamta"


def parts(client: Client) -> dict[str, list[dict[str, str]]]:
    answer = client.post(FETCH, {"form": "file"})
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="mina-uppgifter-')
    assert answer["Cache-Control"] == "private, no-store"
    return {part["rubrik"]: part["rader"] for part in json.loads(answer.content)["delar"]}


def test_the_file_has_what_each_has_written_and_nothing_of_others(world: World, as_: As) -> None:
    helpers.declare(world, "answerer", "heder")
    helpers.declare(world, "answerer_two", "heder")
    question_id = helpers.send(as_(world.asker), world)
    helpers.press(as_(world.answerer), "respond", question_id, choice="read")
    helpers.reply(as_(world.answerer), question_id, "Börja med skyddet.")
    run_waiting()

    mine, hers = parts(as_(world.asker)), parts(as_(world.answerer))
    assert mine["Ditt konto"][0]["E-post"] == "asker@example.se"
    assert mine["Frågor du har ställt"][0]["Fråga"] == helpers.SITUATION
    assert mine["Svar du har skrivit"] == []
    assert [row["Notis"] for row in mine["Dina notiser"]] == ["Någon har skrivit i din fråga"]
    assert hers["Frågor du har ställt"] == []
    assert hers["Svar du har skrivit"][0]["Text"] == "Börja med skyddet."
    assert hers["Vad du har sagt att du kan"][0]["Nivå"] == "självständig"
    # Who asked is not hers to know: she has not taken the question.
    assert "Maja" not in json.dumps(hers, ensure_ascii=False)


def test_the_page_shows_the_same_and_the_log_that_it_was_fetched(world: World, as_: As) -> None:
    helpers.declare(world, "answerer", "heder")
    page = as_(world.answerer).post(FETCH, {"form": "page"}).content.decode()
    assert "Hedersrelaterat våld" in page
    assert "answerer@example.se" in page
    with acting(world.log_reviewer.actor):
        assert not AccessRow.objects.filter(subject_kind="own_data").exists()
    with acting(world.answerer.actor):
        assert AccessRow.objects.filter(
            subject_kind="own_data", subject_id=world.answerer.account.id
        ).exists()


def test_a_get_gives_nothing(world: World, as_: As) -> None:
    assert as_(world.asker).get(FETCH).status_code == 405
