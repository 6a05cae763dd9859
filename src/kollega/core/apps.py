"""The core's place among Django's applications."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "kollega.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find every room's jobs and listeners (`jobs.py`), notice kinds (`events.py`), and what they
        hold of their users (`own_data.py`).
        """
        from kollega.core import housekeeping  # noqa: F401 - registers the core's own jobs

        autodiscover_modules("jobs", "events", "own_data")
