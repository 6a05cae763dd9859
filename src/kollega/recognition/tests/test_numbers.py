"""Personal numbers in every written form, told apart from the numbers that look like them.

Only the Tax Agency's published test numbers, and numbers that cannot be anybody's.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kollega.recognition import Kind, find, mask
from kollega.recognition.numbers import luhn

# As they circulate in the test suites of open libraries, which name the Tax Agency's list as their source.
PUBLISHED = ["191212121212", "198507099805", "198507099813", "196411139808"]
PERSONAL = {Kind.PERSONAL_NUMBER, Kind.COORDINATION_NUMBER}
FORMS = [
    *["{c}{d}-{s}", "{c}{d}{s}", "{d}-{s}", "{d}{s}", "{d}+{s}", "{c}{d} {s}", "{d} {s}"],
    *["{c}{d}–{s}", "{d}—{s}", "{d}\u2011{s}", "{d}−{s}", "{d} - {s}", "{d}- {s}", "{d} -{s}"],
    *["{c}{y}-{m}-{n}-{s}", "{c}{y}-{m}-{n} {s}", "{y}-{m}-{n}-{s}", "{c}{y} {m} {n} {s}"],
    *[
        "{c}{y}/{m}/{n}-{s}",
        "{c}{y}.{m}.{n}.{s}",
        "{y}.{m}.{n}-{s}",
        "{d}.{s}",
        "{d}/{s}",
        "{d}_{s}",
    ],
    *["{d}-\n{s}", "{d}\n-{s}", "{d}\n{s}", "{c}{d}-{s2} {s3}", "{c} {y} {m} {n} {s2} {s3}"],
    *["{d}-\u00ad{s}", "{d}\u200b{s}", "{d}-{s2}\u00ad{s3}", "{d} ({s})", "{c}{d}, {s}", "{d}:{s}"],
]


def _written(form: str, number: str) -> str:
    return form.format(
        c=number[:2],
        d=number[2:8],
        s=number[8:],
        y=number[2:4],
        m=number[4:6],
        n=number[6:8],
        s2=number[8:10],
        s3=number[10:],
    )


@pytest.mark.parametrize("number", PUBLISHED)
def test_published_test_numbers_are_valid(number: str) -> None:
    assert luhn(number[2:])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", PUBLISHED)
def test_every_form_of_the_published_test_numbers(form: str, number: str) -> None:
    written = _written(form, number)
    text = f"Hon har {written} i akten."
    findings = find(text)
    assert [(item.kind in PERSONAL, item.text) for item in findings] == [(True, written)]
    assert mask(text, findings).text == "Hon har [personnumret] i akten."


@st.composite
def _invalid_numbers(draw: st.DrawFn) -> str:
    """Twelve digits with a date in them and a wrong check digit: nobody's number."""
    century = draw(st.sampled_from(["18", "19", "20"]))
    date = f"{draw(st.integers(0, 99)):02}{draw(st.integers(1, 12)):02}"
    day = draw(st.integers(1, 31) | st.integers(61, 91))
    start = f"{date}{day:02}{draw(st.integers(0, 999)):03}"
    wrong = draw(st.sampled_from([digit for digit in "0123456789" if not luhn(start + digit)]))
    return century + start + wrong


@given(number=_invalid_numbers(), form=st.sampled_from(FORMS))
def test_invalid_look_alikes_in_every_form(number: str, form: str) -> None:
    written = _written(form, number)
    # Ten digits in a row that begin as a phone number may be read as one; found they are all the same.
    findings = find(f"Akten: {written} gäller.")
    assert len(findings) == 1
    assert findings[0].text == written
    if not number[2:].startswith("0"):
        assert findings[0].kind in PERSONAL


