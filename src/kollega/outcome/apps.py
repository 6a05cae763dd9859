"""The room's place among Django's applications."""

from django.apps import AppConfig


class OutcomeConfig(AppConfig):
    name = "kollega.outcome"
    label = "outcome"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.outcome import (  # noqa: F401 - they register themselves
            documents,
            events,
            offers,
            options,
            own_data,
            taking_down,
        )
