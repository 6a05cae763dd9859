"""Ages and dates of birth, and the age band that is written instead."""

import re
from collections.abc import Iterator

from kollega.recognition.kinds import Candidate, Kind
from kollega.recognition.signs import is_first, is_ordinary

BANDS = (
    *[(0, 2), (3, 5), (6, 9), (10, 12), (13, 15), (16, 17), (18, 24), (25, 34), (35, 44)],
    *[(45, 54), (55, 64), (65, 74), (75, 84), (85, 120)],
)
_SCHOOL_YEARS = ((1, 3), (4, 6), (7, 9))

_UNITS = ["ett|en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio"]
_TEENS = [
    "tio",
    "elva",
    "tolv",
    "tretton",
    "fjorton",
    "femton",
    "sexton",
    "sjutton",
    "arton|aderton",
    "nitton",
]
_TENS = ["tjugo", "trettio", "fyrtio|förtio", "femtio", "sextio", "sjuttio", "åttio", "nittio"]


def _number_words() -> dict[str, int]:
    words: dict[str, int] = {}
    for value, forms in enumerate([*_UNITS, *_TEENS], start=1):
        words.update(dict.fromkeys(forms.split("|"), value))
    for ten, forms in enumerate(_TENS, start=2):
        for form in forms.split("|"):
            words[form] = ten * 10
            for value, units in enumerate(_UNITS, start=1):
                words.update({f"{form}{unit}": ten * 10 + value for unit in units.split("|")})
    return words


_WORDS = _number_words()
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
# No part of a band, a range, a date or a decimal.
_N = rf"(?<![\d–,./:-])(?<!\w)(?:\d{{1,3}}|(?:{_WORD}))"
_PERSON_WORD = (
    r"(?:flick|pojk|tjej|kill|kvinn|man|män|gubb|gumm|son|söner|dott|döttr|barn|syster|bror|bröder|systrar|"
    r"mamm|papp|mor|far|mormo|farmo|morfa|farfa|klient|brukar|person|elev|ungdom|förälder|föräldr|syskon|"
    r"bebis|spädbarn|kompis|vän|granne|moster|faster|kusin|sambo|make|maka|hustru|fru|ung)\w*"
)
_CUE = (
    r"(?:är|e|ä|typ|var|blir|blev|fyller|fyllde|fylla|bara|endast|snart|nästan|drygt|knappt|ålder(?:n)?|runt|kring|cirka|ca|"
    rf"vid|nu|idag|nyss|redan|(?-i:[A-ZÅÄÖ])[\w-]+|{_PERSON_WORD}(?: på)?)"
)
_AFTER_NOT = re.compile(
    r"\s*(?:sedan|sen\b|senare|framåt|i rad|tidigare|fängelse|i fängelse|erfarenhet|efter|innan|kvar|till\b|[–-]|"
    r"framöver|i taget|per\b|vid behov)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<=[\s\w])(?:års?|bast)\b(?!-)", re.IGNORECASE)
