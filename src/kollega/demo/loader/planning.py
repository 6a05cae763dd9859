"""What the municipalities lay on learning, how far it is between them, and a search that was stopped halfway."""

from datetime import timedelta
from functools import partial
from itertools import combinations
from math import hypot

from kollega.competence.planning import by_hand, services
from kollega.competence.planning.asked import Asked, plan_years
from kollega.competence.planning.building import road
from kollega.competence.planning.jobs import carry_out
from kollega.core import clock
from kollega.core.actor import acting
from kollega.demo.loader.stage import Stage, id_of
from kollega.optimisation.plans import Goal

WHERE = "inlandet"
KRONOR, SHARED, HOURS = 11_000, 60_000, 40
"""For each of the staff, for each municipality, and hours for each of the staff; a year."""
NOT_ANSWERED = "myrheden"
"""Has not said anything of the last year yet."""
PLACES = {
    "anas": (0, 10),
    "granaker": (55, 0),
    "storavan": (70, 55),
    "bjorkliden": (20, 80),
    "kallfors": (105, 25),
    "lomtrask": (120, 75),
    "myrheden": (85, 110),
    "norrsele": (30, 40),
}
"""Where municipalities lie in a country that is not there, in minutes by car."""
BENDS, ROUND = 1.15, 5


def build(stage: Stage) -> None:
    """Budgets by each manager, roads by the coordinator, in the collaboration of eight."""
    there = [key for key in PLACES if key in stage.municipalities]
    if len(there) < len(PLACES):
        return  # a small world
    for key in there:
        _answer(stage, key)
    _write_roads(stage)
    _search(stage)


def _search(stage: Stage) -> None:
    """One that the coordinator stopped when it had two of three, made by hand: the solver takes minutes."""
    years = plan_years()
    coordinator = stage.with_role("coordinator", collaboration=WHERE)
    with clock.at(stage.now - timedelta(days=2, hours=3)):
        with acting(coordinator) as actor:
            run = services.start(
                actor,
                public_id=id_of("plan_run", WHERE),
                minutes=5,
                asked=Asked(first_year=years[0], reached_by=years[1], allow_short=True),
            )
        search = partial(by_hand.search, goals=(Goal.CHEAPEST, Goal.LEAST_TRAVEL))
        carry_out(id_of("collaboration", WHERE), run.id, search=search)


def _answer(stage: Stage, key: str) -> None:
    staff = stage.world.municipalities[key].ifo_staff
    years = plan_years()
    said: dict[int, tuple[int | None, int | None]] = {
        year: (_rounded(KRONOR * staff + SHARED, 5_000), _rounded(HOURS * staff, 20))
        for year in years
    }
    if key == NOT_ANSWERED:
        said[years[-1]] = (None, None)
    actor = stage.with_role("manager", municipality=key)
    with acting(actor):
        services.set_resources(actor, said=said, version=0)


def _rounded(value: float, to: int) -> int:
    return round(value / to) * to


def _write_roads(stage: Stage) -> None:
    minutes: dict[str, int | None] = {
        road(stage.municipalities[one].id, stage.municipalities[other].id): _rounded(
            BENDS * hypot(PLACES[one][0] - PLACES[other][0], PLACES[one][1] - PLACES[other][1]),
            ROUND,
        )
        for one, other in combinations(PLACES, 2)
    }
    actor = stage.with_role("coordinator", collaboration=WHERE)
    with acting(actor):
        services.set_journeys(actor, minutes=minutes, version=0)
