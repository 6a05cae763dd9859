"""The ground-floor words: cleaning, tokens, stems, lexicon, order."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kollega.swedish import (
    lexicon,
    normalise,
    normalise_with_offsets,
    sort_key,
    stem,
    stems,
    tokens,
)

TEXT = st.text(
    alphabet=st.sampled_from("aåäöéAÅÄÖ e\u0301\u030a\u00ad\u200b\r\n\t\u00a0”’-–1٣.,:'"),
    max_size=60,
)


def test_normalise_writes_one_way() -> None:
    assert normalise("Å\u00adsa sa: ”hej”\u00a0– A\u030asa’s\r\n") == 'Åsa sa: "hej" – Åsa\'s\n'


@given(TEXT | st.text(max_size=40))
@example("A\u00ad\u0301")
def test_normalise_is_stable(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(TEXT)
@example("A\u0308\u0301\u00ad\u0301")
def test_offsets_lead_back(text: str) -> None:
    normalised = normalise_with_offsets(text)
    length = len(normalised.text)
    assert normalised.span(0, length)[1] == len(text)
    ends = [normalised.span(place, place + 1) for place in range(length)]
    assert ends == sorted(ends)
    for place, (start, end) in enumerate(ends):
        assert normalised.text[place] in normalise(text[start:end])


@given(TEXT | st.text(max_size=80))
def test_tokens_stand_where_they_say(text: str) -> None:
    found = tokens(text)
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_tokens_keep_names_and_genitives_whole() -> None:
    assert [token.text for token in tokens("Anna-Karin O'Brien läste EU:s text, s. 14.")] == [
        *["Anna-Karin", "O'Brien", "läste", "EU:s", "text", "s", "14"]
    ]


def test_stems_join_forms() -> None:
    assert stem("Kommunernas") == stem("kommuner") == stem("kommun")
    assert stems("Barnet och BARNET") == [stem("barnet"), "och", stem("barnet")]


def test_lexicon_tells_words_from_names() -> None:
    assert lexicon.is_word("kommunens")
    assert lexicon.is_word("Polisen")
    assert not lexicon.is_word("Margareta")
    assert lexicon.is_written_with_capital("boston")
    assert lexicon.frequency("och") > lexicon.frequency("socialtjänst") > 0.0
    assert lexicon.frequency("qqxz") == 0.0
    assert lexicon.small_letter_share("kommunens") == 1.0
    assert lexicon.lemma("flickornas") == "flicka"


@pytest.mark.parametrize(
    "ordered",
    [
        ["Adam", "Zorn", "Åberg", "Ädel", "Öberg"],
        ["ide", "idé", "idel"],
        ["vad", "vem", "wagner", "xerxes"],
        ["Anna", "anna-Karin", "Annabell"],
        ["Skola 2", "Skola 10", "Skolan"],
        ["1 a", "a 1"],
        ["Muhr", "Myller", "Müller", "Möller"],
        ["Aebi", "Zaar", "Ærlig", "Østby"],
    ],
)
def test_sort_key_is_swedish_order(ordered: list[str]) -> None:
    assert sorted(set(ordered), key=lambda text: sort_key(text).encode()) == ordered


@given(st.text(max_size=30))
def test_sort_key_does_not_see_capitals_or_composition(text: str) -> None:
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)
    assert "\0" not in sort_key(text)


@given(st.text(alphabet="abcåäöABCÅÄÖé 12-", max_size=30))
def test_sort_key_is_the_same_for_capitals(text: str) -> None:
    assert sort_key(text.upper()) == sort_key(text)
