"""The overview's figures, as they are published: nothing per person, nothing under five."""

from typing import Annotated, Any

from ninja import Router
from pydantic import StringConstraints

from kollega.api import schemas
from kollega.api.models import Scope
from kollega.api.scopes import needs
from kollega.core import clock
from kollega.core import quarters as periods
from kollega.core.quarters import Quarter
from kollega.core.request import ActorRequest, not_found
from kollega.followup import figures, rules

router = Router(tags=["Överblick"])
QuarterName = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[1-4]$")]


@router.get(
    "/overview",
    response={200: schemas.Overview, 404: schemas.Problem},
    summary="Samverkans siffror för ett kvartal",
)
@needs(Scope.OVERVIEW)
def overview(request: ActorRequest, quarter: QuarterName | None = None) -> dict[str, Any]:
    """Utan `quarter` det senaste som har räknats."""
    rules.see(request.actor).require()
    read = figures.read(request.actor)
    chosen = periods.parse(quarter) if quarter else None
    if quarter and chosen not in read.quarters:
        raise not_found()
    until = chosen or next(iter(read.quarters), Quarter.of(clock.today()))
    return {
        "quarter": str(until),
        "quarters": [str(each) for each in read.quarters],
        "figures": [_figure(each.build(read, until)) for each in figures.KINDS.values()],
    }


def _figure(figure: figures.Figure) -> dict[str, Any]:
    return {
        "slug": figure.slug,
        "heading": figure.heading,
        "message": figure.message,
        "period": figure.period,
        "columns": [str(each) for each in figure.columns],
        "rows": [[str(cell) for cell in row] for row in figure.rows],
        "note": str(figure.note),
        "empty": figure.empty,
    }
