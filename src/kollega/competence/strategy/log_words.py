"""The words of strategy documents in the log."""

from django.utils.translation import gettext_lazy as _

from kollega.core import review
from kollega.organisation import log_words

review.reviewable("strategy")
log_words.register(
    kinds={"strategy": _("samverkans strategi")},
    verbs={
        "strategy.make": _("gjorde ett utkast till"),
        "strategy.change_contents": _("bytte innehåll i"),
        "strategy.set_terms": _("ändrade uppföljning och ansvar i"),
        "strategy.write": _("skrev i"),
        "strategy.discard": _("slängde"),
        "strategy.send": _("skickade till nämnderna"),
        "strategy.take_back": _("tog tillbaka"),
        "strategy.adopted": _("skrev in att en nämnd har antagit"),
        "strategy.returned": _("skrev in att en nämnd har återremitterat"),
        "strategy.declined": _("skrev in att en nämnd har sagt nej till"),
        "strategy.undo_decision": _("ångrade ett beslut om"),
        "strategy.adopt": _("gjorde gällande"),
        "strategy.undo_adopt": _("ångrade att den gäller:"),
        "strategy.follow": _("skrev hur det går med"),
        "strategy.report": _("tog ned texten i"),
        "strategy.put_back": _("la tillbaka texten i"),
        "strategy.destroy_texts": _("förstörde texten i"),
    },
)
