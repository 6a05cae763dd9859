"""What a misspelt word may be, and what kind of answer a question wants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.swedish.answers import offered, wanted
from kollega.swedish.spelling import distance, nearest, one_edit_away

LETTERS = st.text(alphabet="abcåäö", min_size=1, max_size=8)


@given(LETTERS, st.data())
def test_one_edit_leads_back(word: str, data: st.DataObject) -> None:
    other = data.draw(st.sampled_from(sorted(set(one_edit_away(word)))))
    assert distance(word, other, 2) <= 1
    assert other[:1] == word[:1]


@given(LETTERS, LETTERS)
def test_distance_is_one_of_a_measure(one: str, other: str) -> None:
    assert distance(one, other, 9) == distance(other, one, 9)
    assert (distance(one, other, 9) == 0) == (one == other)
    assert distance(one, other, 1) == min(distance(one, other, 9), 2)


def test_the_nearest_known_word_comes_first() -> None:
    known = {"utredning", "utredningen", "bedömning"}
    assert nearest("utredming", known) == ["utredning"]
    assert nearest("uterdning", known) == ["utredning"]
    assert nearest("utrdnin", set(), more=sorted(known)) == ["utredning"]
    assert nearest("xyz", known) == []


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Hur länge får en utredning pågå?", "time"),
        ("När ska vårdplanen vara klar?", "time"),
        ("Hur mycket får man i ersättning?", "amount"),
        ("Vad är ett familjehem?", "meaning"),
        ("Vad menas med skyddat boende", "meaning"),
        ("Får vi prata med barnet?", "yes or no"),
    ],
)
def test_a_question_tells_what_it_wants(question: str, kind: str) -> None:
    assert kind in wanted(question)


def test_a_word_alone_wants_nothing() -> None:
    assert wanted("familjehemsplacering") == frozenset()
    assert wanted("") == frozenset()


def _kinds(text: str) -> set[str]:
    return set(offered(text.split()))


def test_a_text_tells_what_it_gives() -> None:
    assert _kinds("beslutet fattas inom fjorton dagar") == {"time"}
    assert _kinds("med familjehem avses ett enskilt hem") == {"meaning"}
    assert _kinds("nej det får ni inte") == {"yes or no"}
    assert _kinds("avgiften är 300 kronor") == {"amount"}
    assert _kinds("socialnämnden ska samverka") == set()
    assert offered([]) == set()
