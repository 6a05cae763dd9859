"""What those who were there thought: three grades and a line, without whose they are.

Shown to whoever arranges it, five more at a time: never fewer, also by what was shown before.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kollega.border import drafts
from kollega.border.models import Draft
from kollega.competence.learning import rules, seats
from kollega.competence.models import NO_PASSAGE, Evaluation, Occasion, Seat
from kollega.core import access
from kollega.core.actor import Actor
from kollega.core.request import not_found

PURPOSE = "learning_evaluation"
TEXT = "text"
FEWEST = 5
"""Fewer answers than this are shown to nobody, and no fewer are added to what is shown."""
QUESTIONS: tuple[tuple[str, Any], ...] = (
    ("useful", _("Jag har nytta av det i mitt arbete")),
    ("right_level", _("Det låg på rätt nivå för mig")),
    ("recommend", _("Jag skulle råda en kollega att gå")),
)
SCALE: tuple[tuple[int, str | Promise], ...] = (
    (1, _("Stämmer inte alls")),
    (2, _("Stämmer dåligt")),
    (3, _("Stämmer delvis")),
    (4, _("Stämmer bra")),
    (5, _("Stämmer helt")),
)


def give(
    actor: Actor, occasion: Occasion, draft: Draft | None, grades: dict[str, int]
) -> Evaluation:
    """Give one's answers, once; the line goes through the gate from its draft.

    Raises:
        NotCleared: the line can point somebody out.
    """
    seat = seats.own_seat(actor, occasion.id)
    rules.evaluate(occasion, seat).require()
    if seat is None:
        raise not_found()
    row = Evaluation(
        collaboration_id=occasion.collaboration_id,
        occasion=occasion,
        group=_group(occasion),
        **{name: grades[name] for name, _words in QUESTIONS},
    )
    if draft is not None:
        if str(draft.body.get(TEXT, "")).strip():
            cleared = drafts.clear(actor, draft, (TEXT,))
            row.text, row.passage_id = cleared[TEXT], cleared.passage_id
        drafts.gone(draft)
    row.save(force_insert=True)
    Seat.objects.filter(collaboration_id=occasion.collaboration_id, pk=seat.id).update(
        evaluated=True
    )
    # That she answered is no secret of hers; which answer is hers is, so the row is not named.
    access.audit(actor, "occasion.evaluate", "occasion", occasion.id)
    return row


def _group(occasion: Occasion) -> int:
    """Which group the next answer is in: the last one, until it is large enough to be shown.

    The occasion is locked, so two who answer at once are counted one after the other.
    """
    sizes = Counter(
        Evaluation.objects.filter(
            collaboration_id=occasion.collaboration_id, occasion=occasion
        ).values_list("group", flat=True)
    )
    last = max(sizes, default=0)
    return last + 1 if sizes[last] >= FEWEST else last


@dataclass(frozen=True)
class Answered:
    """How a question was answered: `low` chose the two lowest grades, `high` the two highest."""

    words: str
    low: int
    middle: int
    high: int


@dataclass(frozen=True)
class Summary:
    """What they thought. Empty of answers and lines while there are too few."""

    count: int
    answers: tuple[Answered, ...] = ()
    lines: tuple[str, ...] = ()


def summary(actor: Actor, occasion_id: UUID) -> Summary:
    """What those who were there thought, in whole groups. One statement."""
    every = list(
        Evaluation.objects.filter(
            collaboration_id=actor.collaboration_id, occasion_id=occasion_id
        ).order_by("id")  # ids are random: no order in which they came
    )
    sizes = Counter(row.group for row in every)
    rows = [row for row in every if sizes[row.group] >= FEWEST]
    if not rows:
        return Summary(len(every))
    answers = []
    for name, words in QUESTIONS:
        grades = [int(getattr(row, name)) for row in rows]
        low, high = sum(each < 3 for each in grades), sum(each > 3 for each in grades)
        answers.append(Answered(str(words), low, len(grades) - low - high, high))
    lines = tuple(str(row.text) for row in rows if row.text and row.passage_id != NO_PASSAGE)
    return Summary(len(rows), tuple(answers), lines)
