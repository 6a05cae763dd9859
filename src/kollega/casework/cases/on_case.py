"""Asking a colleague, among the pages of a case."""

from django.utils.translation import gettext_lazy as _

from kollega.casework import ways

ways.register(
    ways.Way(
        _("Fråga en kollega"),
        "casework:questions",
        _("En fråga utan namn, till dem som kan området. Rådet kan du ta hem hit."),
    )
)
