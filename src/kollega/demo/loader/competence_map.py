"""Targets that the coordinator has set, dates and empty posts of the managers, and the map counted from all."""

from datetime import date, timedelta

from kollega.competence.alarm import services as alarm
from kollega.competence.alarm.jobs import count_collaboration_cells
from kollega.competence.bringing.vacancies import add_vacancy
from kollega.competence.map import services
from kollega.competence.map.standing import Floors
from kollega.competence.options import TURNOVER
from kollega.core import clock
from kollega.core.actor import Actor, acting
from kollega.core.jobs import run_waiting
from kollega.demo.loader.stage import Stage, id_of
from kollega.organisation.services import set_option

TARGETS = {
    "hedersvald": Floors(local=0, shared=3, supervisors=1, wants_host=True),
    "lvu-2": Floors(local=1, shared=6, supervisors=2, wants_host=False),
}
EXPERIENCED, NEW = 20, 90
"""Years in the field after which somebody may think of retiring; days within which one is new."""
MOST = 3
EXPECTED = 30
"""Percent who are believed to leave in a year."""


def build(stage: Stage) -> None:
    """In every collaboration."""
    for collaboration in stage.world.collaborations:
        _set_targets(stage, collaboration)
    led = _led(stage)
    for municipality in led:
        _write_dates(stage, municipality)
    _empty_posts(stage, led)
    run_waiting()
    for collaboration in stage.world.collaborations:
        count_collaboration_cells.run(collaboration_id=id_of("collaboration", collaboration))
    run_waiting()


def _led(stage: Stage) -> list[str]:
    """Municipalities that have a manager: all, but in a small world."""
    return sorted(
        {
            each.municipality
            for each in stage.world.colleagues.values()
            if "manager" in each.roles and each.key in stage.accounts
        }
    )


def _set_targets(stage: Stage, collaboration: str) -> None:
    actor = stage.with_role("coordinator", collaboration=collaboration)
    with acting(actor):
        set_option(actor, key=TURNOVER, value=EXPECTED, valid_from=stage.start)
        for key, wanted in TARGETS.items():
            area_id = stage.areas.get((collaboration, key))
            if area_id is not None:
                services.set_target(actor, area_id=area_id, wanted=wanted, version=0)


def _empty_posts(stage: Stage, led: list[str]) -> None:
    for number, each in enumerate(stage.world.vacancies):
        if each.municipality not in led:
            continue
        actor = stage.with_role("manager", municipality=each.municipality)
        with acting(actor):
            add_vacancy(
                actor,
                public_id=id_of("vacancy", each.municipality, str(number)),
                title=each.title,
                unit=stage.units[each.municipality, each.unit],
                since=clock.today() - timedelta(days=each.open_days),
            )


def _write_dates(stage: Stage, municipality: str) -> None:
    """A few who retire within the years to come, and those who are new on a term."""
    staff = [
        each
        for each in stage.world.colleagues.values()
        if each.municipality == municipality and each.key in stage.accounts
    ]
    actor = stage.with_role("manager", municipality=municipality)
    experienced = sorted(staff, key=lambda each: -each.years)
    today = clock.today()
    with acting(actor):
        for number, each in enumerate(experienced[:MOST]):
            if each.years >= EXPERIENCED:
                _write(stage, actor, each.key, retires=today.year + 1 + number)
        for each in staff:
            if 0 < each.employed_days <= NEW:
                _write(stage, actor, each.key, until=today + timedelta(days=240))


def _write(
    stage: Stage, actor: Actor, key: str, *, until: date | None = None, retires: int | None = None
) -> None:
    alarm.set_term(
        actor,
        account_id=stage.accounts[key],
        fixed_until=until,
        retires_year=retires,
    )
