"""The room's rows of the permission table, from its parts."""

from typing import Any

from kollega.competence.tests.bringing import permissions as bringing
from kollega.competence.tests.demand import permissions as demand
from kollega.competence.tests.hosting import permissions as hosting
from kollega.competence.tests.learning import permissions as learning
from kollega.competence.tests.lending import permissions as lending
from kollega.competence.tests.map import permissions as map_rows
from kollega.competence.tests.planning import permissions as planning
from kollega.competence.tests.profile import permissions as profile
from kollega.competence.tests.strategy import permissions as strategy

PARTS = (
    profile,
    hosting,
    lending,
    bringing,
    map_rows,
    learning,
    strategy,
    demand,
    planning,
)
TABLE: dict[str, Any] = {key: row for part in PARTS for key, row in part.TABLE.items()}
MORE: list[tuple[str, Any]] = [each for part in PARTS for each in part.MORE]
OBJECTS: dict[str, Any] = {key: row for part in PARTS for key, row in part.OBJECTS.items()}
