"""Ages and dates of birth, and the age band that is written instead."""

import re
from collections.abc import Iterator

from kollega.recognition.kinds import Candidate, Kind

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
    r"(?:är|e|ä|var|blir|blev|fyller|fyllde|fylla|bara|endast|snart|nästan|drygt|knappt|ålder(?:n)?|runt|kring|cirka|ca|"
    rf"vid|nu|idag|nyss|redan|(?-i:[A-ZÅÄÖ])[\w-]+|{_PERSON_WORD}(?: på)?)"
)
_AFTER_NOT = re.compile(
    r"\s*(?:sedan|sen\b|senare|framåt|i rad|tidigare|fängelse|i fängelse|erfarenhet|efter|innan|kvar|till\b|[–-]|"
    r"framöver|i taget|per\b|vid behov)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<=[\s\w])års?\b(?!-)", re.IGNORECASE)
_BEFORE_YEAR = re.compile(
    rf"(?:\b{_CUE}\s|[,(;:–]\s?|(?:^|\n)\s*)"
    rf"(?P<list>(?:{_N}(?:\s?år)?(?:,\s|\s(?:och|samt|eller|resp\.?|respektive)\s)){{0,5}})(?P<last>{_N})\s?$",
    re.IGNORECASE,
)
_OLD = re.compile(
    rf"(?P<last>{_N})(?P<unit>\s?års?)(?=\s(?:gammal|gammalt|gamla|ung|ålder|fyllda)\b)",
    re.IGNORECASE,
)
_PERSON_ON = re.compile(
    rf"\b{_PERSON_WORD}\s(?:på|om)\s(?P<last>{_N})(?P<unit>\s?år)\b", re.IGNORECASE
)
_GENERAL = re.compile(
    r"(?:\b(?:under|över|minst|högst|mellan|från|till|upp till|äldre än|yngre än|före|efter|inom|på|i|för|om|varje|"
    r"senaste|som (?:har |inte |ännu |är |har inte )*(?:fyllt|fyller|under|över))\s(?:\w+\s)?)$",
    re.IGNORECASE,
)
_YEARLING = re.compile(
    rf"(?P<last>{_N})(?P<end>[- ]?åring(?:en|ens|s)?\b|-?årig[at]?\b(?=\s(?:\w+\s)?{_PERSON_WORD}))",
    re.IGNORECASE,
)
_IN_AGE = re.compile(
    rf"\bi (?:(?P<last>{_N})-?\s?års\s?-?(?:åldern|ålder)|(?P<ten>20|30|40|50|60|70|80)-årsåldern)\b",
    re.I,
)
_TEENS_WORD = re.compile(r"\bi (?:(?:de )?(?:nedre|övre|tidiga|sena) )?tonåren\b", re.IGNORECASE)
_MONTHS = re.compile(
    rf"(?P<all>{_N}\s?(?:månader|mån\.?|veckor|dagar|månaders|veckors|dagars))(?=\s(?:gammal|gammalt|gamla|ung)\b)|"
    r"\b(?P<baby>nyfödda?|spädbarnet)\b(?=\s(?:son|dotter|flicka|pojke)\b)",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"\b[A-ZÅÄÖ][\w'-]+(?:,\s|\s?\(|\s)(?P<last>1[0-9]|[2-9]\d|[1-9])(?=\s?[,);]|\.(?!\d)|\s(?:och|från|i|som|bor)\b)"
)
_IS = re.compile(
    rf"\b(?:som|hon|han|hen|jag|{_PERSON_WORD}|(?-i:[A-ZÅÄÖ])[\w-]+)\s(?:är|e|ä|var|fyller|fyllde|blir|blev|har fyllt|hade fyllt)"
    rf"\s(?:(?:bara|nu|snart|nyss|väl|redan)\s)?(?P<last>{_N})(?=\s?(?:[,;)?!]|\.(?!\d)|$|\n)|\s(?:och|men|så|nu|i (?:år|dag)|när|som)\b)",
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
    for match in _YEARLING.finditer(text):
        first, last = band_of(value_of(match["last"]))
        yield Candidate(
            Kind.AGE, *match.span(), 0.95, f"{first}–{last}{_with_hyphen(match['end'])}"
        )
    yield from _in_years(text)
    yield from _in_words(text)


def _before(text: str, place: int) -> str:
    return text[max(0, place - 40) : place]


def _with_hyphen(ending: str) -> str:
    return "-" + ending.lstrip("- ")


def _in_years(text: str) -> Iterator[Candidate]:
    for pattern in (_OLD, _PERSON_ON):
        for match in pattern.finditer(text):
            yield from _years(match["last"], match.start("last"), match.end("unit"))
    # From `år` and backwards: numbers are many, years fewer.
    for year in _YEAR.finditer(text):
        begin = max(0, year.start() - 80)
        told = _BEFORE_YEAR.search(text[begin : year.start()])
        if told is None or _AFTER_NOT.match(text, year.end()):
            continue
        start = begin + told.start("last")
        if not _GENERAL.search(_before(text, begin + told.start("list"))):
            yield from _years(told["last"], start, year.end())
            yield from _listed(told, begin)
    for pattern in (_AFTER_NAME, _IS):
        for match in pattern.finditer(text):
            yield from _years(match["last"], *match.span("last"), confidence=0.7)


def _years(word: str, start: int, end: int, confidence: float = 0.9) -> Iterator[Candidate]:
    age = value_of(word)
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
    for match in _MONTHS.finditer(text):
        group = "all" if match["all"] else "baby"
        replacement = band_words((0, 2)) if match["all"] else "mycket liten"
        yield Candidate(Kind.AGE, *match.span(group), 0.9, replacement)
    for match in _SCHOOL_YEAR.finditer(text):
        first, last = next(span for span in _SCHOOL_YEARS if int(match["year"]) <= span[1])
        yield Candidate(Kind.AGE, *match.span(), 0.8, f"årskurs {first}–{last}")
