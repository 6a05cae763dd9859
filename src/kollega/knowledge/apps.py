"""The knowledge bank's place among Django's applications."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "kollega.knowledge"
    label = "knowledge"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.knowledge.wishes import (  # noqa: F401 - they register themselves
            events,
            kept,
            log_words,
        )