_BEFORE_YEAR = re.compile(
    rf"(?:\b{_CUE}\s|[,(;:–]\s?|(?:^|\n)\s*)"
    rf"(?P<list>(?:{_N}(?:\s?år)?(?:,\s|\s(?:och|samt|eller|resp\.?|respektive)\s)){{0,5}})(?P<last>{_N})\s?$",
    re.IGNORECASE,
)
_OLD = re.compile(r"\s(?:gammal|gammalt|gamla|ung|unga|ålder|fyllda)\b", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(rf"(?P<last>{_N})[- ]?$", re.IGNORECASE)
_PERSON_ON = re.compile(rf"\b{_PERSON_WORD}\s(?:på|om)\s$", re.IGNORECASE)
_GENERAL = re.compile(
    r"(?:\b(?:under|över|minst|högst|mellan|från|till|upp till|äldre än|yngre än|före|efter|inom|på|i|för|om|varje|"
    r"senaste|som (?:har |inte |ännu |är |har inte )*(?:fyllt|fyller|under|över))\s(?:\w+\s)?)$",
    re.IGNORECASE,
)
_YEARLING = re.compile(
    rf"[- ]?(?:åring(?:en|ens|s)?|årig[at]?(?=\s(?:\w+\s)?{_PERSON_WORD}))\b", re.IGNORECASE
)
_IN_AGE = re.compile(
    rf"\bi (?:(?P<last>{_N})-?\s?års\s?-?(?:åldern|ålder)|(?P<ten>20|30|40|50|60|70|80)-årsåldern)\b",
    re.I,
)
_TEENS_WORD = re.compile(r"\bi (?:(?:de )?(?:nedre|övre|tidiga|sena) )?tonåren\b", re.IGNORECASE)
_MONTHS = re.compile(
    r"(?:månader|mån\.?|veckor|dagar|månaders|veckors|dagars)(?=\s(?:gammal|gammalt|gamla|ung)\b)",
    re.IGNORECASE,
)
_NEWBORN = re.compile(r"\bnyfödd[ae]?(?=\s(?:son|dotter|flicka|pojke|bebis)\b)", re.IGNORECASE)
_AFTER_NAME = re.compile(
    rf"\b(?P<name>[A-ZÅÄÖ][\w'-]+|{_PERSON_WORD}(?=[, ]))(?:,\s|\s?\(|\s)(?P<last>1[0-9]|[2-9]\d|[1-9])(?=\s?[,);]|\.(?!\d)|\s(?:och|från|i|som|bor)\b)"
)
_PERSON = re.compile(_PERSON_WORD)
_IS = re.compile(
    rf"\s(?:är|e|ä|var|fyller|fyllde|blir|blev|fyllt)\s(?:(?:bara|nu|snart|nyss|väl|redan)\s)?(?P<last>{_N})(?:\s(?:och|o)\s(?P<second>{_N}))?"
    r"(?=\s?(?:[,;)?!]|\.(?!\d)|$|\n)|\s(?:och|men|så|nu|i (?:år|dag)|när|som)\b)",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    rf"\b(?:som|hon|han|hen|jag|{_PERSON_WORD}|(?-i:[A-ZÅÄÖ])[\w-]+)(?:\s(?:har|hade))?$",
    re.IGNORECASE,
)
_SCHOOL_YEAR = re.compile(
    r"\b(?P<word>årskurs|åk\.?|klass)\s?(?P<year>[1-9])(?![\d–-]|\s?[–-]\s?\d)[a-fA-F]?\b",
    re.IGNORECASE,
)

_MONTH = r"(?:jan(?:uari)?|feb(?:ruari)?|mars|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DATE = (
    rf"(?:(?:den\s)?\d{{1,2}}(?:[:.]?[ae])?\s{_MONTH}(?:\s(?:19|20)?\d\d\b)?|(?:i\s)?{_MONTH}\s(?:19|20)\d\d|(?:19|20)?\d\d[-./ ]\d{{1,2}}[-./ ]\d{{1,2}}|"
    r"\d{1,2}[-./]\d{1,2}[-./](?:19|20)?\d\d|\d{1,2}/\d{1,2}(?:[ -](?:19|20)?\d\d)?|(?:19|20)\d{6}|\d{6}|(?:år\s)?(?:19|20)\d\d|-\d\d|[’']\d\d)"
)
_BORN = re.compile(
    rf"\b(?:född(?:a|es)?|föddes|f\.|f(?=\s\d)|födelsedatum|födelsedag(?:en)?|födelseår|fyller år|födelsetid)(?:\s(?:är|den|i|år|på|:))?\s?:?\s?(?P<date>{_DATE})(?![\d-])",
    re.IGNORECASE,
)
_BARE_DATE = re.compile(
    r"(?<![\w.,:/+-])(?P<date>\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?![\w]|[.,:/-]\d|\s?(?:kr|kronor|st|%))"
)


def band_of(age: int) -> tuple[int, int]:
    """The band, both ends included, that holds `age` in whole years."""
    return next((band for band in BANDS if age <= band[1]), BANDS[-1])


def band_words(band: tuple[int, int]) -> str:
    """The band as it is written: `13–15 år`."""
    return "85 år eller äldre" if band == BANDS[-1] else f"{band[0]}–{band[1]} år"


def value_of(word: str) -> int:
    """The number that digits or a Swedish number word stand for."""
    return int(word) if word.isdigit() else _WORDS[word.lower()]


