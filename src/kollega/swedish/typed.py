"""References as they are typed into a search box: "LVU 3", "3§LVU", "14a lvu", "20 kap.".

In running text such a number would be a person's age or a count as well as a section. Here it is read
only where it is all that was typed, or where the sign says what it is.
"""

import re

from kollega.swedish.laws import BY_NUMBER, BY_SHORT, WITHOUT_CHAPTERS
from kollega.swedish.references import Reference, references_in

_SHORT = {short.lower(): law.sfs for short, law in BY_SHORT.items()}
_SECTIONED = "|".join(
    sorted(short for short, sfs in _SHORT.items() if sfs in WITHOUT_CHAPTERS and len(short) > 2)
)
_ANY = "|".join(sorted(_SHORT, key=len, reverse=True))
_NUMBER = r"[1-9]\d{0,2}(?:\s?[a-h])?"
_TIGHT = (
    (re.compile(rf"(?<!\w)({_ANY})(?=\d)", re.I), r"\1 "),  # "LVU3", "SoL20:2"
    (re.compile(r"(?<=\d)(kap\.?)(?=\d)", re.I), r" \1 "),  # "20kap2§"
    (re.compile(r"§(?=[^\W\d])"), "§ "),  # "3§LVU"
)
_SECTION = re.compile(
    rf"(?:(?P<law>{_SECTIONED}):?\s(?P<number>{_NUMBER})|(?P<first>{_NUMBER})\s?(?P<last>{_SECTIONED}))",
    re.I,
)
_PLACE = re.compile(
    rf"(?:(?P<chapter>{_NUMBER})\s?kap(?:itlet|itel|\.)?(?:\s?(?P<section>{_NUMBER})\s?§)?"
    rf"|kap(?:itel|\.)?\s?(?P<after>{_NUMBER}))",
    re.I,
)


def typed_references(text: str) -> tuple[Reference, ...]:
    """The references of what somebody has typed, each once; `sfs` is "" where any law may be meant.

    >>> [each.ref for each in typed_references("lvu 14a")]
    ['1990:52 14 a §']
    """
    for found, put in _TIGHT:
        text = found.sub(put, text)
    said = text.strip().rstrip(".?!").rstrip()
    if match := _SECTION.fullmatch(said):
        law, number = match["law"] or match["last"], match["number"] or match["first"]
        return (Reference(_SHORT[law.lower()], "", _tidy(number)),)
    if match := _PLACE.fullmatch(said):
        return (
            Reference("", _tidy(match["chapter"] or match["after"]), _tidy(match["section"] or "")),
        )
    return tuple(dict.fromkeys(references_in(text)))


def is_old(reference: Reference) -> bool:
    """Whether it stands in a law that another has taken the place of."""
    law = BY_NUMBER.get(reference.sfs)
    return law is not None and bool(law.replaced_by)


def _tidy(number: str) -> str:
    return re.sub(r"(\d)\s?([a-z])", r"\1 \2", number.lower())
