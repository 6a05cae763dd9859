"""What is held of a person's reading lists, what she has read and follows, and has taken away."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets, forgets_account
from kollega.knowledge.models.lists import (
    Export,
    Following,
    ItemRead,
    ReadingItem,
    ReadingList,
)
from kollega.organisation import api as organisation

MOST = 2000


@exports(gettext_lazy("Läslistor du ansvarar för"))
def lists(actor: Actor) -> Rows:
    """Those that she answers for under her name."""
    if actor.colleague_id is None:
        return
    rows = ReadingList.objects.filter(
        collaboration_id=actor.collaboration_id, owner_id=actor.colleague_id
    )
    for row in rows.order_by("sort_key")[:MOST]:
        yield {_("Rubrik"): str(row.title), _("För vem"): str(row.audience)}


@exports(gettext_lazy("Vad du har läst i läslistor"))
def read(actor: Actor) -> Rows:
    """Only she can see this."""
    mine = {
        row.item_id: row.read_at
        for row in ItemRead.objects.filter(account_id=actor.account_id).order_by("-read_at")[:MOST]
    }
    rows = ReadingItem.objects.filter(
        collaboration_id=actor.collaboration_id, pk__in=list(mine)
    ).select_related("reading_list")
    for row in rows:
        yield {
            _("Läslista"): str(row.reading_list.title),
            _("Plats på listan"): row.place + 1,
            _("Läst"): mine[row.id],
        }


@exports(gettext_lazy("Områden du följer i kunskapsbanken"))
def followed(actor: Actor) -> Rows:
    """Only she can see this."""
    for mine in Following.objects.filter(account_id=actor.account_id).order_by("collaboration_id"):
        areas = organisation.areas_for_ids(actor, mine.areas)
        for area_id in mine.areas:
            yield {
                _("Område"): areas[area_id].title if area_id in areas else "",
                _("Hur ofta du får veta"): str(mine.get_often_display()),
                _("Senast tittat"): mine.seen_at,
            }


@exports(gettext_lazy("Vad du har tagit med dig ur kunskapsbanken"))
def taken(actor: Actor) -> Rows:
    """Exports that she has asked for and that have not been forgotten yet."""
    rows = Export.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    ).defer("data")
    for row in rows.order_by("-asked_at")[:MOST]:
        yield {_("Begärt"): row.asked_at, _("Form"): str(row.get_shape_display())}


@forgets
def forget(actor: Actor) -> None:
    """Her lists are her municipality's; what she has asked to take away goes."""
    Export.objects.filter(
        municipality_id=actor.municipality_id, account_id=actor.account_id
    ).delete()
    colleagues = ReadingList.objects.filter(
        collaboration_id=actor.collaboration_id, owner__account_id=actor.account_id
    )
    colleagues.filter(municipality_id=actor.municipality_id).update(owner=None)


@forgets_account
def forget_reading(actor: Actor) -> None:
    """What she has read, follows, and how she wanted to be told."""
    ItemRead.objects.filter(account_id=actor.account_id).delete()
    Following.objects.filter(account_id=actor.account_id).delete()
