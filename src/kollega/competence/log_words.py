"""The room's words in the log. What somebody declared about ties is not told, only that she changed
something about herself."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable(
    "competence", "availability", "host", "formal_ground", "manager_level", "talk", "profile_choice"
)
log_words.register(
    kinds={
        "competence": _("en kollegas kompetens"),
        "availability": _("en kollegas tider"),
        "host": _("en stödkommun"),
        "evidence": _("underlag om sig själv"),
        "formal_ground": _("någons formella behörighet"),
        "manager_level": _("en nivå för en medarbetare"),
        "talk": _("ett samtal om kompetens"),
        "profile_choice": _("vad en profil visar"),
    },
    verbs={
        "competence.declare": _("ändrade"),
        "competence.remove": _("tog bort"),
        "competence.set_ties": _("ändrade"),
        "availability.change": _("ändrade"),
        "profile.choose": _("ändrade"),
        "evidence.add": _("lade till"),
        "evidence.change": _("ändrade"),
        "evidence.remove": _("tog bort"),
        "ground.change": _("ändrade"),
        "ground.remove": _("tog bort"),
        "level.set": _("satte"),
        "talk.write": _("skrev ned"),
        "talk.change": _("ändrade"),
        "talk.read": _("läste"),
        "host.add": _("lade till"),
        "host.end": _("avslutade"),
    },
)
