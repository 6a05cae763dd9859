"""What is shipped, in a collaboration: found from the first hour, marked, once, and shared out."""

import argparse
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.personas import World

from kollega.cli.importing import cards as command
from kollega.core import clock, events
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.knowledge import examples
from kollega.knowledge.cards import finding, services
from kollega.knowledge.examples import jobs
from kollega.knowledge.models import Card
from kollega.knowledge.models.cards import CardLink, Status
from kollega.knowledge.models.lists import ReadingList
from kollega.knowledge.shipped import load_cards, load_lists
from kollega.organisation.models import PracticeArea
from kollega.search import query, words
from kollega.search.models import Synonym

CARDS = {card.key: card for card in load_cards()}
SOME = tuple(
    CARDS[key] for key in ("forhandsbedomning-14-dagar", "skyddsbedomning", "spel-om-pengar", "jav")
)


def _cards(world: World) -> dict[UUID, Card]:
    with acting(world.answerer.actor):
        return {each.id: each for each in Card.objects.all()}


def test_examples_are_found_and_marked_and_come_once(world: World) -> None:
    actor = world.asker.actor
    with acting(actor):
        first = examples.bring(actor, SOME)
        again = examples.bring(actor, SOME)
        hits = query.find(actor, "hur lång tid har vi på en förhandsbedömning", kinds=("card",))
    assert [first.new, again.new] == [tuple(card.key for card in SOME), ()]
    assert len(again.known) == len(SOME)
    card = _cards(world)[examples.id_in(actor.collaboration_id, SOME[0].key)]
    assert [card.is_example, card.status, card.reviewed_at] == [True, Status.PUBLISHED, None]
    assert [card.owner_id, card.municipality_id] == [None, actor.municipality_id]
    assert card.law.splitlines() == ["20 kap. 2 § SoL", "14 kap. 2 § SoL", "25 kap. 1 § SoL"]
    assert hits[0].object_id == card.id


def test_an_example_is_found_by_how_people_ask_while_it_has_its_question(world: World) -> None:
    actor = world.asker.actor
    shipped, asked = CARDS["manniskohandel-misstanke"], "trafficking"
    said = set(words.indexed({"body": "\n".join(shipped.texts.values())}))
    assert asked in shipped.asked
    assert not said & {term for term, _factor in words.asked(asked).terms}
    with acting(actor):
        examples.bring(actor, [*SOME, shipped])
        card = Card.objects.get(pk=examples.id_in(actor.collaboration_id, shipped.key))
        assert query.find(actor, asked, kinds=("card",))[0].object_id == card.id
        again = {each.object_id: each.fields["asked"] for each in finding.entries(actor)}
        assert asked in again[card.id]
        card.title = "Vilka samverkar vi med i länet?"
        finding.refresh(actor, card)
        assert query.find(actor, asked, kinds=("card",)) == []


def test_related_cards_are_tied_both_ways_round(world: World) -> None:
    actor = world.asker.actor
    with acting(actor):
        examples.bring(actor, SOME)
        pairs = {
            frozenset((each.card_id, each.other_id))
            for each in CardLink.objects.filter(collaboration_id=actor.collaboration_id)
        }
    one, other = (examples.id_in(actor.collaboration_id, each.key) for each in SOME[:2])
    assert pairs == {frozenset((one, other))}


def test_areas_follow_a_merge_and_are_left_out_where_there_are_none(world: World) -> None:
    actor = world.asker.actor
    with acting(actor):
        merged = PracticeArea.objects.get(collaboration_id=actor.collaboration_id, key="spel")
        into = PracticeArea.objects.get(collaboration_id=actor.collaboration_id, key="ekonomi")
        merged.merged_into = into
        merged.save()
        examples.bring(actor, SOME)
    cards = _cards(world)
    with acting(actor):
        spel = cards[examples.id_in(actor.collaboration_id, "spel-om-pengar")]
        jav = cards[examples.id_in(actor.collaboration_id, "jav")]
        assert [each.area_id for each in spel.areas.all()] == [into.id]
        assert not jav.areas.exists()


