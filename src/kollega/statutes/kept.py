"""What is kept of the law, in words."""

from django.utils.translation import gettext_lazy as _

from kollega.core import kept
from kollega.core.kept import Line

kept.register(
    Line(
        (
            "statutes.Statute",
            "statutes.Section",
            "statutes.Wording",
            "statutes.Ending",
            "statutes.Import",
            "statutes.Known",
        ),
        what=_("Lagar paragraf för paragraf, med äldre lydelser och när de lästes in"),
        how_long=_("Så länge lagarna behövs i arbetet"),
        ground=_("Kunskapen ska vila på den lag som gäller, och visa när den ändras"),
        then=_("Tas bort av den som sköter installationen"),
    )
)
