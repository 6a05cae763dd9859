"""What a search counts with, unless the collaboration has said something else.

The usual figures are rounded guesses of what such things cost a small municipality in the north, dated
so that it shows how old they are. None of them is a price list's.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

USUAL_FROM = 2026
"""The year that the usual figures are of."""

PEOPLE, SHADOWING, GROUPS, ARRANGED, ROADS = "people", "shadowing", "groups", "arranged", "roads"
GROUP_TITLES = {
    PEOPLE: _("Tid för den som lär sig och den som handleder"),
    SHADOWING: _("Skuggning"),
    GROUPS: _("Handledning i grupp med någon utifrån"),
    ARRANGED: _("Rekrytering, flyttat ansvar och lånad kollega"),
    ROADS: _("Resor och arbetstid"),
}
KRONOR, HOURS, PEOPLE_COUNT, TIMES = _("kronor"), _("timmar"), _("personer"), _("gånger")


@dataclass(frozen=True)
class Price:
    """One figure: what it is called, what of, what it usually is, and the most it may be."""

    key: str
    group: str
    label: str | Promise
    unit: str | Promise
    usual: int
    most: int
    help: str | Promise = ""
    least: int = 0


PRICES: tuple[Price, ...] = (
    Price(
        "hours_per_person",
        PEOPLE,
        _("Så många timmar om året kan en kollega lära sig"),
        HOURS,
        60,
        400,
        _("Gäller alla lika. Ingens egen tid räknas."),
    ),
    Price(
        "supervising_hours",
        PEOPLE,
        _("Så många timmar om året kan någon handleda"),
        HOURS,
        40,
        400,
        _("För var och en som kan handleda."),
    ),
    Price("shadowing_hours", SHADOWING, _("Timmar för den som skuggar"), HOURS, 24, 400),
    Price("shadowing_supervisor", SHADOWING, _("Timmar för den som skuggas"), HOURS, 12, 400),
    Price("shadowing_trips", SHADOWING, _("Resor till handledarens kommun"), TIMES, 3, 50),
    Price(
        "group_cost",
        GROUPS,
        _("En handledningsgrupp i ett år"),
        KRONOR,
        36_000,
        2_000_000,
        _("Delas mellan kommunerna efter invånare."),
    ),
    Price("group_size", GROUPS, _("Högst så många i en grupp"), PEOPLE_COUNT, 6, 30, least=1),
    Price("group_hours", GROUPS, _("Timmar för var och en i gruppen"), HOURS, 20, 400),
    Price(
        "recruitment_cost",
        ARRANGED,
        _("Att rekrytera och introducera en erfaren kollega"),
        KRONOR,
        90_000,
        2_000_000,
        _("En gång. Bara tjänster som står tomma kan tillsättas, så lönen är redan räknad."),
    ),
    Price(
        "recruitment_yearly",
        ARRANGED,
        _("Högre lön för någon erfaren"),
        KRONOR,
        48_000,
        2_000_000,
        _("Om året, med arbetsgivaravgift."),
    ),
    Price(
        "moved_cost",
        ARRANGED,
        _("Att en annan kommun tar över ett område"),
        KRONOR,
        60_000,
        2_000_000,
        _("Om året, det som kommunen som lämnar över betalar."),
    ),
    Price("moved_trips", ARRANGED, _("Resor för ett övertaget område"), TIMES, 6, 100),
    Price(
        "lending_cost",
        ARRANGED,
        _("En lånad kollega på deltid"),
        KRONOR,
        75_000,
        2_000_000,
        _("Om året, det som kommunen som lånar betalar."),
    ),
    Price("lending_trips", ARRANGED, _("Resor för en lånad kollega"), TIMES, 12, 100),
    Price(
        "travel_hour",
        ROADS,
        _("Vad en timme på vägen kostar"),
        KRONOR,
        350,
        10_000,
        _("Bil eller buss, inte arbetstiden."),
    ),
    Price(
        "working_hour",
        ROADS,
        _("Vad en arbetstimme väger"),
        KRONOR,
        300,
        10_000,
        _("Betalas inte ur budgeten, men ett förslag som tar mindre tid räknas som bättre."),
    ),
)
BY_KEY = {each.key: each for each in PRICES}


def chosen(stored: Mapping[str, int]) -> dict[str, int]:
    """Every figure: what was said, else the usual."""
    return {each.key: int(stored.get(each.key, each.usual)) for each in PRICES}
