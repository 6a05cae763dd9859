"""The network map without a database: what is drawn is kept, moved, taken back, compared and told."""

import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kollega.casework.picture import acts, network
from kollega.casework.picture.acts import Act, PictureKind
from kollega.casework.picture.drawing import Refused, gone_back, read, way_back, written
from kollega.casework.picture.network import Kind, Network, Sector, Tie
from kollega.casework.picture.network_layout import HEIGHT, WIDTH, layout, spot_of

LONG = "Ann-Charlotte Wolfeschlegelsteinhausen"


def drawn(count: int = 16, name: str = "Mormor Gun-Britt") -> Network:
    found = replace(Network(), centre="Elliot")
    for at in range(count):
        found = network.add(
            found,
            name=f"{name} {at}",
            sector=list(Sector)[at % 5],
            ring=1 + at % 3,
            kind=list(Kind)[at % 4],
            tie=list(Tie)[at % 5],
        )
    return found


def test_moving_stops_at_the_edges_and_goes_round_the_parts() -> None:
    found = network.add(Network(), name="Mormor", sector="support", ring=2)
    for _step in range(4):
        found = network.nearer(found, "k1")
    assert found.things[0].ring == 1
    for _step in range(4):
        found = network.farther(found, "k1")
    assert found.things[0].ring == 3
    assert network.turned(found, "k1").things[0].sector is Sector.FAMILY
    assert network.turned(found, "k1", -1).things[0].sector is Sector.DAILY


def test_what_is_removed_takes_its_lines_along_and_its_key_is_not_used_again() -> None:
    found = network.linked(drawn(3), "k1", "k2", "hard")
    found = network.removed(found, "k2")
    assert not found.links
    found = network.add(found, name="Ny", sector="family")
    assert found.things[-1].key == "k5"


