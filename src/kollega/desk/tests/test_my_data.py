"""What there is about me, given to me and nobody else."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.consultation.tests import helpers
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.core.models.log import AccessRow
from kollega.organisation.models import Colleague

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


def test_somebody_who_is_nobodys_colleague_gets_nothing_of_withheld_askers(
    world: World, as_: As
) -> None:
    """An asker's reply has no author: it is not everybody's who has no name."""
    helpers.declare(world, "answerer", "heder")
    helpers.declare(world, "answerer_two", "heder")
    question_id = helpers.send(as_(world.asker), world)
    helpers.reply(as_(world.asker), question_id, "Vi har redan provat det.")
    with acting(world.answerer.actor):
        Colleague.objects.filter(pk=world.answerer_two.colleague_id).update(
            left_on=clock.today() - timedelta(days=1)
        )
    assert world.answerer_two.actor.colleague_id is None
    hers = parts(as_(world.answerer_two))
    assert hers["Svar du har skrivit"] == []
    assert "redan provat" not in json.dumps(hers, ensure_ascii=False)
    # And the asker gets her own.
    mine = parts(as_(world.asker))["Svar du har skrivit"]
    assert [row["Text"] for row in mine] == ["Vi har redan provat det."]


def test_what_was_said_before_a_change_and_what_was_put_to_her(world: World, as_: As) -> None:
    helpers.declare(world, "answerer", "heder")
    helpers.declare(world, "answerer_two", "heder")
    question_id = helpers.send(as_(world.asker), world)
    client = as_(world.answerer)
    helpers.press(client, "respond", question_id, choice="read")
    post_id = helpers.reply(client, question_id, "Börja med skyddet.")
    client.post(
        reverse("consultation:edit", args=[question_id, post_id]),
        {"draft": str(uuid.uuid4()), "version": "1", "text": "Börja med barnet.", "do": "send"},
    )
    as_(world.asker).post(
        reverse("consultation:close", args=[question_id]),
        {"draft": str(uuid.uuid4()), "version": "0", "result": "new", "do": "send"},
    )
    hers = parts(client)
    assert hers["Svar du har skrivit"][0]["Text"] == "Börja med barnet."
    assert hers["Vad det stod före dina ändringar"][0]["Text"] == "Börja med skyddet."
    assert hers["Frågor du har fått"][0]["Område"] == "Hedersrelaterat våld"
    assert hers["Frågor du har läst vidare i eller klivit ur"][0]["Område"]
    mine = parts(as_(world.asker))
    assert mine["Frågor du har ställt"][0]["Vad den gav"] == "Gav mig något nytt"


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
