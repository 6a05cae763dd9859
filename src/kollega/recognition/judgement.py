"""Person, place or neither: what a run of capitals is, by lists, endings and neighbours."""

import re
from collections.abc import Sequence

from kollega.recognition import words
from kollega.recognition.kinds import Candidate, Kind
from kollega.recognition.reading import Known, Word
from kollega.recognition.signs import (
    bare,
    body_of,
    has_sure_ending,
    is_first,
    is_last,
    is_listed,
    is_named_body,
    is_ordinary,
)
from kollega.swedish import lexicon

_Judged = tuple[Kind | None, float]
_NEITHER: _Judged = (None, 0.0)
_MIXED = re.compile(r"\w[A-ZÅÄÖ]|\d")
_NAME_PREFIX = re.compile(r"(?:Mc|Mac|De|O'|d'|al-)")
_COMPANY = {
    **dict.fromkeys(("ab", "hb", "kb", "åkeri", "bygg", "entreprenad"), "[företaget]"),
    **dict.fromkeys(("if", "ik", "bk", "fk", "hk", "sk", "fc", "ff", "gif"), "[föreningen]"),
}


def judge(found: Sequence[Word], first: int, last: int, known: Known) -> list[Candidate]:
    """What the run of capitals `found[first..last]` is; `known` gathers names seen for sure."""
    first, last = _without_edges(found, *_trim(found, first, last, known))
    if first > last or _is_cited(found, last) or _is_the_nation(found, first, last):
        return []
    run = found[first : last + 1]
    kind, confidence = _kind(found, first, last, known)
    if kind is None:
        return []
    if kind is Kind.PERSON and confidence >= 0.75:
        known.persons.update(
            part for word in run for part in [bare(word.lower)] if _is_kept(word, part)
        )
    return [_extended(found, first, last, kind, confidence)]


def _is_kept(word: Word, part: str) -> bool:
    """Whether a name is remembered for later sentences: not where it may be a small word there."""
    if not lexicon.is_word(word.lower):
        return len(part) > 2
    return (
        not word.opens
        and is_listed(part)
        and part not in words.cues("owner")
        and part not in words.cues("rather_pronoun")
    )


def _trim(found: Sequence[Word], first: int, last: int, known: Known) -> tuple[int, int]:
    """Leave out a sentence's first word where it is an ordinary one."""
    word = found[first]
    if not word.opens:
        return first, last
    if first == last:
        following = found[last + 1] if last + 1 < len(found) else None
        return (first, last) if _opens_as_name(word, following, known) else (first + 1, last)
    if (
        is_named_body(word.lower)
        or _whole(found, first, last) in words.places()
        or _in_place(found, first)
    ):
        return first, last
    if is_first(word.lower):
        rather_word = word.lower in words.cues("rather_word")
        return (
            first + 1 if rather_word and is_first(bare(found[first + 1].lower)) else first
        ), last
    return (first + 1 if is_ordinary(word.lower) else first), last


