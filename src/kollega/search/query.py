"""Asking the index: which passages are about what a text is about.

Two statements: how common the text's terms are here (and which words mean the same), and which passages
hold them. A hit's score is the sum over the terms of weight in the passage × factor in the question ×
rarity, mildly raised for what is new and lowered for what has not been looked over in time.
"""

# ruff: noqa: S608 - every piece of a statement is a constant of this file

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from kollega.core import clock
from kollega.core.actor import Actor
from kollega.search import entries, narrowing, synonyms, words
from kollega.search.entries import BITS, EVERYTHING, MOST, UNIT, number
from kollega.search.kinds import worth_of
from kollega.search.narrowing import Facet, Filters

# A term in more than this share of the passages, or in so many, scores but does not fetch where a rarer
# one can; of common words alone the rarest fetches. In a small collaboration every word does, and what only
# begins alike does where few passages do.
COMMON, FEW, MANY, NEAR = 0.1, 1_000, 40_000, 200
# A whole page of text is asked for by its rarest terms; more of them find no better.
MOST_FETCHING, MOST_SCORING = 24, 64
# Postings that are read at most: the rarest terms first, at least one.
MOST_FETCHED, MOST_SCORED = 600_000, 300_000
# So many more than are asked for are fetched, for age and check to choose among.
CANDIDATES = 100
MOST_HITS = 1_000
# A passage that expired; one that is new against one that is old, and after how many days it is that.
EXPIRED, NEW, OLD_AFTER = 0.6, 0.06, 1095


@dataclass(frozen=True)
class Hit:
    """A found passage and how well it fits (larger is better; comparable within one answer)."""

    kind: str
    object_id: UUID
    area_id: UUID | None
    score: float
    part: int = 0


@dataclass(frozen=True)
class Why:
    """A reason for a hit's rank: what was found, how much it weighs there and how rare it is here."""

    shown: str
    weight: float
    rarity: float
    score: float


