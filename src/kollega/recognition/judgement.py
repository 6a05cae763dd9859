"""Person, place or neither: what a run of capitals is, by lists, endings and neighbours."""

import re
from collections.abc import Sequence
from functools import lru_cache

from kollega.recognition import words
from kollega.recognition.kinds import Candidate, Kind
from kollega.recognition.reading import Word
from kollega.swedish import lexicon

_OWN_FIRST = 1.0
_INSTITUTIONS = (
    ("förskola", "[förskolan]"),
    ("förskolan", "[förskolan]"),
    ("dagis", "[förskolan]"),
    ("gymnasium", "[gymnasiet]"),
    ("gymnasiet", "[gymnasiet]"),
    ("folkhögskola", "[folkhögskolan]"),
    ("skola", "[skolan]"),
    ("skolan", "[skolan]"),
)


def judge(found: Sequence[Word], first: int, last: int, known: set[str]) -> list[Candidate]:
    """What the run of capitals `found[first..last]` is; `known` gathers names seen for sure."""
    first, last = _trim(found, first, last, known)
    if first > last:
        return []
    run = found[first : last + 1]
    kind, confidence = _kind(found, first, last, known)
    if kind is None:
        return []
    if kind is Kind.PERSON and confidence >= 0.8:
        known.update(
            part
            for word in run
            for part in [bare(word.lower)]
            if len(part) > 2 and not lexicon.is_word(word.lower)
        )
    return [_extended(found, first, last, kind, confidence)]


def bare(word: str) -> str:
    """A word in small letters without its genitive -s, where it is better known without."""
    if word.endswith((":s", "'s", "’s")):
        return word[:-2]
    if not word.endswith("s") or _listed(word):
        return word
    return word[:-1]


@lru_cache(maxsize=65_536)
def _listed(word: str) -> bool:
    return is_first(word) or is_last(word) or word in words.places()


def is_first(word: str) -> bool:
    """Whether `word` is a known first name; both halves of a double name must be."""
    return all(
        part in words.first_names() or part in words.first_names_elsewhere()
        for part in word.split("-")
    )


def is_last(word: str) -> bool:
    """Whether `word` is a known last name, or two joined by a hyphen."""
    return all(
        part in words.last_names() or part in words.last_names_elsewhere()
        for part in word.split("-")
    )


@lru_cache(maxsize=65_536)
def is_ordinary(word: str) -> bool:
    """Whether `word`, in small letters, is an ordinary Swedish word or made of such."""
    if lexicon.is_word(word):
        return True
    if "-" in word:
        return is_ordinary(word.rsplit("-", 1)[1])
    return any(
        _first_part(word[:cut]) and lexicon.is_word(word[cut:]) for cut in range(3, len(word) - 3)
    )


def _first_part(part: str) -> bool:
    bare_part = part.removesuffix("s")
    return (
        lexicon.is_word(part)
        or lexicon.is_word(bare_part)
        or (len(part) > 3 and bare_part in words.places())
    )


def _trim(found: Sequence[Word], first: int, last: int, known: set[str]) -> tuple[int, int]:
    """Leave out a sentence's first word where it is an ordinary one."""
    word = found[first]
    if not word.opens:
        return first, last
    if first == last:
        following = found[last + 1] if last + 1 < len(found) else None
        return (first, last) if _opens_as_name(word, following, known) else (first + 1, last)
    if _whole(found, first, last) in words.places() or _in_place(found, first):
        return first, last
    if is_first(word.lower):
        rather_word = word.lower in words.cues("rather_word")
        return (
            first + 1 if rather_word and is_first(bare(found[first + 1].lower)) else first
        ), last
    return (first + 1 if is_ordinary(word.lower) else first), last


def _in_place(found: Sequence[Word], first: int) -> bool:
    return f"{found[first].lower} {found[first + 1].lower}" in words.places()


def _opens_as_name(word: Word, following: Word | None, known: set[str]) -> bool:
    """Whether a lone capital at the start of a sentence is a name."""
    name = bare(word.lower)
    if name in known:
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
    if not is_ordinary(word.lower) or _has_sure_ending(word.lower):
        return True
    return (is_last(name) or name in words.places()) and spoken and not _weak(following)


def _has_sure_ending(word: str) -> bool:
    name = bare(word)
    return (
        not lexicon.is_word(word)
        and not lexicon.is_word(name)
        and name.endswith(words.endings("sure_last_name"))
    )


def _weak(following: Word | None) -> bool:
    return following is None or following.lower in {
        "är",
        "var",
        "har",
        "och",
        "som",
        "inte",
        "också",
        "blir",
        "blev",
    }


def _whole(found: Sequence[Word], first: int, last: int) -> str:
    return " ".join([*(word.lower for word in found[first:last]), bare(found[last].lower)])


