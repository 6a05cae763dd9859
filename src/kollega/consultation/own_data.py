"""What is held of a person's questions and answers.

Who asked stays as a row that no person reads: an incident, years later, must still find the
municipality it belongs to. The account it names is empty by then.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kollega.consultation import rules, services
from kollega.consultation.models import (
    Asked,
    CardProposal,
    Closing,
    Post,
    PostEdit,
    ProposalParty,
    ProposalRemark,
    Question,
    Reading,
    Signature,
    SignatureShown,
)
from kollega.core.actor import Actor
from kollega.core.own_data import Rows, exports, forgets, forgets_account
from kollega.organisation.models import Colleague

MOST = 2000


def _signed(actor: Actor) -> QuerySet[Signature, UUID]:
    """Ids of the questions that she asked."""
    mine = Signature.objects.filter(account_id=actor.account_id)
    return mine.values_list("question_id", flat=True)


def _areas(actor: Actor, question_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What the questions are about, of those that are there. One statement."""
    rows = Question.objects.filter(
        collaboration_id=actor.collaboration_id, pk__in=list(question_ids)
    )
    return {row.id: row.area.shown_title for row in rows.select_related("area")}


def _own_posts(actor: Actor, way: str = "") -> Q:
    """What she wrote: under her name, or in a question of her own. Nobody's colleague has a name
    nowhere, and must not be taken for the withheld ones.
    """
    own = Q(**{f"{way}kind": Post.Kind.REPLY, f"{way}question_id__in": _signed(actor)})
    if actor.colleague_id is None:
        return own
    return own | Q(**{f"{way}author_id": actor.colleague_id})


@exports(gettext_lazy("Frågor du har ställt"))
def asked(actor: Actor) -> Rows:
    """Her own questions, newest first, with what they gave."""
    rows = Question.objects.filter(
        collaboration_id=actor.collaboration_id, pk__in=_signed(actor)
    ).select_related("area")
    found = list(rows.order_by("-asked_at")[:MOST])
    closings = {
        each.question_id: each
        for each in Closing.objects.filter(
            collaboration_id=actor.collaboration_id, question__in=[row.id for row in found]
        )
    }
    for row in found:
        gave = closings.get(row.id)
        yield {
            _("Ställd"): row.asked_at,
            _("Område"): row.area.shown_title,
            _("Fråga"): str(row.text),
            _("Läge"): str(row.get_status_display()),
            _("Vad den gav"): str(gave.get_result_display()) if gave and gave.result else "",
            _("Avslut"): str(gave.text) if gave else "",
        }


@exports(gettext_lazy("Svar du har skrivit"))
def answered(actor: Actor) -> Rows:
    """What she wrote in threads, newest first."""
    rows = Post.objects.filter(
        _own_posts(actor), collaboration_id=actor.collaboration_id
    ).select_related("question__area")
    for row in rows.order_by("-posted_at")[:MOST]:
        yield {
            _("Skrivet"): row.posted_at,
            _("Område"): row.question.area.shown_title,
            _("Text"): str(row.text),
        }


@exports(gettext_lazy("Vad det stod före dina ändringar"))
def changed(actor: Actor) -> Rows:
    """Earlier versions of what she wrote in threads."""
    rows = PostEdit.objects.filter(
        _own_posts(actor, "post__"), collaboration_id=actor.collaboration_id
    )
    for row in rows.order_by("-replaced_at")[:MOST]:
        yield {_("Ändrat"): row.replaced_at, _("Text"): str(row.text)}


@exports(gettext_lazy("Frågor du har fått"))
def put_to(actor: Actor) -> Rows:
    """When she was asked, and in which area."""
    rows = Asked.objects.filter(
        collaboration_id=actor.collaboration_id,
        colleague_id=actor.colleague_id,
        asked_at__isnull=False,
    ).select_related("question__area")
    for row in rows.order_by("-asked_at")[:MOST]:
        yield {_("När"): row.asked_at, _("Område"): row.question.area.shown_title}


@exports(gettext_lazy("Förslag till kunskapskort som du är med om"))
def proposals(actor: Actor) -> Rows:
    """What is proposed of questions that she asked or answered, and what she wanted changed."""
    me = Q(colleague__account_id=actor.account_id) | Q(
        colleague__isnull=True, proposal__question_id__in=_signed(actor)
    )
    said: dict[UUID, list[str]] = {}
    for remark in ProposalRemark.objects.filter(me, collaboration_id=actor.collaboration_id):
        said.setdefault(remark.proposal_id, []).append(str(remark.text))
    for row in _proposals(actor).order_by("-changed_at")[:MOST]:
        yield {
            _("Ändrat"): row.changed_at,
            _("Rubrik"): str(row.title),
            _("Kort svar"): str(row.answer),
            _("Mer om det"): str(row.body),
            _("Vad du ville ändra"): "\n".join(said.get(row.id, [])),
        }


@exports(gettext_lazy("Frågor du har läst vidare i eller klivit ur"))
def read(actor: Actor) -> Rows:
    """Only she can see this."""
    rows = list(Reading.objects.filter(account_id=actor.account_id).order_by("-read_at")[:MOST])
    areas = _areas(actor, [row.question_id for row in rows])
    for row in rows:
        yield {
            _("Område"): areas.get(row.question_id, ""),
            _("Läste vidare"): row.read_at,
            _("Klev ur"): row.stepped_out_at,
        }


@forgets
def forget(actor: Actor) -> None:
    """Her questions end, so that the time after which they are destroyed runs."""
    ongoing = Question.objects.select_for_update().filter(
        collaboration_id=actor.collaboration_id, pk__in=_signed(actor), status__in=rules.ONGOING
    )
    for question in ongoing:
        services.leave_behind(actor, question)
    _proposals(actor, where_shown=True).delete()


def _proposals(actor: Actor, *, where_shown: bool = False) -> QuerySet[CardProposal]:
    """Cards that wait for her approval, or that she would have answered for. `where_shown`: those only
    where the actor's municipality answers for her in the collaboration now."""
    she = Colleague.objects.filter(
        collaboration_id=actor.collaboration_id, account_id=actor.account_id
    )
    if where_shown:
        she = she.filter(municipality_id=actor.municipality_id)
    mine = ProposalParty.objects.filter(
        collaboration_id=actor.collaboration_id, colleague__in=she.values("pk")
    )
    return CardProposal.objects.filter(
        Q(pk__in=mine.values("proposal_id"))
        | Q(owner__in=she.values("pk"))
        | Q(question_id__in=_signed(actor)),
        collaboration_id=actor.collaboration_id,
    )


@forgets_account
def forget_reading(actor: Actor) -> None:
    """What she read, and whose names she was shown."""
    Reading.objects.filter(account_id=actor.account_id).delete()
    SignatureShown.objects.filter(account_id=actor.account_id).delete()
