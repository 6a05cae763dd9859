"""Numbers that point somebody out: personal, coordination, organisation, bank, plate, case.

Everything that looks like a personal number is one here, valid or not: a mistyped number still
points its owner out, and masking one too many costs little.
"""

import re
from collections.abc import Iterator

from kollega.recognition.kinds import Candidate, Kind

# What people write between the parts of a number: at most three of these.
_GAP = r"[ \t\n.:/·_+~−–—-]{0,3}"
_NOT_INSIDE = r"(?<![\d\w])"
_PERSONAL = re.compile(
    rf"(?<!\d)(?:(?P<century>1[6-9]|20){_GAP})?(?P<year>\d\d){_GAP}(?P<month>\d\d){_GAP}(?P<day>\d\d)"
    r"(?P<gap>[ \t\n.,:/·_+~−–—()-]{0,3})(?P<serial>\d{3}[ -]?\d|\d\d[ -]\d\d)(?!\d|[.,]\d\d?\s*(?:kr|%))(?!-\d)"
)
# Reserve numbers of the regions, hidden and half-written ones: 19850101-T123, 850101-XXXX, 850101-12.
_RESERVE = re.compile(
    r"(?<!\d)(?:(?:1[6-9]|20)\d\d|\d\d)[- ./]?\d\d[- ./]?\d\d(?:\s?[-+–−]\s?|\s?)"
    r"(?:[A-ZÅÄÖ][A-Z0-9]{3}|\d{0,3}(?:[xX]{2,4}|[*?_]{2,4}|[xX*]))(?!\w)|"
    rf"{_NOT_INSIDE}(?:(?:1[6-9]|20)\d\d|\d\d)(?:0[1-9]|1[0-2])(?:[06][1-9]|[1278]\d|[39][01])\s?[-+–−]\s?\d{{1,5}}(?!\w)"
)
_SPACED_DIGITS = re.compile(
    rf"{_NOT_INSIDE}(?:\d[ .-]){{6,12}}(?:[-+–] ?)?(?:\d[ .-]){{2,3}}\d(?![\w])"
)
_LONG_DIGITS = re.compile(rf"{_NOT_INSIDE}\d{{7,}}(?!\w)")
_DOSSIER = re.compile(rf"{_NOT_INSIDE}\d{{2}}[- ]\d{{6}}(?:/\d)?(?!\w)")
_ORGANISATION = re.compile(rf"{_NOT_INSIDE}(?:16)?\d\d[2-9]\d{{3}}{_GAP}\d{{4}}(?!\d)")
_ORGANISATION_WORD = re.compile(
    r"\borg(?:anisations)?\.?-?\s?(?:nummer|nr)\b\D{0,12}$", re.IGNORECASE
)
_PHONE_WORD = re.compile(
    r"\b(?:tel|tfn|telefon\w*|mobil\w*|ring\w*|nås|nå|sms\w*|nummer|nr|mob|swish\w*)\b\W{0,3}(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){3,7}(?:[ -]?[A-Z0-9]{1,3})?\b")
_GIRO = re.compile(
    r"\b(?:bank|plus|post)giro(?:t|nummer|nr)?\b\D{0,8}(?P<number>\d[\d -]{3,11}\d)|"
    r"\b(?:bg|pg)(?:\s?-?\s?(?:nr|nummer))?[.:]?\s?(?P<short>\d[\d -]{3,11}\d)",
    re.IGNORECASE,
)
_GIRO_FORM = re.compile(rf"{_NOT_INSIDE}\d{{3,4}}-\d{{4}}(?![\w-])")
_ACCOUNT = re.compile(
    r"\b(?:konto\w*|clearing\w*|kontonr)\b[^\d\n]{0,20}(?P<number>\d[\d ,.-]{3,22}\d)",
    re.IGNORECASE,
)
_CLEARING = re.compile(
    rf"{_NOT_INSIDE}[1-9]\d{{3}}(?:-\d)?[, ]{{1,2}}\d{{2,3}}[ .-]\d{{3}}[ .-]\d{{3,4}}(?:-\d)?(?!\w)"
)

