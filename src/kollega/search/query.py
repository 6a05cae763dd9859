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
from kollega.search import entries, synonyms, words
from kollega.search.entries import BITS, EVERYTHING, MOST, UNIT, number
from kollega.search.kinds import worth_of

# A term in more than this share of the passages, or in so many, scores but does not fetch where a rarer
# one can; of common words alone the rarest fetches. In a small collaboration every word does, and what only
# begins alike does where few passages do.
COMMON, FEW, MANY, NEAR = 0.1, 1_000, 40_000, 200
# A whole page of text is asked for by its rarest terms; more of them find no better.
MOST_FETCHING, MOST_SCORING = 24, 64
# Postings that are read at most: the rarest terms first, at least one.
MOST_FETCHED, MOST_SCORED = 600_000, 300_000
CANDIDATES = 300
MOST_HITS = 1_000
# What reading costs, per posting: looking its passage up, and reading it as part of a filter.
LOOK_UP, READ = 8, 1
# The best that are looked up where a filter leaves many: so many times what is expected to be enough.
MARGIN = 3
# A passage that expired; one that is new against one that is old, and after how many days it is that.
EXPIRED, NEW, OLD_AFTER = 0.6, 0.06, 1095


@dataclass(frozen=True)
class Filters:
    """What hits are narrowed to; what is empty narrows nothing. `since`: from the first of its month."""

    area_ids: Sequence[UUID] = ()
    grounds: Sequence[str] = ()
    municipality_ids: Sequence[UUID] = ()
    since: date | None = None


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
    facets = _facets(kinds, filters)
    weighed = weigh(actor, text, also=[term for group in facets for term in group])
    if weighed is None:
        return None, []
    most = min(most, MOST_HITS)
    return weighed, _ranked(
        _found(actor, weighed, facets=facets, kinds=kinds, filters=filters, most=most)
    )[:most]


# --- What is asked for ----------------------------------------------------------------------------


def weigh(actor: Actor, text: str, *, also: Iterable[int] = ()) -> Weighed | None:
    """Count the terms of a text and find its synonyms; None where it asks for nothing. One statement."""
    plain = words.asked(text)
    laws = _laws(plain)
    if actor.collaboration_id is None or (plain.is_empty and not laws):
        return None
    asked_terms = [number(term) for term, _factor in plain.terms] + [number(each) for each in laws]
    doubtful = [number(term) for others in plain.doubtful.values() for term in others]
    counts, others = synonyms.counted(actor, [*asked_terms, *doubtful, EVERYTHING, *also], text)
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


def _facets(kinds: Sequence[str], filters: Filters) -> list[list[int]]:
    """Groups of terms: a passage has to hold one of each group."""
    groups = [
        [f"#kind={kind}" for kind in kinds],
        [f"#area={area}" for area in filters.area_ids],
        [f"#ground={ground}" for ground in filters.grounds],
        [f"#municipality={place}" for place in filters.municipality_ids],
        entries.months(filters.since, clock.today()) if filters.since else [],
    ]
    return [[number(term) for term in group] for group in groups if group]


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

_MATCHED = """
  select e >> {bits} as id, sum((e & {most}) * a.worth) / {unit} as score
  from unnest(%({terms})s::int[], %({worths})s::float8[]) as a(term, worth)
  join search_posting p on p.collaboration_id = %(scope)s and p.term = a.term
  cross join lateral unnest(p.entries) as e
  {where}
  group by 1
"""
# "is true" keeps a list a hash that is looked into, and not one more table to be joined in any order.
_HOLDS = """(e >> {bits} in (
    select h >> {bits} from search_posting q cross join lateral unnest(q.entries) as h
    where q.collaboration_id = %(scope)s and q.term = any (%({group})s::int[]))) is true"""
