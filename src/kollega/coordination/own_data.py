"""What is held of thanks that a person got and gave."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.coordination.models import Thanks
from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports


@exports(gettext_lazy("Tack du har fått och gett"))
def thanks(actor: Actor) -> Rows:
    """When, in which words, and from whom to whom."""
    rows = Thanks.objects.filter(
        Q(colleague_id=actor.colleague_id) | Q(by_id=actor.colleague_id),
        collaboration_id=actor.collaboration_id,
    ).select_related("colleague", "by")
    for row in rows.order_by("-at"):
        yield {
            _("När"): row.at,
            _("Ord"): str(row.get_words_display()),
            _("Från"): row.by.name,
            _("Till"): row.colleague.name,
        }
