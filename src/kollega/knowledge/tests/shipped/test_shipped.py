"""What is shipped for the first day: whole, in order, true to the statutes, and let through the gate."""

import re
from datetime import date
from pathlib import Path

import pytest

from kollega.border import gate
from kollega.core import clock
from kollega.knowledge.shipped import (
    ShippedCard,
    ShippedError,
    load_cards,
    load_lists,
    load_synonyms,
    parse_cards,
    parse_lists,
    parse_synonyms,
)
from kollega.organisation.arealist import load_areas
from kollega.statutes.reading import ReadSection, read
from kollega.swedish.laws import BY_NUMBER
from kollega.swedish.references import Reference, references_in

SHARED = Path(__file__).resolve().parents[6] / "shared"
CARDS = load_cards()
KEYS = {card.key for card in CARDS}
ISSUED_BY_AUTHORITIES = re.compile(r"\A(?:SOSFS|HSLF-FS) \d{4}:\d+")
ALL = pytest.mark.parametrize("card", CARDS, ids=[card.key for card in CARDS])


def _references(card: ShippedCard) -> list[Reference]:
    return [each for text in card.texts.values() for each in references_in(text)]


def test_the_first_day_has_forty_cards_or_more_over_most_of_the_work() -> None:
    areas = {area.key: area for area in load_areas()}
    used = {key for card in CARDS for key in card.areas}
    assert len(CARDS) >= 40
    assert used <= set(areas)
    assert {areas[key].parent or key for key in used} == {
        area.key for area in areas.values() if area.parent is None
    }


@ALL
def test_a_card_answers_shortly_and_then_at_length(card: ShippedCard) -> None:
    assert len(card.answer.split()) <= 60
    assert 150 <= len(card.body.split()) <= 350
    assert "## Gör så här" in card.body or "## Vägar som finns" in card.body
    assert "## Ring någon när" in card.body
    assert "## Det som ofta missas" in card.body


@ALL
def test_the_recognition_gate_lets_a_card_through(card: ShippedCard) -> None:
    together = {"all": "\n".join(card.texts.values())}
    for texts in (card.texts, together):
        stopped = [each.finding.text for each in gate.check(texts).open]
        assert stopped == []


@ALL
def test_laws_are_named_so_that_they_are_understood(card: ShippedCard) -> None:
    for ground in card.grounds:
        if ground.kind == "law" and not ISSUED_BY_AUTHORITIES.match(ground.text):
            assert references_in(ground.text), ground.text
    for each in _references(card):
        law = BY_NUMBER.get(each.sfs)
        assert law is None or not law.replaced_by, f"{each.ref} is old law"


@ALL
def test_a_paragraph_sign_always_says_of_which_law(card: ShippedCard) -> None:
    """A '§' that no reference covers would be neither linked nor watched when the law changes."""
    for text in card.texts.values():
        covered = [(each.start, each.end) for each in references_in(text) if each.end > each.start]
        for match in re.finditer(r"§", text):
            sentence = text[max(0, match.start() - 40) : match.end() + 15]
            assert any(start <= match.start() < end for start, end in covered), sentence


@ALL
def test_what_rests_on_law_not_at_hand_is_not_called_sure(card: ShippedCard) -> None:
    at_hand = {"2025:400", "1990:52", "1988:870", "1993:387", "2017:900", "2007:171"}
    supporting = {"2017:725", "2025:468"}
    laws = {each.sfs for each in _references(card) if each.section}
    if laws - at_hand - supporting:
        assert card.sure in ("fairly", "unsure"), laws


@pytest.mark.shared
def test_every_paragraph_exists_in_the_statutes() -> None:
    places = _places()
    wrong = [
        f"{card.key}: {each.ref}"
        for card in CARDS
        for each in _references(card)
        if each.section and each.sfs in places and each not in places[each.sfs]
    ]
    assert wrong == []


