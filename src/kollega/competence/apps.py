"""The competence room's place among Django's applications."""

from importlib import import_module

from django.apps import AppConfig

SAYING = (
    "log_words",
    "options",
    "alarm.keeping",
    "alarm.kept",
    "alarm.log_words",
    "bringing.kept",
    "bringing.log_words",
    "learning.documents",
    "learning.keeping",
    "learning.kept",
    "learning.log_words",
    "learning.on_map",
    "learning.options",
    "demand.kept",
    "demand.log_words",
    "lending.keeping",
    "lending.log_words",
    "lending.options",
    "planning.keeping",
    "planning.kept",
    "planning.log_words",
    "profile.documents",
    "profile.kept",
    "strategy.booking",
    "strategy.documents",
    "strategy.kept",
    "strategy.log_words",
    "strategy.taking_down",
)
"""Modules that register what they have when they are imported."""


class CompetenceConfig(AppConfig):
    name = "kollega.competence"
    label = "competence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for each in SAYING:
            import_module(f"{self.name}.{each}")
