"""What is said in words of figures: no more than the figures hold."""

from datetime import date
from itertools import pairwise

import pytest

from kollega.core.quarters import Quarter
from kollega.followup import board
from kollega.followup.figures import Figures, Told
from kollega.followup.figures.collaboration import median, speed

QUARTER = Quarter(2026, 1)


def cell(measure: str, count: int, *keys: str, span: tuple[Quarter, Quarter] | None = None) -> Told:
    first, last = span or (QUARTER, QUARTER)
    return Told(measure, first.first, last.last, keys, "", count)


def figures(*cells: Told) -> Figures:
    return Figures(cells, {}, {}, {})


@pytest.mark.parametrize(
    ("classes", "said"),
    [
        ([("Inom en timme", 12, True), ("Senare", 8, False)], "Minst hälften hade svar inom en timme."),
        ([("Inom en arbetsdag", 8, True), ("Senare", 12, False)],
         "Mindre än hälften hade svar inom en arbetsdag."),
        ([("Inom en arbetsdag eller senare", 12, False), ("Inget svar", 8, False)], ""),
        ([("Inget svar", 20, False)], ""),
        ([], ""),
    ],
)  # fmt: skip
def test_the_middle_is_said_no_closer_than_it_is_known(
    classes: list[tuple[str, int, bool]], said: str
) -> None:
    assert median(classes) == said


def test_those_without_an_answer_come_after_those_with_a_late_one() -> None:
    """Within a day could not be divided, later could: the order is still that of time."""
    found = speed(
        figures(
            cell("asked.speed", 8, "within"),
            cell("asked.speed", 15, "later"),
            cell("asked.speed", 7, "never"),
            cell("asked.slow", 9, "18", "27"),
            cell("asked.slow", 6, "45", "more"),
        ),
        QUARTER,
    )
    assert [row[1] for row in found.rows] == ["8", "9", "6", "7"]
    assert "Minst hälften hade svar inom tre arbetsdagar." in found.note


def test_a_longer_period_is_not_compared_with_a_shorter() -> None:
    """Nine months beside three: fewer questions would be said of nothing but the calendar."""
    spans = ((Quarter(2025, 1), Quarter(2025, 3)), (Quarter(2025, 4),) * 2, (QUARTER,) * 2)
    told = [cell("asked", count, span=span) for count, span in zip((30, 12, 6), spans, strict=True)]
    said = [board._changed(figures(*pair), Quarter.of(pair[1].last)) for pair in pairwise(told)]
    assert said == [
        "12 frågor, mot 30 januari–september 2025. Perioderna är olika långa.",
        "Färre frågor: 6, mot 12 oktober–december 2025.",
    ]
    assert date(2025, 9, 30) == told[0].last
