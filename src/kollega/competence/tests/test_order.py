"""In what order colleagues are shown: at the same level, who did it most lately comes first."""

from datetime import date
from uuid import uuid4

from kollega.competence.api import Holder
from kollega.competence.models import Level
from kollega.competence.who.queries import _in_order


def _holder(name: str, practised_on: date | None, level: Level = Level.INDEPENDENT) -> Holder:
    return Holder(
        colleague_id=uuid4(),
        area_id=uuid4(),
        name=name,
        title="",
        municipality_id=uuid4(),
        municipality_name="Granåker",
        phone="",
        level=level,
        can_help_with="",
        weekdays=0b11111,
        hour_from=8,
        hour_to=16,
        cap_per_week=3,
        said_free=False,
        away=False,
        hosts=False,
        has_tie=False,
        sort_key=name.lower(),
        practised_on=practised_on,
    )


def test_level_then_the_year_then_the_alphabet() -> None:
    shown = [
        _holder("Åsa", date(2019, 1, 1), Level.CAN_SUPERVISE),
        _holder("Bo", date(2026, 2, 1)),
        _holder("Eva", date(2026, 9, 1)),
        _holder("Anna", date(2025, 12, 1)),
        _holder("Adam", None),
    ]
    backwards = shown[::-1]
    assert sorted(backwards, key=_in_order) == shown