def _kind(
    found: Sequence[Word], first: int, last: int, known: set[str]
) -> tuple[Kind | None, float]:
    run = found[first : last + 1]
    before = found[first - 1].lower if first else ""
    whole = _whole(found, first, last)
    if whole in words.harmless() or " ".join(word.lower for word in run) in words.harmless():
        return None, 0.0
    if whole in words.places():
        return _place_or_person(whole, before, run)
    parts = [bare(word.lower) for word in run]
    if any(word.lower in words.cues("organisation") for word in run[1:]) or parts[0] in words.cues(
        "organisation"
    ):
        return None, 0.0
    if len(run) > 1:
        return _of_several(parts, run)
    return _of_one(parts[0], run[0], before, known)


def _place_or_person(whole: str, before: str, run: Sequence[Word]) -> tuple[Kind, float]:
    person = len(run) == 1 and (is_first(whole) or is_last(whole))
    if person and before not in words.cues("locative"):
        return Kind.PERSON, 0.7
    return Kind.PLACE, 0.95


def _of_several(parts: Sequence[str], run: Sequence[Word]) -> tuple[Kind | None, float]:
    if all(word.text.isupper() and len(word.text) > 1 for word in run) and not any(
        map(is_first, parts)
    ):
        return None, 0.0
    if is_first(parts[0]) or any(is_first(part) for part in parts[1:]):
        return Kind.PERSON, 0.95
    if parts[-1] in words.last_names() or any(part in words.last_names() for part in parts):
        return Kind.PERSON, 0.85
    if parts[0] in words.places() or parts[-1] in words.places():
        return Kind.PLACE, 0.6
    if any(lexicon.is_word(word.lower) for word in run[1:]):
        return Kind.OTHER_NAME, 0.4
    return Kind.PERSON, 0.6


def _of_one(part: str, word: Word, before: str, known: set[str]) -> tuple[Kind | None, float]:
    if part in known:
        return Kind.PERSON, 0.8
    called = (
        before in words.cues("kin")
        or before in words.cues("called")
        or before in words.cues("role")
    )
    if len(word.text) == 1:
        return (Kind.PERSON, 0.6) if before in words.cues("kin") else (None, 0.0)
    if word.text.isupper() and len(word.text) > 1:
        return (Kind.PERSON, 0.7) if is_first(part) and len(part) > 3 else (None, 0.0)
    if re.search(r"\w[A-ZÅÄÖ]|\d", word.text.replace("-", " ")) and not re.match(
        r"(?:Mc|Mac|De|O'|d'|al-)", word.text
    ):
        return None, 0.0
    if called or is_first(part) or is_last(part):
        return Kind.PERSON, 0.85 if called or is_first(part) else 0.75
    locative = before in words.cues("locative") and before not in {"hos", "av", "via"}
    if is_ordinary(word.lower) and not _has_sure_ending(word.lower):
        place = locative and part.endswith(words.endings("place_with_article"))
        return (Kind.PLACE, 0.6) if place else (None, 0.0)
    if locative:
        return Kind.PLACE, 0.6
    if part.endswith(words.endings("last_name")):
        return Kind.PERSON, 0.6
    return Kind.OTHER_NAME, 0.5


def _extended(
    found: Sequence[Word], first: int, last: int, kind: Kind, confidence: float
) -> Candidate:
    """The candidate with the small words that belong to it: `Kalmar län`, `Umeå tingsrätt`."""
    start, end = found[first].start, found[last].end
    if (
        kind is Kind.PLACE
        and first
        and found[first].joined
        and found[first - 1].lower in words.cues("area_before")
    ):
        start = found[first - 1].start
    following = found[last + 1] if last + 1 < len(found) else None
    if (
        kind is Kind.PLACE
        and following is not None
        and following.joined
        and following.lower in words.cues("area")
    ):
        end = following.end
    return Candidate(kind, start, end, confidence)


def judge_small(
    found: Sequence[Word], index: int, small: bool, known: set[str]
) -> Candidate | None:
    """A name written in small letters, with the last name that follows it, or None."""
    word = found[index]
    lower = word.lower
    name = bare(lower)
    before = found[index - 1].lower if index else ""
    sure = len(name) > 2 and name in words.first_names() and not lexicon.is_word(lower)
    called = before in words.cues("called") or (small and before in words.cues("kin"))
    if sure or (called and is_first(name)) or (called and len(name) > 2 and not is_ordinary(lower)):
        last = _small_last_name(found, index)
        known.update(bare(part.lower) for part in found[index : last + 1])
        return Candidate(Kind.PERSON, word.start, found[last].end, 0.75)
    if name in known and not lexicon.is_word(lower):
        return Candidate(Kind.PERSON, word.start, word.end, 0.7)
    if name in words.places() and (
        not lexicon.is_word(lower) or (small and before in {"i", "från", "till"})
    ):
        return _extended(found, index, index, Kind.PLACE, 0.75)
    return None


def _small_last_name(found: Sequence[Word], index: int) -> int:
    last = index
    while last + 1 < len(found) and last - index < 2:
        following = found[last + 1]
        name = bare(following.lower)
        if not following.joined or following.capital or lexicon.is_word(following.lower):
            break
        if not (
            is_last(name)
            or is_first(name)
            or name.endswith("sson")
            or not is_ordinary(following.lower)
        ):
            break
        last += 1
    return last