_SQL = """
with matched as materialized ({matched}),
best as materialized (select id, score from matched order by score desc limit %(looked_at)s),
fetched as materialized (
  select m.id, m.score from best m {joined} order by m.score desc limit %(candidates)s),
more as ({more})
select d.kind, d.object_id, d.part, d.areas[1], d.day, d.fresh_until, d.id,
  f.score + coalesce(more.score, 0)
from fetched f left join more on more.id = f.id
join search_document d on d.id = f.id and d.collaboration_id = %(scope)s
"""
_JOINED = """
  join search_document d on d.id = m.id and d.collaboration_id = %(scope)s
  where (%(kinds)s::text[] is null or d.kind = any (%(kinds)s::text[]))
    and (%(areas)s::uuid[] is null or d.areas && %(areas)s::uuid[])
    and (%(grounds)s::text[] is null or d.grounds::text[] && %(grounds)s::text[])
    and (%(places)s::uuid[] is null or d.municipality_id = any (%(places)s::uuid[]))
    and (%(since)s::date is null or d.day >= date_trunc('month', %(since)s::date))
"""


def _matched(terms: str, worths: str, where: str = "") -> str:
    return _MATCHED.format(
        bits=BITS, most=MOST, unit=float(UNIT), terms=terms, worths=worths, where=where
    )


def _found(
    actor: Actor,
    weighed: Weighed,
    *,
    facets: Sequence[Sequence[int]],
    kinds: Sequence[str],
    filters: Filters,
    most: int,
) -> list[tuple[Any, ...]]:
    """The best candidates. One statement, seldom two.

    What is filtered away is so before the best are chosen, so that no hit is lost: by reading the
    passages of each filter, or by looking each matched passage up, whichever is less. Where a filter
    leaves most, only the best are looked up, and all of them where too few of those were left.
    """
    fetching, scoring = _chosen(weighed)
    matched = sum(weighed.counts.get(term, 1) for term in fetching)
    held = [sum(weighed.counts.get(term, 1) for term in group) for group in facets]
    candidates = max(CANDIDATES, most * 2)
    left = math.prod(min(each / weighed.total, 1.0) for each in held)
    looked_at = math.ceil(candidates * MARGIN / left) if facets and left else matched
    is_cut = looked_at * LOOK_UP < min(sum(held) * READ, matched * LOOK_UP)
    by_reading = not is_cut and bool(facets) and sum(held) * READ < matched * LOOK_UP
    groups = {f"group{place}": list(group) for place, group in enumerate(facets)}
    where = " and ".join(_HOLDS.format(bits=BITS, group=name) for name in groups)
    sql = _SQL.format(
        matched=_matched("fetching", "fetching_worth", f"where {where}" if by_reading else ""),
        joined=_JOINED if facets and not by_reading else "",
        more=_matched(
            "scoring", "scoring_worth", f"where (e >> {BITS} in (select id from fetched)) is true"
        ),
    )
    given = {
        "scope": actor.collaboration_id,
        "fetching": fetching,
        "fetching_worth": [weighed.worth(term) for term in fetching],
        "scoring": scoring,
        "scoring_worth": [weighed.worth(term) for term in scoring],
        "candidates": candidates,
        "looked_at": looked_at if is_cut else None,
        "kinds": list(kinds) or None,
        "areas": list(filters.area_ids) or None,
        "grounds": list(filters.grounds) or None,
        "places": list(filters.municipality_ids) or None,
        "since": filters.since,
        **groups,
    }
    rows = _rows(sql, given)
    return _rows(sql, given | {"looked_at": None}) if is_cut and len(rows) < most else rows


def _rows(sql: str, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _ranked(rows: Iterable[tuple[Any, ...]]) -> list[Hit]:
    today = clock.today()
    scored = [
        (
            score * freshness(day, until, today) * worth_of(kind),
            document,
            kind,
            object_id,
            part,
            area,
        )
        for kind, object_id, part, area, day, until, document, score in rows
    ]
    # What scores the same comes in a steady order, the newest first.
    scored.sort(key=lambda row: (-row[0], -row[1]))
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
