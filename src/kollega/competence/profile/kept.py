"""How long what belongs to a profile is kept."""

from django.utils.translation import gettext_lazy as _

from kollega.core import kept

kept.register(
    kept.Line(
        ("competence.Evidence",),
        what=_("Kurser, examina, skuggning och handledning som någon har noterat om sig själv"),
        how_long=_("Tills personen tar bort det, eller inte längre har någon plats"),
        ground=_("Att kunna visa vad man kan"),
        then=_("Ändras av var och en"),
    ),
    kept.Line(
        ("competence.FormalGround",),
        what=_(
            "Examen och sedan när någon arbetar med barnärenden, och om chefen har sett intyget"
        ),
        how_long=_("Så länge personen arbetar i kommunen, och tills personen glöms"),
        ground=_("Kraven på den som bedömer barns behov (25 kap. 1 § SoL)"),
        then=_("Tas bort när personen glöms"),
    ),
    kept.Line(
        ("competence.Talk", "competence.TalkLevel"),
        what=_("Samtal om kompetens mellan en chef och en medarbetare"),
        how_long=_("Så länge personen arbetar i kommunen, och tills personen glöms"),
        ground=_("Planering av kompetens"),
        then=_("Tas bort när personen glöms"),
    ),
    kept.Line(
        ("competence.ManagerLevel",),
        what=_("Nivån som en chef har satt för en medarbetare i ett område"),
        how_long=_("Så länge personen arbetar i kommunen, och tills personen glöms"),
        ground=_("Planering av kompetens"),
        then=_("Tas bort när personen glöms"),
    ),
)
