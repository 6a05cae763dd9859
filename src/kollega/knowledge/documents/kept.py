"""What is kept of documents and of what is pinned, in words."""

from django.utils.translation import gettext_lazy as _

from kollega.core import kept
from kollega.core.kept import Line

kept.register(
    Line(
        (
            "knowledge.KnowledgeDocument",
            "knowledge.DocumentArea",
            "knowledge.DocumentEdition",
            "knowledge.DocumentPassage",
        ),
        what=_("Dokument i kunskapsbanken: strategier, rutiner och rapporter, med äldre utgåvor"),
        how_long=_("Så länge de behövs; borttagna i 90 dagar"),
        ground=_("Gemensam och egen kunskap för arbetet"),
        then=_("Av sig självt, varje natt, när någon har tagit bort dem"),
    ),
    Line(
        ("knowledge.ImportRun", "knowledge.ImportFile"),
        what=_("Filer som någon håller på att ta in, och en lista över vad som togs in"),
        how_long=_("Filerna 14 dagar, listan ett år. Bara den som lade in dem ser dem."),
        ground=_("Kunna granska innan något tas in, och ångra"),
        then=_("Av sig självt, varje natt"),
    ),
    Line(
        ("knowledge.Pin",),
        what=_("Stycken och kort som är fästa vid ett moment i arbetet, med varför och av vem"),
        how_long=_("Så länge dokumentet eller kortet finns"),
        ground=_("Att strategin syns när den ska vägleda"),
        then=_("Med dokumentet, eller för hand"),
    ),
)
