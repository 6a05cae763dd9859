"""Words in the log about documents and pins."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("knowledge_document", "pin", "import_run")
log_words.register(
    kinds={
        "knowledge_document": _("ett dokument i kunskapsbanken"),
        "passage": _("ett avsnitt i ett dokument"),
        "import_run": _("en import av dokument"),
        "pin": _("något som är fäst vid ett moment"),
    },
    verbs={
        "knowledge_document.bring": _("tog in"),
        "knowledge_document.renew": _("tog in en ny utgåva av"),
        "knowledge_document.change": _("ändrade uppgifter om"),
        "knowledge_document.check": _("bekräftade att det stämmer:"),
        "knowledge_document.remove": _("tog bort"),
        "knowledge_document.restore": _("lade tillbaka"),
        "knowledge_document.report": _("tog ned"),
        "knowledge_document.put_back": _("lade tillbaka"),
        "knowledge_document.destroy": _("förstörde"),
        "import.undo": _("ångrade"),
        "pin.add": _("fäste"),
        "pin.remove": _("lossade"),
    },
)
