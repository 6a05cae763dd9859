"""What a card cites: sections of law, read out of its text, and how they stand today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from kollega.knowledge.models.cards import Card, CardReference
from kollega.statutes import api as statutes
from kollega.swedish.laws import BY_NUMBER
from kollega.swedish.references import Reference, references_in

SOURCES = ("research",)
"""Where authors and addresses belong: what the gate finds there is decided one by one, never all at once."""
FIELDS = ("title", "answer", "body", "law", "research", "experience", "person")
"""A card's texts, in the order in which they are read."""


def cited(texts: Mapping[str, str]) -> list[Reference]:
    """The sections and laws that a card's texts cite, each once."""
    found = [each for name in FIELDS for each in references_in(str(texts.get(name, "")))]
    return list(dict.fromkeys(Reference(each.sfs, each.chapter, each.section) for each in found))


def old_laws(references: Iterable[Reference]) -> list[Reference]:
    """Those of a law that another has taken the place of."""
    return [each for each in references if (law := BY_NUMBER.get(each.sfs)) and law.replaced_by]


def old_in(text: str) -> list[str]:
    """What a text cites of older laws, as people write it, each once."""
    return list(dict.fromkeys(each.shown for each in old_laws(references_in(text))))


def strange_in(text: str, *, most: int = 10) -> list[str]:
    """The lines of a card's Lagrum that name no law that is known: no change of it can be told of."""
    lines = [each.strip() for each in text.splitlines() if each.strip()]
    return [each for each in lines if not references_in(each)][:most]


def missing(texts: Mapping[str, str]) -> list[str]:
    """What the texts cite that is not in its law, where that law is kept here. At most two statements."""
    stands = statutes.standing(cited(texts))
    return [
        each.shown
        for each, how in stands.items()
        if each.section and how.state == "unknown" and how.law_is_known
    ]


def store(card: Card, references: Iterable[Reference]) -> set[Reference]:
    """Note what the card cites now, so that it is found when a section changes. What is new in it."""
    rows = CardReference.objects.filter(collaboration_id=card.collaboration_id, card=card)
    known = {Reference(row.sfs, row.chapter, row.section): row.id for row in rows}
    wanted = set(references)
    gone = [row_id for each, row_id in known.items() if each not in wanted]
    if gone:
        rows.filter(pk__in=gone).delete()
    CardReference.objects.bulk_create(
        CardReference(
            collaboration_id=card.collaboration_id,
            only_municipality_id=card.only_municipality_id,
            card=card,
            sfs=each.sfs,
            chapter=each.chapter,
            section=each.section,
        )
        for each in sorted(wanted - known.keys(), key=lambda one: one.ref)
    )
    return wanted - known.keys()


class OfSection(Protocol):
    """A flag: the section that it is about, if any."""

    @property
    def sfs(self) -> str: ...
    @property
    def chapter(self) -> str: ...
    @property
    def section(self) -> str: ...


@dataclass(frozen=True)
class Known:
    """Where the sections that a card cites can be read."""

    urls: Mapping[Reference, str]

    def link(self, reference: Reference) -> str:
        """A section's address; "" where the law is not kept here."""
        return self.urls.get(reference, "")

    def changed_url(self, flag: OfSection) -> str:
        """Where a flag's section is read with what was changed."""
        return self.urls.get(Reference(flag.sfs, flag.chapter, flag.section), "")


def known(card: Card, flags: Iterable[OfSection]) -> Known:
    """The addresses of what a card and its flags cite. At most one statement."""
    wanted = cited({name: str(getattr(card, name)) for name in FIELDS})
    wanted += [Reference(each.sfs, each.chapter, each.section) for each in flags if each.sfs]
    return Known({each: statutes.section_url(each) for each in statutes.imported(wanted)})
