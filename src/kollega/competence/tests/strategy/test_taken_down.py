"""What is written in a strategy is taken down by whoever recognises somebody; the document stays."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.personas import Persona, World

from kollega.border import gate, takedown
from kollega.border.takedown import Changed
from kollega.competence.models import StrategyText
from kollega.competence.strategy import texts
from kollega.competence.tests.lending.helpers import lender_manager
from kollega.competence.tests.strategy import helpers
from kollega.core import destruction
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.incident.models import Incident

As = Callable[[Persona], Client]
KIND, AREA_TEXT, NEW = "strategy", "Det är här det brister.", "Vi hjälps åt."


def pressed(client: Client, strategy_id: uuid.UUID) -> int:
    address = reverse("incident:report_other", args=[KIND, strategy_id])
    status: int = client.post(address, {"id": str(uuid.uuid4())}).status_code
    return status


def page(client: Client, strategy_id: uuid.UUID, name: str = "strategy") -> str:
    answer = client.get(reverse(f"competence:{name}", args=[strategy_id]))
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("outcome", ["as it was", "corrected", "destroyed"])
def test_it_is_closed_to_all_assessed_where_it_was_written_and_comes_back(
    world: World, as_: As, outcome: str
) -> None:
    strategy = helpers.adopted(world)
    reader = as_(world.asker)
    assert helpers.PREFACE in page(reader, strategy.id)
    assert reverse("incident:report_other", args=[KIND, strategy.id]) in page(reader, strategy.id)
    assert (
        as_(world.outsider)
        .get(reverse("incident:report_other", args=[KIND, strategy.id]))
        .status_code
        == 404
    )
    assert pressed(reader, strategy.id) == 302
    run_waiting()
    for who in ("asker", "coordinator", "manager"):
        html = page(as_(world.personas[who]), strategy.id)
        assert helpers.PREFACE not in html
        assert "visas inte nu" in html  # and the rest of the document is there
        with acting(world.personas[who].actor) as actor:
            assert not StrategyText.objects.exists()
            assert takedown.parts(actor, KIND, strategy.id) == []
    step = reverse("competence:strategy_step", args=[strategy.id, "galler-inte"])
    assert as_(world.coordinator).post(step).status_code == 403
    with acting(lender_manager(world).actor) as boss:  # in Storavan, whose coordinator wrote it
        assert Incident.objects.get().subject_id == strategy.id
        (part,) = takedown.parts(boss, KIND, strategy.id)
        assert part.text == helpers.PREFACE
        if outcome == "destroyed":
            takedown.destroy(boss, KIND, strategy.id, "incident")
            assert "strategy_text" in {each.kind for each in destruction.entries(boss)}
        else:
            new = gate.clear(boss, {"text": NEW}, purpose=texts.PURPOSE)
            changed = {part.key: Changed(new["text"], new.passage_id)}
            takedown.put_back(boss, KIND, strategy.id, changed if outcome == "corrected" else {})
    html = page(reader, strategy.id)
    assert (helpers.PREFACE in html) is (outcome == "as it was")
    assert (NEW in html) is (outcome == "corrected")
    assert "visas inte nu" not in html


def test_a_draft_that_is_down_is_neither_written_in_nor_thrown_away(world: World, as_: As) -> None:
    strategy = helpers.at_work(world)
    helpers.write(world, strategy, helpers.PREFACE)
    helpers.write(world, strategy, AREA_TEXT, ref=str(world.areas["heder"].id))
    # A draft is not everybody's to read, and so not everybody's to take down.
    assert pressed(as_(world.asker), strategy.id) == 404
    assert pressed(as_(world.manager), strategy.id) == 302
    assert pressed(as_(world.coordinator), strategy.id) == 302  # once more: the same incident
    run_waiting()
    assert AREA_TEXT not in page(as_(world.manager), strategy.id, "strategy_goals")
    client = as_(world.coordinator)
    for name, more in (("strategy_text", "forord"), ("strategy_step", "slang")):
        answer = client.get(reverse(f"competence:{name}", args=[strategy.id, more]))
        assert answer.status_code == 403
        assert "tills det är bedömt" in answer.content.decode()
    with acting(lender_manager(world).actor) as boss:
        found = [each.text for each in takedown.parts(boss, KIND, strategy.id)]
        assert found == [helpers.PREFACE, AREA_TEXT]
        assert Incident.objects.count() == 1
        takedown.put_back(boss, KIND, strategy.id)
    assert AREA_TEXT in page(as_(world.manager), strategy.id, "strategy_goals")
