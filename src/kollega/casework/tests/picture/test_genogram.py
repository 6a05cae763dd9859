"""The genogram without a database: generations, couples, what cannot be, and where everybody stands."""

import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kollega.casework.picture import acts, genogram_acts
from kollega.casework.picture.acts import Act, PictureKind
from kollega.casework.picture.drawing import Refused, gone_back, way_back, written
from kollega.casework.picture.genogram import Genogram, How, Pairing
from kollega.casework.picture.genogram_layout import HANDLE, SLOT, layout, levels


def family() -> Genogram:
    """Elliot, his parents who have parted, a sister, grandparents, and father's new family."""
    found = genogram_acts.begin("Elliot", "man")
    for name, relation, to in (
        ("Mamma", "parent", "Elliot"),
        ("Pappa", "parent", "Elliot"),
        ("Signe", "sibling", "Elliot"),
        ("Mormor", "parent", "Mamma"),
        ("Morfar", "parent", "Mamma"),
        ("Moster", "sibling", "Mamma"),
        ("Farmor", "parent", "Pappa"),
        ("Linn", "partner", "Pappa"),
        ("Bebisen", "child", "Linn"),
    ):
        found = genogram_acts.add(found, name=name, relation=relation, to=key(found, to))
    found = genogram_acts.paired(found, key(found, "Mamma"), key(found, "Pappa"), "apart")
    return genogram_acts.parented(
        found, child=key(found, "Elliot"), parent=key(found, "Linn"), how="bonus"
    )


def key(found: Genogram, name: str) -> str:
    return next(each.key for each in found.people if each.name == name)


def test_generations_are_rows_and_couples_share_theirs() -> None:
    found = family()
    rows = {each.name: levels(found)[each.key] for each in found.people}
    assert {rows[name] for name in ("Mormor", "Morfar", "Farmor")} == {0}
    assert {rows[name] for name in ("Mamma", "Pappa", "Moster", "Linn")} == {1}
    assert {rows[name] for name in ("Elliot", "Signe", "Bebisen")} == {2}


def test_nobody_stands_on_anybody_and_children_stand_under_their_parents() -> None:
    found = family()
    drawn = layout(found)
    for one in drawn.seats:
        for other in drawn.seats:
            if one is not other and one.y == other.y:
                assert abs(one.x - other.x) >= SLOT - 0.01
        assert HANDLE < one.x < drawn.width - HANDLE
        assert HANDLE < one.y < drawn.height - HANDLE
    middle = (drawn.seat(key(found, "Mamma")).x + drawn.seat(key(found, "Pappa")).x) / 2
    assert drawn.seat(key(found, "Elliot")).x < middle + SLOT
    assert drawn.width < 7 * SLOT


def test_the_child_of_one_in_a_couple_is_the_others_too_and_a_sibling_has_both() -> None:
    found = family()
    parents = {each.parent for each in found.parents_of(key(found, "Bebisen"))}
    assert parents == {key(found, "Linn"), key(found, "Pappa")}
    parents = {each.parent for each in found.parents_of(key(found, "Signe"))}
    assert parents == {key(found, "Mamma"), key(found, "Pappa")}


def test_nobody_is_her_own_grandmother() -> None:
    found = family()
    with pytest.raises(Refused, match="kan inte vara både förälder och barn i samma led"):
        genogram_acts.parented(found, child=key(found, "Mormor"), parent=key(found, "Elliot"))
    with pytest.raises(Refused, match="sin egen förälder"):
        genogram_acts.parented(found, child=key(found, "Mamma"), parent=key(found, "Mamma"))


def test_what_the_world_holds_can_be_drawn() -> None:
    """A man has a child with a woman and one with her daughter: the row gives way, not the truth."""
    found = genogram_acts.begin("Barnet")
    found = genogram_acts.add(found, name="Mor", relation="parent", to="g1")
    found = genogram_acts.add(found, name="Far", relation="parent", to="g1")
    found = genogram_acts.add(found, name="Mormor", relation="parent", to=key(found, "Mor"))
    found = genogram_acts.paired(found, key(found, "Mormor"), key(found, "Far"), "apart")
    rows = levels(found)
    assert rows[key(found, "Mormor")] < rows[key(found, "Mor")] < rows["g1"]
    assert ET.fromstring(acts.svg(found)) is not None