@pytest.mark.parametrize(
    ("name", "given_", "says"),
    [
        ("add", {"name": " ", "sector": "family"}, "Namnet saknas"),
        ("add", {"name": "x" * 41, "sector": "family"}, "högst 40 tecken"),
        ("add", {"name": "Eva", "sector": "moon"}, "finns inte"),
        ("add", {"name": "Eva", "sector": "family", "ring": "4"}, "cirkeln finns inte"),
        ("add", {"name": "Eva", "sector": "family", "ring": "nära"}, "cirkeln finns inte"),
        ("nearer", {"key": "k99"}, "finns inte kvar"),
        ("drop", {"key": "k1", "x": "nan", "y": "3"}, "var du släppte"),
        ("drop", {"key": "k1", "x": "inf", "y": "3"}, "var du släppte"),
        ("link", {"key": "k1", "other": "k1", "tie": "good"}, "två olika"),
        ("unlink", {"line": "k1"}, "finns inte kvar"),
        ("explode", {}, "finns inte"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(
    name: str, given_: dict[str, str], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        acts.act(drawn(2), Act(name, given_))


def test_it_holds_forty_and_says_so() -> None:
    with pytest.raises(Refused, match="högst 40"):
        drawn(41)


def test_somebody_protected_stands_with_a_name_and_nothing_else() -> None:
    found = network.add(Network(), name="Mamma", sector="family", note="bor på Storgatan 3")
    found = network.described(found, "k1", tie="good", kind="person", note="Storgatan", bare=True)
    assert found.things[0].note == ""
    with pytest.raises(Refused, match="skyddade uppgifter"):
        replace(found, things=(replace(found.things[0], person="1"),)).checked()


def test_letting_go_on_a_handle_of_its_own_place_changes_nothing_else() -> None:
    """Geometry and words are the same: where each stands is where it would be put."""
    found = drawn(20)
    for spot in layout(found).spots:
        sector, ring, _before = spot_of(found, spot.thing.key, spot.x, spot.y)
        assert (sector, ring) == (spot.thing.sector, spot.thing.ring)


@pytest.mark.parametrize("count", [1, 8, 16, 40])
@pytest.mark.parametrize("name", ["Bo", "Mormor Gun-Britt", LONG])
def test_everything_stands_on_the_sheet(count: int, name: str) -> None:
    found = layout(drawn(count, name[:36]))
    for spot in found.spots:
        assert 0 <= spot.x <= WIDTH
        assert 0 <= spot.y <= HEIGHT
        assert spot.label.box.left >= 0
        assert spot.label.box.right <= WIDTH


def test_an_ordinary_map_has_no_name_on_a_handle_or_on_another_name() -> None:
    found = layout(drawn(14))
    for at, one in enumerate(found.spots):
        for other in found.spots[at + 1 :]:
            assert one.label.box.shared_with(other.label.box) < 40
            assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 > found.scale.handle**2


def test_two_versions_are_compared_in_words_and_marked() -> None:
    before = drawn(4)
    after = network.nearer(network.removed(before, "k1"), "k2")
    after = network.add(after, name="Fritids", sector="daily", kind="service")
    told = {(each.key, each.kind): each.words for each in acts.changes(before, after)}
    assert "inte med längre" in told["k1", "gone"]
    assert told["k2", "moved"].endswith("från nära till närmast.")
    assert "Fritids har kommit till" in told["k5", "new"]
    svg = acts.svg(after, before=before)
    assert 'class="handle gone"' in svg
    assert "handle service new" in svg
    assert acts.changes(before, before) == []


def test_the_drawing_is_sound_and_says_what_the_list_says() -> None:
    found = network.add(drawn(3), name='<script>"Å&', sector="family")
    root = ET.fromstring(acts.svg(found, address="?vald="))
    links = [each for each in root.iter() if each.tag == "a"]
    assert [each.get("href") for each in links] == [f"?vald=k{n}#valt" for n in (1, 2, 3, 4)]
    assert all(each.get("aria-label") for each in links)
    assert "<script>" not in acts.svg(found)
    assert ET.fromstring(acts.svg(found)).get("role") == "img"
    assert {each.key for each in acts.lines(found)} == {each.key for each in found.things}


def test_what_is_not_a_map_is_not_read() -> None:
    for wrong in (
        [],
        {"things": [{"key": "k1"}]},
        {"things": [{"key": "k1", "name": "A", "sector": "family"}]},
        {"last": 1, "things": [{"key": "k1", "name": "A", "sector": "family", "more": 1}]},
        {"last": 1, "things": [{"key": "k1", "name": 3, "sector": "family"}]},
        {"last": 1, "links": [{"key": "k1", "one": "k1", "other": "k2"}]},
        {"last": -1},
        {"other": 1},
    ):
        with pytest.raises(Refused):
            read(Network, wrong)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(sorted(acts.NETWORK)),
        st.fixed_dictionaries(
            {
                "key": st.sampled_from(["k1", "k2", "k3", "k9"]),
                "other": st.sampled_from(["k1", "k2", "k3"]),
                "line": st.sampled_from(["k4", "k5", "k6"]),
                "name": st.text(max_size=45),
                "sector": st.sampled_from([*Sector, "x"]),
                "ring": st.sampled_from(["1", "2", "3", "9"]),
                "kind": st.sampled_from([*Kind]),
                "tie": st.sampled_from([*Tie]),
                "note": st.text(max_size=130),
                "x": st.integers(-50, 900).map(str),
                "y": st.integers(-50, 900).map(str),
                "bare": st.sampled_from(["", "1"]),
            }
        ),
    ),
    max_size=12,
)


@given(STEPS)
@settings(max_examples=60, deadline=None)
def test_whatever_is_done_is_kept_as_it_is_drawn_and_can_be_taken_back(
    steps: list[tuple[str, dict[str, str]]],
) -> None:
    found: Network = drawn(2)
    for name, given_ in steps:
        try:
            after = acts.act(found, Act(name, given_))
        except Refused:
            continue
        assert isinstance(after, Network)
        assert acts.document(PictureKind.NETWORK, json.loads(json.dumps(written(after)))) == after
        back = json.loads(json.dumps(way_back(found, after)))
        assert replace(gone_back(after, back), last=0) == replace(found, last=0)
        ET.fromstring(acts.svg(after, before=found))
        found = after
