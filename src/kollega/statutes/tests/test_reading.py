"""Statutes read out of files: by section, whatever the form; and what is refused, with a reason."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.statutes.reading import ReadStatute, StatuteError, read
from kollega.statutes.tests import laws

REAL = Path(__file__).resolve().parents[5] / "shared" / "data" / "statutes"
if not REAL.exists():
    REAL = Path("/work/shared/data/statutes")


def _places(statute: ReadStatute) -> list[str]:
    return [f"{each.chapter}:{each.section}" for each in statute.sections]


@pytest.mark.parametrize(
    "raw",
    [
        laws.TEXT.encode(),
        laws.TEXT.encode("utf-8-sig"),
        laws.TEXT.encode("latin-1"),
        laws.TEXT.encode("utf-16"),
        laws.TEXT.replace("\n", "\r\n").encode(),
        laws.parliament(),
        laws.government(),
    ],
    ids=["utf-8", "bom", "latin-1", "utf-16", "windows", "parliament", "government"],
)
def test_a_statute_is_the_same_in_every_form_and_encoding(raw: bytes) -> None:
    statute = read(raw)
    assert (statute.sfs, statute.title, statute.as_of) == ("2031:10", "Fjällrättslag", "2032:5")
    assert _places(statute) == ["1:1", "1:2", "2:1", "2:2", "2:2", "2:2 a", "2:3"]
    assert statute.in_force_from == date(2031, 7, 1)
    assert statute.repeals == ("1999:7",)
    assert [each.title for each in statute.endings] == ["2031:10", "2032:5"]


def test_what_a_section_knows_of_itself() -> None:
    first, define, mark, until, then, fog, gone = read(laws.TEXT.encode()).sections
    assert first.part_title == "AVDELNING I. MÅL OCH GRUNDER"
    assert (first.chapter_title, first.heading) == ("Inledande bestämmelser", "Lagens innehåll")
    assert first.text.endswith("kompletteras av lagen (2030:2) om dimma.")
    assert (first.valid_from, first.changed_by) == (date(2031, 7, 1), "")
    assert define.text.split("\n\n") == [
        "Med led avses",
        "1. en märkt väg, och",
        "2. en väg som avses i 2 kap. 1 §.",
    ]
    assert (mark.chapter_title, mark.heading) == ("Leder", "Märkning – Allmänt")
    assert mark.text.endswith("på 14-17 meters håll.")
    assert (until.valid_to, until.valid_from) == (date(2031, 12, 31), date(2031, 7, 1))
    assert (until.heading, until.text.split("\n\n")[1]) == (
        "Tillsyn",
        "Den som ser över ska vara rask.",
    )
    assert then.heading == "Översyn"
    assert (then.valid_from, then.changed_by) == (date(2032, 1, 1), "2032:5")
    assert then.text == "Märkningen ska ses över vartannat år."
    assert (fog.heading, fog.changed_by, len(fog.text.split("\n\n"))) == ("Dimma", "2032:5", 2)
    assert (gone.is_repealed, gone.changed_by, gone.text) == (True, "2031:99", "")


def test_markdown_without_chapters() -> None:
    statute = read(laws.MARKDOWN.encode())
    assert (statute.sfs, statute.title) == ("2030:2", "Lag om dimma")
    assert (statute.as_of, statute.says_as_of) == ("2031:12", False)
    assert (statute.issued_on, statute.in_force_from) == (date(2030, 2, 1), date(2030, 7, 1))
    first, second, third = statute.sections
    assert first.text == "Dimma ska mötas med lugn enligt fjällrättslagen (2031:10)."
    assert (first.chapter, first.section, first.heading) == ("", "1", "Inledande bestämmelse")
    assert (first.changed_by, first.valid_from) == ("2031:11", None)
    assert "3 och 3 a §§." in second.text
    # What looks like a heading but has no section below it belongs to the section above.
    assert second.text.split("\n\n")[1:] == [
        "Larmet ska innehålla",
        "- var dimman är,",
        "- hur tät den är.",
    ]
    assert (third.section, third.heading) == ("3 a", "Vem som larmar")
    assert third.valid_from == date(2031, 3, 1)


@pytest.mark.parametrize("raw", [laws.HTML.encode(), laws.parliament(text="", html=laws.HTML)])
def test_the_parliaments_html(raw: bytes) -> None:
    statute = read(raw)
    assert (statute.sfs, statute.as_of, statute.title) == ("2031:10", "2032:5", "Fjällrättslag")
    assert _places(statute) == ["1:1", "2:1", "2:1 a"]
    first, second, _third = statute.sections
    assert first.text == "Denna lag gäller vistelse på fjället.\n\nDen gäller inte i dalar."
    assert (first.heading, second.chapter_title) == ("Lagens innehåll", "Leder")
    assert (second.text, second.changed_by) == ("Leder ska märkas.", "2032:5")


def test_a_law_that_is_repealed() -> None:
    statute = read(laws.parliament(upphavd="2033-07-01 00:00:00", upphnr="SFS 2033:2"))
    assert (statute.repealed_on, statute.repealed_by) == (date(2033, 7, 1), "2033:2")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "tom"),
        (b"%PDF-1.7 \x00", "PDF"),
        (b"PK\x03\x04\x00", "Word"),
        (b"MZ\x00\x01\x02 program", "ingen text"),
        (b"\xff" * 3, "inga paragrafer"),
        (b"{broken", "JSON"),
        (b'{"a": 1}', "känns igen"),
        (b'{"dokumentstatus": {"dokument": 3}}', "dokument"),
        (b'<?xml version="1.0"?><a/>', "XML"),
        ("Kära dagbok,\n\nI dag gick jag på fjället.".encode(), "inga paragrafer"),
        ("Fjällrättslag\n\n1 § Denna lag gäller.".encode(), "SFS-numret saknas"),
        ("Gammal balk (1736:0123)\n\n1 § Lag".encode(), "1736:0123 är inget SFS-nummer"),
        ("Lag (2031:10)\n\n0 a § Lag gäller.".encode(), "0 a kan inte vara"),
        (b"<html><body><p>1 \xc2\xa7 Lag <![x y", "HTML-filen är trasig"),
        ("FjÃ¤llrÃ¤ttslag (2031:10)\n\n1 § Lag".encode(), "förvanskade"),
    ],
)
def test_what_is_no_statute_says_why(raw: bytes, says: str) -> None:
    with pytest.raises(StatuteError) as caught:
        read(raw, name="fil.txt")
    assert says in str(caught.value)


@pytest.mark.parametrize("written", ["\0", "\\ud800", "\\u0000\\u0007", "\x1f"])
def test_signs_that_cannot_be_kept_are_left_out_wherever_they_stand(written: str) -> None:
    text = laws.TEXT.replace("märkas.", "märkas." + " Och synas." * 3000 + "@")
    raw = laws.parliament(text) if written.startswith("\\") else text.encode()
    told = read(raw.replace(b"@", written.encode()))
    (section,) = (each for each in told.sections if each.place == ("2", "1"))
    assert "synas. En märkning" in section.text


def test_a_files_name_can_hold_the_number() -> None:
    raw = "Fjällrättslag\n\n1 § Denna lag gäller.".encode()
    assert read(raw, name="sfs-2031-10.txt").sfs == "2031:10"


@given(
    st.lists(
        st.sampled_from(
            [*"1a§/-.#*", " ", "\n", "\n\n", "1 §", "2 kap.", "Lag (2031:1)", "Övergångsbestämmelser",
             "/Träder i kraft I:2031-01-01/", "<p>", "## ", "Bilaga", "har upphävts", "Rubrik"]
        ),
        max_size=60,
    ).map("".join)
)  # fmt: skip
def test_whatever_stands_in_a_file_it_is_read_or_refused(text: str) -> None:
    try:
        statute = read(text.encode(), name="sfs-2031-10")
    except StatuteError:
        return
    assert statute.sections


# --- The real ones --------------------------------------------------------------------------------

CHAPTERS = "5 4 4 4 3 8 3 11 13 9 6 10 10 12 12 6 12 12 6 7 2 21 6 8 5 8 7 22 12 12 4 10 6 10 5"


@pytest.mark.skipif(not REAL.exists(), reason="the statutes are not at hand")
@pytest.mark.parametrize(
    ("file", "title", "sections"),
    [
        ("sfs-2025-400.txt", "Socialtjänstlag", 295),
        ("sfs-1990-52.md", "Lag med särskilda bestämmelser om vård av unga", 94),
        ("sfs-1988-870.md", "Lag om vård av missbrukare i vissa fall", 59),
        ("sfs-1993-387.md", "Lag om stöd och service till vissa funktionshindrade", 85),
        ("sfs-2017-900.md", "Förvaltningslag", 49),
        (
            "sfs-2007-171.md",
            "Lag om registerkontroll av personal vid vissa boenden som tar emot barn",
            4,
        ),
    ],
)
def test_the_real_statutes_read_in_full(file: str, title: str, sections: int) -> None:
    statute = read((REAL / file).read_bytes(), name=file)
    assert statute.title == title
    places = [each.place for each in statute.sections]
    assert len(set(places)) == sections
    texts = " ".join(each.text for each in statute.sections)
    assert not any(mark in texts for mark in ("](", "http", "/Träder", "/Upphör", "###", "§§§"))
    if statute.sfs == "2025:400":
        counts = Counter(chapter for chapter, _section in set(places))
        assert [counts[str(n)] for n in range(1, 36)] == [int(n) for n in CHAPTERS.split()]
        assert ("16", "2 a") in places
        assert statute.repeals == ("2001:453",)