@dataclass(frozen=True)
class Weighed:
    """What is asked for, as numbers: term → (string, how much one unit of weight counts)."""

    asked: words.Asked
    counts: Mapping[int, int] = field(default_factory=dict)
    terms: Mapping[int, tuple[str, float]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Passages in the collaboration that everybody in it may read."""
        return max(self.counts.get(EVERYTHING, 0), 1)

    def rarity(self, term: int) -> float:
        """How much a term tells here. One that is not counted yet is new, hence rare."""
        return self.asked.rarity(self.terms[term][0], self.counts.get(term, 1), self.total)

    def worth(self, term: int) -> float:
        """What one unit of weight of the term counts."""
        return self.terms[term][1] * self.rarity(term)


def find(
    actor: Actor,
    text: str,
    *,
    kind: str = "",
    kinds: Sequence[str] = (),
    filters: Filters | None = None,
    limit: int = 10,
    offset: int = 0,
    area_id: UUID | None = None,
) -> list[Hit]:
    """The passages in the actor's collaboration that fit a text best, best first.

    Two statements. An empty text, or one of unknown words only, finds nothing.
    """
    weighed, hits = look(
        actor,
        text,
        kinds=[kind] if kind else kinds,
        filters=filters or Filters(area_ids=(area_id,) if area_id else ()),
        most=offset + limit,
    )
    return hits[offset : offset + limit] if weighed else []


def look(
    actor: Actor, text: str, *, kinds: Sequence[str], filters: Filters, most: int
) -> tuple[Weighed | None, list[Hit]]:
    """What was asked for, and its best hits. Two statements."""
    facets = narrowing.facets(kinds, filters)
    weighed = weigh(actor, text, also=[term for each in facets for term in each.terms])
    if weighed is None:
        return None, []
    most = min(most, MOST_HITS)
    return weighed, _ranked(_found(actor, weighed, facets=facets, most=most))[:most]


# --- What is asked for ----------------------------------------------------------------------------


def weigh(actor: Actor, text: str, *, also: Iterable[int] = ()) -> Weighed | None:
    """Count the terms of a text and find its synonyms; None where it asks for nothing. One statement."""
    plain = words.asked(text)
    laws = _laws(plain)
    if actor.collaboration_id is None or (plain.is_empty and not laws):
        return None
    asked_terms = [number(term) for term, _factor in plain.terms] + [number(each) for each in laws]
    doubtful = {
        number(term): [number(other) for other in others] for term, others in plain.doubtful.items()
    }
    counts, others = synonyms.counted(
        actor, [*asked_terms, EVERYTHING, *also], text, doubtful=doubtful
    )
    wide = words.asked(text, synonyms=others) if others else plain
    if wide.doubtful:
        wide = wide.respelt(_held(wide.doubtful, counts))
    terms = {number(term): (term, factor) for term, factor in wide.terms}
    terms |= {number(term): (term, 1.0) for term in laws}
    return Weighed(wide, counts, terms)


def _held(doubtful: Mapping[str, Sequence[str]], counts: Mapping[int, int]) -> dict[str, int]:
    """How many passages hold the terms of doubtful words and of what they may be meant as."""
    every = (term for word, others in doubtful.items() for term in (word, *others))
    return {term: count for term in every if (count := counts.get(number(term), 0))}


def _laws(asked: words.Asked) -> list[str]:
    """The terms of the law that is asked for by its place: "20 kap. 2 § SoL", "2 § LVU"."""
    return [
        f"§{each.ref}" if each.sfs else f"{entries.ANY_LAW}{each.place}"
        for each in asked.references
    ]


def _chosen(weighed: Weighed) -> tuple[list[int], list[int]]:
    """Terms that fetch passages, and terms that only score what was fetched; the rarest first."""
    order = sorted(weighed.terms, key=lambda term: -weighed.worth(term))
    counts, limit = weighed.counts, min(max(weighed.total * COMMON, FEW), MANY)
    whole = [term for term in order if words.fetches(weighed.terms[term][0])]
    rare = [term for term in whole if counts.get(term, 0) <= limit]
    fetching = rare or whole[:1] or order
    # A word that nobody has written: what begins like it may be meant.
    near = limit if any(term not in counts for term in whole) else NEAR
    fetching = fetching + [
        t for t in order if weighed.terms[t][0].startswith("~") and counts.get(t, 0) <= near
    ]
    fetching = _within(fetching, counts, MOST_FETCHING, MOST_FETCHED)
    rest = [term for term in order if term not in set(fetching)]
    return fetching, _within(rest, counts, MOST_SCORING, MOST_SCORED)


def _within(terms: list[int], counts: Mapping[int, int], most: int, postings: int) -> list[int]:
    """The first terms, at least one, that together have no more postings than that."""
    taken: list[int] = []
    total = 0
    for term in terms[:most]:
        total += counts.get(term, 1)
        if taken and total > postings:
            continue
        taken.append(term)
    return taken


# --- What is found --------------------------------------------------------------------------------

# The terms stand there twice: where the planner knows nothing of a table yet it would read all of a
# collaboration's postings and compare them with each term.
_ENTRIES = """
  select e >> {bits} as id, (e & {most}) * a.worth / {unit} as score
  from unnest(%({terms})s::int[], %({worths})s::float8[]) as a(term, worth)
  join search_posting p on p.collaboration_id = %(scope)s and p.term = a.term
    and p.term = any (%({terms})s::int[])
  cross join lateral unnest(p.entries) as e
  {where}
"""
_IS_FETCHED = f"where (e >> {BITS} in (select id from fetched)) is true"
_FETCHED = """
with matched as materialized (select id, sum(score) as score from ({matched}) m group by id),
best as materialized (select id, score from matched order by score desc, id desc limit %(looked_at)s),
fetched as materialized (
  select d.kind, d.object_id, d.part, d.areas[1], d.day, d.fresh_until, d.id, b.score
  from best b join search_document d on d.id = b.id and d.collaboration_id = %(scope)s
  {where} order by b.score desc, b.id desc limit %(candidates)s)
"""
_AS_FETCHED = "select f.*, 0.0 from fetched f"
# The full join adds nothing to what was fetched; it cannot be done row by row, as a left one may be.
_SCORED = """,
more as materialized (select id, sum(score) as score from ({more}) m group by id)
select f.*, more.score from fetched f full join more on more.id = f.id
"""


def _entries(terms: str, worths: str, where: str = "") -> str:
    return _ENTRIES.format(
        bits=BITS, most=MOST, unit=float(UNIT), terms=terms, worths=worths, where=where
    )


def _found(
    actor: Actor, weighed: Weighed, *, facets: Sequence[Facet], most: int
) -> list[tuple[Any, ...]]:
    """The best candidates. One statement, seldom two.

    What is filtered away is so before the best are chosen, so that no hit is lost. Where filters were
    looked up in the best only and too few of those were left, they are looked up in all.
    """
    fetching, scoring = _chosen(weighed)
    candidates = most + CANDIDATES
    way = narrowing.cheapest(
        facets,
        counts=weighed.counts,
        total=weighed.total,
        matched=sum(weighed.counts.get(term, 1) for term in fetching),
        wanted=candidates,
    )
    sql = _FETCHED.format(
        matched=_entries("fetching", "fetching_worth", narrowing.read_sql(way)),
        where=narrowing.looked_up_sql(way),
    )
    sql += (
        _SCORED.format(more=_entries("scoring", "scoring_worth", _IS_FETCHED))
        if scoring
        else _AS_FETCHED
    )
    given = {
        "scope": actor.collaboration_id,
        "fetching": fetching,
        "fetching_worth": [weighed.worth(term) for term in fetching],
        "scoring": scoring,
        "scoring_worth": [weighed.worth(term) for term in scoring],
        "candidates": candidates,
        "looked_at": way.looked_at,
        **narrowing.parameters(way),
    }
    rows = _rows(sql, given)
    may_be_more = bool(way.looked_up) and way.looked_at is not None
    return _rows(sql, given | {"looked_at": None}) if may_be_more and len(rows) < most else rows


def _rows(sql: str, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _ranked(rows: Iterable[tuple[Any, ...]]) -> list[Hit]:
    today = clock.today()
    scored = [
        (
            (score + (more or 0.0)) * freshness(day, until, today) * worth_of(kind),
            document,
            kind,
            object_id,
            part,
            area,
        )
        for kind, object_id, part, area, day, until, document, score, more in rows
    ]
    # What scores the same comes in a steady order, the newest first; sums differ in their last digits
    # by the order in which the database adds.
    scored.sort(key=lambda row: (-round(row[0], 9), -row[1]))
    return [
        Hit(kind, object_id, area, score, part)
        for score, _document, kind, object_id, part, area in scored
    ]


def freshness(day: date | None, fresh_until: date | None, today: date) -> float:
    """How a passage's age counts: new things a little more, what has not been looked over sinks."""
    age = OLD_AFTER if day is None else max((today - day).days, 0)
    factor = 1 - NEW * (1 - math.exp(-age / OLD_AFTER))
    return factor * EXPIRED if fresh_until and fresh_until < today else factor


# --- Why ------------------------------------------------------------------------------------------


def explain(actor: Actor, text: str, hit: Hit) -> list[Why]:
    """What made a hit rank as it does, the heaviest first. Two statements.

    Empty where the text asks for nothing, or the passage may not be found by the actor.
    """
    weighed = weigh(actor, text)
    if weighed is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select p.term, (select max(e & %(most)s) from unnest(p.entries) e"
            "   where e >> %(bits)s = d.id)"
            " from search_document d join search_posting p"
            "   on p.collaboration_id = d.collaboration_id and p.term = any (%(terms)s::int[])"
            "   and p.first <= d.id and p.last >= d.id"
            " where d.collaboration_id = %(scope)s and d.kind = %(kind)s"
            "   and d.object_id = %(object)s and d.part = %(part)s",
            {
                "scope": actor.collaboration_id,
                "kind": hit.kind,
                "object": hit.object_id,
                "part": hit.part,
                "terms": list(weighed.terms),
                "most": MOST,
                "bits": BITS,
            },
        )
        found = [(term, weight / UNIT) for term, weight in cursor.fetchall() if weight]
    reasons = [
        Why(weighed.terms[term][0], weight, weighed.rarity(term), weight * weighed.worth(term))
        for term, weight in found
    ]
    return sorted(reasons, key=lambda why: -why.score)
