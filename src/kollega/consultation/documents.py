"""The room's texts as public documents: read without names, and destroyed by a municipality's rule."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border.documents import GONE, Document, Row, day_of, register
from kollega.consultation import similar
from kollega.consultation.choices import AgeSpan, Audience, Kind, Matter, Status, Tried, Wish
from kollega.consultation.models import Closing, Post, PostEdit, Question
from kollega.core.actor import Actor
from kollega.search import index

LABELS = {
    "question": gettext_lazy("Fråga"),
    "post": gettext_lazy("Svar eller inlägg"),
    "edit": gettext_lazy("Ändrat inlägg"),
    "closing": gettext_lazy("Avslut"),
}
OF_QUESTION = ("kind", "status", "audience", "asked_at", "closed_at", "only_municipality_id")
FACTS = ("wish", "age_span", "matter", "tried")


def rows(actor: Actor) -> list[QuerySet[Any, Any]]:
    """The four kinds of text."""
    tables: tuple[tuple[Any, str, str, Any], ...] = (
        (Question, "question", "", Value("")),
        (Post, "post", "question__", F("kind")),
        (PostEdit, "edit", "post__question__", F("post__kind")),
        (Closing, "closing", "question__", F("result")),
    )
    return [
        model.objects.filter(collaboration_id=actor.collaboration_id).annotate(
            row=JSONObject(
                what=Value(what),
                said=F("text"),
                sort=sort,
                area=F(f"{way}area__title"),
                second_area=F(f"{way}second_area__title"),
                **{f"q_{each}": F(f"{way}{each}") for each in (*OF_QUESTION, *FACTS)},
            )
        )
        for model, what, way, sort in tables
    ]


def document(passage_id: UUID, row: Row) -> Document:
    what, kind = row["what"], row["q_kind"]
    about = _("om en situation") if kind == Kind.SITUATION else _("om metod eller lag")
    titles = {
        "question": _("Fråga %(about)s"),
        "post": _("%(sort)s i en fråga %(about)s"),
        "edit": _("%(sort)s i en fråga %(about)s, tidigare version"),
        "closing": _("Avslut av en fråga %(about)s"),
    }
    sort = str(dict(Post.Kind.choices).get(row["sort"], _("Inlägg")))
    lines = [row["said"]]
    if what == "question":
        lines = [*_facts(row), row["said"]]
    elif what == "closing" and row["sort"]:
        lines = [str(Closing.Result(row["sort"]).label) + ".", row["said"]]
    closed = row["q_closed_at"] or (
        row["q_asked_at"] if row["q_status"] == Status.WITHDRAWN else None
    )
    return Document(
        passage_id=passage_id,
        title=titles[what] % {"about": about, "sort": sort},
        text="\n".join(line.strip() for line in lines if line.strip()),
        opening=row["said"],
        area=row["area"],
        marks=tuple(_marks(row)),
        ended_on=day_of(closed),
        only_municipality_id=UUID(only) if (only := row["q_only_municipality_id"]) else None,
    )


def _facts(row: Row) -> Iterator[str]:
    """What was tapped in, as lines: it is part of what was sent."""
    areas = [name for name in (row["area"], row["second_area"]) if name]
    yield _("Område: %(areas)s") % {"areas": ", ".join(areas)}
    for label, choices, value in (
        (_("Det gäller"), Matter, row["q_matter"]),
        (_("Ålder"), AgeSpan, row["q_age_span"]),
        (_("Önskar"), Wish, row["q_wish"]),
    ):
        if value:
            yield f"{label}: {choices(value).label}"
    tried = [str(Tried(each).label) for each in row["q_tried"] if each in Tried.values]
    if tried:
        yield _("Prövat: %(tried)s") % {"tried": ", ".join(tried)}


def _marks(row: Row) -> Iterator[str]:
    if row["q_status"] == Status.WITHDRAWN:
        yield _("Tillbakatagen")
    elif row["q_status"] != Status.CLOSED:
        yield _("Pågår")
    if row["q_audience"] == Audience.CHOSEN:
        yield _("Till valda personer")
    if row["q_only_municipality_id"]:
        yield _("Delad bara inom kommunen")


def in_areas(actor: Actor, area_ids: Collection[UUID]) -> list[QuerySet[Any, UUID]]:
    """Passages of what belongs to questions in these areas, or in areas that have gone up in them."""
    ids = list(area_ids)

    def way(to: str) -> Q:
        return (
            Q(**{f"{to}area_id__in": ids})
            | Q(**{f"{to}second_area_id__in": ids})
            | Q(**{f"{to}area__merged_into_id__in": ids})
        )

    here = {"collaboration_id": actor.collaboration_id}
    return [
        Question.objects.filter(way(""), **here).values_list("passage_id", flat=True),
        Post.objects.filter(way("question__"), **here).values_list("passage_id", flat=True),
        PostEdit.objects.filter(way("post__question__"), **here).values_list(
            "passage_id", flat=True
        ),
        Closing.objects.filter(way("question__"), **here).values_list("passage_id", flat=True),
    ]


def destroy(actor: Actor, passages: Collection[UUID]) -> int:
    """Empty these texts where they stand. What others wrote beside them stays as it is."""
    here = {"collaboration_id": actor.collaboration_id, "passage_id__in": list(passages)}
    questions = list(Question.objects.filter(**here).values_list("id", flat=True))
    for question_id in questions:
        index.remove(actor, kind=similar.KIND, object_id=question_id)
    empty = {"text": "", "passage_id": GONE}
    count = Question.objects.filter(**here).update(
        **empty, wish="", age_span="", matter="", tried=[]
    )
    count += Post.objects.filter(**here).update(**empty)
    count += Closing.objects.filter(**here).update(**empty)
    return count + PostEdit.objects.filter(**here).delete()[0]


register(LABELS, rows=rows, document=document, in_areas=in_areas, destroy=destroy)
