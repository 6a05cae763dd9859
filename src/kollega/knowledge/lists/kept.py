"""What this part keeps, in words."""

from django.utils.translation import gettext_lazy as _

from kollega.core.kept import Line, register

register(
    Line(
        ("knowledge.ReadingList", "knowledge.ReadingItem"),
        what=_("Läslistor: vad som ska läsas och varför"),
        how_long=_("Så länge listan används"),
        ground=_("Nya kollegor ska hitta det de behöver"),
        then=_("Tas bort av kommunen som ansvarar för listan"),
    ),
    Line(
        ("knowledge.ItemRead", "knowledge.Following"),
        what=_("Vad en person har läst i läslistor, följer och vill få veta. Bara hon ser det."),
        how_long=_("Tills hon tar bort det, eller har slutat"),
        ground=_("Hjälp åt henne själv"),
        then=_("Av sig självt när kontot töms"),
    ),
    Line(
        ("knowledge.Export",),
        what=_("Filer ur kunskapsbanken som en person har begärt att få hämta"),
        how_long=_("Sju dagar"),
        ground=_("Kunskapen ska kunna tas med"),
        then=_("Av sig självt, varje natt"),
    ),
)
