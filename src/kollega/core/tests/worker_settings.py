"""Settings of the worker in its tests: a listening room more, and a quicker pulse."""

from kollega.site.settings_test import *  # noqa: F403 - the same settings, changed below
from kollega.site.settings_test import INSTALLED_APPS, PROCRASTINATE_WORKER_DEFAULTS

INSTALLED_APPS = [*INSTALLED_APPS, "kollega.core.tests.listening"]
WORKER_SILENT_SECONDS = 3.0
PROCRASTINATE_WORKER_DEFAULTS = {
    **PROCRASTINATE_WORKER_DEFAULTS,
    "update_heartbeat_interval": 0.5,
    "stalled_worker_timeout": WORKER_SILENT_SECONDS,
}
