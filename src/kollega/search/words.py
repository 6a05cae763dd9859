"""From text to terms: what a text is found by, and what a question asks for. No database.

A hit's score is the sum over the question's terms of
`weight in the text × factor in the question × rarity(documents that hold it, documents in all)`.

A term is a string: `=stem` a word, or at half weight one of the words that a compound is made of;
`~begin` how a longer word begins, which joins what is derived from the same (vaccinera, vaccination);
`?time` a kind of answer. Why these and no others: docs/decisions/search-words.md.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from kollega.swedish import normalise, tokens
from kollega.swedish.answers import offered, wanted
from kollega.swedish.compounds import root, split, words_in
from kollega.swedish.lexicon import frequency, is_word, is_written_with_capital, lemma
from kollega.swedish.references import Reference
from kollega.swedish.spelling import dotted, one_edit_away
from kollega.swedish.stemming import stem_all
from kollega.swedish.stopwords import STOP_WORDS
from kollega.swedish.typed import typed_references

Fields = Mapping[str, str]
FIELDS: Final = {"title": 2.0, "lead": 2.0, "body": 1.0, "words": 2.0, "asked": 1.5}
"""How much a word counts in each field."""
FIRST_SENTENCE: Final = 1.25
"""How much a word counts in the first sentence of a body without a lead: there stands the answer."""

K1: Final = 0.9
B: Final = 0.6
LENGTHS: Final = {"title": 8.0, "lead": 40.0, "body": 80.0, "words": 8.0, "asked": 24.0}
"""A field's ordinary length: constants, so that no weight has to be written anew."""
PART: Final = 0.5
BEGINNING: Final = 0.7
PART_BEGINNING: Final = 0.4
BEGINNING_LENGTH: Final = 4
LONG_WORD: Final = 7
"""Letters of a word whose beginning is a term."""
SYNONYM: Final = 0.4
RESPELT: Final = 0.8
ANSWER: Final = 2.5
"""What a text gains where it can give the kind of answer that is wanted, at the most (times 0.8)."""
ANSWER_RARITY: Final = 0.8
SMOOTHING: Final = 300
"""Documents of ordinary Swedish counted with the collaboration's own: few texts tell little of rarity."""
WORDS_IN_ONE: Final = 100
RARITY_POWER: Final = 0.7

MOST_LETTERS: Final = 10_000
MOST_WORDS: Final = 40
LONGEST_WORD: Final = 60
LONGEST_PHRASE: Final = 4
MOST_DOUBTFUL: Final = 3
SHORTEST_DOUBTFUL, LONGEST_DOUBTFUL = 5, 30

_WORD = re.compile(r"\w+(?:[-'’:\u00ad]\w+)*")
# Where a text has none of these, it is written one way already; asking is cheaper than cleaning.
_UNUSUAL = re.compile(r"[^\n -~åäöÅÄÖéÉüÜ§–—…•”]")
_ENDING = re.compile(r"[:'’](?:s|n|t|en|et|er|ar|or|erna|arna|ns|ens|na)$")
_SENTENCE = re.compile(r"[.!?]\s|\n")
_SHORTEST_SENTENCE: Final = 20
"""Letters: an abbreviation's full stop ends no sentence."""


# --- Words ----------------------------------------------------------------------------------------


@lru_cache(maxsize=131_072)
def terms_of(word: str) -> tuple[tuple[str, float], ...]:
    """The terms of one word in small letters and how much of it each is; none of a stop word.

    >>> terms_of("hedersvåld")[0]
    ('=hedersvåld', 1.0)
    """
    if word in STOP_WORDS or len(word) < 2:
        return ()
    if len(word) > LONGEST_WORD:
        return ((f"={word[:LONGEST_WORD]}", 1.0),)
    plain = _ENDING.sub("", word)
    found = {f"={root(plain)}": 1.0}
    for part in words_in(plain):
        found.setdefault(f"={root(part)}", PART)
        if len(part) >= BEGINNING_LENGTH:
            found.setdefault(f"~{part[:BEGINNING_LENGTH]}", PART_BEGINNING)
    if len(plain) >= LONG_WORD:
        found[f"~{plain[:BEGINNING_LENGTH]}"] = BEGINNING
    return tuple(found.items())


@lru_cache(maxsize=8_192)
def _forms(word: str) -> frozenset[str]:
    """The stems that a word is marked by."""
    return frozenset(term[1:] for term, _share in terms_of(word) if term[0] == "=")


def stems(text: str) -> frozenset[str]:
    """The stems that a text's words, and the words they are made of, are found by."""
    return frozenset(form for token in tokens(text) for form in _forms(token.text.lower()))


def _clean(text: str) -> str:
    return (normalise(text) if _UNUSUAL.search(text) else text).lower()


def _words(text: str) -> list[str]:
    return _WORD.findall(_clean(text))


def _asked_words(text: str) -> list[str]:
    """The words of a question; what was written on a keyboard without å, ä and ö is put right."""
    said = _words(text[:MOST_LETTERS])
    has_keys = len(said) > MOST_WORDS or any(set("åäö") & set(word) for word in said)
    return said if has_keys else [_with_dots(word) for word in said]


