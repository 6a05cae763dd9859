"""Odd rows of the room's tables, from its parts."""

from kollega.competence.tests.bringing import rows as bringing
from kollega.competence.tests.demand import rows as demand
from kollega.competence.tests.learning import rows as learning
from kollega.competence.tests.lending import rows as lending
from kollega.competence.tests.map import rows as map_rows
from kollega.competence.tests.planning import rows as planning
from kollega.competence.tests.profile import rows as profile
from kollega.competence.tests.strategy import rows as strategy

__all__ = [
    "bringing",
    "demand",
    "learning",
    "lending",
    "map_rows",
    "planning",
    "profile",
    "strategy",
]
