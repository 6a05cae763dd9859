"""The room's place among Django's applications."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentConfig(AppConfig):
    name = "kollega.incident"
    label = "incident"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kollega.consultation import links
        from kollega.incident import events, log_words, options  # noqa: F401 - they register themselves
        from kollega.knowledge import api as knowledge

        links.register("all", _("Jag tror att personen kan kännas igen"), "incident:report")
        knowledge.offer(_("Jag tror att någon kan kännas igen"), "incident:report_other", "card")
