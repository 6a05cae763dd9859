"""What the room tells people of, from its parts."""

from kollega.competence.alarm import events as alarm  # noqa: F401 - they register themselves
from kollega.competence.demand import events as demand  # noqa: F401 - they register themselves
from kollega.competence.learning import events as learning  # noqa: F401 - they register themselves
from kollega.competence.lending import events as lending  # noqa: F401 - they register themselves
from kollega.competence.planning import events as planning  # noqa: F401 - they register themselves
from kollega.competence.profile import events as profile  # noqa: F401 - they register themselves
from kollega.competence.strategy import events as strategy  # noqa: F401 - they register themselves
