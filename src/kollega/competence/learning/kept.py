"""How long what belongs to learning is kept."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kollega.competence.learning.options import KEPT_MONTHS
from kollega.core import kept
from kollega.core.actor import Actor
from kollega.organisation import options


def _how_long(actor: Actor) -> str:
    months = int(options.value(actor, KEPT_MONTHS))
    words = ngettext("%(n)d månad efter sista dagen", "%(n)d månader efter sista dagen", months)
    return words % {"n": months}


kept.register(
    kept.Line(
        ("competence.Course", "competence.CourseLift", "competence.CourseNeed"),
        what=_("Samverkans kurser och handledningsgrupper: vad de ger, kostar och kräver"),
        how_long=_("Så länge samverkan finns"),
        ground=_("Planering av kompetens"),
        then=_("Ändras av samordnaren"),
    ),
    kept.Line(
        ("competence.Occasion", "competence.OccasionDay", "competence.Seat"),
        what=_(
            "Tillfällen för kurser och handledning: när, var, vem som leder, och hur många platser"
            " som är tagna från varje kommun. Inga deltagares namn."
        ),
        how_long=_("Så länge samverkan finns"),
        ground=_("Gemensamt lärande, och uppföljning av det"),
        then=_("Tas bort med samverkan"),
    ),
    kept.Line(
        ("competence.SeatHolder",),
        what=_(
            "Vilka som har plats på en kurs eller handledning. Läses i den egna kommunen och i den"
            " som ordnar."
        ),
        how_long=_how_long,
        ground=_("Så att den som leder vet vilka som kommer"),
        then=_("Av sig självt, varje natt, och genast när någon avbokar"),
    ),
    kept.Line(
        ("competence.Evaluation",),
        what=_("Vad de som var med tyckte om en kurs eller handledning, utan vem som tyckte vad"),
        how_long=_("Så länge samverkan finns, texten efter kommunens regler för handlingar"),
        ground=_("Att nästa tillfälle blir bättre"),
        then=_("Texten gallras av registratorn eller enligt kommunens regel"),
    ),
)
