"""The words of loans, covers and duty in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.competence.models import StepKind
from kollega.core import review
from kollega.organisation import log_words

review.reviewable("loan", "duty", "cover")
log_words.register(
    kinds={
        "loan": _("ett lån av en kollega"),
        "duty": _("beredskap i bakgrunden"),
        "cover": _("dagar då en kommun håller ett område åt en annan"),
    },
    verbs={
        "loan.ask": _("frågade om"),
        "loan.ask_colleague": _("frågade en kollega om"),
        **{f"loan.{kind}": kind.label for kind in StepKind},
        "duty.add": _("lade till"),
        "duty.offer": _("bad någon ta över"),
        "duty.take_back": _("tog tillbaka frågan om"),
        "duty.decline": _("sa nej till att ta över"),
        "duty.take": _("tog över"),
        "duty.remove": _("tog bort"),
        "cover.ask": _("frågade om"),
        "cover.decide": _("bestämde"),
        "cover.accept": _("sa ja till"),
        "cover.decline": _("sa nej till"),
        "cover.take_back": _("tog tillbaka"),
        "host.change_agreement": _("ändrade avtalet för"),
    },
)
