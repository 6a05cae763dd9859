"""What somebody may be about to ask: titles that begin so, and words of the lexicon.

Two statements, however much there is. Titles are those of passages that the reader may find, as their
rooms show them; a word is suggested only where it stands, now, in what everybody in the collaboration may
read: never for a question's sake, nor for what was taken down.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import nlargest
from uuid import UUID

from django.db import connection

from kollega.core.actor import Actor
from kollega.search import entries, kinds, words
from kollega.search.entries import BITS, MOST, number
from kollega.swedish import lexicon, normalise, tokens

Key = tuple[str, UUID, int]
"""A passage: its kind, its object and its part."""

SHORTEST, LONGEST = 2, 80
CANDIDATES, MOST_WORDS = 24, 12
SHORTEST_WORD = 3
LOOKED = 200
"""Passages of a word that are looked at, to see that it stands where everybody reads it."""


@dataclass(frozen=True)
class Suggestion:
    """Words to search for. Those of a title know the thing: its kind and where it is."""

    text: str
    kind: str = ""
    url: str = ""


def suggest(actor: Actor, start: str, limit: int = 8) -> list[Suggestion]:
    """What may be meant by what is typed so far, the likeliest first. Two statements."""
    typed = " ".join(normalise(start[:LONGEST]).split()).casefold()
    if actor.collaboration_id is None or len(typed) < SHORTEST:
        return []
    completed = _completed(typed)
    found, counted = _ask(actor, entries.typed_starts(typed), [stem for _text, stem in completed])
    titles = [
        Suggestion(shown.title, key[0], shown.url)
        for key, shown in _in_order(found, kinds.show(actor, found))
        if _holds(shown.title, typed)
    ]
    titles.sort(key=lambda each: not each.text.casefold().startswith(typed))
    said = [Suggestion(text) for text, stem in completed if number(stem) in counted]
    return _different(_mixed(titles, said, limit))[:limit]


def _holds(title: str, typed: str) -> bool:
    """Whether a title has all that is typed: the index knows the first letters of a word only."""
    words_there = [token.text.casefold() for token in tokens(title)]
    said = [token.text for token in tokens(typed) if len(token.text) >= SHORTEST]
    return all(any(word.startswith(each) for word in words_there) for each in said)


def _mixed(titles: list[Suggestion], said: list[Suggestion], limit: int) -> list[Suggestion]:
    """Titles first, with room for a few words."""
    room = max(limit - 3, limit - len(said))
    return titles[:room] + said + titles[room:]


def _different(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    return list({each.text.casefold(): each for each in suggestions}.values())


def _in_order(found: Sequence[Key], shown: dict[Key, kinds.Shown]) -> list[tuple[Key, kinds.Shown]]:
    return [(key, shown[key]) for key in found if key in shown]


# A title holds a beginning once: one alone needs no counting.
_ONE = """
  select e >> %(bits)s as id, e & %(most)s as weight
  from search_posting p cross join lateral unnest(p.entries) as e
  where p.collaboration_id = %(scope)s and p.term = any (%(starts)s::int[])"""
_ALL = """
  select e >> %(bits)s as id, sum(e & %(most)s) as weight
  from unnest(%(starts)s::int[]) as s(term)
  join search_posting p on p.collaboration_id = %(scope)s and p.term = s.term
    and p.term = any (%(starts)s::int[])
  cross join lateral unnest(p.entries) as e
  group by 1 having count(*) = %(count)s"""


def _ask(actor: Actor, starts: Sequence[str], stems: Sequence[str]) -> tuple[list[Key], set[int]]:
    """Passages whose titles hold all the beginnings, and which stems stand anywhere. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            with held as materialized (
              {_ONE if len(starts) == 1 else _ALL}
              order by 2 desc, 1 desc limit %(candidates)s)
            select d.kind, d.object_id, d.part, null::int from (select * from held) h
            join search_document d on d.id = h.id and d.collaboration_id = %(scope)s
            union all
            select '', null, null, c.term from search_termcount c
            where c.collaboration_id = %(scope)s and c.term = any (%(stems)s::int[])
              and exists (
                select from (
                  select e >> %(bits)s as id from search_posting p
                  cross join lateral unnest(p.entries) as e
                  where p.collaboration_id = %(scope)s and p.term = c.term
                    and p.only_municipality_id is null
                  limit %(looked)s) h
                join search_document d on d.id = h.id and d.collaboration_id = %(scope)s
                where d.kind <> all (%(silent)s::text[]))
            """,  # noqa: S608 - one of two constants
            {
                "scope": actor.collaboration_id,
                "starts": [number(start) for start in starts],
                "count": len(starts),
                "stems": [number(stem) for stem in stems],
                "bits": BITS,
                "most": MOST,
                "candidates": CANDIDATES,
                "looked": LOOKED,
                "silent": [each.key for each in kinds.known().values() if not each.lends_words],
            },
        )
        rows = cursor.fetchall()
    found = [(kind, object_id, part) for kind, object_id, part, _term in rows if kind]
    return found, {term for kind, _object, _part, term in rows if not kind}


# --- Words of the lexicon -------------------------------------------------------------------------


def _completed(typed: str) -> list[tuple[str, str]]:
    """What is typed with its last word completed, and the stem of that word, the commonest first."""
    said = tokens(typed)
    last = said[-1].text if said else ""
    if len(last) < SHORTEST_WORD or said[-1].end != len(typed):
        return []
    if any(token.text[0].isdigit() for token in said):
        return []  # "20 kap" is the beginning of no word
    before = typed[: said[-1].start]
    return [(before + word, stem) for word, stem in _beginning(last)]


@lru_cache(maxsize=4096)
def _beginning(start: str) -> tuple[tuple[str, str], ...]:
    """The commonest words that begin so, one for each stem, and the stem's term."""
    known = _sorted()
    low, high = bisect_left(known, start), bisect_left(known, start + "\uffff")
    found: dict[str, str] = {}
    for word in nlargest(MOST_WORDS * 3, known[low:high], key=lexicon.frequency):
        whole = next((term for term, _share in words.terms_of(word)), "")
        if whole:
            found.setdefault(whole, word)
    return tuple((word, whole) for whole, word in found.items())[:MOST_WORDS]


@cache
def _sorted() -> list[str]:
    return sorted(word for word in lexicon.frequent_words() if word.isalpha())
