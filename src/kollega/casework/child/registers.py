"""What the child's frame tells the rest of the house."""

from django.utils.translation import gettext_lazy as _

from kollega.casework import ways
from kollega.casework.child import areas  # noqa: F401 - its option registers itself
from kollega.casework.models import CaseKind
from kollega.core import kept
from kollega.organisation import log_words

ways.register(
    ways.Way(
        _("Barnet"),
        "casework:child",
        _("Barnets ord, vad som är bäst för barnet, och vad orden ändrade."),
        frozenset({CaseKind.CHILD.value}),
    )
)
kept.register(
    kept.Line(
        (
            "casework.ChildWords",
            "casework.ReadersTold",
            "casework.BestInterests",
            "casework.DecisionForChild",
        ),
        what=_("Barnets ord, vem barnet vill ska få läsa dem, och prövningen av barnets bästa"),
        how_long=_("Så länge ärendet är öppet, och sedan som personakten"),
        ground=_("Socialtjänstens handläggning"),
        then=_("Med personakten, enligt kommunens gallringsregler"),
    )
)
log_words.register(
    kinds={},
    verbs={
        "child.readers": _("läste vem som kan få läsa i"),
        "child.words": _("skrev ett barns ord i"),
        "child.best": _("prövade barnets bästa i"),
        "child.decision": _("skrev vad ett barns ord ändrade i"),
        "child.sheet": _("skrev ut ett blad ur"),
        "child.sheet_for": _("skrev ut ett blad till"),
    },
)
