"""Names, places, ages and traits in sentences of social work, and what is rightly left alone."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kollega.recognition import Finding, Kind, PlaceList, find, mask, words

PLACES = PlaceList(
    municipality="Malå",
    villages=("Adak", "Rökå", "Backe"),
    schools=("Nilaskolan",),
    preschools=("Skogsgläntan",),
    homes=("Furugården",),
    employers=("Setra", "Sågverket i Adak"),
    care_units=("Malå sjukstuga",),
)


def masked(text: str) -> str:
    return mask(text, find(text, PLACES)).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna, 14, i Storavan.", "[flickan], 13–15 år, i [en liten kommun]."),
        ("Hon går på Björkskolan.", "Hon går på [skolan]."),
        (
            "Pojken, 9 år, går på Nilaskolan i årskurs 3.",
            "Pojken, 6–9 år, går på [skolan] i årskurs 1–3.",
        ),
        ("Syster (4 år) går på Skogsgläntan.", "Syster (3–5 år) går på [förskolan]."),
        ("Mamman arbetar på Sågverket i Adak.", "Mamman arbetar på [arbetsplatsen]."),
        ("De bor i Rökås utkant.", "De bor i [en liten kommuns] utkant."),
        (
            "Mormor Greta i Backe vill hjälpa till.",
            "[mormodern] i [en liten kommun] vill hjälpa till.",
        ),
        (
            "Emmas mamma Karin von Essen ringde. Karin är orolig.",
            "[person A:s] [mamman] ringde. [mamman] är orolig.",
        ),
        ("Klienten K.L. bor på Furugården.", "Klienten [person A] bor på [boendet]."),
        (
            "A.S. bor på HVB-hemmet Björkbacken i Åsele.",
            "[person A] bor på [boendet] i [en liten kommun].",
        ),
        (
            "Familjen al-Hassan kom i mars. Yusuf al-Hassan är 17 år.",
            "[familjen] kom i mars. [pojken] är 16–17 år.",
        ),
        ('Flickan kallas "Lollo" av alla.', 'Flickan kallas "[person A]" av alla.'),
        ('Karl "Kaggen" Öström dricker.', '[person A] "[person B]" [person C] dricker.'),
        ("Per sa att Bo hade druckit.", "[person A] sa att [person B] hade druckit."),
        ("Ärendet ligger hos Lycksele tingsrätt.", "Ärendet ligger hos [tingsrätten]."),
        ("Hon kom till Kalmar län från Eritrea.", "Hon kom till [ett län] från [ett annat land]."),
        (
            "En kvinna på 34 år med barn som är 7 och 9 år.",
            "En kvinna på 25–34 år med barn som är 6–9 och 6–9 år.",
        ),
        ("Han är fjorton år och född 2011.", "Han är 13–15 år och född [födelsedatum]."),
        ("Den 14-åriga flickan och 52-åringen.", "Den 13–15-åriga flickan och 45–54-åringen."),
        ("En man i 30-årsåldern.", "En man i åldern 25–34 år."),
        ("En ungdom, som är 16, vägrar.", "En ungdom, som är 16–17 år, vägrar."),
        ("Hon var 8 månader gammal.", "Hon var 0–2 år gammal."),
        ("min kompis kevin bor i storuman", "min [kompisen] bor i [en liten kommun]"),
        ("jag träffade anna andersson igår", "jag träffade [person A] igår"),
        ("hans mamma linda mår dåligt", "hans [mamman] mår dåligt"),
        (
            "VI HAR EN FLICKA SOM HETER ANNA I MALÅ",
            "VI HAR EN FLICKA SOM HETER [flickan] I [en liten kommun]",
        ),
    ],
)
def test_the_sentence_still_reads(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Försäkringskassan, IVO, Socialstyrelsen och JO har svarat.",
        "Vi använder BBIC, MI, KASAM, Signs of Safety, Trappan och Marte Meo.",
        "Enligt LVU 3 § och 11 kap. 1 § socialtjänstlagen ska utredningen vara klar inom fyra månader.",
        "I januari, på en måndag före Midsommar, började det.",
        "Vilka regler gäller för barn under 15 år? Två år senare flyttade de. Projektet pågår i 3 år.",
        "Hans mamma är sjuk. Mina barn också. Dag efter dag. Inga problem. Per person och dygn.",
        "Hur gör ni när en tonåring inte går till skolan?",
        "Socialnämnden beslutade i september att uppdra till förvaltningschefen.",
        "Vården är frivillig. Mark och vatten. Nya rutiner gäller. Stora problem väntar.",
        "Shier (2001) beskriver delaktighet i fem nivåer.",
        "Familjehemmet är utrett. Grundskolan och gymnasiet samverkar. Tingsrätten dömde.",
        "Kan HVB vara ett alternativ till SiS? Har någon prövat FFT eller MST?",
        "hej, hur gör ni när ett barn inte vill gå till skolan? vi har prövat allt",
        "Polisen och Kronofogden kom. Facebook och Snapchat stängdes av.",
        "Sveriges riksdag har beslutat att Barnkonventionen är svensk lag.",
    ],
)
def test_what_points_nobody_out_is_left(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Han har narkolepsi.", Kind.DIAGNOSIS, "narkolepsi"),
        ("Pappan är präst.", Kind.OCCUPATION, "präst"),
        ("Hon är ett av fem syskon.", Kind.FAMILY, "fem syskon"),
        ("De är tvillingar.", Kind.FAMILY, "tvillingar"),
        ("En somalisk familj flyttade in.", Kind.NATIONALITY, "somalisk"),
        ("Modern talar tigrinja.", Kind.NATIONALITY, "tigrinja"),
        ("De är Jehovas vittnen.", Kind.FAITH, "Jehovas vittnen"),
        ("Brodern omkom i en skoterolycka.", Kind.EVENT, "skoterolycka"),
    ],
)
def test_rare_traits_are_warned_of_not_masked(text: str, kind: Kind, found: str) -> None:
    findings = find(text)
    assert [(item.kind, item.text) for item in findings if item.kind.soft] == [(kind, found)]
    assert mask(text, findings).text == text
    assert found not in mask(text, findings, soft=True).text


def test_same_person_same_label_throughout() -> None:
    text = "Anna Berg ringde. Annas son Elias vägrar. Anna och Elias kom, sa Berg."
    assert masked(text) == (
        "[person A] ringde. [person A:s] [sonen] vägrar. [person A] och [sonen] kom, sa [person A]."
    )


def test_two_of_a_role_are_told_apart() -> None:
    text = "Sonen Elias slår sonen Viktor. Viktor gråter."
    assert masked(text) == "[sonen A] slår [sonen B]. [sonen B] gråter."


def test_mask_refuses_findings_of_another_text() -> None:
    with pytest.raises(ValueError, match="another text"):
        mask("Hej.", find("Anna ringde."))


def test_a_chosen_part_of_the_findings() -> None:
    text = "Anna bor i Malå."
    chosen = [item for item in find(text) if item.kind is Kind.PLACE]
    assert mask(text, chosen).text == "Anna bor i [en liten kommun]."


def test_invisible_characters_and_composed_letters_keep_offsets() -> None:
    text = "Min son \u00c5\u00adsa A\u030aberg i Ma\u00adla\u030a."
    for item in find(text):
        assert text[item.start : item.end] == item.text
    assert "berg" not in masked(text)
    assert "la\u030a" not in masked(text)


PIECES = [
    *["Anna", "Annas", "Kevin Berg", "mamman", "Hans", "i", "Malå", "Storavan", "Adak", "14", "år"],
    *[
        "19121212-1212",
        "850101",
        "070-123 45 67",
        "a@b.se",
        "https://a.se",
        "Storgatan 3",
        ",",
        ".",
    ],
    *[
        "Nilaskolan",
        "är",
        "(",
        ")",
        "\n",
        "”",
        "é",
        "A\u030a",
        "\u00ad",
        "narkolepsi",
        "[flickan]",
        "T 12-25",
    ],
    *[
        "kommun",
        "von",
        "tvåårig",
        "13–15 år",
        "född",
        "Per",
        "IVO",
        "på",
        "heter",
        "kevin",
        "🙂",
        "SKOLAN",
    ],
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).flatmap(
    lambda pieces: st.sampled_from([" ", ". ", ", "]).map(lambda gap: gap.join(pieces))
)


@settings(max_examples=300, deadline=None)
@given(TEXTS | st.text(max_size=60))
def test_offsets_are_exact_and_findings_apart(text: str) -> None:
    findings = find(text, PLACES)
    assert all(text[item.start : item.end] == item.text for item in findings)
    assert all(0 <= item.confidence <= 1 and item.text for item in findings)
    assert all(first.end <= second.start for first, second in pairwise(findings))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_text_outside_findings_is_unchanged(text: str) -> None:
    findings = [item for item in find(text, PLACES) if not item.kind.soft]
    result = mask(text, findings).text
    kept = _outside(text, findings)
    place = 0
    for piece in kept:
        found = result.find(piece, place)
        assert found >= 0
        place = found + len(piece)
    assert len(result) == sum(map(len, kept)) + sum(len(item.replacement) for item in findings)


def _outside(text: str, findings: list[Finding]) -> list[str]:
    edges = [0, *[edge for item in findings for edge in (item.start, item.end)], len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


SENTENCES = [
    *[
        "Anna, 14, bor i Storavan.",
        "Hon har 19121212-1212 i akten.",
        "Ring 070-123 45 67 eller a@b.se!",
    ],
    *[
        "Mamman Lena Berg är 41 år.",
        "Lena ringde igår.",
        "Sonen Elias går på Nilaskolan i årskurs 3.",
    ],
    *[
        "Per sa att Bo drack.",
        "Bo är 52.",
        "De bor på Storgatan 3, 930 90 Malå.",
        "IVO svarade aldrig.",
    ],
    *["Hans mamma har narkolepsi.", "Ärendet ligger hos Lycksele tingsrätt, mål nr T 12-25."],
    *[
        "Familjen al-Hassan kom från Syrien.",
        "Karl von Essen, 14-åringen och A.S. kom.",
        "född 2011",
    ],
    *["VI HAR EN FLICKA SOM HETER ANNA.", "min kompis kevin heter så", 'Flickan kallas "Lollo".'],
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), max_size=6), st.sampled_from([" ", "\n"]))
def test_masking_again_changes_nothing(sentences: list[str], gap: str) -> None:
    text = gap.join(sentences)
    once = masked(text)
    assert masked(once) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Å. Å. Anna", "[person A] [person B]"),
        ("Anna T 12-25", "[person A] [ärendenumret]"),
        ("Anna19121212-1212Anna", "[person A][personnumret][person A]"),
        ("19121212-1212 070-123 45 67", "[personnumret] [telefonnumret]"),
    ],
)
def test_nothing_slips_out_beside_another_finding(text: str, expected: str) -> None:
    assert masked(text) == expected


SHARED = Path(__file__).parents[5] / "shared"


@pytest.mark.shared
def test_all_municipalities_and_counties_are_known() -> None:
    folder = SHARED / "data" / "places"
    if not folder.is_dir():
        pytest.skip(f"no real input at {folder}")
    rows = (folder / "municipalities.csv").read_text(encoding="utf-8").splitlines()[1:]
    names = [row.split(",")[2].lower() for row in rows]
    assert len(names) == 290
    assert [name for name in names if name not in words.places()] == []
    counties = (folder / "counties.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [row for row in counties if row.split(",")[1].lower() not in words.places()] == []


@pytest.mark.shared
def test_source_documents_keep_their_sense() -> None:
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip(f"no real input at {folder}")
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        findings = [item for item in find(text) if not item.kind.soft]
        assert sum(len(item.text) for item in findings) < 0.06 * len(text)
        for method in ("KASAM", "BBIC", "Barnkonventionen", "Socialtjänstlagen", "IFO"):
            assert not any(method in item.text for item in findings)
