"""The room's jobs and listeners, from its parts."""

from kollega.competence.alarm import jobs as alarm  # noqa: F401 - they register themselves
from kollega.competence.bringing import jobs as bringing  # noqa: F401 - they register themselves
from kollega.competence.demand import jobs as demand  # noqa: F401 - they register themselves
from kollega.competence.learning import jobs as learning  # noqa: F401 - they register themselves
from kollega.competence.lending import jobs as lending  # noqa: F401 - they register themselves
from kollega.competence.planning import jobs as planning  # noqa: F401 - they register themselves
from kollega.competence.profile import jobs as profile  # noqa: F401 - they register themselves
from kollega.competence.strategy import jobs as strategy  # noqa: F401 - they register themselves
