"""What people write in a cell, as a number, a day or a yes: Swedish forms first.

Each function raises `Unclear` where a value can be read in more than one way, or in none. Nothing is
guessed that could be somebody's date the wrong way round.
"""

import re
import unicodedata
from datetime import date

from kollega.files.tables import dates

YES = {"ja", "j", "x", "1", "sant", "true", "yes", "y", "✓", "✔"}
NO = {"nej", "n", "0", "falskt", "false", "no", "-", "–"}
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ISO = re.compile(
    r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ]\d{1,2}[:.]\d\d(?:[:.]\d\d(?:\.\d+)?)?Z?)?"
)
_SWEDISH = re.compile(r"(\d{1,2})\s?[-./]\s?(\d{1,2})\s?[-./ ]\s?(\d{4}|\d{2})")
_WORDS = re.compile(r"(?:den\s+)?(\d{1,2})(?:\s?:?[ae])?\.?\s+([a-zåäö]{3,9})\.?\s+(\d{4})", re.I)
_MONTH = re.compile(r"(?:([a-zåäö]{3,9})\.?\s+(\d{4})|(\d{4})-(\d{1,2}))", re.I)
_DIGITS = re.compile(r"\d{8}|\d{6}|\d{5}")
_NUMBER = re.compile(r"[+-]?\d+(?:,\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:,\d+)?")
_POINTED = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+|[+-]?\d{1,3}(?:\.\d{3}){2,}")
_DECIMAL_POINT = re.compile(r"[+-]?\d+\.\d+")
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f']+")
_MINUS = str.maketrans({"−": "-", "–": "-"})
_CENTURY = 1900
_YEARS = (1900, 2200)


class Unclear(ValueError):
    """The value cannot be read as what it should be. The message is a short code."""


def key(text: str) -> str:
    """A heading or a word as it is compared: letters and digits, small, without signs."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("&", " och ")
    return " ".join(re.sub(r"[^\w]+|_", " ", plain).split())


def number(text: str) -> float:
    """A number: 1 234,5 and 1.234,50 and 0.75 and −3.

    Raises:
        Unclear: no number, or 1.234, which is two.
    """
    said = _SPACES.sub(" ", text.strip()).translate(_MINUS).removesuffix("%").rstrip()
    if _NUMBER.fullmatch(said):
        return float(said.replace(",", "."))
    if _GROUPED.fullmatch(said):
        return float(said.replace(" ", "").replace(",", "."))
    if _POINTED.fullmatch(said):
        return float(said.replace(".", "").replace(",", "."))
    if _DECIMAL_POINT.fullmatch(said):
        whole, _point, part = said.partition(".")
        if len(part) == 3 and whole.lstrip("+-") != "0":
            raise Unclear("two_ways")
        return float(said)
    raise Unclear("no_number")


def whole(text: str) -> int:
    """A whole number.

    Raises:
        Unclear: it is none.
    """
    found = number(text)
    if found != int(found):
        raise Unclear("not_whole")
    return int(found)


def day(text: str) -> date:
    """A day: 2026-03-01, 20260301, 260301, 1/3 2026, 1.3.2026, 1 mars 2026, or Excel's bare number.

    A day before its month, as in Sweden.

    Raises:
        Unclear: no day, one that does not exist, or American (3/31/2026).
    """
    said = " ".join(text.strip().translate(_MINUS).split())
    if found := _ISO.fullmatch(said):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _SWEDISH.fullmatch(said):
        if int(found[2]) > 12 >= int(found[1]):
            raise Unclear("american")
        return _date(_year(found[3]), int(found[2]), int(found[1]))
    if found := _WORDS.fullmatch(said):
        return _date(int(found[3]), _month(found[2]), int(found[1]))
    if _DIGITS.fullmatch(said):
        return _digits(said)
    raise Unclear("no_day")


def month(text: str) -> date:
    """The first day of a month: mars 2026, 2026-03, or of the month that a whole day lies in.

    Raises:
        Unclear: neither.
    """
    said = " ".join(text.strip().translate(_MINUS).split())
    if found := _MONTH.fullmatch(said):
        if found[1]:
            return _date(int(found[2]), _month(found[1]), 1)
        return _date(int(found[3]), int(found[4]), 1)
    if re.fullmatch(r"\d{4}", said) and _YEARS[0] <= int(said) < _YEARS[1]:
        return date(int(said), 1, 1)
    return day(text).replace(day=1)


def yes(text: str) -> bool:
    """A yes or a no.

    Raises:
        Unclear: neither.
    """
    said = text.strip().casefold()
    if said in YES:
        return True
    if said in NO:
        return False
    raise Unclear("no_yes")


def _digits(said: str) -> date:
    if len(said) == 8:
        return _date(int(said[:4]), int(said[4:6]), int(said[6:]))
    if len(said) == 6:
        return _date(_year(said[:2]), int(said[2:4]), int(said[4:]))
    found = dates.day_of(int(said))
    if found is None:
        raise Unclear("no_day")
    return found


def _year(said: str) -> int:
    """A year of two digits is of this century up to 2069, as spreadsheets have it."""
    year = int(said)
    if len(said) == 4:
        return year
    return year + (2000 if year < 70 else _CENTURY)


def _month(said: str) -> int:
    place = next((n for n, each in enumerate(_MONTHS, 1) if said.casefold().startswith(each)), 0)
    if not place:
        raise Unclear("no_day")
    return place


def _date(year: int, which: int, day_: int) -> date:
    if not _YEARS[0] <= year < _YEARS[1]:
        raise Unclear("far_year")
    try:
        return date(year, which, day_)
    except ValueError as error:
        raise Unclear("no_such_day") from error


# --- Personal numbers -----------------------------------------------------------------------------

_PERSONAL = re.compile(
    r"(?<!\d)(?:(?P<century>18|19|20)\s?)?(?P<body>\d{6})(?P<sign>\s?[-+–]\s?)?(?P<last>\d{4})(?!\d)"
)


def is_personal_number(text: str) -> bool:
    """Whether a cell holds a Swedish personal or coordination number, as far as can be told.

    Ten digits in a row may as well be a telephone number or an invoice: they count only with a valid
    date and check digit; so do all others.
    """
    for found in _PERSONAL.finditer(text.replace("\u00a0", " ")):
        body, last = found["body"], found["last"]
        which, day_ = int(body[2:4]), int(body[4:]) % 60
        dated = 1 <= which <= 12 and 1 <= day_ <= 31
        # A telephone number begins with 0, and is sometimes written with a sign after six digits.
        unsure = body[0] == "0" and not found["century"]
        phone = unsure and (not found["sign"] or int(body[4:]) > 60)
        if dated and not phone and (_luhn(body + last) or (found["sign"] and found["century"])):
            return True
    return False


def _luhn(digits: str) -> bool:
    total = 0
    for place, each in enumerate(reversed(digits)):
        value = int(each) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
