"""Words that mean the same, kept by a collaboration's editors.

A group is kept as a row for each of its words, found by the word alone. Words are plain words of the
field; whoever offers a page for them looks them over first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.search import words
from kollega.search.entries import number
from kollega.search.models import Synonym
from kollega.swedish import normalise, tokens

LONGEST = 60
MOST_IN_GROUP = 12


@dataclass(frozen=True)
class Group:
    """Words that mean the same."""

    id: UUID
    words: tuple[str, ...]


def plain(word: str) -> str:
    """A word or a phrase as it is kept and found: small letters, single spaces, no punctuation."""
    return " ".join(token.text.casefold() for token in tokens(normalise(word)))


def groups(actor: Actor) -> list[Group]:
    """All groups of the collaboration, in the order of their first words. One statement."""
    rows = Synonym.objects.filter(collaboration_id=actor.collaboration_id).order_by("word")
    found: dict[UUID, list[str]] = {}
    for row in rows:
        found.setdefault(row.group_id, []).append(row.word)
    return [Group(group_id, tuple(said)) for group_id, said in found.items()]


def group(actor: Actor, group_id: UUID) -> Group | None:
    """A group, or None where there is none. One statement."""
    rows = Synonym.objects.filter(collaboration_id=actor.collaboration_id, group_id=group_id)
    said = tuple(rows.order_by("word").values_list("word", flat=True))
    return Group(group_id, said) if said else None


def save(actor: Actor, *, said: Iterable[str], group_id: UUID | None = None) -> Group:
    """Keep a group as it is now; without `group_id` a new one.

    Raises:
        ValueError: fewer than two words, too many, or one that is too long.
    """
    kept = list(dict.fromkeys(word for each in said if (word := plain(each))))
    if not 2 <= len(kept) <= MOST_IN_GROUP or any(len(word) > LONGEST for word in kept):
        raise ValueError("a group has two words or more, none of them long")
    group_id = group_id or uuid4()
    Synonym.objects.filter(collaboration_id=actor.collaboration_id, group_id=group_id).delete()
    Synonym.objects.bulk_create(_rows(actor, group_id, kept))
    access.audit(actor, "synonyms.save", "synonyms", group_id)
    return Group(group_id, tuple(sorted(kept)))


def remove(actor: Actor, group_id: UUID) -> None:
    """Let a group's words mean each their own again."""
    Synonym.objects.filter(collaboration_id=actor.collaboration_id, group_id=group_id).delete()
    access.audit(actor, "synonyms.remove", "synonyms", group_id)


def seed(actor: Actor, listed: Iterable[Sequence[str]]) -> int:
    """Keep those groups none of whose words is kept yet; how many. For a new collaboration."""
    known = set(
        Synonym.objects.filter(collaboration_id=actor.collaboration_id).values_list(
            "word", flat=True
        )
    )
    rows, count = [], 0
    for said in listed:
        kept = list(dict.fromkeys(word for each in said if (word := plain(each))))
        if len(kept) > 1 and known.isdisjoint(kept):
            rows += _rows(actor, uuid4(), kept)
            count += 1
    Synonym.objects.bulk_create(rows, batch_size=500)
    return count


def count_anew(actor: Actor) -> None:
    """Work the terms of all groups out again, when words are indexed in another way."""
    rows = list(Synonym.objects.filter(collaboration_id=actor.collaboration_id))
    for row in rows:
        row.terms = _terms(row.others)
    Synonym.objects.bulk_update(rows, ["terms"], batch_size=200)


def _terms(others: Iterable[str]) -> list[int]:
    return sorted({number(term) for each in others for term, _factor in words.asked(each).terms})


def _rows(actor: Actor, group_id: UUID, kept: Sequence[str]) -> list[Synonym]:
    return [
        Synonym(
            collaboration_id=actor.collaboration_id,
            group_id=group_id,
            word=word,
            others=(others := [each for each in kept if each != word]),
            terms=_terms(others),
            changed_at=clock.now(),
        )
        for word in kept
    ]


_COUNTED = """
with said as (
  select word, others, terms from search_synonym
  where collaboration_id = %(scope)s and word = any (%(words)s::text[])),
wanted as (
  select %(terms)s::int[]
    || coalesce((select array_agg(term) from said, unnest(terms) as term), '{}') as terms)
select term, documents, null, null from search_termcount
  where collaboration_id = %(scope)s and term = any ((select terms from wanted)::int[])
union all select null, null, word, others from said
"""
_UNLESS_HELD = """
union all select term, documents, null, null from search_termcount
  where collaboration_id = %(scope)s and term = any (%(others{place})s::int[]) and not exists (
    select from search_termcount where collaboration_id = %(scope)s and term = %(held{place})s)
"""


def counted(
    actor: Actor, terms: Sequence[int], text: str, *, doubtful: Mapping[int, Sequence[int]]
) -> tuple[dict[int, int], Mapping[str, Sequence[str]]]:
    """How common terms are here, and what else the words of a text are called. One statement.

    The terms of the other words are counted too. `doubtful`: a term → others, hundreds of them, that are
    counted only where no passage holds that one.
    """
    given: dict[str, Any] = {
        "scope": actor.collaboration_id,
        "words": words.phrases(text),
        "terms": list(terms),
    }
    sql = _COUNTED
    for place, (held, others) in enumerate(doubtful.items()):
        sql += _UNLESS_HELD.format(place=place)
        given |= {f"held{place}": held, f"others{place}": list(others)}
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    counts = {term: documents for term, documents, _word, _others in rows if term is not None}
    called: dict[str, list[str]] = {}
    for _term, _documents, word, said in rows:
        if word is not None:
            called.setdefault(word, []).extend(said)
    return counts, called
