"""The room's jobs, from its parts."""

from kollega.casework.cases import jobs as cases  # noqa: F401 - it registers its jobs
from kollega.casework.placing import jobs as placing  # noqa: F401 - it registers its jobs
