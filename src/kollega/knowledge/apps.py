"""The knowledge bank's place among Django's applications."""

from importlib import import_module

from django.apps import AppConfig

SAYING = (
    "events",
    "log_words",
    "on_demand",
    "on_map",
    "options",
    "cards.beside_law",
    "cards.finding",
    "cards.documents",
    "cards.destruction",
    "cards.taking_down",
    "cards.kept",
    "documents.kept",
    "documents.log_words",
    "documents.public",
    "documents.searching",
    "documents.taking_down",
    "guidance.taking_down",
    "lists.documents",
    "lists.events",
    "lists.kept",
    "lists.log_words",
    "lists.taking_down",
    "wishes.events",
    "wishes.kept",
    "wishes.log_words",
)
"""Modules that register what they have when they are imported."""


class KnowledgeConfig(AppConfig):
    name = "kollega.knowledge"
    label = "knowledge"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for each in SAYING:
            import_module(f"{self.name}.{each}")
