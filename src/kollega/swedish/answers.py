"""What kind of answer a question wants, and which kinds a text can give.

"Hur länge …?" wants a time, "Vad är …?" says what something means, "Får vi …?" a yes or a no, "Hur mycket
…?" an amount. A text that gives none is less likely to be the answer, however many words it shares.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal

AnswerKind = Literal["time", "amount", "meaning", "yes or no"]

_NUMBERS = """
en ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton
nitton tjugo trettio fyrtio femtio sextio sjuttio åttio nittio hundra tusen halv halvt
"""
_UNITS = """
sekund sekunder minut minuter minuterna timme timmar timmarna dygn dygnet dag dagar dagarna dagen vecka
veckor veckorna veckan månad månader månaderna månaden år åren året årligen gång gånger kvartal helg
"""
_TIMES = """
senast snarast genast omedelbart skyndsamt tidigast löpande inom dagligen veckovis månadsvis årsvis
januari februari mars april maj juni juli augusti september oktober november december
måndag tisdag onsdag torsdag fredag lördag söndag
"""
_AMOUNTS = """
kr kronor procent hälften tredjedel fjärdedel miljon miljoner miljard miljarder belopp beloppet avgift
avgiften avgifter kostnad kostnaden kostnader pris priset antal antalet
"""
_MEANING = "innebär betyder avses menas förkortning definieras begreppet kallas"

_NUMBER_WORDS: Final = frozenset(_NUMBERS.split())
_UNIT_WORDS: Final = frozenset(_UNITS.split())
_TIME_WORDS: Final = frozenset(_TIMES.split())
_AMOUNT_WORDS: Final = frozenset(_AMOUNTS.split())
_MEANING_WORDS: Final = frozenset(_MEANING.split())
_YES_OR_NO: Final = frozenset({"ja", "nej", "jo"})
_IS: Final = frozenset({"en", "ett", "när", "att"})

_ASKING: Final[tuple[tuple[AnswerKind, re.Pattern[str]], ...]] = (
    (
        "time",
        re.compile(
            r"(?:(?:^|[.?!,:]\s*)när\b"
            r"|\b(?:hur (?:länge|lång|långt|snabbt|fort|ofta|sent|tidigt|gammal|gamla)"
            r"|(?:vilken|vilket) (?:dag|datum|tid|ålder|år)|tidsgräns\w*|tidsfrist\w*)\b)"
        ),
    ),
    (
        "amount",
        re.compile(
            r"\b(?:hur (?:mycket|många|stor|stort|stora|hög|högt|höga|dyrt)|kostar|vilket pris"
            r"|vilket belopp|andel)\b"
        ),
    ),
    ("meaning", re.compile(r"\bvad (?:är|innebär|betyder|menas|avses)\b")),
    (
        "yes or no",
        re.compile(
            r"(?:^|[.?!,]\s*)(?:kan|får|har|ska|måste|behöver|gäller|är|finns|går|blir|bör|kommer"
            r"|räknas|krävs|tar|ger|ingår|vill)\b"
        ),
    ),
)


def wanted(question: str) -> frozenset[AnswerKind]:
    """The kinds of answer that a question wants; nothing where it does not tell.

    >>> sorted(wanted("Hur länge får en utredning pågå?"))
    ['time']
    """
    small = question.casefold().strip()
    return frozenset(kind for kind, sign in _ASKING if sign.search(small))


def offered(words: Sequence[str]) -> set[AnswerKind]:
    """The kinds of answer that a text gives, from its words in order and in small letters."""
    found: set[AnswerKind] = set()
    if words and words[0] in _YES_OR_NO:
        found.add("yes or no")
    said = set(words)
    numbers = [word for word in said if word[0] <= "9"]
    if not said.isdisjoint(_TIME_WORDS) or (
        not said.isdisjoint(_UNIT_WORDS)
        and any(
            after in _UNIT_WORDS and (before in _NUMBER_WORDS or before in numbers)
            for before, after in pairwise(words)
        )
    ):
        found.add("time")
    if numbers or not said.isdisjoint(_AMOUNT_WORDS):
        found.add("amount")
    if not said.isdisjoint(_MEANING_WORDS) or (
        "är" in said and any(before == "är" and after in _IS for before, after in pairwise(words))
    ):
        found.add("meaning")
    return found
