"""What is exported reads back as it was, and file names are safe."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.knowledge.export.names import LONGEST, RESERVED, Names, readable
from kollega.knowledge.export.texts import (
    CardText,
    DocumentText,
    Ground,
    ListText,
    NotOurs,
    read,
    write,
)

# What the database can hold: text without lone surrogates and NUL.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80)
lines = st.lists(texts, max_size=3).map(tuple)
cards = st.builds(
    CardText,
    **dict.fromkeys(("id", "title", "answer", "body", "municipality", "owner", "only_for"), texts),
    areas=lines,
    related=lines,
    references=lines,
    grounds=st.lists(st.builds(Ground, kind=texts, lines=lines), max_size=3).map(tuple),
)


@given(cards)
def test_a_card_reads_back_as_it_was(card: CardText) -> None:
    assert read(CardText, write(card)) == card


@given(st.builds(DocumentText, id=texts, title=texts, body=texts, areas=lines, original=texts))
def test_a_document_reads_back_as_it_was(document: DocumentText) -> None:
    assert read(DocumentText, write(document)) == document


@given(st.builds(ListText, id=texts, title=texts, audience=texts, body=texts))
def test_a_list_reads_back_as_it_was(made: ListText) -> None:
    assert read(ListText, write(made)) == made


def test_what_is_written_in_a_text_does_not_end_the_front_matter() -> None:
    card = CardText("1", 'Rubrik\n---\nid: "2"', "Svar", body="---\n\nid: 3\n")
    assert read(CardText, write(card)) == card
    assert read(CardText, write(replace(card, body=""))).body == ""


@given(st.text(max_size=200))
def test_another_file_is_told_from_ours(text: str) -> None:
    try:
        read(CardText, text)
    except NotOurs:
        return
    pytest.fail("read as a card")


@given(st.lists(st.text(max_size=120), max_size=30), st.text(max_size=10))
def test_names_are_plain_unique_and_no_path(titles: list[str], ending: str) -> None:
    names = Names()
    given_names = [names.of(each, ending) for each in titles]
    assert len({each.lower() for each in given_names}) == len(titles)
    for each in given_names:
        assert set(each) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
        assert not each.startswith((".", "-"))
        assert ".." not in each
        assert each.partition(".")[0] not in RESERVED
        assert len(each) <= 2 * LONGEST + 10


def test_a_name_can_be_read() -> None:
    assert readable("Ärende på Öland: våld & ånger") == "arende-pa-oland-vald-anger"
    assert readable("CON") == "con-fil"
    assert readable("???") == "utan-titel"
