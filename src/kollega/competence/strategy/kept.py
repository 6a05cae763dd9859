"""What this part keeps, in words."""

from django.utils.translation import gettext_lazy as _

from kollega.core.kept import Line, register

register(
    Line(
        (
            "competence.Strategy",
            "competence.StrategyText",
            "competence.StrategyDecision",
            "competence.StrategyProgress",
        ),
        what=_(
            "Samverkans strategi för kompetens: mål, åtgärder, kostnader, nämndernas beslut och hur det"
            " går. Ingen person nämns."
        ),
        how_long=_("Så länge samverkan finns. Ett utkast kan samordnaren slänga."),
        ground=_("Nämndernas beslut och uppföljningen av dem"),
        then=_("För hand, när samverkan upphör"),
    ),
)
