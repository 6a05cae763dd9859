"""What is written in a strategy document, as a public document. The preface carries the whole of it."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.border.documents import GONE, Document, Row, day_of, register
from kollega.competence.models import Strategy, StrategyText
from kollega.competence.strategy import words
from kollega.competence.strategy.contents import Contents
from kollega.competence.strategy.texts import LABELS, PURPOSE
from kollega.core.actor import Actor


def rows(actor: Actor) -> list[QuerySet[Any, Any]]:
    """The texts, each with the document that it stands in."""
    return [
        StrategyText.objects.filter(collaboration_id=actor.collaboration_id).annotate(
            row=JSONObject(
                part=F("part"),
                said=F("text"),
                area_id=F("area_id"),
                number=F("strategy__number"),
                state=F("strategy__state"),
                replaced_on=F("strategy__replaced_on"),
                contents=F("strategy__contents"),
            )
        )
    ]


def document(passage_id: UUID, row: Row) -> Document:
    """A text; the preface with goals, measures and costs after it."""
    found = Contents.model_validate(row["contents"])
    told = {"years": words.years(found.first_year, found.last_year), "number": row["number"]}
    lines = [row["said"]]
    if row["part"] == StrategyText.Part.PREFACE:
        lines = [title(told), *lines, *everything(found)]
    return Document(
        passage_id=passage_id,
        title=title(told),
        text="\n".join(each.strip() for each in lines if each.strip()),
        opening=row["said"],
        area=found.area_names.get(str(row["area_id"]), "") if row["area_id"] else "",
        marks=(str(Strategy.State(row["state"]).label).capitalize(), str(LABELS[row["part"]])),
        ended_on=day_of(f"{row['replaced_on']}T12:00:00+00:00") if row["replaced_on"] else None,
    )


def title(told: dict[str, Any]) -> str:
    return _("Strategi för kompetens %(years)s, version %(number)s") % told


def everything(found: Contents) -> Iterator[str]:
    """Goals, measures and costs as lines."""
    areas, names = found.area_names, found.place_names
    yield _("Mål")
    for goal in found.goals:
        yield f"{areas[goal.area]}. {words.goal(goal)} {words.now(goal, names)}"
    yield _("Åtgärder")
    for each in found.measures:
        when = words.years(each.year, each.last_year)
        about = words.listed(areas[area] for area in each.areas)
        yield f"{when}, {about}: {words.measure(each, names)} {words.cost(each)}."
    yield _("Kostnad")
    yield from costs(found)


def costs(found: Contents) -> Iterable[str]:
    for place, name in found.place_names.items():
        yield f"{name}: {words.kronor(found.cost_of(place))}, {words.hours(found.hours_of(place))}"


def in_areas(actor: Actor, area_ids: Collection[UUID]) -> list[QuerySet[Any, UUID]]:
    """What is written about these areas."""
    rows = StrategyText.objects.filter(
        collaboration_id=actor.collaboration_id, area_id__in=list(area_ids)
    )
    return [rows.values_list("passage_id", flat=True)]


def destroy(actor: Actor, passages: Collection[UUID]) -> int:
    """Empty these texts; what was decided in figures stays."""
    return StrategyText.objects.filter(
        collaboration_id=actor.collaboration_id, passage_id__in=list(passages)
    ).update(text="", passage_id=GONE)


register(
    {PURPOSE: gettext_lazy("Strategi för kompetens")},
    rows=rows,
    document=document,
    in_areas=in_areas,
    destroy=destroy,
)
