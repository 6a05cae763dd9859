"""Why people leave, pooled: by year and collaboration, five or more, and nothing by difference.

Each municipality keeps its own answers without whose they are. When a year is over a job adds them up, in
each municipality's name in turn, and writes only what may be told. It is written once and never again: a
figure that grew from five to six would tell what the sixth said.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext as _

from kollega.core import access, clock
from kollega.core.actor import Actor
from kollega.core.request import not_found
from kollega.introduction.models import Departure, ExitAnswer, ExitFigure, ExitReason, Reason

LEAST = 5
OPEN_AFTER = timedelta(days=30)
"""So long after her last day somebody may still say why; then the year can be closed."""
CLOSES_IN_MONTH = 2


def told(counts: Mapping[str, int]) -> list[tuple[tuple[str, ...], int]]:
    """Groups of reasons with at least five answers each, that together are all the answers; none where
    all the answers are fewer. What is not told alone is told together, the reasons that nobody gave
    included, so that the group does not tell which of them somebody did.
    """
    total = sum(counts.values())
    if total < LEAST:
        return []
    alone = {key: count for key, count in counts.items() if count >= LEAST}
    rest = total - sum(alone.values())
    while 0 < rest < LEAST:
        smallest = min(alone, key=lambda key: (alone[key], key))
        rest += alone.pop(smallest)
    groups: list[tuple[tuple[str, ...], int]] = [
        ((key,), count) for key, count in sorted(alone.items())
    ]
    if rest:
        together = tuple(key for key in Reason.values if key not in alone)
        groups.append((together, rest))
    return groups


# --- Saying why -----------------------------------------------------------------------------------


def own_departure(actor: Actor, departure_id: UUID) -> Departure:
    """The gate: one's own last day, until a month after it.

    Raises:
        Http404: it is another's, or too late.
    """
    row = Departure.objects.filter(
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
        pk=departure_id,
        last_day__gte=clock.today() - OPEN_AFTER,
    ).first()
    if row is None:
        raise not_found()
    access.opened("departure", row.id)
    return row


def has_answered(actor: Actor, row: Departure) -> bool:
    """Whether she has said why. One statement."""
    return ExitAnswer.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id, last_day=row.last_day
    ).exists()


def say_why(actor: Actor, row: Departure, *, reason: Reason) -> None:
    """Keep why, without who; and that she has answered, without what. It cannot be changed: nobody
    knows which answer is hers.

    Raises:
        ValidationError: she has answered.
    """
    _answer, first = ExitAnswer.objects.get_or_create(
        municipality_id=actor.municipality_id, account_id=actor.account_id, last_day=row.last_day
    )
    if not first:
        raise ValidationError(_("Du har redan svarat."))
    ExitReason(municipality_id=actor.municipality_id, year=row.last_day.year, reason=reason).save(
        force_insert=True
    )
    access.audit(actor, "exit_answer.give", "exit_answer", actor.account_id)


# --- Adding up ------------------------------------------------------------------------------------


def year_to_close() -> int | None:
    """The year that ended last, once nobody can answer for it any more."""
    today = clock.today()
    return today.year - 1 if today.month >= CLOSES_IN_MONTH else None


def counted(actor: Actor, year: int) -> Counter[str]:
    """The answers of one municipality: for a job with `Role.COUNTER`, which keeps them to itself."""
    rows = (
        ExitReason.objects.filter(municipality_id=actor.municipality_id, year=year)
        .values_list("reason")
        .annotate(count=Count("pk"))
    )
    return Counter(dict(rows))


def is_closed(actor: Actor, year: int) -> bool:
    """Whether the year's figures are written."""
    return ExitFigure.objects.filter(collaboration_id=actor.collaboration_id, year=year).exists()


def close(actor: Actor, year: int, counts: Mapping[str, int]) -> None:
    """Write what may be told of a year, once."""
    groups = told(counts)
    if is_closed(actor, year) or not groups:
        return
    total = sum(counts.values())
    ExitFigure.objects.bulk_create(
        ExitFigure(
            id=uuid4(),
            collaboration_id=actor.collaboration_id,
            year=year,
            reasons=list(reasons),
            count=count,
        )
        for reasons, count in [((), total), *groups]
    )


def figures(actor: Actor) -> dict[int, list[ExitFigure]]:
    """Year → its figures, the latest year first; in each the sum first. One statement."""
    rows = ExitFigure.objects.filter(collaboration_id=actor.collaboration_id).order_by(
        "-year", "-count", "id"
    )
    found: dict[int, list[ExitFigure]] = {}
    for row in rows:
        found.setdefault(row.year, []).append(row)
    return {
        year: sorted(lines, key=lambda each: bool(each.reasons)) for year, lines in found.items()
    }
