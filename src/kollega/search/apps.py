"""The search room's place among Django's applications."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "kollega.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.search import log_words  # noqa: F401 - its words register themselves
