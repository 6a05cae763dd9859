"""What a document does not say itself: which lines are headings, its title, its day."""

import re
from datetime import date

LONGEST_HEADING = 90
MOST_WORDS = 12
LONGEST_TITLE = 160
_ENDS = tuple(".,;:!…")
_VERBS = re.compile(
    r"\b(?:är|var|ska|skall|har|hade|kan|får|måste|bör|avses|gäller|innebär|utgör|finns|blir|blev|vill|"
    r"behöver|skulle|kommer|menas|omfattar|ingår|ansvarar|beslutade|beslutar)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?=[A-ZÅÄÖ])")
_FIELD = re.compile(r"^[\w/.-]+:\s*\S")
_LOGO = re.compile(r"\b(?:logotyp\w*|logga|logo)\b", re.IGNORECASE)
_CONTACT = re.compile(r"@|https?://|www\.|\+46|\b0\d{1,3}[- ]\d")
_REFERENCE = re.compile(r"^(?=\S*\d)[A-Z\d][A-Z\d./-]*\s+[-–]\s+(?=\S)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*\*?|__?)(?=\S)([^*_\n]{1,400}?)(?<=\S)\1(?![\w*])")
_SUBJECT = re.compile(r"^([A-ZÅÄÖ][^.,:;()\n]{3,60}?)\s+är\s+(?:ett|en|den|det)\b")


def plain(text: str) -> str:
    """A line without the stars that people write for emphasis, its white space even."""
    return " ".join(_EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text)).split())


def is_logo(line: str) -> bool:
    """Whether a line is what stood for a picture that was not copied along."""
    return len(line.split()) <= 4 and _LOGO.search(line) is not None


def could_head(line: str) -> bool:
    """Whether a line that stands alone may be a heading: short, no sentence, no field of a form."""
    words = line.split()
    if not words or len(line) > LONGEST_HEADING or len(words) > MOST_WORDS:
        return False
    first = line.lstrip("\"”'(")[:1]
    if line.endswith(_ENDS) or not (first.isupper() or first.isdigit()):
        return False
    if not any(each.isalpha() for each in line) or _CONTACT.search(line) or is_logo(line):
        return False
    if _NUMBERED.match(line) or line.endswith("?"):
        return True
    return not (_FIELD.match(line) or _VERBS.search(line))


def level_of(line: str, usual: int) -> int:
    """How deep a heading stands by its number ("2.1 Ansvar"), else as deep as they usually do."""
    number = _NUMBERED.match(line)
    return usual + number[1].count(".") if number else usual


def is_numbered(line: str) -> bool:
    """Whether a line begins with a number as headings do."""
    return _NUMBERED.match(line) is not None


def title_from(line: str) -> str:
    """A heading as a title: without the reference number that forms put before it."""
    line = plain(line)
    return _REFERENCE.sub("", line)[:LONGEST_TITLE].strip() or line[:LONGEST_TITLE]


def title_from_text(text: str) -> str:
    """A title where there is none: what the text says that it is about, else how it begins."""
    for line in text.splitlines()[:12]:
        subject = _SUBJECT.match(line.strip())
        if subject and len(subject[1].split()) <= 6:
            return subject[1].strip()
    words = " ".join(text.split()).split(" ")
    title = ""
    for each in words:
        if len(title) + len(each) > 70:
            return f"{title} …"
        title = f"{title} {each}".strip()
        if each.endswith((".", "?", "!")) and len(title) > 20:
            return title.rstrip(".")
    return title


_WEAK_NAME = re.compile(r"^[\W\d_a-f]*$", re.IGNORECASE)


def title_from_name(name: str) -> str:
    """A file's name as a title, empty where it says nothing."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,8}$", "", name.rpartition("/")[2].rpartition("\\")[2])
    words = " ".join(stem.replace("_", " ").replace("-", " ").split())
    if len(words) < 4 or _WEAK_NAME.match(stem):
        return ""
    return (words[:1].upper() + words[1:])[:LONGEST_TITLE]


# --- The day --------------------------------------------------------------------------------------

_MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
           "oktober", "november", "december")  # fmt: skip
_DAY = (
    r"(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)|(?P<day>\d{1,2})\s+(?P<month>" + "|".join(_MONTHS) + r")"
    r"\s+(?P<year>(?:19|20)\d\d)|(?P<d>\d{1,2})/(?P<m>\d{1,2})\s+(?P<y>(?:19|20)\d\d))"
)
_DECIDED = re.compile(
    r"\b(?:antag(?:en|et|na)|beslut(?:ad|at|sdatum|s)?|fastställ(?:d|t|de)|revider(?:ad|at)|uppdater(?:ad|at)|"
    r"publicer(?:ad|at)|dater(?:ad|at)|datum|gäller\s+fr[åo]\.?[mn]?\.?)[^\n.]{0,60}?" + _DAY,
    re.IGNORECASE,
)
_LOOKED = 6000


def day_in(text: str, today: date) -> date | None:
    """The day on which a document says it was decided or written; None where it says none."""
    for found in _DECIDED.finditer(text[:_LOOKED]):
        day = _as_day(found.groupdict())
        if day and date(1950, 1, 1) <= day <= today:
            return day
    return None


def _as_day(found: dict[str, str | None]) -> date | None:
    try:
        if iso := found["iso"]:
            return date.fromisoformat(iso)
        if month := found["month"]:
            return date(
                int(found["year"] or 0), _MONTHS.index(month.lower()) + 1, int(found["day"] or 0)
            )
        return date(int(found["y"] or 0), int(found["m"] or 0), int(found["d"] or 0))
    except ValueError:
        return None
