"""What is held of a person's notices."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core.actor import Actor
from kollega.core.models.notice import Channel, DigestTime, Notice, NoticeSetting
from kollega.core.own_data import Rows, exports, forgets_account
from kollega.notices.queries import shown

MOST = 1000


@exports(gettext_lazy("Dina notiser"))
def told(actor: Actor) -> Rows:
    """What she was told, newest first."""
    rows = Notice.objects.filter(account_id=actor.account_id, channel=Channel.SCREEN)
    for row in rows.order_by("-created_at")[:MOST]:
        yield {
            _("Notis"): shown(row).text,
            _("När"): row.created_at,
            _("Läst"): row.read_at,
        }


@forgets_account
def forget(actor: Actor) -> None:
    """Notices, and how she wanted them."""
    for model in (Notice, NoticeSetting, DigestTime):
        model.objects.filter(account_id=actor.account_id).delete()
