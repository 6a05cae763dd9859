"""What is held of a person's questions and answers.

Who asked stays as a row that no person reads: an incident, years later, must still find the
municipality it belongs to. The account it names is empty by then.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.consultation import rules, services
from kollega.consultation.choices import Status
from kollega.consultation.models import Post, Question, Reading, Signature, SignatureShown
from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets

MOST = 2000


@exports(gettext_lazy("Frågor du har ställt"))
def asked(actor: Actor) -> Rows:
    """Her own questions, newest first."""
    mine = Signature.objects.filter(account_id=actor.account_id)
    rows = Question.objects.filter(
        collaboration_id=actor.collaboration_id, pk__in=mine.values("question_id")
    ).select_related("area")
    for row in rows.order_by("-asked_at")[:MOST]:
        yield {
            _("Ställd"): row.asked_at,
            _("Område"): row.area.shown_title,
            _("Fråga"): str(row.text),
            _("Läge"): str(row.get_status_display()),
        }


@exports(gettext_lazy("Svar du har skrivit"))
def answered(actor: Actor) -> Rows:
    """What she wrote in others' threads, newest first."""
    rows = Post.objects.filter(
        collaboration_id=actor.collaboration_id, author_id=actor.colleague_id
    ).select_related("question__area")
    for row in rows.order_by("-posted_at")[:MOST]:
        yield {
            _("Skrivet"): row.posted_at,
            _("Område"): row.question.area.shown_title,
            _("Text"): str(row.text),
        }


@exports(gettext_lazy("Frågor du har läst vidare i eller klivit ur"))
def read(actor: Actor) -> Rows:
    """Only she can see this."""
    for row in Reading.objects.filter(account_id=actor.account_id).order_by("-read_at")[:MOST]:
        yield {_("Läste vidare"): row.read_at, _("Klev ur"): row.stepped_out_at}


@forgets
def forget(actor: Actor) -> None:
    """What she read goes; questions that still wait for an answer are taken back."""
    if actor.collaboration_id is None:
        Reading.objects.filter(account_id=actor.account_id).delete()
        SignatureShown.objects.filter(account_id=actor.account_id).delete()
        return
    mine = Signature.objects.filter(account_id=actor.account_id)
    waiting = rules.visible(actor).filter(
        pk__in=mine.values("question_id"), status__in={Status.OPEN, Status.TAKEN}
    )
    for question in waiting:
        services.withdraw(actor, rules.standing_of(question))
