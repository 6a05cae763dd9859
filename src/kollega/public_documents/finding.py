"""Finding the municipality's own documents by what they are about.

A document is found by its words, by the area that it belongs to, or by words near what was asked.
'hedersvåld' finds 'hedersrelaterat våld' (the words that both are made of), everything in the area
that is called so, and what only says 'heder', one of that area's other words. Whatever the reason,
it is shown: the registrar decides what the request is about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, reduce
from operator import and_, or_
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When, Window
from django.utils.translation import gettext as _

from kollega import recognition
from kollega.border import documents
from kollega.border.documents import Document
from kollega.border.models import OwnDocument
from kollega.core.actor import Actor
from kollega.organisation.api import Area
from kollega.recognition import Kind
from kollega.search.index import OWN, term_id
from kollega.swedish import WordGroup, word_groups

PAGE = 20
MOST_WORDS = 12
NUMBERS = frozenset({Kind.PERSONAL_NUMBER, Kind.COORDINATION_NUMBER, Kind.BIRTH_DATE})
Groups = list[WordGroup]


@cache
def words_around() -> frozenset[str]:
    """What people write around what they ask for. Made when first asked for: words cost a second."""
    said = (
        "alla all allt frågor fråga svar handlingar handling dokument texter text om som på av med och"
        " eller i för till från ni er era har hos den det de gällande rörande kring socialtjänsten"
        " kommunen begär ut få tack hej hejsan hälsningar vänliga jag vi vill skulle kan ska begära"
        " begäran be ber enligt offentlighetsprincipen allmänna allmän kopia kopior skicka ta del"
        " handlar ställt skrivit senaste året under år"
    )
    return frozenset(form for group in word_groups(said) for form in group.forms)


@dataclass(frozen=True)
class Wanted:
    """What is searched for; everything may be left out. Days are included at both ends. A text has to
    say all the words (or stand in an area that they are about), with `any_word` one of them.
    """

    words: str = ""
    area_id: UUID | None = None
    purpose: str = ""
    day_from: date | None = None
    day_to: date | None = None
    near: bool = True
    any_word: bool = False


@dataclass(frozen=True)
class Hit:
    """An own document. `document` is None where its text is no longer there."""

    passage_id: UUID
    purpose: str
    label: str
    day: date
    why: str
    document: Document | None


@dataclass(frozen=True)
class Found:
    """A page of hits, how many there are in all, and in which areas was searched.

    `any_word`: nothing has all the words, so what has one of them is shown. `is_narrow`: there may be
    more that has only some of the words.
    """

    hits: tuple[Hit, ...]
    total: int
    number: int
    pages: int
    areas: tuple[str, ...]
    any_word: bool = False
    is_narrow: bool = False


def check_words(words: str) -> None:
    """Refuse to search for a person by number.

    Raises:
        ValidationError: the words hold a personal number or a date of birth.
    """
    if any(each.kind in NUMBERS for each in recognition.find(words)):
        raise ValidationError(
            _("Sök inte på personnummer. Det som delas ska inte innehålla något.")
        )


def groups_of(words: str) -> Groups:
    """The words that are searched for, without those that only stand around them."""
    every = word_groups(words.replace("\0", " "))
    return [each for each in every if not each.forms & words_around()][:MOST_WORDS]


@lru_cache(maxsize=4_096)
def _groups_of_name(name: str) -> tuple[WordGroup, ...]:
    """The words of an area's title or of one of its other words: the same at every search."""
    return tuple(word_groups(name))


def _numbers(forms: Iterable[str]) -> list[int]:
    return [term_id(OWN, form) for form in forms]


def _said(group: WordGroup) -> Q:
    """Documents that say the word, or all that it is made of."""
    said = Q(terms__overlap=_numbers(group.forms))
    return said | Q(terms__contains=_numbers(group.parts)) if group.parts else said


def areas_about(areas: Iterable[Area], groups: Groups, *, any_word: bool = False) -> list[Area]:
    """The areas whose title or other words say all that is searched for, or any of it."""
    wanted = any if any_word else all
    return [area for area in areas if groups and wanted(_says(area, groups))]


