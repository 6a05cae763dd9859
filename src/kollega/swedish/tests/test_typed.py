"""What is typed into a search box and names the law, and what only looks so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.swedish.references import references_in
from kollega.swedish.typed import typed_references

TYPED = [
    ("3§LVU", "1990:52 3 §"),
    ("LVU 3", "1990:52 3 §"),
    ("LVU3", "1990:52 3 §"),
    ("lvu 14a", "1990:52 14 a §"),
    ("lvu 14 a", "1990:52 14 a §"),
    ("14a lvu", "1990:52 14 a §"),
    ("LSS 9.", "1993:387 9 §"),
    ("SoL20:2", "2025:400 20 kap. 2 §"),
    ("20kap2§SoL", "2025:400 20 kap. 2 §"),
    ("20 kap.", " 20 kap."),
    ("kap 20", " 20 kap."),
    ("20 kap 2 §", " 20 kap. 2 §"),
    ("20 kap. SoL", "2025:400 20 kap."),
    ("SoL 2001:453 4:1", "2001:453 4 kap. 1 §"),
]
PLAIN = [
    "barn 3 år LVU",
    "LVU 3 barn",
    "lvu 14 a och b",
    "placerad enligt LVU 3 gånger",
    "hur länge gäller LVU 2 veckor",
    "fl 3",
    "kl 20",
    "20 barn i LSS",
    "SoL 20",
]


@pytest.mark.parametrize(("text", "ref"), TYPED)
def test_what_is_typed_is_read(text: str, ref: str) -> None:
    (found,) = typed_references(text)
    assert (found.sfs, found.place) == tuple(ref.split(" ", 1))


@pytest.mark.parametrize("text", PLAIN)
def test_a_sentence_with_a_number_names_no_section(text: str) -> None:
    assert not [each for each in typed_references(text) if each.section]


@given(st.text("LVUSolkapår 123§:.a", max_size=30))
def test_what_a_text_says_is_read_where_it_is_typed_too(text: str) -> None:
    found = typed_references(text)
    if not (len(found) == 1 and found[0].place):
        assert {each.sfs for each in references_in(text)} <= {each.sfs for each in found}