_PLATE = re.compile(r"\b[A-HJ-PR-UW-Z]{3} ?\d\d[0-9A-HJ-NPR-UW-Z]\b")
_PLATE_SMALL = re.compile(
    r"\b(?:regnr|reg\.?\s?nr|registreringsnummer\w*|skylt\w*|bil\w*)\b\W{0,3}(?P<number>[a-zA-Z]{3} ?\d\d[0-9a-zA-Z])\b",
    re.IGNORECASE,
)
_NOT_A_PLATE = re.compile(
    r"(?:SFS|LVU|LVM|SOU|NJA|HFD|MIG|DOM|ISO|ICD|DSM|SEK|RÅ|JO|EUR|USD|MAX|MIN|KAP|ART)"
)

_CASE = re.compile(
    r"\b(?P<lead>(?:mål(?:et|s)?|ärende(?:t|s)?|akt(?:en)?)[ -]?(?:nr|nummer|numret)?\.?:?\s{0,2})"
    r"(?P<number>(?:[A-ZÅÄÖ]{1,4}[ -]?)?\d{1,6}[-/–]\d{2,4})\b|"
    r"\b(?:dnr|diarienummer|diarienr|d\.nr|ref(?:erens)?-?(?:nummer|nr)|(?:ärende|akt|mål|besluts|klient|kund|personakts?)(?:nummer|nr|numret))\b"
    r"\.?:?\s{0,2}(?P<other>[A-ZÅÄÖa-zåäö]{0,6}[ -]?\d(?:[\w/.:-]*\w)?(?:[ -]\d[\w/-]*)?)"
)
_DIARY = re.compile(
    r"\b(?:[A-ZÅÄÖ]{2,6}[ -/]?(?:19|20)\d\d[/-]\d{2,6}(?::\d+)?|(?<!EU\) )(?<!nr )(?:19|20)\d\d/\d{3,6}|K[0-9]{3,6}-[0-9]{2}|"
    r"[ABFKMPTÖÄ]{1,3} \d{1,6}-\d\d)\b(?!-\d)"
)


def find_numbers(text: str) -> Iterator[Candidate]:
    """Identifying numbers of `text`, the surest readings first."""
    yield from _banks(text)
    yield from _personal(text)
    yield from _cases(text)
    yield from _plates(text)


