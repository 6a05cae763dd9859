"""Red, since when, who is told; dates that stay at home."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.urls import reverse
from tests.personas import World, add_unusual

from kollega.competence.alarm import foreseeing, jobs, services
from kollega.competence.map import services as targets
from kollega.competence.map.standing import Floors, Standing
from kollega.competence.models import (
    Absence,
    Alarm,
    Availability,
    Forecast,
    Leaving,
    Level,
    Term,
)
from kollega.competence.profile import services as profile
from kollega.competence.tests.helpers import As, declare, hold
from kollega.competence.tests.map.helpers import count_all, judge, seen
from kollega.core import clock
from kollega.core.actor import acting
from kollega.core.jobs import run_waiting
from kollega.core.models import Notice
from kollega.organisation.models import Membership
from kollega.organisation.services import setup_actor

NOVEMBER = datetime(2026, 11, 6, 9, 0, tzinfo=UTC)


def _ask(world: World, area: str, local: int, shared: int) -> None:
    actor = world.coordinator.actor
    with acting(actor):
        targets.set_target(
            actor,
            area_id=world.areas[area].id,
            wanted=Floors(local, shared, 0, wants_host=False),
            version=0,
        )


def _turns_red(world: World) -> None:
    """Two in Granåker know gambling, then one; everything has been judged before."""
    _ask(world, "spel", 1, 2)
    for who in ("asker", "same_unit"):
        declare(world, who, "spel")
    count_all(world)
    judge(world)
    run_waiting()
    actor = world.same_unit.actor
    with acting(actor):
        profile.remove(actor, area_id=world.areas["spel"].id)


def test_an_area_that_hangs_on_one_is_red_there_and_under_its_floor_together(
    world: World,
) -> None:
    _ask(world, "spel", 1, 3)
    declare(world, "asker", "spel")
    declare(world, "answerer", "spel")
    declare(world, "answerer_two", "spel", Level.WITH_SUPPORT)
    count_all(world)
    row = seen(world.asker).row(world.areas["spel"].id)
    assert row is not None
    assert (row.local(0), row.shared) == (Standing.ONE, Standing.FLOOR)
    assert row.is_red


def test_a_rare_area_asks_nothing_of_the_municipality(world: World) -> None:
    declare(world, "answerer", "heder")
    count_all(world)
    row = seen(world.asker).row(world.areas["heder"].id)
    assert row is not None
    assert (row.local(0), row.shared) == (Standing.FREE, Standing.ONE)


def test_it_is_told_once_to_managers_and_coordinator(world: World) -> None:
    _turns_red(world)
    run_waiting()
    told: dict[str, int] = {}
    for name in ("manager", "coordinator", "asker", "same_unit", "answerer"):
        with acting(world.personas[name].actor):
            rows = Notice.objects.filter(kind="areas.turned_red", channel="screen")
            told[name] = rows.count()
    assert told == {"manager": 1, "coordinator": 1, "asker": 0, "same_unit": 0, "answerer": 0}
    count_all(world)
    assert judge(world) == []


def test_the_first_count_is_no_news(world: World) -> None:
    _ask(world, "spel", 1, 2)
    declare(world, "asker", "spel")
    count_all(world)
    assert judge(world) == []
    with acting(world.asker.actor):
        assert Alarm.objects.filter(ended_on=None).exists()


def test_what_comes_and_goes_within_two_weeks_is_told_once(world: World) -> None:
    with clock.at(NOVEMBER):
        _turns_red(world)
        count_all(world)
        assert {each.area_id for each in judge(world)} == {world.areas["spel"].id}
    with clock.at(NOVEMBER + timedelta(days=2)):
        declare(world, "same_unit", "spel")
        count_all(world)
        judge(world)
        with acting(world.asker.actor):
            rows = Alarm.objects.filter(area_id=world.areas["spel"].id, municipality=None)
            assert rows.get().ended_on == clock.today()
    with clock.at(NOVEMBER + timedelta(days=9)):
        actor = world.same_unit.actor
        with acting(actor):
            profile.remove(actor, area_id=world.areas["spel"].id)
        count_all(world)
        assert judge(world) == []
        since = seen(world.asker).since[world.areas["spel"].id, None]
        assert since == NOVEMBER.date()


def test_a_holiday_week_has_its_own_alarm(world: World, as_: As) -> None:
    with clock.at(NOVEMBER):
        _ask(world, "spel", 0, 2)
        for who in ("asker", "answerer"):
            declare(world, who, "spel")
        with acting(world.asker.actor) as actor:
            Availability.objects.create(
                collaboration_id=world.collaboration_id,
                colleague_id=actor.colleague_id,
                away_from=date(2026, 12, 28),
                away_to=date(2027, 1, 3),
            )
        count_all(world)
        page = as_(world.answerer).get("/sarbara-omraden").content.decode()
        assert "Vecka 53" not in page  # not one of the holiday weeks
        with acting(world.asker.actor):
            Availability.objects.update(away_from=date(2026, 12, 21))
        count_all(world)
        page = as_(world.answerer).get("/sarbara-omraden").content.decode()
        assert "Vecka 52 (21–27 december)" in page


def test_the_pages_say_it_in_words(world: World, as_: As) -> None:
    _ask(world, "spel", 1, 3)
    declare(world, "asker", "spel")
    hold(world, "heder", world.answerer)
    count_all(world)
    judge(world)
    page = as_(world.other_unit).get("/karta").content.decode()
    assert "Spelberoende" in page
    assert "hänger på en person" in page
    area = as_(world.other_unit).get(f"/karta/{world.areas['spel'].id}").content.decode()
    assert "Målet är minst 3." in area
    alarms = as_(world.other_unit).get("/sarbara-omraden").content.decode()
    assert "I Granåker" in alarms
    for each in (page, area, alarms):
        assert "Maja Asker" not in each


def test_without_a_municipality(world: World, as_: As) -> None:
    _ask(world, "spel", 0, 2)
    for who in ("asker", "answerer", "answerer_two"):
        declare(world, who, "spel", Level.CAN_SUPERVISE)
    hold(world, "heder", world.answerer)
    count_all(world)
    found = seen(world.manager)
    storavan = next(town for town in found.towns if town.name == "Storavan")
    page = as_(world.manager).get(reverse("competence:what_if"), {"kommun": storavan.code})
    text = page.content.decode()
    assert "3 i dag, 1 kvar" in text
    assert "Hedersrelaterat våld" in text.split("Behöver en ny stödkommun")[1]


# --- Targets --------------------------------------------------------------------------------------


def test_an_old_page_never_overwrites_a_target(world: World, as_: As) -> None:
    address = reverse("competence:target", args=["spel"])
    posted = {"version": "0", "local": "1", "shared": "4", "supervisors": "1"}
    assert as_(world.coordinator).post(address, posted).status_code == 302
    again = as_(world.coordinator).post(address, posted | {"shared": "9"})
    assert again.status_code == 409
    assert "Det här skiljer sig" in again.content.decode()
    then = as_(world.coordinator).post(address, posted | {"shared": "9", "version": "1"})
    assert then.status_code == 302
    assert as_(world.coordinator).post(address, {"do": "usual"}).status_code == 302
    row = seen(world.asker).row(world.areas["spel"].id)
    assert row is not None
    assert not row.floors.own


# --- Dates that stay at home ----------------------------------------------------------------------


def _write(world: World, who: str, **terms: Any) -> None:
    actor = world.manager.actor
    with acting(actor):
        services.set_term(
            actor,
            account_id=world.personas[who].account.id,
            **{"fixed_until": None, "retires_year": None} | terms,
        )


def test_dates_are_for_managers_and_for_her(world: World) -> None:
    _write(world, "asker", retires_year=2027)
    reads = {}
    for name in ("manager", "asker", "same_unit", "administrator", "answerer", "coordinator"):
        with acting(world.personas[name].actor):
            reads[name] = Term.objects.exists()
    assert reads == dict.fromkeys(reads, False) | {"manager": True, "asker": True}


def test_own_forecast_is_for_managers_alone(world: World, as_: As) -> None:
    with clock.at(NOVEMBER):
        _ask(world, "spel", 1, 0)
        for who in ("asker", "same_unit"):
            declare(world, who, "spel")
        _write(world, "asker", retires_year=2027)
        count_all(world)
        foreseeing.foresee(world.collaboration_id)
        assert seen(world.asker).own is None
        assert seen(world.answerer).own is None
        own = seen(world.manager).own
        assert own is not None
        assert own.areas[str(world.areas["spel"].id)]["36"][1] == 100
        assert (
            "Kan bli sårbara hos er" in as_(world.manager).get("/sarbara-omraden").content.decode()
        )
        hers = as_(world.asker).get("/sarbara-omraden").content.decode()
        assert "Kan bli sårbara hos er" not in hers


def test_nothing_that_others_see_changes_with_one_persons_retirement(world: World) -> None:
    """Everything in the shared zone is the same, to the last digit, with and without it."""
    with clock.at(NOVEMBER):
        _ask(world, "spel", 1, 2)
        for who in ("asker", "same_unit", "answerer"):
            declare(world, who, "spel")
        count_all(world)
        foreseeing.foresee(world.collaboration_id)
        before = _everything_shared(world)
        _write(world, "asker", retires_year=2026)
        _write(world, "same_unit", fixed_until=date(2026, 12, 31))
        with acting(world.manager.actor):
            Absence.objects.create(
                municipality=world.asker.municipality,
                account=world.asker.account,
                from_day=date(2026, 11, 1),
            )
        count_all(world)
        with acting(world.answerer.actor):
            Leaving.objects.all().delete()  # as if a new quarter had begun
        foreseeing.foresee(world.collaboration_id)
        assert _everything_shared(world) == before


def _everything_shared(world: World) -> list[Any]:
    found = seen(world.answerer)
    with acting(world.answerer.actor):
        forecast = Forecast.objects.values_list("areas", "without", "yearly").get()
        leaving = list(Leaving.objects.values_list("group_id", "shares"))
    return [found.rows, found.towns, found.since, forecast, leaving]


def test_a_leave_counts_at_home(world: World) -> None:
    with clock.at(NOVEMBER):
        _ask(world, "spel", 1, 0)
        for who in ("asker", "same_unit"):
            declare(world, who, "spel")
        with acting(world.manager.actor):
            Absence.objects.create(
                municipality=world.asker.municipality,
                account=world.asker.account,
                from_day=date(2027, 1, 1),
                to_day=date(2027, 6, 30),
            )
        count_all(world)
        foreseeing.foresee(world.collaboration_id)
        own = seen(world.manager).own
        assert own is not None
        chances = own.areas[str(world.areas["spel"].id)]
        assert chances["3"][1] == 100
        assert chances["12"][1] < 100


def test_dates_of_one_who_is_lent_are_her_own_employers(crowded_world: World, as_: As) -> None:
    lent = crowded_world.lent.account.id
    here = crowded_world.manager.municipality.id
    with acting(setup_actor(municipality_id=here)):
        place = Membership.objects.filter(account_id=lent, municipality_id=here)
        place.update(lent_by=crowded_world.answerer.municipality, valid_to=clock.today())
    page = as_(crowded_world.manager).get(reverse("competence:term", args=[lent]))
    assert page.status_code == 404


def test_dates_of_leavers_are_destroyed(world: World) -> None:
    _write(world, "asker", retires_year=2030)
    add_unusual(world)
    with acting(world.manager.actor) as actor:
        Term.objects.create(
            municipality_id=actor.municipality_id,
            account=world.ended.account,
            fixed_until=date(2026, 1, 1),
        )
    jobs.count_cells.run()
    with acting(world.manager.actor):
        assert list(Term.objects.values_list("account_id", flat=True)) == [world.asker.account.id]


def test_a_term_is_written_changed_and_emptied(world: World, as_: As) -> None:
    address = reverse("competence:term", args=[world.asker.account.id])
    client = as_(world.manager)
    posted = {"version": "0", "fixed_until": "2027-06-30", "retires_year": ""}
    assert client.post(address, posted).status_code == 302
    assert "30 juni 2027" in client.get("/slutdatum").content.decode()
    assert client.post(address, posted | {"fixed_until": "2027-08-31"}).status_code == 409
    emptied = client.post(address, {"version": "1", "fixed_until": "", "retires_year": ""})
    assert emptied.status_code == 302
    with acting(world.manager.actor):
        assert not Term.objects.exists()


def test_the_sheet_is_a_pdf(world: World, as_: As) -> None:
    declare(world, "asker", "spel")
    count_all(world)
    response = as_(world.asker).get(reverse("competence:map_pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
