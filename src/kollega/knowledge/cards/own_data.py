"""What is held of a person's part in cards."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets
from kollega.knowledge.models.cards import Card, CardCheck, CardFlag
from kollega.organisation.models import Colleague

MOST = 2000


@exports(gettext_lazy("Kunskapskort du ansvarar för eller har skrivit"))
def cards(actor: Actor) -> Rows:
    """Those that stand in her name."""
    if actor.colleague_id is None:
        return
    rows = Card.objects.filter(
        Q(owner_id=actor.colleague_id) | Q(saved_by_id=actor.colleague_id),
        collaboration_id=actor.collaboration_id,
    )
    for row in rows.order_by("-saved_at")[:MOST]:
        yield {
            _("Fråga"): str(row.title),
            _("Sparat"): row.saved_at,
            _("Du ansvarar"): _("Ja") if row.owner_id == actor.colleague_id else _("Nej"),
            _("Läge"): str(row.get_status_display()),
        }


@exports(gettext_lazy("Kunskapskort du har sett över eller sagt något om"))
def said(actor: Actor) -> Rows:
    """Checks and what she has pointed out."""
    if actor.colleague_id is None:
        return
    here = {"collaboration_id": actor.collaboration_id}
    for check in CardCheck.objects.filter(**here, by_id=actor.colleague_id).order_by("-at")[:MOST]:
        yield {_("När"): check.at, _("Vad"): _("Stämmer fortfarande"), _("Text"): str(check.reason)}
    flags = CardFlag.objects.filter(**here, raised_by_id=actor.colleague_id)
    for flag in flags.order_by("-raised_at")[:MOST]:
        yield {
            _("När"): flag.raised_at,
            _("Vad"): _("Något stämmer inte"),
            _("Text"): str(flag.text),
        }


@forgets
def forget(actor: Actor) -> None:
    """She answers for no card any more. What she wrote stands, under a name that is nobody's."""
    if actor.collaboration_id is None:
        return
    left = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id,
        municipality_id=actor.municipality_id,
        account_id=actor.account_id,
    ).values("pk")
    Card.objects.filter(collaboration_id=actor.collaboration_id, owner_id__in=left).update(
        owner=None
    )
