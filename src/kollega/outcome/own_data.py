"""What is held of a person after her questions, given to her and forgotten when she has left."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets
from kollega.outcome.models import FollowUp, OwnWords, SafeContact, Sheet, Told
from kollega.outcome.queries import later

MOST = 2000


@exports(gettext_lazy("Vad du har noterat om att berätta för personen"))
def told(actor: Actor) -> Rows:
    """Told or not, newest first."""
    rows = Told.objects.filter(account_id=actor.account_id).order_by("-changed_at")
    for row in rows[:MOST]:
        yield {
            _("Ändrat"): row.changed_at,
            _("Läge"): str(row.get_state_display()),
            _("Varför inte"): str(row.get_why_not_display()),
            _("Anteckning"): row.remark,
        }


@exports(gettext_lazy("Blad till personen som du har skrivit"))
def sheets(actor: Actor) -> Rows:
    """The texts, newest first."""
    for row in Sheet.objects.filter(account_id=actor.account_id).order_by("-saved_at")[:MOST]:
        yield {
            _("Sparat"): row.saved_at,
            _("Vad ni frågade om"): row.asked,
            _("Vad kollegorna svarade"): row.advised,
            _("Vad händer nu?"): row.happens,
        }


@exports(gettext_lazy("Hur det gick, som du har svarat"))
def answers(actor: Actor) -> Rows:
    """Both times of each question, newest first."""
    rows = FollowUp.objects.filter(account_id=actor.account_id).order_by("-due_on")
    for row in rows[:MOST]:
        shown = later(row)
        yield {
            _("Dag"): row.asked_on or row.due_on,
            _("Följde du rådet?"): shown.followed,
            _("Vad hände?"): ". ".join(shown.happened),
        }


@forgets
def forget(actor: Actor) -> None:
    """All of it was hers alone, and nobody can read it when she has left. What is counted stays."""
    if actor.collaboration_id is not None:
        return
    for model in (Told, SafeContact, Sheet, OwnWords, FollowUp):
        model.objects.filter(
            municipality_id=actor.municipality_id, account_id=actor.account_id
        ).delete()
