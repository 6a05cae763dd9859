"""References to statutes: the ways people write them, and what is no reference."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.swedish.laws import BY_NUMBER, LAWS, in_force_instead
from kollega.swedish.references import Reference, reference, references_in

WAYS = [
    ("20 kap. 2 § SoL", "2025:400 20 kap. 2 §"),
    ("20 kap 2 § sol", "2025:400 20 kap. 2 §"),
    ("SoL 20:2", "2025:400 20 kap. 2 §"),
    ("22:1 SoL", "2025:400 22 kap. 1 §"),
    ("kap. 20 § 2 SoL", "2025:400 20 kap. 2 §"),
    ("sol 20 kap 2", "2025:400 20 kap. 2 §"),
    ("socialtjänstlagens 20 kap. 2 §", "2025:400 20 kap. 2 §"),
    ("16 kap. 2 a § socialtjänstlagen (2025:400)", "2025:400 16 kap. 2 a §"),
    ("16 kap. 2a § i socialtjänstlagen", "2025:400 16 kap. 2 a §"),
    ("11 kap. 1 § första stycket 2 och 3 SoL", "2025:400 11 kap. 1 §"),
    ("14 kap.\n2 § SoL", "2025:400 14 kap. 2 §"),
    ("2 § LVU", "1990:52 2 §"),
    ("2§ lvu", "1990:52 2 §"),
    ("LVU 2 §", "1990:52 2 §"),
    ("LVU:s 2 §", "1990:52 2 §"),
    ("§ 2 i LVU", "1990:52 2 §"),
    ("11 a § lagen om vård av unga", "1990:52 11 a §"),
    ("9 § 9 LSS", "1993:387 9 §"),
    ("6 § lagen (1990:52) med särskilda bestämmelser om vård av unga", "1990:52 6 §"),
    ("32 § förvaltningslagen", "2017:900 32 §"),
    ("10 kap. 1 § offentlighets- och sekretesslagen \n(2009:400)", "2009:400 10 kap. 1 §"),
    ("7 § lagen (1998:620) om belastningsregister", "1998:620 7 §"),
    ("socialtjänstlagen", "2025:400"),
    ("Socialtjänstlag (2025:400)", "2025:400"),
    ("(2025:400)", "2025:400"),
    ("9 kap. SoL", "2025:400 9 kap."),
    ("SoL 20 kap. 3 månader", "2025:400 20 kap."),
    ("SoL (2001:453)", "2001:453"),
    ("3 kap. 1 § SoL 2001:453", "2001:453 3 kap. 1 §"),
    ("4 kap. 1 § i den gamla socialtjänstlagen", "2001:453 4 kap. 1 §"),
    ("4 kap. 1 § socialtjänstlagen (2001:453)", "2001:453 4 kap. 1 §"),
    ("Lag (1990:52)", "1990:52"),
]

LISTS = [
    ("10 kap. 8–10 §§ SoL", ["10 kap. 8 § SoL", "10 kap. 9 § SoL", "10 kap. 10 § SoL"]),
    ("9 a–9 c §§ LSS", ["9 a § LSS", "9 b § LSS", "9 c § LSS"]),
    ("10 a-12 §§ LSS", ["10 a § LSS", "11 § LSS", "12 § LSS"]),
    ("22, 24 och 32 b §§ LVU", ["22 § LVU", "24 § LVU", "32 b § LVU"]),
    (
        "5 kap. 1 § och 6 kap. 2 eller 3 § SoL",
        ["5 kap. 1 § SoL", "6 kap. 2 § SoL", "6 kap. 3 § SoL"],
    ),
    ("2 § LVU och 3 § samma lag", ["2 § LVU", "3 § LVU"]),
    ("enligt SoL 5 kap. 1 § och 2 § LVU", ["5 kap. 1 § SoL", "2 § LVU"]),
    ("SoL 11:1 och LVU 2 §", ["11 kap. 1 § SoL", "2 § LVU"]),
    ("enligt LVU, 2 § LSS", ["LVU", "2 § LSS"]),
    ("LVU, LVM och LSS", ["LVU", "LVM", "LSS"]),
    ("14–16 kap. SoL", ["14 kap. SoL", "15 kap. SoL", "16 kap. SoL"]),
]

NONE = [
    "sol och bad",
    "möte kl 20:15",
    "SOSFS 2014:5, HSLF-FS 2022:39, prop. 2024/25:89 och SOU 2020:47",
    "3 § tobakslagen",
    "enligt 2 § och 3 kap.",
    "ring 20:2",
    "artikel 3 i konventionen",
]


@pytest.mark.parametrize(("text", "ref"), WAYS)
def test_a_reference_is_read_as_people_write_it(text: str, ref: str) -> None:
    assert [each.ref for each in references_in(text)] == [ref]
    assert [each.ref for each in references_in(f"Se även ({text}), som gäller.")] == [ref]


@pytest.mark.parametrize(("text", "shown"), LISTS)
def test_several_sections_share_a_law(text: str, shown: list[str]) -> None:
    assert [each.shown for each in references_in(text)] == shown


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_reference_is_none(text: str) -> None:
    assert references_in(text) == ()


def test_the_words_of_a_reference_have_their_place() -> None:
    text = "Enligt 10 kap. 8–9 §§ SoL och 2 § LVU."
    assert [text[each.start : each.end] for each in references_in(text)] == [
        "10 kap. 8",
        "9 §§ SoL",
        "2 § LVU",
    ]


def test_a_text_within_a_law_means_its_own_sections() -> None:
    text = (
        "Enligt 2 § andra stycket, 12 kap. 1 § denna lag och 6 § kommunallagen gäller 3 § anslaget."
    )
    found = references_in(text, sfs="2025:400", chapter="11")
    assert [each.ref for each in found] == [
        "2025:400 11 kap. 2 §",
        "2025:400 12 kap. 1 §",
        "2017:725 6 §",
        "2025:400 11 kap. 3 §",
    ]
    assert references_in("enligt 5 § arbetsmiljölagen", sfs="2025:400", chapter="11") == ()


def test_repealed_laws_know_what_came_instead() -> None:
    assert in_force_instead("2001:453") == in_force_instead("1980:620") == "2025:400"
    assert in_force_instead("2025:400") == in_force_instead("1736:1") == ""
    assert all(law.replaced_by in BY_NUMBER for law in LAWS if law.replaced_by)
    assert Reference("2001:453", "4", "1").shown == "4 kap. 1 § SoL (2001:453)"


numbers = st.builds(
    lambda number, letter: f"{number} {letter}".strip(),
    st.integers(1, 999),
    st.sampled_from(["", *"abcdefghijklmnopqrstuvwxyz"]),
)
printed = st.builds(
    Reference,
    st.builds(
        lambda year, number: f"{year}:{number}", st.integers(1600, 2099), st.integers(1, 9999)
    ),
    st.one_of(st.just(""), numbers),
    st.one_of(st.just(""), numbers),
)


@given(printed)
def test_every_printed_reference_is_read_back(made: Reference) -> None:
    assert reference(made.ref) == made
    if made.place:
        assert references_in(f"Se {made.ref}.") == (made,)


@given(st.sampled_from(LAWS), numbers, numbers)
def test_every_shown_reference_is_read_back(law: object, chapter: str, section: str) -> None:
    made = Reference(getattr(law, "sfs", ""), chapter, section)
    assert references_in(f"Det står i {made.shown}.") == (made,)


@given(
    st.lists(
        st.sampled_from(
            [*"123aå", " ", "\n", "§", "kap.", "SoL", "LVU", "och", ",", "–", ":", "(", "2025:400"]
        ),
        max_size=60,
    ).map("".join),
    st.sampled_from(["", "2025:400"]),
)
def test_places_stand_in_order_within_the_text(text: str, here: str) -> None:
    last = 0
    for each in references_in(text, sfs=here):
        assert last <= each.start <= each.end <= len(text)
        last = each.end
        assert reference(each.ref) == each


@pytest.mark.parametrize(
    "piece", ["1, ", "1–", "1 § ", "20 kap. ", "SoL ", "§", "lag", "(", "1 \n", "1 a", "1 kap. 1, "]
)
def test_ten_thousand_characters_cost_little(piece: str) -> None:
    begun = time.process_time()
    assert len(references_in(piece * (10_000 // len(piece)), sfs="2025:400")) <= 1000
    assert time.process_time() - begun < 2


def test_a_list_is_about_the_law_that_its_leading_sentence_names() -> None:
    text = (
        "I fråga om föräldrabalken gäller följande bestämmelser i den balken:\n\n1. 1 kap. 4 §,\n\n"
        "2. 6 kap. 15 c §.\n\nI fråga om 3 § gäller annat."
    )
    found = [each.shown for each in references_in(text, sfs="2025:400", chapter="30")]
    assert found == ["FB", "1 kap. 4 § FB", "6 kap. 15 c § FB", "30 kap. 3 § SoL"]
    two = "Enligt 2 § LVU och kommunallagen gäller:\n\n- 10 § om insyn."
    found = [each.shown for each in references_in(two, sfs="2025:400", chapter="14")]
    assert found == ["2 § LVU", "KL"]
