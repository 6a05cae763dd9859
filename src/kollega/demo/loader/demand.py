"""New cases that the municipalities have given, quarter by quarter, and demand counted as by night."""

from kollega.competence.demand import cases, rules
from kollega.competence.demand.jobs import count_demand
from kollega.core.actor import acting
from kollega.core.quarters import Quarter
from kollega.demo.loader.stage import Stage, id_of

A_YEAR = {
    "orosanmalan": 11.0,
    "barnutredning": 4.2,
    "skyddsbedomning": 1.1,
    "oppna-insatser": 2.6,
    "unga-brott": 1.0,
    "skolfranvaro": 1.3,
    "placering": 0.6,
    "jourhem": 0.3,
    "lvu-2": 0.2,
    "vald-vuxna": 1.6,
    "vald-barn": 1.9,
    "hedersvald": 0.2,
    "ekonomiskt-bistand": 9.5,
    "budget-skuld": 2.4,
    "bostad": 1.2,
    "dodsbo": 0.5,
    "alkohol": 1.8,
    "narkotika": 1.1,
    "spel": 0.3,
    "vardnad": 1.4,
    "faderskap": 1.2,
}
"""New cases a year for each thousand inhabitants."""
WINTER = (1.08, 1.0, 0.86, 1.06)
"""How much of a quarter's share comes in each of the four."""
NOT_YET = "anas"
"""The municipality whose manager has not given the latest quarter: somebody who tries the demo can."""


def build(stage: Stage) -> None:
    """In each municipality that somebody leads; then everything is counted."""
    led = {
        each.municipality
        for each in stage.world.colleagues.values()
        if "manager" in each.roles and each.key in stage.accounts
    }
    for place in sorted(led):
        _give(stage, place)
    for collaboration in stage.world.collaborations:
        count_demand.run(collaboration_id=id_of("collaboration", collaboration))


def _give(stage: Stage, place: str) -> None:
    municipality = stage.world.municipalities[place]
    actor = stage.with_role("manager", municipality=place)
    with acting(actor):
        for ago, quarter in enumerate(rules.quarters_open()):
            if ago == 0 and place == NOT_YET:
                continue
            counts = {
                stage.areas[municipality.collaboration, key]: number
                for key, each in A_YEAR.items()
                if (municipality.collaboration, key) in stage.areas
                and (number := _number(municipality.inhabitants, each, quarter, place, key))
            }
            cases.give(actor, quarter=quarter, counts=counts, version=0)


def _number(inhabitants: int, a_year: float, quarter: Quarter, place: str, key: str) -> int:
    """A number that is the same in every demo, and differs a little between quarters and places."""
    expected = inhabitants / 1000 * a_year / 4 * WINTER[quarter.number - 1]
    sway = (sum(map(ord, place + key)) * 7 + quarter.year * 3 + quarter.number * 5) % 9 - 4
    return max(0, round(expected * (1 + sway / 20)))