@lru_cache(maxsize=8_192)
def _with_dots(word: str) -> str:
    if is_word(word):
        return word
    return max((each for each in dotted(word) if is_word(each)), key=frequency, default=word)


def fetches(term: str) -> bool:
    """Whether a term finds texts by itself; the others only tell found texts apart."""
    return term[:1] not in "~?"


# --- A text ---------------------------------------------------------------------------------------


def indexed(fields: Fields) -> dict[str, float]:
    """Term → its weight in a text: the document's part of BM25 over its fields."""
    counts: dict[str, float] = {}
    kinds: Iterable[str] = ()
    for name, text in fields.items():
        clean = _clean(text)
        said = _WORD.findall(clean)
        # Of a long text each word tells less, but a title says what it says however long the text is.
        weight = FIELDS[name] / (1 - B + B * len(said) / LENGTHS[name])
        if name == "body":
            kinds = offered(said)
            leading = 0 if fields.get("lead") else _leading(clean, len(said))
            _count(counts, said[:leading], weight * FIRST_SENTENCE)
            said = said[leading:]
        _count(counts, said, weight)
    most = K1 + 1
    weights = {term: count * most / (count + K1) for term, count in counts.items()}
    for kind in kinds:
        weights[f"?{kind}"] = 1.0
    return weights


def _count(counts: dict[str, float], said: Sequence[str], weight: float) -> None:
    get, terms = counts.get, terms_of
    for word in said:
        for term, share in terms(word):
            counts[term] = get(term, 0.0) + share * weight


def _leading(body: str, words: int) -> int:
    """How many of a body's words its first sentence has."""
    end = _SENTENCE.search(body, len(body) - len(body.lstrip()) + _SHORTEST_SENTENCE)
    return len(_WORD.findall(body, 0, end.start())) if end else words


# --- A question -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """What a question asks for.

    `terms` are strings with their factors, `words` the stems to mark in a text, `common` how common a
    term's word is in ordinary Swedish, `doubtful` what a word that nobody knows may be meant as.
    """

    terms: tuple[tuple[str, float], ...] = ()
    references: tuple[Reference, ...] = ()
    words: frozenset[str] = frozenset()
    common: Mapping[str, float] = field(default_factory=dict)
    doubtful: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be found with it."""
        return not any(fetches(term) for term, _factor in self.terms)

    def rarity(self, term: str, holding: int, total: int) -> float:
        """How much a term tells, from how many of all documents hold it and how common it is."""
        return rarity(term, holding, total, self.common.get(term, 0.0))

    def respelt(self, holding: Mapping[str, int]) -> "Asked":
        """With what doubtful words are most likely meant as, from how many documents hold each term."""
        found = dict(self.terms)
        marked = set(self.words)
        for term, others in self.doubtful.items():
            if holding.get(term):
                continue
            best = max(others, key=lambda other: holding.get(other, 0), default="")
            if holding.get(best):
                found[best] = max(found.get(best, 0.0), RESPELT)
                marked.add(best[1:])
        return Asked(
            tuple(found.items()), self.references, frozenset(marked), self.common, self.doubtful
        )


def rarity(term: str, holding: int, total: int, common: float = 0.0) -> float:
    """How much a term tells, from how many of all documents hold it.

    The collaboration's own documents are counted together with some of ordinary Swedish, in which the
    term's word has the share `common` of all words.
    """
    total = max(total, 1)
    holding = min(holding, total)
    if term.startswith("?"):
        return min(math.log(total / max(holding, 1)), ANSWER_RARITY)
    ordinary = SMOOTHING * (1 - (1 - min(common, 1.0)) ** WORDS_IN_ONE)
    left = total + SMOOTHING - holding - ordinary
    return float(math.log(1 + (left + 0.5) / (holding + ordinary + 0.5)) ** RARITY_POWER)


def phrases(text: str) -> list[str]:
    """What synonyms are looked up by: a text's words, their dictionary forms, and up to four together."""
    said = _asked_words(text)[:MOST_WORDS]
    found: dict[str, None] = {}
    for forms in (said, [lemma(_ENDING.sub("", word)) for word in said]):
        for length in range(1, LONGEST_PHRASE + 1):
            for start in range(len(forms) - length + 1):
                found[" ".join(forms[start : start + length])] = None
    for word in said:
        if "-" in word:
            found |= dict.fromkeys(word.split("-"))
    return list(found)


def asked(text: str, *, synonyms: Mapping[str, Sequence[str]] | None = None) -> Asked:
    """What a text asks for. `synonyms`: a word or phrase in small letters → what else says the same.

    Of a long text the words that are rarest in ordinary Swedish are asked for.
    """
    text = text[:MOST_LETTERS]
    said = _rarest(word for word in _asked_words(text) if terms_of(word))
    factors: dict[str, float] = {}
    common: dict[str, float] = {}
    for word in said:
        _ask(factors, common, word, 1.0)
    shown = set(factors)
    for phrase in phrases(text) if synonyms else ():
        for other in (synonyms or {}).get(phrase, ()):
            meant = [word for word in _words(other)[:LONGEST_PHRASE] if terms_of(word)]
            for word in meant:
                _ask(factors, common, word, SYNONYM / len(meant))
            if len(meant) == 1:  # of a phrase each word alone says something else
                shown.update(term for term, _share in terms_of(meant[0]))
    marked = frozenset(each[1:] for each in shown if each[0] == "=")
    if factors:
        factors |= {f"?{kind}": ANSWER for kind in wanted(text)}
    return Asked(tuple(factors.items()), typed_references(text), marked, common, _doubtful(said))