def _says(area: Area, groups: Groups) -> list[bool]:
    said: set[str] = set()
    for name in (area.title, *area.synonyms):
        for group in _groups_of_name(name):
            said |= group.all
    return [
        bool(group.forms & said or (group.parts and said.issuperset(group.parts)))
        for group in groups
    ]


def _near(areas: Iterable[Area]) -> Q:
    """Documents that say one of the areas' other words, all of it."""
    near = Q(pk__in=[])
    for area in areas:
        for synonym in area.synonyms:
            if groups := _groups_of_name(synonym):
                near |= reduce(and_, map(_said, groups))
    return near


def flat(tree: Iterable[Area]) -> list[Area]:
    """The areas of a tree, each with those below."""
    return [area for top in tree for area in (top, *top.children)]


def matching(
    actor: Actor, wanted: Wanted, tree: Iterable[Area], *, any_word: bool = False
) -> tuple[QuerySet[OwnDocument], list[Area]]:
    """The own documents that fit, each with `why`, and the areas that the words are about."""
    every = flat(tree)
    groups = groups_of(wanted.words)
    any_word = any_word or wanted.any_word
    about = areas_about(every, groups, any_word=any_word)
    rows = documents.own(actor)
    if wanted.purpose:
        rows = rows.filter(purpose=wanted.purpose)
    if wanted.day_from:
        rows = rows.filter(day__gte=wanted.day_from)
    if wanted.day_to:
        rows = rows.filter(day__lte=wanted.day_to)
    if wanted.area_id:
        below = [area.id for area in every if wanted.area_id in {area.id, area.parent_id}] or [
            wanted.area_id
        ]
        rows = rows.filter(documents.in_areas(actor, below))
    if not groups:
        return rows.annotate(why=Value("all", output_field=CharField())), about
    said = reduce(or_ if any_word else and_, map(_said, groups))
    in_area = documents.in_areas(actor, [area.id for area in about]) if about else Q(pk__in=[])
    near = _near(about) if wanted.near else Q(pk__in=[])
    why = Case(
        When(said, then=Value("words")),
        When(in_area, then=Value("area")),
        When(near, then=Value("near")),
        default=Value(""),
        output_field=CharField(),
    )
    return rows.annotate(why=why).exclude(why=""), about


def search(actor: Actor, wanted: Wanted, tree: Iterable[Area], number: int = 1) -> Found:
    """A page of what is found, newest first. Two statements; one or two more where nothing has all of
    several words.
    """
    rows, about = matching(actor, wanted, tree)
    page = _page(rows, number)
    several = not wanted.any_word and len(groups_of(wanted.words)) > 1
    any_word = not page and several and not (number > 1 and rows.exists())
    if any_word:
        rows, about = matching(actor, wanted, tree, any_word=True)
        page = _page(rows, number)
    total = page[0][-1] if page else 0
    read = documents.read(actor, ((each[0], each[1]) for each in page))
    hits = tuple(
        Hit(passage, purpose, documents.label_of(purpose), day, why, read.get(passage))
        for passage, purpose, day, why, _total in page
    )
    return Found(
        hits=hits,
        total=total,
        number=number,
        pages=max(1, -(-total // PAGE)),
        areas=tuple(area.title for area in about),
        any_word=any_word and bool(hits),
        is_narrow=several and not any_word and bool(hits),
    )


def every_match(actor: Actor, wanted: Wanted, tree: Iterable[Area]) -> QuerySet[OwnDocument]:
    """All that `search` would show, page after page."""
    tree = list(tree)
    rows, _about = matching(actor, wanted, tree)
    if not wanted.words or rows.exists():
        return rows
    return matching(actor, wanted, tree, any_word=True)[0]


def _page(rows: QuerySet[OwnDocument], number: int) -> list[Any]:
    counted: QuerySet[Any, Any] = (
        rows.annotate(total=Window(Count("id")))
        .order_by("-day", "id")
        .values_list("passage_id", "purpose", "day", "why", F("total"))
    )
    start = (number - 1) * PAGE
    return list(counted[start : start + PAGE])
