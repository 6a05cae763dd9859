"""What is from another year says so, on every page that tells a day."""

from datetime import UTC, date, datetime, timedelta

from django.template import Context, Template
from django.utils.translation import override

from kollega.core import clock, dates

NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # 2027 already on the wall in Sweden


def test_another_year_is_told_and_this_one_is_not() -> None:
    with clock.at(NEW_YEAR), override("sv"):
        assert dates.day(date(2027, 3, 3)) == "3 mars"
        assert dates.day(date(2026, 12, 31)) == "31 december 2026"
        assert dates.moment(NEW_YEAR) == "1 januari 00.30"
        assert dates.moment(NEW_YEAR - timedelta(hours=2)) == "31 december 2026 22.30"


def test_templates_say_the_same() -> None:
    page = Template("{{ at|said_moment }}, {{ day|said_day }}, {{ never|said_day }}")
    with clock.at(NEW_YEAR), override("sv"):
        said = page.render(Context({"at": NEW_YEAR, "day": date(2025, 1, 2), "never": None}))
    assert said == "1 januari 00.30, 2 januari 2025, "