def luhn(digits: str) -> bool:
    """Whether the last of `digits` is the check digit of those before it (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _personal(text: str) -> Iterator[Candidate]:
    for match in _PERSONAL.finditer(text):
        candidate = _read_personal(text, match)
        if candidate is not None:
            yield candidate
    for match in _RESERVE.finditer(text):
        yield Candidate(Kind.PERSONAL_NUMBER, *match.span(), 0.8, "[personnumret]")
    for match in _SPACED_DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if len(digits) in {10, 12} and not _PHONE_WORD.search(_before(text, match.start())):
            yield Candidate(Kind.PERSONAL_NUMBER, *match.span(), 0.8, "[personnumret]")


def _before(text: str, place: int) -> str:
    return text[max(0, place - 40) : place]


def _read_personal(text: str, match: re.Match[str]) -> Candidate | None:
    century, month, day = match["century"], match["month"], match["day"]
    serial = re.sub(r"\D", "", match["serial"])
    ten = match["year"] + month + day + serial
    plain = re.fullmatch(r"(?:\d\d)?\d{6}[-+–− ]{0,1}\d{4}", match.group().strip()) is not None
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    end = match.end() + ("(" in match["gap"] and text.startswith(")", match.end()))
    before = _before(text, start)
    if _ORGANISATION_WORD.search(before) or (century in {None, "16"} and month >= "20" and plain):
        return Candidate(Kind.ORGANISATION_NUMBER, start, end, 0.9, "[organisationsnumret]")
    dated = _may_be_date(month, day)
    if not plain and not dated:
        return None
    if century is None and ten[0] == "0" and _reads_as_phone(match, before, ten):
        return None
    coordination = dated and int(day) > 60
    kind = Kind.COORDINATION_NUMBER if coordination else Kind.PERSONAL_NUMBER
    label = "[samordningsnumret]" if coordination else "[personnumret]"
    confidence = 0.99 if dated and luhn(ten) else 0.9 if dated else 0.6
    return Candidate(kind, start, end, confidence, label)


def _may_be_date(month: str, day: str) -> bool:
    return "01" <= month <= "12" and ("01" <= day <= "31" or "61" <= day <= "91")


def _reads_as_phone(match: re.Match[str], before: str, ten: str) -> bool:
    """07… may be a mobile number or somebody born in 2007: what stands before it decides."""
    called = _PHONE_WORD.search(before) is not None
    if match["gap"] or not re.match(r"0(?:7[02369]|[1-689])", ten):
        return called and match["gap"] in {"", " "}
    if called or re.search(r"\D", match["serial"]):
        return True
    return not (_may_be_date(match["month"], match["day"]) and luhn(ten))


def _banks(text: str) -> Iterator[Candidate]:
    for match in _IBAN.finditer(text):
        if len(re.sub(r"\W", "", match.group())) >= 15:
            yield Candidate(Kind.BANK_ACCOUNT, *match.span(), 0.95, "[kontonumret]")
    for match in _GIRO.finditer(text):
        group = "number" if match["number"] else "short"
        yield Candidate(Kind.BANK_ACCOUNT, *match.span(group), 0.95, "[kontonumret]")
    for match in _ACCOUNT.finditer(text):
        yield Candidate(Kind.BANK_ACCOUNT, *match.span("number"), 0.9, "[kontonumret]")
    for match in _CLEARING.finditer(text):
        yield Candidate(Kind.BANK_ACCOUNT, *match.span(), 0.7, "[kontonumret]")


def _cases(text: str) -> Iterator[Candidate]:
    for match in _CASE.finditer(text):
        group = "number" if match["number"] else "other"
        yield Candidate(Kind.CASE_NUMBER, *match.span(group), 0.95, "[ärendenumret]")
    for match in _DIARY.finditer(text):
        if not re.match(r"(?:SFS|SOU|SOSFS|HSLF|HFD|NJA|MIG|JO|RÅ|Ds|EU|EG)\b", match.group()):
            yield Candidate(Kind.CASE_NUMBER, *match.span(), 0.8, "[ärendenumret]")


def _plates(text: str) -> Iterator[Candidate]:
    for match in _PLATE.finditer(text):
        if not _NOT_A_PLATE.match(match.group()):
            yield Candidate(Kind.VEHICLE_PLATE, *match.span(), 0.85, "[registreringsnumret]")
    for match in _PLATE_SMALL.finditer(text):
        yield Candidate(Kind.VEHICLE_PLATE, *match.span("number"), 0.9, "[registreringsnumret]")


def find_other_numbers(text: str) -> Iterator[Candidate]:
    """Numbers that only look like something; what is left when all else was read."""
    for match in _ORGANISATION.finditer(text):
        if not re.match(r"0", match.group()):
            yield Candidate(Kind.ORGANISATION_NUMBER, *match.span(), 0.7, "[organisationsnumret]")
    for match in _GIRO_FORM.finditer(text):
        if not re.fullmatch(r"(?:19|20)\d\d-(?:19|20)\d\d", match.group()):
            yield Candidate(Kind.BANK_ACCOUNT, *match.span(), 0.6, "[kontonumret]")
    for match in _DOSSIER.finditer(text):
        yield Candidate(Kind.CASE_NUMBER, *match.span(), 0.7, "[ärendenumret]")
    for match in _LONG_DIGITS.finditer(text):
        if not re.fullmatch(
            r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|\d{1,3}0{6,}", match.group()
        ):
            yield Candidate(Kind.OTHER_NUMBER, *match.span(), 0.5, "[numret]")
