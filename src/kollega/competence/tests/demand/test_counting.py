"""What crosses the border, and how areas are weighed."""

from datetime import UTC, date, datetime, timedelta

from tests.personas import World

from kollega.competence.demand.jobs import remind_of_cases
from kollega.competence.demand.pressure import Sign
from kollega.competence.map import services as targets
from kollega.competence.map.standing import Floors
from kollega.competence.models import Demand, Inflow
from kollega.competence.tests.demand.helpers import NOW, count, have, rung, seen
from kollega.competence.tests.helpers import As, declare
from kollega.competence.tests.map.helpers import count_all
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.core.models import Notice
from kollega.core.quarters import Quarter


def _told(world: World, area: str, measure: str = "advice") -> list[tuple[date, date, int]]:
    with acting(world.answerer.actor, read_only=True):
        rows = Demand.objects.filter(area_id=world.areas[area].id, measure=measure)
        return list(rows.order_by("first").values_list("first", "last", "count"))


def test_quarters_are_laid_together_until_there_are_five(world: World) -> None:
    with clock.at(NOW):
        rung(world, "heder", 3, date(2026, 2, 3))
        rung(world, "heder", 1, date(2026, 5, 3))
        rung(world, "heder", 3)
        count(world)
        assert _told(world, "heder") == [(date(2026, 1, 1), date(2026, 9, 30), 7)]
        assert count(world) == 0


def test_four_are_never_told(world: World, as_: As) -> None:
    with clock.at(NOW):
        rung(world, "heder", 4)
        count(world)
        assert _told(world, "heder") == []
        rung(world, "heder", 1)
        count(world)
        assert [n for _first, _last, n in _told(world, "heder")] == [5]
        rung(world, "heder", 1)
        count(world)
        assert [n for _first, _last, n in _told(world, "heder")] == [5]


def test_the_quarter_that_goes_on_is_not_told(world: World) -> None:
    with clock.at(NOW):
        rung(world, "heder", 9, date(2026, 11, 2))
        assert count(world) == 0


def test_cases_meet_in_the_job_and_only_the_sum_is_seen(world: World) -> None:
    with clock.at(NOW):
        have(world, world.manager, heder=6, spel=4)
        _manage(world)
        have(world, world.answerer, heder=5, spel=3)
        count(world)
        assert _told(world, "heder", "cases")[-1][2] == 11
        # Of seven each would know the other's, and one of them has three.
        assert _told(world, "spel", "cases") == []
        with acting(world.manager.actor, read_only=True):
            assert Inflow.objects.count() == 1
        with acting(world.asker.actor, read_only=True):
            assert Inflow.objects.count() == 0


def _manage(world: World) -> None:
    """Let the one in Storavan lead the work there."""
    from kollega.core.actor import Role
    from kollega.organisation import services
    from kollega.organisation.models import Membership

    actor = services.setup_actor(municipality_id=world.answerer.municipality.id)
    with acting(actor):
        place = Membership.objects.get(account=world.answerer.account)
        place.roles = [Role.CASEWORKER, Role.MANAGER]
        place.save()


def test_cases_of_a_quarter_wait_for_all_or_for_two_months(world: World) -> None:
    with clock.at(NOW):
        have(world, world.manager, heder=9)
        count(world)
        assert _told(world, "heder", "cases") == []
    with clock.at(NOW + timedelta(days=90)):
        count(world)
        assert _told(world, "heder", "cases") == []
        _manage(world)
        have(world, world.answerer, heder=0)
        count(world)
        assert [n for _f, _l, n in _told(world, "heder", "cases")] == [9]


def test_the_hardest_pressed_stands_first_with_its_sign(world: World) -> None:
    with clock.at(NOW):
        declare(world, "asker", "heder")
        for who in ("asker", "same_unit", "answerer", "answerer_two"):
            declare(world, who, "spel")
        rung(world, "heder", 8)
        rung(world, "spel", 8)
        rung(world, "ekonomi", 5, date(2026, 2, 1))
        rung(world, "ekonomi", 9, date(2026, 8, 1))
        count_all(world)
        count(world)
        found = {each.row.area.key: each for each in seen(world.asker).lines}
        assert found["heder"].signs[0] is Sign.FEW
        assert found["ekonomi"].signs[0] is Sign.NOBODY
        assert next(each.row.area.key for each in seen(world.asker).lines) == "ekonomi"
        assert not found["spel"].is_pressed


def test_a_target_that_looks_too_low_is_told(world: World, as_: As) -> None:
    with clock.at(NOW):
        actor = world.coordinator.actor
        with acting(actor):
            targets.set_target(
                actor,
                area_id=world.areas["heder"].id,
                wanted=Floors(0, 1, 0, wants_host=False),
                version=0,
            )
        rung(world, "heder", 6, date(2026, 5, 12))
        count(world)
        rung(world, "heder", 14)
        count(world)
        page = as_(world.coordinator).get("/efterfragan").content.decode()
        assert "Målet är 1, men det kom 14 frågor och samtal på ett kvartal" in page
        assert "/karta/heder/mal" in page
        # Where the target is set it is told too, and of that area alone.
        form = as_(world.coordinator).get("/karta/heder/mal").content.decode()
        assert "Målet är 1, men det kom 14 frågor och samtal på ett kvartal" in form
        assert (
            "på ett kvartal" not in as_(world.coordinator).get("/karta/spel/mal").content.decode()
        )


def test_another_collaboration_sees_nothing(world: World, as_: As) -> None:
    with clock.at(NOW):
        rung(world, "heder", 14)
        count(world)
        assert "14" in as_(world.asker).get("/efterfragan/heder").content.decode()
        page = as_(world.outsider).get("/efterfragan").content.decode()
        assert "Inget att visa än" in page
        assert seen(world.outsider).told is False


def test_managers_are_reminded_once_where_cases_are_given(world: World) -> None:
    with clock.at(NOW):
        have(world, world.manager, Quarter(2026, 2), heder=9)
    settled = datetime(2026, 10, 17, 3, 0, tzinfo=UTC)
    for day in (0, 1):
        with clock.at(settled + timedelta(days=day)):
            remind_of_cases()
            run_waiting()
    told = {}
    for name in ("manager", "asker", "coordinator", "answerer"):
        with acting(world.personas[name].actor):
            rows = Notice.objects.filter(kind="cases.due", channel="screen")
            told[name] = rows.count()
    assert told == {"manager": 1, "asker": 0, "coordinator": 0, "answerer": 0}
