"""What is kept of lists that are brought in, in words."""

from django.utils.translation import gettext_lazy as _

from kollega.core import kept
from kollega.core.kept import Line

kept.register(
    Line(
        ("competence.TableImport", "competence.ImportStep"),
        what=_("Listor som någon läser in, och vad som ändrades"),
        how_long=_(
            "Listan tills den är inläst, högst 14 dagar. Vad som ändrades 30 dagar, så att det går att"
            " ångra. Bara den som läste in ser det."
        ),
        ground=_("Kunna granska innan något läses in, och ångra"),
        then=_("Av sig självt, varje natt"),
    ),
    Line(
        ("competence.KnownColumn",),
        what=_("Vad rubrikerna i kommunens listor betyder"),
        how_long=_("Tills det ändras"),
        ground=_("Slippa välja kolumner varje gång"),
        then=_("För hand"),
    ),
    Line(
        ("competence.Vacancy",),
        what=_("Tjänster som står tomma"),
        how_long=_("Så länge tjänsten står tom, och två år därefter"),
        ground=_("Planera kompetens"),
        then=_("Av sig självt, varje natt"),
    ),
    Line(
        ("competence.Absence",),
        what=_("När någon är borta enligt kommunens lista, utan orsak"),
        how_long=_("Ett år efter sista dagen"),
        ground=_("Planera bemanningen"),
        then=_("Av sig självt, varje natt, och när personen har slutat"),
    ),
)
