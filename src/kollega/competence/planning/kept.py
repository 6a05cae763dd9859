"""How long searches for proposals and what they rest on are kept."""

from django.utils.translation import gettext_lazy as _

from kollega.core import kept

kept.register(
    kept.Line(
        ("competence.PlanResource", "competence.PlanBasis"),
        what=_("Kommunernas budget och tid för lärande, och vad det räknas med för priser"),
        how_long=_("Tills det ändras"),
        ground=_("Planera kompetens tillsammans"),
        then=_("För hand"),
    ),
    kept.Line(
        ("competence.PlanRun", "competence.PlanProposal"),
        what=_("Förslag till försörjningsplan, där kollegor bara har en påhittad beteckning"),
        how_long=_("Ett år"),
        ground=_("Planera kompetens tillsammans"),
        then=_("Av sig självt, varje natt"),
    ),
    kept.Line(
        ("competence.PlanAlias",),
        what=_("Vilken kollega en beteckning i ett förslag står för"),
        how_long=_("Ett år"),
        ground=_("Att chefen ska kunna följa upp förslagen för sina egna medarbetare"),
        then=_("Av sig självt, varje natt"),
    ),
)
