"""What is kept of proposed cards, in words."""

from django.utils.translation import gettext_lazy as _

from kollega.core.kept import Line, register

register(
    Line(
        (
            "consultation.CardProposal",
            "consultation.ProposalParty",
            "consultation.ProposalRemark",
        ),
        what=_("Förslag till kunskapskort av svar, vilka som ska godkänna, och önskade ändringar"),
        how_long=_("Tills kortet finns. Blev det inget kort: 30 dagar. Utan svar: 90 dagar."),
        ground=_("Den som frågade och den som svarade ska båda ha godkänt texten"),
        then=_("Av sig självt, varje natt"),
    ),
)
