"""Words in the log about lists, vacancies and absences."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("table_import", "vacancy", "staff_list")
log_words.register(
    kinds={
        "table_import": _("en lista"),
        "staff_list": _("kommunens personallista"),
        "vacancy": _("en tom tjänst"),
    },
    verbs={
        "table_import.carry_out": _("läste in"),
        "table_import.undo": _("ångrade inläsningen av"),
        "staff_list.export": _("hämtade"),
        "vacancy.add": _("lade till"),
        "vacancy.fill": _("markerade som tillsatt:"),
    },
)
