"""The knowledge bank's place among Django's applications."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "kollega.knowledge"
    label = "knowledge"
    default_auto_field = "django.db.models.BigAutoField"