def _without_edges(found: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """Leave out what no name begins or ends with: particles left over, acronyms, services."""
    while first <= last and (
        not found[first].capital or (first < last and _is_acronym(found[first]))
    ):
        first += 1
    if _whole(found, first, last) in words.harmless():
        return first, last
    while first < last and (found[last].lower in words.harmless() or not found[last].capital):
        last -= 1
    return first, last


def _is_acronym(word: Word) -> bool:
    known = word.text in words.acronyms() or not is_first(word.lower)
    return len(word.text) > 1 and word.text.isupper() and known


def _is_cited(found: Sequence[Word], last: int) -> bool:
    """Whether a year in brackets follows: `Shier (2001)` is a book, not a client."""
    return found[last].cited


def _is_the_nation(found: Sequence[Word], first: int, last: int) -> bool:
    """`Sveriges riksdag` points nobody out."""
    following = found[last + 1].lower if last + 1 < len(found) else ""
    return (
        first == last and found[first].lower == "sveriges" and following in words.cues("nation_of")
    )


def _in_place(found: Sequence[Word], first: int) -> bool:
    return f"{found[first].lower} {found[first + 1].lower}" in words.places()


def _opens_as_name(word: Word, following: Word | None, known: Known) -> bool:
    """Whether a lone capital at the start of a sentence is a name."""
    name = bare(word.lower)
    if name in known.persons or name in known.places or is_named_body(word.lower):
        return True
    spoken = (
        following is not None and following.joined and following.lower in words.cues("person_after")
    )
    if word.lower in words.cues("rather_word") or len(word.text) < 3:
        return (is_first(name) or is_last(name)) and spoken and not _weak(following)
    if name in words.first_names() or (is_last(name) and not lexicon.is_word(word.lower)):
        return True
    if words.places().get(name, "locality") != "locality":
        return True
    if not is_ordinary(word.lower) or has_sure_ending(word.lower):
        return True
    return (is_last(name) or name in words.places()) and spoken and not _weak(following)


def _weak(following: Word | None) -> bool:
    return following is None or following.lower in words.cues("weak_after")


def _whole(found: Sequence[Word], first: int, last: int) -> str:
    if first > last:
        return ""
    return " ".join([*(word.lower for word in found[first:last]), bare(found[last].lower)])


def _kind(found: Sequence[Word], first: int, last: int, known: Known) -> _Judged:
    run = found[first : last + 1]
    before = found[first - 1].lower if first and not found[first].opens else ""
    if before == "lex":
        return _NEITHER
    whole = _whole(found, first, last)
    written = " ".join(word.text for word in run)
    if (
        whole in words.harmless()
        or written.lower() in words.harmless()
        or _is_known_acronym(written)
    ):
        return _NEITHER
    if whole in words.places():
        return _place_or_person(whole, before, run, known)
    parts = [bare(word.lower) for word in run]
    if len(run) > 1:
        return _organised(parts, run) or _of_several(parts, run)
    if is_named_body(run[0].lower):
        return body_of(run[0].lower)[0], 0.9  # type: ignore[index]  # is_named_body says it is one
    return _by_looks(parts[0], run[0], before, known) or _by_words(parts[0], run[0], before)


def _is_known_acronym(written: str) -> bool:
    """`BUP` and `Bup`, but not `Sara`, who is no risk assessment."""
    return written in words.acronyms() or (
        written.upper() in words.acronyms() and not is_first(written.lower())
    )


def _organised(parts: Sequence[str], run: Sequence[Word]) -> _Judged | None:
    """A run that holds a school's, a home's, a company's or another body's word, or None."""
    body = body_of(run[-1].lower)
    if body is not None:
        return body[0], 0.9
    if run[0].lower in words.cues("home_before"):
        return Kind.CARE_UNIT, 0.8
    if any(word.lower in _COMPANY for word in run[1:]):
        return Kind.INSTITUTION, 0.7
    named_so = parts[0] in words.cues("organisation")
    return (
        _NEITHER
        if named_so or any(word.lower in words.cues("organisation") for word in run[1:])
        else None
    )


def _place_or_person(whole: str, before: str, run: Sequence[Word], known: Known) -> _Judged:
    person = len(run) == 1 and (is_first(whole) or is_last(whole))
    if before in words.cues("locative"):
        known.places.add(whole)
    elif person and whole not in known.places:
        return Kind.PERSON, 0.7
    return Kind.PLACE, 0.95


def _of_several(parts: Sequence[str], run: Sequence[Word]) -> _Judged:
    if all(map(_is_acronym, run)):
        return _NEITHER
    if any(map(is_first, parts)):
        return Kind.PERSON, 0.95
    if any(part in words.last_names() for part in parts):
        return Kind.PERSON, 0.85
    if parts[0] in words.places() or parts[-1] in words.places():
        return Kind.PLACE, 0.6
    if any(lexicon.is_word(word.lower) for word in run[1:]):
        return Kind.OTHER_NAME, 0.4
    return Kind.PERSON, 0.6


def _by_looks(part: str, word: Word, before: str, known: Known) -> _Judged | None:
    """What one word is by how it is written and what stands just before it, or None."""
    if part in known.persons:
        return Kind.PERSON, 0.8
    if len(word.text) == 1:
        return (Kind.PERSON, 0.6) if before in words.cues("kin") else _NEITHER
    if word.text.isupper():
        return (Kind.PERSON, 0.7) if is_first(part) and len(part) > 3 else _NEITHER
    if _MIXED.search(word.text.replace("-", " ")) and not _NAME_PREFIX.match(word.text):
        return _NEITHER
    if is_first(part):
        return Kind.PERSON, 0.85
    home = body_of(before) or (
        before in words.cues("home_before") and (Kind.CARE_UNIT, "[boendet]")
    )
    return (home[0], 0.8) if home else None


def _by_words(part: str, word: Word, before: str) -> _Judged:
    """What one word is by the lists, its ending and whether it is an ordinary word."""
    called = any(before in words.cues(section) for section in ("kin", "called", "role"))
    ordinary = is_ordinary(word.lower)
    # `frun Vivan`: a capital after kin is a name, whatever small word looks the same.
    kin = before in words.cues("kin")
    if is_last(part) or kin or (called and not ordinary):
        return Kind.PERSON, 0.85 if called else 0.75
    locative = before in words.cues("locative") and before not in {"hos", "av", "via"}
    if ordinary and not has_sure_ending(word.lower):
        place = locative and part.endswith(words.endings("place_with_article"))
        return (Kind.PLACE, 0.6) if place else _NEITHER
    if locative:
        return Kind.PLACE, 0.6
    person = part.endswith(words.endings("last_name"))
    return (Kind.PERSON, 0.6) if person else (Kind.OTHER_NAME, 0.5)


def _extended(
    found: Sequence[Word], first: int, last: int, kind: Kind, confidence: float
) -> Candidate:
    """The candidate with the small words that belong to it: `Kalmar län`, `Umeå tingsrätt`."""
    start, end = found[first].start, found[last].end
    following = found[last + 1] if last + 1 < len(found) else None
    if following is not None and following.joined and not following.capital and kind.is_name:
        body = body_of(following.lower)
        if body is not None and kind is not Kind.PERSON:
            return Candidate(body[0], start, following.end, confidence, body[1])
    if kind in {Kind.INSTITUTION, Kind.CARE_UNIT, Kind.AUTHORITY}:
        return Candidate(kind, start, end, confidence, _body_label(found, first, last))
    before = found[first - 1] if first and found[first].joined else None
    if kind in {Kind.PERSON, Kind.OTHER_NAME}:
        while (
            first
            and found[first].joined
            and found[first - 1].lower in words.cues("leading_particle")
        ):
            first -= 1
            start = found[first].start
    if kind is Kind.PLACE:
        if before is not None and before.lower in words.cues("area_before"):
            start = before.start
        if following is not None and following.joined and following.lower in words.cues("area"):
            end = following.end
    return Candidate(kind, start, end, confidence)


def _body_label(found: Sequence[Word], first: int, last: int) -> str:
    company = next(
        (_COMPANY[word.lower] for word in found[first : last + 1] if word.lower in _COMPANY), None
    )
    body = body_of(found[last].lower) or body_of(found[first - 1].lower)
    return company or (body[1] if body else "[boendet]")
