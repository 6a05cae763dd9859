"""How long demand is kept."""

from django.utils.translation import gettext_lazy as _

from kollega.core import kept

BY_ITSELF = _("Av sig självt, varje natt")

kept.register(
    kept.Line(
        ("competence.Inflow",),
        what=_("Hur många nya ärenden kommunen har haft i varje område och kvartal"),
        how_long=_("Fyra år"),
        ground=_("Planera kompetens efter behovet"),
        then=BY_ITSELF,
    ),
    kept.Line(
        ("competence.InflowLabel",),
        what=_("Vad områdena heter i kommunens egen statistik"),
        how_long=_("Till dess att någon väljer något annat"),
        ground=_("Slippa välja om"),
        then=_("Skrivs över vid nästa inläsning"),
    ),
    kept.Line(
        ("competence.Demand", "competence.InflowGiven", "competence.Kept"),
        what=_("Hur mycket det har frågats om varje område, utan personer och aldrig färre än fem"),
        how_long=_("Fyra år"),
        ground=_("Avtalet om samverkan"),
        then=BY_ITSELF,
    ),
)
