"""File names that people can read and no system stumbles over. Pure."""

import re
import unicodedata

LONGEST = 60
WITHOUT = "utan-titel"
# Names that Windows keeps for itself, whatever stands after the dot.
RESERVED = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
)
_APART = {"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "þ": "th"}
_OTHER = re.compile(r"[^a-z0-9]+")


def readable(title: str) -> str:
    """A title as a file name without its ending: plain letters, digits and hyphens.

    >>> readable("Hur lång tid har vi på en förhandsbedömning?")
    'hur-lang-tid-har-vi-pa-en-forhandsbedomning'
    >>> readable("../../etc/passwd")
    'etc-passwd'
    """
    lowered = "".join(_APART.get(each, each) for each in title.lower())
    plain = "".join(
        each for each in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(each)
    )
    name = _OTHER.sub("-", plain).strip("-")
    if len(name) > LONGEST:
        name = name[: LONGEST + 1].rsplit("-", 1)[0][:LONGEST].strip("-")
    if name in RESERVED:
        name = f"{name}-" + "fil"
    return name or WITHOUT


class Names:
    """Names in one folder, each given once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, title: str, ending: str) -> str:
        """A name for this title that no other has here. `ending` without its dot.

        >>> names = Names()
        >>> names.of("Skydd?", "md"), names.of("Skydd!", "md")
        ('skydd.md', 'skydd-2.md')
        """
        stem = readable(title)
        ending = readable(ending) if ending else ""
        number = 1
        while True:
            name = stem if number == 1 else f"{stem}-{number}"
            whole = f"{name}.{ending}" if ending else name
            if whole not in self._taken:
                self._taken.add(whole)
                return whole
            number += 1