def test_the_one_it_is_about_stays_and_four_generations_are_enough() -> None:
    found = family()
    with pytest.raises(Refused, match="kan inte tas bort"):
        genogram_acts.removed(found, "g1")
    found = genogram_acts.add(
        found, name="Gammelmormor", relation="parent", to=key(found, "Mormor")
    )
    with pytest.raises(Refused, match="högst 4 generationer"):
        genogram_acts.add(found, name="Barnbarn", relation="child", to="g1")


@pytest.mark.parametrize("born", ["14", "abcd", "1492", "20144"])
def test_a_year_is_a_year(born: str) -> None:
    with pytest.raises(Refused, match="fyra siffror"):
        genogram_acts.add(family(), name="X", relation="parent", to="g1", born=born)


def test_a_sibling_needs_a_parent_first() -> None:
    with pytest.raises(Refused, match="Lägg först till en förälder till Elliot"):
        genogram_acts.add(genogram_acts.begin("Elliot"), name="Signe", relation="sibling", to="g1")


def test_the_list_says_who_is_what_to_whom_and_what_has_changed() -> None:
    before = family()
    lines = {each.name: each for each in acts.lines(before)}
    assert "har separerat från Pappa" in lines["Mamma"].about
    assert "bonusförälder till Elliot" in lines["Linn"].about
    assert lines["Mormor"].group == "Far- och morföräldrarnas generation"
    after = genogram_acts.paired(before, key(before, "Linn"), key(before, "Pappa"), Pairing.APART)
    after = genogram_acts.removed(after, key(before, "Moster"))
    words = [each.words for each in acts.changes(before, after)]
    assert any("Moster är inte med längre" in each for each in words)
    assert any("har separerat" in each for each in words)


def test_earlier_and_later_in_the_row() -> None:
    found = family()
    first = [each.name for each in found.people if each.name in ("Elliot", "Signe")]
    after = genogram_acts.moved(found, key(found, "Signe"), -1)
    assert [each.name for each in after.people if each.name in first] == first[::-1]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(sorted(acts.GENOGRAM)),
        st.fixed_dictionaries(
            {
                "key": st.sampled_from(["g1", "g2", "g3", "g4", "g5", "g6"]),
                "other": st.sampled_from(["g1", "g2", "g3", "g4", "g5"]),
                "line": st.sampled_from(["g3", "g4", "g5", "g6", "g7"]),
                "relation": st.sampled_from(["parent", "child", "sibling", "partner", "x"]),
                "how": st.sampled_from(
                    [
                        *(f"parent:{each}" for each in How),
                        *(f"child:{each}" for each in How),
                        *(f"pair:{each}" for each in Pairing),
                        "feel:hard",
                        "x",
                    ]
                ),
                "name": st.text(max_size=20),
                "sign": st.sampled_from(["woman", "man", "other"]),
                "born": st.sampled_from(["", "2014", "14"]),
                "dead": st.sampled_from(["", "1"]),
                "home_a": st.sampled_from(["", "1"]),
                "bare": st.sampled_from(["", "1"]),
            }
        ),
    ),
    max_size=14,
)


@given(STEPS)
@settings(max_examples=80, deadline=None)
def test_whatever_is_done_is_kept_drawn_and_can_be_taken_back(
    steps: list[tuple[str, dict[str, str]]],
) -> None:
    found: Genogram = genogram_acts.begin("Elliot")
    for name, given_ in steps:
        try:
            after = acts.act(found, Act(name, given_))
        except Refused:
            continue
        assert isinstance(after, Genogram)
        assert acts.document(PictureKind.GENOGRAM, json.loads(json.dumps(written(after)))) == after
        back = json.loads(json.dumps(way_back(found, after)))
        assert replace(gone_back(after, back), last=0) == replace(found, last=0)
        ET.fromstring(acts.svg(after, before=found, address="/x/"))
        rows = levels(after)
        assert all(rows[each.parent] < rows[each.child] for each in after.parents)
        found = after