@pytest.mark.parametrize(
    "written",
    [
        *["851332-1234", "850230-1234", "850199-1234", "850101-XXXX", "850101-xxxx", "850101-****"],
        *["19850101-T123", "19850101-TF12", "850101-A123", "850101-123", "850101-12345"],
        *["850172-1234", "19850161-1234", "1 2 1 2 1 2 - 1 2 1 2", "1 2 1 2 1 2 1 2 1 2"],
        *["\uff18\uff15\uff10\uff11\uff10\uff11-1234", "1985-0101-1234", "8501 01-1234"],
    ],
)
def test_what_only_looks_like_a_personal_number(written: str) -> None:
    findings = find(f"Hon har {written} i akten.")
    assert [(item.kind in PERSONAL, item.text) for item in findings] == [(True, written)]


def test_number_glued_to_a_word() -> None:
    assert mask("pnr850101-1234").text == "pnr[personnumret]"
    assert mask("pnr:19121212-1212,").text == "pnr:[personnumret],"


def test_coordination_number_is_told_apart() -> None:
    assert find("Samordningsnummer 850161-1234.")[0].kind is Kind.COORDINATION_NUMBER


@pytest.mark.parametrize(
    "written", ["556016-0680", "5560160680", "165560160680", "16556016-0680", "212000-2858"]
)
def test_organisation_numbers_are_told_apart(written: str) -> None:
    findings = find(f"Bolaget {written} betalar.")
    assert [(item.kind, item.text) for item in findings] == [(Kind.ORGANISATION_NUMBER, written)]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        *[(number, Kind.PHONE) for number in ("070-123 45 67", "0701234567", "+46 70 123 45 67")],
        *[
            (number, Kind.PHONE)
            for number in ("+46 (0)70-123 45 67", "08-123 456 78", "0950-123 45")
        ],
        *[(number, Kind.PHONE) for number in ("(0950) 123 45", "070/123 45 67", "070.123.45.67")],
        *[(number, Kind.BANK_ACCOUNT) for number in ("SE45 5000 0000 0583 9825 7466", "5050-1055")],
        *[(number, Kind.VEHICLE_PLATE) for number in ("ABC 123", "ABC12D")],
        *[(number, Kind.CASE_NUMBER) for number in ("T 1234-25", "SN 2024/123", "SN-2024-123")],
        *[(number, Kind.EMAIL) for number in ("a.b@exempel.se", "a.b (at) exempel.se")],
        *[(number, Kind.WEB_ADDRESS) for number in ("https://exempel.se/a?b=1", "www.exempel.se")],
        *[(number, Kind.SOCIAL_MEDIA) for number in ("@kalle_99", "lisa_06")],
        *[(number, Kind.ADDRESS) for number in ("Storgatan 14 B lgh 1102", "Stora torget 1")],
        *[(number, Kind.ADDRESS) for number in ("Drottning Kristinas väg 3", "Box 123")],
        *[(number, Kind.POSTCODE) for number in ("930 90 Arjeplog", "SE-930 90 Arjeplog")],
    ],
)
def test_other_identifiers(written: str, kind: Kind) -> None:
    findings = find(f"Det gäller {written} sedan i våras.")
    assert [(item.kind, item.text) for item in findings] == [(kind, written)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Betala till bankgiro 123-4567.", "123-4567"),
        ("Pengarna gick till konto 8327-9, 123 456 789-0.", "8327-9, 123 456 789-0"),
        ("Se dnr 2024/123.", "2024/123"),
        ("Ring henne på 123 45.", "123 45"),
        ("Regnr abc12d syntes.", "abc12d"),
        ("På tiktok: lisan06 skriver hon.", "lisan06"),
    ],
)
def test_identifiers_that_a_word_tells_of(text: str, found: str) -> None:
    assert [item.text for item in find(text)] == [found]


@pytest.mark.parametrize(
    "harmless",
    [
        *["112", "1177", "020-123 456", "SFS 2025:400", "prop. 2024/25:89", "HFD 2023 ref. 12"],
        *[
            "1 500 000 kr",
            "15 000 - 20 000 kr",
            "2020–2023",
            "2024-03-12",
            "11 kap. 1 §",
            "LVU 6 §",
        ],
    ],
)
def test_numbers_that_point_nobody_out(harmless: str) -> None:
    assert find(f"Det gäller {harmless} sedan i våras.") == []
