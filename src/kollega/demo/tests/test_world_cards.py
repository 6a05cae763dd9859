"""What the demo's people have done with the knowledge bank's cards."""

import pytest

from kollega.border import gate
from kollega.demo.world import WorldError, load_world
from kollega.demo.world.cards import Cards, load
from kollega.knowledge.shipped import load_cards
from kollega.recognition import PlaceList
from kollega.swedish.references import references_in

SHIPPED = {card.key: card for card in load_cards()}


@pytest.fixture(scope="module")
def cards() -> Cards:
    return load(load_world().colleagues, SHIPPED)


def test_some_are_fresh_some_due_some_late_and_one_unread(cards: Cards) -> None:
    ages = {
        life.card: life.checked_days_ago - SHIPPED[life.card].check_months * 30
        for life in cards.lives
        if life.checked_days_ago
    }
    assert any(age < -60 for age in ages.values())
    assert any(-30 < age <= 0 for age in ages.values())
    assert any(0 < age < 60 for age in ages.values())
    assert any(age > 70 for age in ages.values())
    assert [life.card for life in cards.lives if not life.checked_days_ago] == [
        "anmalaren-far-veta"
    ]


def test_whoever_answers_and_reviews_has_been_there_all_the_time(cards: Cards) -> None:
    world = load_world()
    for life in cards.lives:
        together = {world.collaboration_of(who) for who in (life.owner, life.reviewer)}
        assert together == {"inlandet"}
        assert not world.colleagues[life.owner].employed_days
        assert not world.colleagues[life.reviewer].employed_days


def test_what_they_wrote_passes_the_gate_and_names_its_laws(cards: Cards) -> None:
    for own in cards.own:
        texts = {
            "title": own.title,
            "answer": own.answer,
            "body": own.body,
            "law": own.law,
            "experience": own.experience,
        }
        assert gate.check(texts, stays_home=own.only_own).open == ()
        assert own.title.endswith("?")
        assert not own.law or references_in(own.law)
    for doubt in cards.doubts:
        assert gate.check({"text": doubt.text}, places=PlaceList(municipality="")).open == ()


def test_a_stranger_is_told_of() -> None:
    with pytest.raises(WorldError, match="colleague"):
        load({}, SHIPPED)
    with pytest.raises(WorldError, match="card"):
        load(load_world().colleagues, ())