def _rarest(said: Iterable[str]) -> list[str]:
    different = list(dict.fromkeys(said))
    if len(different) <= MOST_WORDS:
        return different
    rarest = set(sorted(different, key=frequency)[:MOST_WORDS])
    return [word for word in different if word in rarest]


def _ask(factors: dict[str, float], common: dict[str, float], word: str, weight: float) -> None:
    for term, share in terms_of(word):
        if weight == 1.0 or fetches(term):
            factors[term] = max(factors.get(term, 0.0), share * weight)
    for each in (word, *words_in(word)):
        share = max(frequency(each), frequency(lemma(each)))
        for term in (f"={root(each)}", f"~{each[:BEGINNING_LENGTH]}"):
            common[term] = max(common.get(term, 0.0), share)


def _doubtful(said: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Words that neither the lexicon knows nor can be parted, with what they may be meant as."""
    unknown = (
        word
        for word in said
        if word.isalpha()
        and SHORTEST_DOUBTFUL <= len(word) <= LONGEST_DOUBTFUL
        and not is_word(word)
        and not is_written_with_capital(word)
        and len(split(word)) == 1
    )
    return {f"={root(word)}": _near(word) for word in islice(unknown, MOST_DOUBTFUL)}


def _near(word: str) -> tuple[str, ...]:
    """The terms of a word with dots put on, and of everything one edit away from it or from what is
    left without its endings."""
    edited = (*one_edit_away(root(word)), *stem_all(one_edit_away(word)))
    return tuple(dict.fromkeys(f"={each}" for each in (*stem_all(dotted(word)), *edited)))


# --- A piece of a text that answers ---------------------------------------------------------------


class Snippet(NamedTuple):
    """A piece of a text, and the places in it of what was asked for."""

    text: str
    marks: tuple[tuple[int, int], ...]


class _Found(NamedTuple):
    start: int
    end: int
    forms: frozenset[str]


_SPACE = re.compile(r"\s+")
_BEFORE, _AFTER = "… ", " …"


def snippet(text: str, wanted: Asked, *, lead: str = "", longest: int = 240) -> Snippet:
    """The piece of a text that says most of what was asked, cut at words.

    `lead` is what the text opens with where that is a short answer: it is what is shown as soon as it
    has one of the words.
    """
    plain = _SPACE.sub(" ", normalise(text)).strip()
    led = len(_SPACE.sub(" ", normalise(lead)).strip())
    found = [
        _Found(token.start, token.end, forms)
        for token in tokens(plain)
        if (forms := _forms(token.text.lower()) & wanted.words)
    ]
    start, end = _window(plain, found, longest, min(led, longest))
    before, after = (_BEFORE if start else ""), (_AFTER if end < len(plain) else "")
    moved = len(before) - start
    marks = tuple(
        (each.start + moved, each.end + moved)
        for each in found
        if start <= each.start and each.end <= end
    )
    return Snippet(f"{before}{plain[start:end]}{after}", marks)


def _window(plain: str, found: Sequence[_Found], longest: int, led: int) -> tuple[int, int]:
    """Where the piece begins and ends."""
    if len(plain) <= longest:
        return 0, len(plain)
    answers = any(each.end <= led for each in found)
    start = 0 if answers else _opening(plain, _best(found, longest), longest)
    if len(plain) - start <= longest:
        return start, len(plain)
    end = plain.rfind(" ", start, start + longest + 1)
    return start, end if end > start else start + longest


def _best(found: Sequence[_Found], longest: int) -> _Found | None:
    """The first word of the stretch with the most different stems, then the most words."""
    best, most = None, (0, 0)
    last = 0
    inside: dict[str, int] = {}
    for first, opening in enumerate(found):
        last = max(last, first)
        while last < len(found) and found[last].end <= opening.start + longest * 2 // 3:
            for form in found[last].forms:
                inside[form] = inside.get(form, 0) + 1
            last += 1
        if (len(inside), last - first) > most:
            best, most = opening, (len(inside), last - first)
        if last > first:
            for form in opening.forms:
                inside[form] -= 1
                if not inside[form]:
                    del inside[form]
    return best


def _opening(plain: str, best: _Found | None, longest: int) -> int:
    """The beginning of the sentence that the best word stands in, or of a word a little before it."""
    if best is None or best.end <= longest * 2 // 3:
        return 0
    earliest = max(0, best.start - longest // 3)
    ends = [plain.rfind(sign, earliest, best.start) for sign in (". ", "? ", "! ")]
    if max(ends) >= 0:
        return max(ends) + 2
    return plain.find(" ", earliest, best.start) + 1 or best.start
