"""Counting at home: what is pushed, and that nothing else is."""

from datetime import UTC, date, datetime

from tests.personas import World

from kollega.competence.models import Availability, Cell, Level, ManagerLevel, Source, Vacancy
from kollega.competence.profile import services
from kollega.competence.tests.helpers import As, declare
from kollega.competence.tests.map.helpers import count, count_all, seen
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting

NOVEMBER = datetime(2026, 11, 6, 9, 0, tzinfo=UTC)


def _figures(world: World, area: str, town: str) -> tuple[int, int, int, int]:
    found = seen(world.outsider if town == "Skärholma" else world.asker)
    row = found.row(world.areas[area].id)
    assert row is not None
    index = [each.name for each in found.towns].index(town)
    cell = row.cells[index]
    return cell.oriented, cell.with_support, cell.independent, cell.supervise


def test_the_level_in_force_is_counted_once(world: World) -> None:
    """Her own level comes first; the manager's counts where she has said nothing."""
    declare(world, "asker", "heder", Level.CAN_SUPERVISE)
    declare(world, "same_unit", "heder", Level.WITH_SUPPORT)
    here = world.asker.municipality
    with acting(world.manager.actor):
        for persona, level in (("same_unit", 4), ("other_unit", Level.INDEPENDENT)):
            ManagerLevel.objects.create(
                municipality=here,
                account=world.personas[persona].account,
                area_id=world.areas["heder"].id,
                level=level,
                source=Source.MANAGER,
            )
    count_all(world)
    assert _figures(world, "heder", "Granåker") == (0, 1, 1, 1)
    assert _figures(world, "heder", "Storavan") == (0, 0, 0, 0)


def test_what_is_taken_away_is_counted_away(world: World) -> None:
    declare(world, "asker", "spel")
    count_all(world)
    assert _figures(world, "spel", "Granåker") == (0, 0, 1, 0)
    actor = world.asker.actor
    with acting(actor):
        services.remove(actor, area_id=world.areas["spel"].id)
    run_waiting()
    assert _figures(world, "spel", "Granåker") == (0, 0, 0, 0)
    with acting(world.asker.actor):
        assert not Cell.objects.exists()


def test_counting_again_changes_nothing(world: World) -> None:
    declare(world, "asker", "spel")
    here = world.asker.municipality.id
    assert count(world, here)
    assert not count(world, here)


def test_a_change_is_counted_by_itself_and_once(world: World) -> None:
    """Many changes ask for one count."""
    for area in ("heder", "spel", "ekonomi"):
        declare(world, "asker", area)
    run_waiting()
    assert _figures(world, "ekonomi", "Granåker") == (0, 0, 1, 0)


def test_holiday_weeks_count_those_who_have_said_that_they_are_away(world: World) -> None:
    with clock.at(NOVEMBER):
        declare(world, "asker", "heder")
        declare(world, "same_unit", "heder")
        with acting(world.asker.actor) as actor:
            Availability.objects.create(
                collaboration_id=world.collaboration_id,
                colleague_id=actor.colleague_id,
                away_from=date(2026, 12, 21),
                away_to=date(2027, 1, 10),
            )
        count_all(world)
        row = seen(world.answerer).row(world.areas["heder"].id)
        assert row is not None
        assert row.total.away == {"2026-12-21": 1, "2027-01-04": 1}
        assert row.total.left("2026-12-21") == 1
        assert row.total.left("2027-07-05") == 2


def test_vacancies_are_counted_by_municipality_and_area(world: World) -> None:
    here = world.asker.municipality
    with acting(world.manager.actor):
        for area in ("heder", None):
            Vacancy.objects.create(
                municipality=here,
                title="Socialsekreterare",
                area_id=world.areas[area].id if area else None,
            )
    count_all(world)
    found = seen(world.answerer)
    town = next(each for each in found.towns if each.name == "Granåker")
    row = found.row(world.areas["heder"].id)
    assert town.vacancies == 2
    assert row is not None
    assert row.total.vacancies == 1


def test_a_day_is_told_no_finer_than_it_is_kept(world: World) -> None:
    """A rare area keeps the year alone."""
    with clock.at(NOVEMBER):
        declare(world, "asker", "heder", practised_on=date(2026, 5, 12))
        declare(world, "asker", "spel", practised_on=date(2026, 5, 12))
        count_all(world)
        found = seen(world.answerer)
        days = [found.row(world.areas[key].id).total.practised_on for key in ("heder", "spel")]  # type: ignore[union-attr]
        assert days == [date(2026, 1, 1), date(2026, 5, 1)]


def test_another_collaboration_sees_nothing(world: World, as_: As) -> None:
    declare(world, "asker", "heder", Level.CAN_SUPERVISE)
    count_all(world)
    found = seen(world.outsider)
    assert {town.name for town in found.towns} == {"Skärholma", "Yttersjö"}
    assert all(row.total.anybody == 0 for row in found.rows)
    assert "Granåker" not in as_(world.outsider).get("/karta").content.decode()
