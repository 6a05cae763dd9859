"""Names in small letters, as in a chat: the lists and the words beside them have to tell."""

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
    is_named_body,
    is_ordinary,
)
from kollega.swedish import lexicon

_TO_A_PLACE = frozenset(["i", "från", "till", "utanför", "nära"])
_AT_A_SCHOOL = frozenset(["på", "vid", "från", "till", "i"])


def judge_small(found: Sequence[Word], index: int, chat: bool, known: Known) -> Candidate | None:
    """A name written in small letters that begins at `index`, or None.

    `chat` tells that the text has no capitals inside its sentences, so that more is guessed.
    """
    word = found[index]
    if word.text in words.acronyms():
        return None
    lower = word.lower
    name = bare(lower)
    before = found[index - 1].lower if index else ""
    if (
        _is_person(lower, name, before, chat)
        or _is_followed(found, index, name, chat)
        or (name in known.persons and not lexicon.is_word(lower))
    ):
        last = _last_of_name(found, index, chat)
        known.persons.update(
            part
            for item in found[index : last + 1]
            for part in [bare(item.lower)]
            if not lexicon.is_word(part)
        )
        return Candidate(Kind.PERSON, word.start, found[last].end, 0.75)
    return _place(found, index, before, chat)


def _is_person(lower: str, name: str, before: str, chat: bool) -> bool:
    if len(name) < 3 or lower in words.cues("rather_word") or name in words.cues("rather_word"):
        return False
    ordinary = lexicon.is_word(lower)
    if name in words.first_names() and (
        not ordinary or (chat and name not in words.cues("small_word"))
    ):
        return True
    if before in words.cues("called") or (chat and before in words.cues("kin")):
        return is_first(name) or (not is_ordinary(lower) and not words.is_harmless(lower))
    if not chat or ordinary or name in words.places() or words.is_harmless(lower):
        return False
    return is_first(name) or is_last(name) or has_sure_ending(lower)


def _is_followed(found: Sequence[Word], index: int, name: str, chat: bool) -> bool:
    """Whether a first name that is also a word (`björn`) has a last name after it."""
    if not chat or name not in words.first_names() or index + 1 >= len(found):
        return False
    following = found[index + 1]
    after = bare(following.lower)
    if not following.joined or lexicon.is_word(following.lower):
        return False
    return is_last(after) or has_sure_ending(following.lower)


def _last_of_name(found: Sequence[Word], index: int, chat: bool) -> int:
    """The last word of a name in small letters: particles and last names may follow."""
    last = index
    while last + 1 < len(found) and last - index < 3:
        following = found[last + 1]
        name = bare(following.lower)
        if not following.joined or following.capital:
            break
        if following.lower in {"von", "van", "af", "de", "al", "el"} and last + 2 < len(found):
            if not is_ordinary(found[last + 2].lower):
                last += 2
                continue
            break
        if not _is_last_name(following.lower, name, chat):
            break
        last += 1
    return last


def _is_last_name(lower: str, name: str, chat: bool) -> bool:
    if words.is_harmless(lower) or len(name) < 3:
        return False
    if not lexicon.is_word(lower):
        return is_last(name) or is_first(name) or has_sure_ending(lower) or not is_ordinary(lower)
    return chat and name in words.last_names() and name.endswith(words.endings("sure_last_name"))


def _place(found: Sequence[Word], index: int, before: str, chat: bool) -> Candidate | None:
    word = found[index]
    lower, name = word.lower, bare(word.lower)
    if is_named_body(lower) and before in _AT_A_SCHOOL:
        body = body_of(lower)
        return Candidate(body[0], word.start, word.end, 0.6, body[1]) if body else None
    known = name in words.places() and lower not in words.cues("rather_word")
    if known and (not lexicon.is_word(lower) or (chat and before in _TO_A_PLACE)):
        return _with_area(found, index, 0.75)
    guessed = chat and before in _TO_A_PLACE and word.joined and len(name) > 3
    if guessed and not is_ordinary(lower) and not words.is_harmless(lower):
        return _with_area(found, index, 0.4)
    return None


def _with_area(found: Sequence[Word], index: int, confidence: float) -> Candidate:
    following = found[index + 1] if index + 1 < len(found) else None
    area = following is not None and following.joined and following.lower in words.cues("area")
    end = following.end if area and following is not None else found[index].end
    return Candidate(Kind.PLACE, found[index].start, end, confidence)
