"""What is kept of searching, in words."""

from django.utils.translation import gettext_lazy as _

from kollega.core import kept
from kollega.core.kept import Line

WHY = _("Veta vilken kunskap som saknas, utan att veta vem som saknar den")

kept.register(
    Line(
        ("knowledge.WishMark", "knowledge.Helped"),
        what=_("Enstaka ord som någon har sökt på utan att hitta, och vilka träffar som hjälpte"),
        how_long=_("Ett år. Bara den som sökte ser sina egna."),
        ground=WHY,
        then=_("Av sig självt, varje natt"),
    ),
    Line(
        ("knowledge.Wish", "knowledge.Commission", "knowledge.HelpCount"),
        what=_("Ord som minst fem har sökt på utan att hitta, och vad som blev av det"),
        how_long=_("Så länge samverkan vill"),
        ground=WHY,
        then=_("För hand"),
    ),
)
