"""How long what belongs to learning is kept."""

from django.utils.translation import gettext_lazy as _

from kollega.core import kept

kept.register(
    kept.Line(
        ("competence.Course", "competence.CourseLift", "competence.CourseNeed"),
        what=_("Samverkans kurser och handledningsgrupper: vad de ger, kostar och kräver"),
        how_long=_("Så länge samverkan finns"),
        ground=_("Planering av kompetens"),
        then=_("Ändras av samordnaren"),
    ),
)
