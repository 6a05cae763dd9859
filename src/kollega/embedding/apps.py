"""The room's place among Django's applications, where a model is chosen."""

from django.apps import AppConfig


class EmbeddingConfig(AppConfig):
    name = "kollega.embedding"
    label = "embedding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.embedding import reordering  # noqa: F401 - it registers itself
