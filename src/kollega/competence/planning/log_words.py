"""The words of planning in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("plan_run", "plan_basis", "plan_resource")
log_words.register(
    kinds={
        "plan_run": _("förslag till försörjningsplan"),
        "plan_basis": _("priser och restider i planeringen"),
        "plan_resource": _("kommunens budget för lärande"),
    },
    verbs={
        "plan_run.start": _("startade en sökning efter"),
        "plan_run.stop": _("stoppade en sökning efter"),
        "plan_run.choose": _("valde steg i"),
        "plan_basis.set": _("ändrade"),
        "plan_resource.set": _("ändrade"),
    },
)