def find_ages(text: str) -> Iterator[Candidate]:
    """Ages and dates of birth."""
    for match in _BORN.finditer(text):
        yield Candidate(Kind.BIRTH_DATE, *match.span("date"), 0.95, "[födelsedatum]")
    for match in _BARE_DATE.finditer(text):
        yield Candidate(Kind.BIRTH_DATE, *match.span("date"), 0.5, "[datum]")
    for ending in _YEARLING.finditer(text):
        number = _number_before(text, ending.start())
        if number is not None and number[1] <= 110:
            first, last = band_of(number[1])
            replacement = f"{first}–{last}-{ending.group().lstrip('- ')}"
            yield Candidate(Kind.AGE, number[0], ending.end(), 0.95, replacement)
    yield from _in_years(text)
    yield from _without_unit(text)
    yield from _in_words(text)


def _before(text: str, place: int) -> str:
    return text[max(0, place - 40) : place]


def _number_before(text: str, place: int) -> tuple[int, int] | None:
    """Where the number that ends at `place` begins, and its value, or None."""
    begin = max(0, place - 24)
    match = _NUMBER_BEFORE.search(text[begin:place])
    return None if match is None else (begin + match.start("last"), value_of(match["last"]))


def _in_years(text: str) -> Iterator[Candidate]:
    # From `år` and backwards: numbers are many, years fewer.
    for year in _YEAR.finditer(text):
        number = _number_before(text, year.start())
        if number is None:
            continue
        begin = max(0, year.start() - 80)
        told = _BEFORE_YEAR.search(text[begin : year.start()])
        if _OLD.match(text, year.end()) or _PERSON_ON.search(_before(text, number[0])):
            yield from _years(number[1], number[0], year.end())
        elif told and not _is_a_time(text, begin + told.start("list"), year.end()):
            yield from _years(number[1], number[0], year.end())
            yield from _listed(told, begin)


def _without_unit(text: str) -> Iterator[Candidate]:
    """Ages that stand as a bare number: `Anna, 14,` and `han är 14`."""
    for match in _AFTER_NAME.finditer(text):
        name = match["name"].lower()
        if is_first(name) or not is_ordinary(name) or _PERSON.match(name):
            yield from _years(int(match["last"]), *match.span("last"), confidence=0.7)
    for match in _IS.finditer(text):
        if _SOMEBODY.search(_before(text, match.start())):
            for group in ("last", "second"):
                if match[group]:
                    yield from _years(value_of(match[group]), *match.span(group), confidence=0.7)


def _is_a_time(text: str, start: int, end: int) -> bool:
    """Whether it is a span of time or a rule for many: `i 3 år`, `under 18 år`, `14 år senare`."""
    return bool(_AFTER_NOT.match(text, end) or _GENERAL.search(_before(text, start)))


def _years(age: int, start: int, end: int, confidence: float = 0.9) -> Iterator[Candidate]:
    if age <= 110:
        yield Candidate(Kind.AGE, start, end, confidence, band_words(band_of(age)))


def _listed(match: re.Match[str], begin: int) -> Iterator[Candidate]:
    """The earlier ages of `7, 9 och 12 år`."""
    for number in re.finditer(_N, match["list"], re.IGNORECASE):
        start = begin + match.start("list") + number.start()
        first, last = band_of(value_of(number.group()))
        yield Candidate(Kind.AGE, start, start + len(number.group()), 0.85, f"{first}–{last}")


def _in_words(text: str) -> Iterator[Candidate]:
    for match in _IN_AGE.finditer(text):
        band = band_of(value_of(match["last"] or match["ten"]))
        yield Candidate(Kind.AGE, *match.span(), 0.9, f"i åldern {band_words(band)}")
    for match in _TEENS_WORD.finditer(text):
        yield Candidate(Kind.AGE, *match.span(), 0.6, "i tonåren")
    for unit in _MONTHS.finditer(text):
        number = _number_before(text, unit.start())
        if number is not None:
            yield Candidate(Kind.AGE, number[0], unit.end(), 0.9, band_words((0, 2)))
    for match in _NEWBORN.finditer(text):
        yield Candidate(Kind.AGE, *match.span(), 0.9, "liten")
    for match in _SCHOOL_YEAR.finditer(text):
        first, last = next(span for span in _SCHOOL_YEARS if int(match["year"]) <= span[1])
        yield Candidate(Kind.AGE, *match.span(), 0.8, f"årskurs {first}–{last}")
