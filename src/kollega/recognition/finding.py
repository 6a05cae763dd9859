"""Find everything that can point a person out, and mask it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kollega.recognition.ages import find_ages
from kollega.recognition.contacts import find_contacts
from kollega.recognition.kinds import Candidate, Finding, Kind, Masked
from kollega.recognition.labels import label_spans, with_labels
from kollega.recognition.names import find_names
from kollega.recognition.numbers import find_numbers, find_other_numbers
from kollega.recognition.places import PlaceList, find_listed
from kollega.recognition.reading import Word, read_words
from kollega.recognition.traits import find_traits
from kollega.swedish import normalise_with_offsets, tokens

# A stretch that begins and ends with a letter or digit, of a text whose taken places are zeroed.
_FREE_PART = re.compile(r"[^\W_](?:[^\0]*[^\W_])?")
_HOLDS_NUMBERS = {Kind.EMAIL, Kind.WEB_ADDRESS}


def find(text: str, places: PlaceList | None = None) -> list[Finding]:
    """Everything in `text` that can point a person out, in order, none overlapping another.

    `places` are the caller's own villages, schools, homes and employers. Soft findings
    (`finding.kind.soft`) are warned of and left standing by `mask`.
    """
    normalised = normalise_with_offsets(text)
    clean = normalised.text
    taken = _Taken(clean, label_spans(clean))
    taken.add(_contacts_and_numbers(clean))
    if places is not None:
        taken.add(find_listed(tokens(clean), places))
    taken.add(find_ages(clean))
    read = taken.untaken(read_words(clean))
    taken.add(find_names(clean, read))
    taken.add(find_traits(read))
    findings = []
    for candidate in with_labels(clean, taken.candidates()):
        start, end = normalised.span(candidate.start, candidate.end)
        findings.append(
            Finding(
                candidate.kind,
                start,
                end,
                text[start:end],
                candidate.replacement or "",
                candidate.confidence,
            )
        )
    return findings


def _contacts_and_numbers(text: str) -> list[Candidate]:
    """Mail and web before numbers (they hold some), numbers before phones (they look like some)."""
    contacts = list(find_contacts(text))
    sure = [item for item in contacts if item.kind in _HOLDS_NUMBERS]
    rest = [item for item in contacts if item.kind not in _HOLDS_NUMBERS]
    return [*sure, *find_numbers(text), *rest, *find_other_numbers(text)]


def mask(text: str, findings: Sequence[Finding] | None = None, *, soft: bool = False) -> Masked:
    """`text` with `findings` (by default all that `find` finds) replaced.

    Soft findings are left standing unless `soft` is true. Raises ValueError where findings overlap
    or were not found in this very text.
    """
    chosen = find(text) if findings is None else findings
    ordered = sorted(
        (item for item in chosen if soft or not item.kind.soft), key=lambda item: item.start
    )
    pieces: list[str] = []
    position = 0
    for finding in ordered:
        if finding.start < position or text[finding.start : finding.end] != finding.text:
            raise ValueError("findings overlap or belong to another text")
        pieces += [text[position : finding.start], finding.replacement]
        position = finding.end
    pieces.append(text[position:])
    return Masked("".join(pieces), ordered)


class _Taken:
    """Candidates that do not overlap: whoever comes first keeps the place."""

    def __init__(self, text: str, closed: Iterable[tuple[int, int]]) -> None:
        self._text = text
        self._places: set[int] = set()
        self._candidates: list[Candidate] = []
        for start, end in closed:
            self._places.update(range(start, end))

    def add(self, candidates: Iterable[Candidate]) -> None:
        for candidate in candidates:
            for start, end in self._free(candidate):
                self._places.update(range(start, end))
                self._candidates.append(replace(candidate, start=start, end=end))

    def _free(self, candidate: Candidate) -> list[tuple[int, int]]:
        """What of the candidate is not taken: nothing that was found may slip out beside another."""
        span = range(candidate.start, candidate.end)
        if self._places.isdisjoint(span):
            return [(candidate.start, candidate.end)] if span else []
        if candidate.kind.soft or candidate.kind is Kind.AGE:
            return []
        rest = "".join("\0" if place in self._places else self._text[place] for place in span)
        parts = _FREE_PART.finditer(rest)
        return [(candidate.start + part.start(), candidate.start + part.end()) for part in parts]

    def candidates(self) -> list[Candidate]:
        return sorted(self._candidates, key=lambda item: item.start)

    def untaken(self, found: list[Word]) -> list[Word]:
        """The words that stand free; what follows a taken one does not hang together with it."""
        free: list[Word] = []
        after_taken = False
        for word in found:
            taken = self._places.intersection(range(word.start, word.end))
            if not taken:
                free.append(replace(word, joined=False) if after_taken else word)
            else:
                # A name that a number is glued to: only the number is taken.
                edges = [(word.start, min(taken)), (max(taken) + 1, word.end)]
                free += [word.part(start, end) for start, end in edges if start < end]
            after_taken = bool(taken)
        return free
