"""The room's place among Django's applications."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoundsConfig(AppConfig):
    name = "kollega.rounds"
    label = "rounds"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.consultation import links
        from kollega.consultation.rules import ONGOING
        from kollega.rounds import (  # noqa: F401 - they register themselves
            documents,
            events,
            log_words,
            on_calendar,
            options,
            taking_down,
        )

        going_on = frozenset(ONGOING)
        links.register("own", _("Ta upp i en runda"), "rounds:bring", statuses=going_on)
        links.register("others", _("Föreslå en runda"), "rounds:suggest", statuses=going_on)
        links.register("all", _("Anteckningar från rundor"), "rounds:notes_of")
