"""The plan among the pages of a case."""

from django.utils.translation import gettext_lazy as _

from kollega.casework import ways

ways.register(
    ways.Way(
        _("Gemensam plan"),
        "casework:plans",
        _("Mål i personens ord, vem som lovar vad, och vem som håller ihop det."),
    )
)
ways.register_page(
    ways.RoomPage(_("Planer du håller"), "casework:my_plans"),
    ways.RoomPage(_("Planblad"), "casework:plan_templates"),
)
