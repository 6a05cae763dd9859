"""Compounds: the gold list of the field's words, and what holds for any word."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kollega.swedish import parts, word_groups
from kollega.swedish.compounds import base, split, words_in

GOLD = Path(__file__).with_name("gold_compounds.txt")
WORDS = st.text(alphabet="aåbdefghijklmnoprstuvyäö", min_size=1, max_size=30)
COMPOUNDS = st.lists(
    st.sampled_from(
        ["barn", "vårds", "familje", "hem", "arbets", "stöd", "utredning", "plan", "s"]
    ),
    min_size=1,
    max_size=6,
).map("".join)


def _gold() -> list[str]:
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_gold_list_is_parted_as_people_would() -> None:
    gold = _gold()
    assert len(gold) > 210
    assert len(set(gold)) == len(gold)
    wrong = [
        (word, found) for word in gold if (found := "|".join(split(word.replace("|", "")))) != word
    ]
    assert len(wrong) <= 0.03 * len(gold), wrong


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("försörjningsstödshandläggare", ("försörjningsstöd", "handläggare")),
        ("familjehemsplacering", ("familjehem", "placering")),
        ("barnavårdsutredning", ("barnavård", "utredning")),
        ("missbruksbehandling", ("missbruk", "behandling")),
        ("umgängesstöd", ("umgänge", "stöd")),
        ("skuldsanering", ("skuld", "sanering")),
        ("hedersförtryck", ("heder", "förtryck")),
        ("öppenvårdsinsats", ("öppenvård", "insats")),
        ("kompetensförsörjningsplan", ("kompetensförsörjning", "plan")),
        ("kvinnojour", ("kvinna", "jour")),
        ("föräldrastöd", ("förälder", "stöd")),
        ("BBIC-utredning", ("bbic", "utredning")),
    ],
)
def test_parts_are_words_of_their_own(word: str, found: tuple[str, ...]) -> None:
    assert words_in(word) == found
    assert parts(word) == tuple(map(base, found))


@pytest.mark.parametrize(
    "word", ["handläggare", "handläggaren", "vårdnadshavare", "missbruk", "samtycke", "uppdrag"]
)
def test_what_has_grown_together_stays_whole(word: str) -> None:
    assert split(word) == (word,)
    assert parts(word) == ()


def test_forms_of_a_compound_have_one_base() -> None:
    forms = ["familjehemsplacering", "familjehemsplaceringen", "familjehemsplaceringarna"]
    assert len({base(form) for form in forms}) == 1


@given(WORDS | COMPOUNDS)
@example("s" * 30)
@example("barnbarnsbarn")
def test_pieces_are_the_word(word: str) -> None:
    pieces = split(word)
    assert "".join(pieces) == word
    assert all(len(piece) >= 3 for piece in pieces) or len(pieces) == 1
    assert len(words_in(word)) in {0, len(pieces)}


@given(st.text(max_size=40))
@example("İ-ß")
@example("a-b-c")
@example("-")
def test_any_text_can_be_asked_about(text: str) -> None:
    split(text)
    words_in(text)
    for group in word_groups(text):
        assert group.all >= group.forms


def test_a_very_long_word_is_left_alone() -> None:
    word = "vård" * 50_000
    assert split(word) == (word,)
