"""How long the ledger is kept."""

from django.utils.translation import gettext_lazy as _

from kollega.core import kept

kept.register(
    kept.Line(
        ("participation.Moment", "participation.Mark"),
        what=_("Delaktighet: vad handläggaren och personerna markerat, varför och nästa steg"),
        how_long=_("Så länge ärendet finns"),
        ground=_("Socialtjänstens handläggning"),
        then=_("Med ärendet, enligt kommunens gallringsregler"),
    ),
    kept.Line(
        ("participation.Share",),
        what=_("Hur stor andel som nådde nivå tre, per kvartal och utan personer"),
        how_long=_("Tills vidare"),
        ground=_("Uppföljning"),
        then=_("Innehåller inga uppgifter om personer"),
    ),
)