def _places() -> dict[str, set[Reference]]:
    folder = SHARED / "data" / "statutes"
    if not folder.is_dir():
        pytest.skip(f"no statutes at {folder}")
    found = {}
    for path in folder.iterdir():
        statute = read(path.read_bytes(), name=path.name)
        found[statute.sfs] = {
            Reference(statute.sfs, each.chapter, each.section)
            for each in statute.sections
            if _holds(each, clock.today())
        }
    return found


def _holds(section: ReadSection, day: date) -> bool:
    begun = section.valid_from is None or section.valid_from <= day
    ended = section.valid_to is not None and section.valid_to < day
    return begun and not ended and not section.is_repealed and not section.waits


def test_reading_lists_point_at_cards() -> None:
    lists = load_lists()
    assert 2 <= len(lists) <= 4
    for each in lists:
        assert 5 <= len(each.cards) <= 7
        assert {listed.card for listed in each.cards} <= KEYS


def test_synonyms_are_many_and_each_word_has_one_meaning() -> None:
    groups = load_synonyms()
    words = [word.casefold() for group in groups for word in group]
    assert len(groups) >= 110
    assert len(words) == len(set(words))
    together = {word.casefold(): group for group in groups for word in group}
    for word, other in (
        ("fosterhem", "familjehem"),
        ("socialbidrag", "försörjningsstöd"),
        ("fjorton dagar", "förhandsbedömning"),
        ("aga", "barnmisshandel"),
        ("avhysning", "vräkning"),
    ):
        assert together[word] is together[other]


CARD = """
[[card]]
key = "en-fraga"
title = "Vad gör vi?"
answer = "Det här."
body = "Text."
areas = ["lvm"]
sure = "sure"
check_months = 12
related = []
ground = [{kind = "law", text = "7 § LVM"}]
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Vad gör vi?", "Så gör vi", "question"),
        ('"Det här."', f'"{"ord " * 61}"', "short answer"),
        ("check_months = 12", "check_months = 0", "check_months"),
        ('sure = "sure"', 'sure = "certain"', "sure is one of"),
        ('kind = "law"', 'kind = "rumour"', "kind is one of"),
        ("related = []", 'related = ["en-fraga"]', "not related to itself"),
        ('key = "en-fraga"', 'key = "En fråga"', "key"),
        ("check_months = 12\n", "", "check_months"),
        ("[[card]]", "[[cards]]", r"\[\[card\]\]"),
        ('"Text."', '"Text.', "card.toml"),
        ("related = []", 'related = []\nasked = ["hur gör man", "Hur gör man"]', "stands twice"),
        ("related = []", f'related = []\nasked = ["{"ord " * 10}ord"]', "at most 10 words"),
        ("related = []", 'related = []\nasked = ["vad säger 7 § LVM"]', "no paragraph"),
        ("related = []", "related = []\nasked = [7]", "asked is a list of words"),
    ],
)
def test_a_wrong_card_is_told_of_with_file_and_key(old: str, new: str, says: str) -> None:
    assert parse_cards(CARD, source="card.toml")[0].grounds[0].text == "7 § LVM"
    with pytest.raises(ShippedError, match=says):
        parse_cards(CARD.replace(old, new), source="card.toml")


def test_each_card_has_ways_of_asking_and_another_need_not() -> None:
    assert parse_cards(CARD, source="card.toml")[0].asked == ()
    assert [card.key for card in CARDS if len(card.asked) < 5] == []


def test_wrong_lists_and_synonyms_are_told_of() -> None:
    with pytest.raises(ShippedError, match="two to"):
        parse_synonyms('[[group]]\nwords = ["ensam"]', source="s.toml")
    with pytest.raises(ShippedError, match="twice"):
        parse_synonyms('[[group]]\nwords = ["akt", "Akt"]', source="s.toml")
    with pytest.raises(ShippedError, match="at most"):
        parse_synonyms('[[group]]\nwords = ["a", "ett två tre fyra fem"]', source="s.toml")
    with pytest.raises(ShippedError, match="why is a text"):
        parse_lists(
            '[[list]]\nkey = "a"\ntitle = "b"\nlead = "c"\ncard = [{card = "d"}]', source="l.toml"
        )
