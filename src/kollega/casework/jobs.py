"""The room's jobs, from its parts."""

from kollega.casework.placing import jobs as placing  # noqa: F401 - it registers its jobs
