"""The room's rows of the permission table, from its parts."""

from typing import Any

from kollega.casework.tests.cases import permissions as cases
from kollega.casework.tests.child import permissions as child
from kollega.casework.tests.people import permissions as people
from kollega.casework.tests.picture import permissions as picture
from kollega.casework.tests.placing import permissions as placing
from kollega.casework.tests.plan import permissions as plan
from kollega.casework.tests.resources import permissions as resources

PARTS = (cases, child, people, picture, placing, plan, resources)
TABLE: dict[str, Any] = {key: row for part in PARTS for key, row in part.TABLE.items()}
MORE: list[tuple[str, Any]] = [each for part in PARTS for each in part.MORE]
OBJECTS: dict[str, Any] = {key: row for part in PARTS for key, row in part.OBJECTS.items()}
