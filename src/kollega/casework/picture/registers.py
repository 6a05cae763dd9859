"""What the pictures tell the rest of the house: their page on a case, how long they are kept, log words."""

from django.utils.translation import gettext_lazy as _

from kollega.casework import ways
from kollega.casework.picture import options  # noqa: F401 - it registers itself
from kollega.core import kept
from kollega.organisation import log_words

ways.register(
    ways.Way(
        _("Bilden"),
        "casework:pictures",
        _("Nätverk, familj, risk och skydd, styrkor: ritat tillsammans med personen."),
    )
)
kept.register(
    kept.Line(
        ("casework.Picture", "casework.PictureVersion"),
        what=_("Bilder som är ritade med personen, och hur de såg ut dag för dag"),
        how_long=_("Tills ärendet avslutas"),
        ground=_("Socialtjänstens handläggning"),
        then=_("Förs till journalen eller förstörs när ärendet avslutas"),
    )
)
log_words.register(
    kinds={},
    verbs={"picture.begin": _("började en bild i"), "picture.draw": _("ritade i en bild i")},
)
