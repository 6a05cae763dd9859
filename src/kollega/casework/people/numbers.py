"""Swedish personal and coordination numbers as they are typed, checked and shown.

Personal numbers: SKV 704. Coordination numbers: SKV 707 (sixty is added to the day). The last digit is
Luhn's (ISO/IEC 7812-1). Pure: no I/O.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kollega.recognition.numbers import luhn

TYPED = re.compile(r"(?P<century>\d\d)?(?P<ymd>\d{6})(?P<sign>[-+–]?)(?P<last>\d{4})\Z")
COORDINATION = 60
OLDEST = 125


@dataclass(frozen=True)
class Number:
    """A number of twelve digits, its kind (`personal`, `coordination`) and the day of birth it tells."""

    digits: str
    kind: str
    born_on: date


def read(text: str, *, today: date) -> Number:
    """The number that was typed: ten or twelve digits, with or without hyphen, + or spaces.

    Ten digits are read as of somebody under a hundred, and with + as of somebody older.

    Raises:
        ValueError: with a Swedish sentence on what is wrong.
    """
    typed = TYPED.match(re.sub(r"\s", "", text))
    if typed is None:
        raise ValueError(_("Skriv tolv siffror: år, månad, dag och fyra sista."))
    century = typed["century"] or _century(typed["ymd"], typed["sign"], today)
    ymd, last = typed["ymd"], typed["last"]
    year, month, day = int(century + ymd[:2]), int(ymd[2:4]), int(ymd[4:])
    coordination = day > COORDINATION
    try:
        born_on = date(year, month, day - COORDINATION if coordination else day)
    except ValueError:
        raise ValueError(_("Det finns ingen sådan dag. Kontrollera år, månad och dag.")) from None
    if not luhn(ymd + last):
        raise ValueError(_("Sista siffran stämmer inte med de andra. Kontrollera numret."))
    if born_on > today:
        raise ValueError(_("Födelsedagen har inte varit än. Kontrollera århundradet."))
    if today.year - born_on.year > OLDEST:
        raise ValueError(_("Så gammal är ingen. Kontrollera århundradet."))
    return Number(f"{century}{ymd}{last}", "coordination" if coordination else "personal", born_on)


def _century(ymd: str, sign: str, today: date) -> str:
    year = int(f"{today.year // 100}{ymd[:2]}")
    day = int(ymd[4:]) % COORDINATION if int(ymd[4:]) > COORDINATION else int(ymd[4:])
    if (year, int(ymd[2:4]), day) > (today.year, today.month, today.day):
        year -= 100
    if sign == "+":
        year -= 100
    return str(year // 100)


def reserve(text: str) -> str:
    """A number of the house's own, as it is kept: capital letters, without spaces.

    >>> reserve(" gr 2026-17")
    'GR2026-17'
    """
    return re.sub(r"\s", "", text).upper()


def shown(digits: str) -> str:
    """A number as it is read: 19900101-2394. What is no such number is shown as it is."""
    return f"{digits[:8]}-{digits[8:]}" if re.fullmatch(r"\d{12}", digits) else digits


def looks_like_one(text: str) -> bool:
    """Whether somebody has typed a number and not a name."""
    return TYPED.match(re.sub(r"\s", "", text)) is not None


def age(born_on: date, on: date) -> int:
    """Whole years on a day; one born on 29 February is a year older on 1 March of other years."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
