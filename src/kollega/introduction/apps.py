"""The room's place among Django's applications."""

from django.apps import AppConfig


class IntroductionConfig(AppConfig):
    name = "kollega.introduction"
    label = "introduction"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.introduction import (  # noqa: F401 - they register themselves
            events,
            keeping,
            log_words,
            options,
        )
