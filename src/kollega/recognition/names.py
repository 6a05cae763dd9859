"""Names of persons and places, told from ordinary words by capitals, lists and what stands beside.

A capital inside a sentence is a name; at its start only what is no Swedish word, or is known as a
name. In texts without capitals the lists and the words before (`heter`, `min son`) have to do.
"""

import re
from collections.abc import Iterator

from kollega.recognition import judgement, words
from kollega.recognition.kinds import Candidate, Kind
from kollega.recognition.reading import Known, Word
from kollega.recognition.small_letters import judge_small

_INITIALS = re.compile(r"(?<![\w.])[A-ZÅÄÖ]\.[ ]?(?:[A-ZÅÄÖ]\.[ ]?){0,2}[A-ZÅÄÖ]\.(?![\w])")
_NICKNAME = re.compile(
    r"\b(?:kallas|kallad|kallade|kallar|smeknamn\w*|alias|går under)\b[^\"\n]{0,20}[\"'](?P<called>\w[\w -]{0,20}\w)[\"']|"
    r"\b[A-ZÅÄÖ][\w-]+ [\"'(](?P<inside>\w[\w-]{1,20})[\"')](?= [A-ZÅÄÖ])"
)


def find_names(text: str, found: list[Word]) -> Iterator[Candidate]:
    """Names of persons, places and what bears one, in a normalised text."""
    for match in _INITIALS.finditer(text):
        if match.group().replace(" ", "") not in {"U.S.", "U.S.A.", "S.O.S.", "U.K."}:
            yield Candidate(Kind.PERSON, *match.span(), 0.8)
    for match in _NICKNAME.finditer(text):
        yield Candidate(Kind.PERSON, *match.span("called" if match["called"] else "inside"), 0.8)
    chat = _without_capitals(found)
    known = Known()
    index = 0
    while index < len(found):
        word = found[index]
        if word.capital:
            last = _run_end(found, index)
            candidates, index = judgement.judge(found, index, last, known), last + 1
            yield from candidates
        else:
            candidate, index = judge_small(found, index, chat, known), index + 1
            if candidate is not None:
                yield candidate
                while index < len(found) and found[index].start < candidate.end:
                    index += 1


def _without_capitals(found: list[Word]) -> bool:
    """Whether this is written without capitals inside its sentences, as in a chat."""
    inside = sum(word.capital and not word.opens for word in found)
    return inside <= len(found) * 0.005


def _run_end(found: list[Word], first: int) -> int:
    """The last word of the run of capitals that begins at `first`; particles may stand inside."""
    particles = words.cues("particle")
    last = first
    while last + 1 < len(found):
        following = found[last + 1]
        if not following.joined:
            break
        if following.capital:
            last += 1
            continue
        ahead = last + 1
        while (
            ahead < len(found)
            and found[ahead].lower in particles
            and found[ahead].joined
            and ahead - last < 4
        ):
            ahead += 1
        if ahead > last + 1 and ahead < len(found) and found[ahead].capital and found[ahead].joined:
            last = ahead
            continue
        break
    return last
