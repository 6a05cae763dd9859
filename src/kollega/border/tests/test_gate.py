"""The gate: what stops, what may stay, what is noted, and that drafts can be undone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.personas import World

from kollega.border import drafts, gate
from kollega.border.gate import NotCleared
from kollega.border.models import Draft, LocalName, Passage
from kollega.core.actor import acting
from kollega.recognition import Kind, PlaceList

NUMBER = "19121212-1212"
"""One of the Tax Agency's test numbers."""


def test_a_personal_number_can_never_be_kept() -> None:
    text = f"Hon har personnummer {NUMBER}."
    found = gate.check({"text": text})
    key = found.open[0].key
    assert not found.open[0].may_be_kept
    assert gate.check({"text": text}, kept={key: "måste stå"}).open


def test_a_name_may_stay_for_a_stated_reason() -> None:
    found = gate.check({"text": "Vi följer det som Bowlby skrev, säger Anna Lind."})
    names = [each for each in found.open if each.finding.kind is Kind.PERSON]
    assert names
    kept = {each.key: "forskare, inte klient" for each in names}
    again = gate.check({"text": "Vi följer det som Bowlby skrev, säger Anna Lind."}, kept=kept)
    assert not [each for each in again.open if each.finding.kind is Kind.PERSON]


def test_the_municipalitys_own_list_is_known() -> None:
    places = PlaceList(municipality="Granåker", villages=("Lillsjönäs",), schools=("Björkskolan",))
    found = gate.check({"text": "Hon går på Björkskolan och bor i Lillsjönäs."}, places=places)
    assert {each.finding.text for each in found.open} >= {"Björkskolan", "Lillsjönäs"}


@given(st.text(max_size=200))
def test_masking_leaves_nothing_open(text: str) -> None:
    masked = gate.check({"text": text}).masked["text"]
    assert not [each for each in gate.check({"text": masked}).open if not each.may_be_kept]


def test_the_passage_tells_what_was_decided_and_not_what_was_removed(world: World) -> None:
    actor = world.asker.actor
    with acting(actor):
        cleared = gate.clear(
            actor, {"text": "En fråga om metod."}, purpose="question", replaced=["person"]
        )
        passage = Passage.objects.get(pk=cleared.passage_id)
    assert cleared["text"] == "En fråga om metod."
    assert {"kind": "person", "decision": "replaced"} in passage.findings
    assert passage.account_id == world.asker.account.id


def test_what_can_point_somebody_out_is_not_cleared(world: World) -> None:
    actor = world.asker.actor
    with acting(actor), pytest.raises(NotCleared) as stopped:
        gate.clear(actor, {"text": "Ring Anna på 070-174 06 05."}, purpose="question")
    assert stopped.value.check.open
    with acting(actor):
        assert Passage.objects.count() == 0


def _draft(world: World, text: str) -> Draft:
    actor = world.asker.actor
    draft = Draft(
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        purpose="question",
        body={"text": text},
        version=1,
    )
    draft.save(force_insert=True)
    return draft


def test_each_replacement_can_be_undone(world: World) -> None:
    actor = world.asker.actor
    with acting(actor):
        LocalName(
            municipality_id=actor.municipality_id, kind="school", name="Björkskolan", sort_key="b"
        ).save(force_insert=True)
        draft = _draft(world, "Anna går på Björkskolan.")
        assert drafts.replace(actor, draft, ("text",), None) == 2
        assert "Anna" not in draft.body["text"]
        assert "Björkskolan" not in draft.body["text"]
        for each in drafts.undoable(draft):
            assert drafts.undo(draft, each.number)
        assert draft.body["text"] == "Anna går på Björkskolan."
        assert draft.replaced == []


def test_undoing_what_is_not_there_changes_nothing(world: World) -> None:
    with acting(world.asker.actor):
        draft = _draft(world, "En text.")
        assert not drafts.undo(draft, 0)
        assert not drafts.undo(draft, -1)