def test_a_new_collaboration_begins_with_them_and_shares_them_out(
    real_world: World, settings: Any
) -> None:
    settings.EXAMPLE_CARDS = True
    actor = real_world.coordinator.actor
    _welcome(actor)
    cards = _cards(real_world)
    assert len(cards) == len(CARDS)
    by_municipality = _by_municipality(cards)
    assert set(by_municipality) == {
        real_world.asker.municipality.id,
        real_world.answerer.municipality.id,
    }
    assert max(by_municipality.values()) - min(by_municipality.values()) <= 1
    with acting(actor):
        assert Synonym.objects.filter(word="fosterhem").exists()
        lists = {each.key: each for each in ReadingList.objects.all()}
        assert set(lists) == {each.key for each in load_lists()}
        assert lists["forsta-veckan-barn"].items.count() == 7
    _someone_takes_over_all_of(real_world)
    jobs.share_out.run(collaboration_id=actor.collaboration_id)
    assert _by_municipality(_cards(real_world)) == by_municipality


def _by_municipality(cards: dict[UUID, Card]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for each in cards.values():
        found[each.municipality_id] = found.get(each.municipality_id, 0) + 1
    return found


def _welcome(actor: Any) -> None:
    with acting(actor):
        events.announce(
            actor, "agreement.added", subject_kind="agreement", subject_id=actor.collaboration_id
        )
    run_waiting()


def _someone_takes_over_all_of(world: World) -> None:
    actor = world.asker.actor
    with acting(actor):
        for card in Card.objects.filter(municipality_id=actor.municipality_id):
            services.take_over(actor, card)


def test_the_examples_of_a_municipality_that_comes_later(world: World) -> None:
    actor = world.asker.actor
    with acting(actor):
        examples.bring(actor, load_cards()[:5])
        kept = Card.objects.get(pk=examples.id_in(actor.collaboration_id, load_cards()[1].key))
        kept.reviewed_at = clock.now()
        kept.save()
    assert actor.collaboration_id is not None
    assert examples.share_out(actor.collaboration_id) > 0
    cards = _cards(world)
    assert cards[kept.id].municipality_id == actor.municipality_id
    others = {each.municipality_id for each in cards.values() if each.id != kept.id}
    assert world.answerer.municipality.id in others
    assert examples.share_out(actor.collaboration_id) == 0


def _run(*files: Path, who: str, own: bool = False, dry: bool = False) -> int:
    options = argparse.Namespace(
        files=[str(each) for each in files], who=who, own=own, dry_run=dry, json=True
    )
    return command.carry_out(options)


CARD = """
[[card]]
key = "{key}"
title = "Hur gör vi?"
answer = "{answer}"
body = "Text."
areas = ["spel"]
sure = "sure"
check_months = 12
related = []
ground = [{{kind = "law", text = "7 § LVM"}}]
"""


def test_the_command_brings_a_file_or_nothing(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    who = world.asker.account.email
    good, bad = tmp_path / "bra.toml", tmp_path / "namn.toml"
    good.write_text(CARD.format(key="hur", answer="Så här."), encoding="utf-8")
    bad.write_text(
        CARD.format(key="forst", answer="Så.")
        + CARD.format(key="sedan", answer="Ring Anna Lindqvist på 0980-31 92 01."),
        encoding="utf-8",
    )
    assert _run(good, who=who, dry=True) == 0
    assert json.loads(capsys.readouterr().out) == {"done": False, "new": ["hur"], "known": []}
    assert _run(bad, who=who) == 1
    assert "peka ut en person" in json.loads(capsys.readouterr().out)["error"]
    assert _cards(world) == {}
    assert _run(good, who=who, own=True) == 0
    assert _cards(world) == {}, "another municipality does not see what is kept at home"
    with acting(world.asker.actor):
        assert Card.objects.get().only_municipality_id == world.asker.municipality.id


@pytest.mark.parametrize("wrong", ["missing.toml", "twice.toml", "broken.toml", "latin.toml"])
def test_the_command_tells_what_is_wrong_with_a_file(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    (tmp_path / "twice.toml").write_text(CARD.format(key="hur", answer="Så.") * 2, encoding="utf-8")
    (tmp_path / "broken.toml").write_text("[[card]]\nkey = ", encoding="utf-8")
    (tmp_path / "latin.toml").write_bytes("åäö".encode("latin-1"))
    assert _run(tmp_path / wrong, who=world.asker.account.email) == 1
    assert wrong in json.loads(capsys.readouterr().out)["error"]


def test_the_command_needs_somebody_at_work_in_a_collaboration(
    crowded_world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    for who in ("ingen@example.se", crowded_world.ended.account.email):
        assert _run(who=who) == 1
        assert json.loads(capsys.readouterr().out)["done"] is False
