"""Whether two documents are the same, or nearly: sketches of the runs of words in them.

The smallest hashes of all runs of five words are the same share of two documents as the runs are, so a
hundred and some tell how much two long documents have in common.
"""

import hashlib
import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from kollega.core.actor import Actor
from kollega.knowledge.documents.rules import may_edit
from kollega.knowledge.models import DocumentEdition, KnowledgeDocument
from kollega.swedish import sort_key

RUN = 5
KEPT = 128
LEAST = 0.5
"""From here on a document may be a new edition of the other."""
MOST = 5_000
"""Documents that one is held against."""


def sketch(texts: Iterable[str]) -> list[int]:
    """The smallest hashes of the runs of words, in order."""
    words = [word for text in texts for word in text.lower().split()]
    runs = {" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))}
    return heapq.nsmallest(KEPT, {_hash(run) for run in runs}) if words else []


def _hash(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big") >> 1


def alike(one: Sequence[int], other: Sequence[int]) -> float:
    """How much two documents have in common, 0 to 1, by their sketches."""
    if not one or not other:
        return 0.0
    both = set(one) & set(other)
    smallest = heapq.nsmallest(KEPT, set(one) | set(other))
    return sum(each in both for each in smallest) / len(smallest)


@dataclass(frozen=True)
class Likeness:
    """A document that is there already: the very same, or alike to `share`."""

    document_id: UUID
    title: str
    is_same: bool
    share: float
    is_own: bool
    may_edit: bool

    @property
    def percent(self) -> int:
        return round(self.share * 100)


def likenesses(
    actor: Actor, *, digest: bytes, shingles: Sequence[int], title: str = ""
) -> list[Likeness]:
    """Documents that are the same or may be an older edition, the likest first. One statement."""
    rows = DocumentEdition.objects.filter(
        collaboration_id=actor.collaboration_id,
        number=F("document__edition"),
        document__removed_at__isnull=True,
    ).values_list(
        "document_id",
        "document__title",
        "document__sort_key",
        "document__only_municipality_id",
        "document__owner_id",
        "document__municipality_id",
        "digest",
        "shingles",
    )
    wanted = sort_key(title)
    found = []
    for document_id, name, key, only, owner, home, digest_there, sketch_there in rows[:MOST]:
        same = bytes(digest_there) == digest
        share = 1.0 if same else alike(shingles, sketch_there)
        if same or share >= LEAST or (wanted and key == wanted and share > 0):
            there = KnowledgeDocument(
                owner_id=owner, municipality_id=home, only_municipality_id=only
            )
            mine = bool(may_edit(actor, there))
            found.append(Likeness(document_id, str(name), same, share, only is not None, mine))
    return sorted(found, key=lambda each: (not each.is_same, -each.share))[:5]
